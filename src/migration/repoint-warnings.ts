import type { IConstruct } from 'constructs';
import { GIT, GIT_REPOSITORY, isDelivery, type GitReference, type Rendered } from './repoint-references';
import { warn } from '../private/warnings';

/** How to do without the GitRepository. */
const INSTEAD: { readonly [type: string]: string | undefined } = {
  [GIT_REPOSITORY]: 'one artifact that holds both',
  'source.toolkit.fluxcd.io/HelmChart': 'a HelmRelease with the chart from the registry',
  'helm.toolkit.fluxcd.io/HelmRelease': '`chartRef` and an OciRepository, once CI pushes the chart',
  'image.toolkit.fluxcd.io/ImageUpdateAutomation': 'the GitRepository for as long as Flux commits to Git',
};
const OTHERS = 'an entry for the OCIRepository there';
/** Of a GitRepository, with another meaning in an OCIRepository or none. */
const GIT_ONLY = ['secretRef', 'serviceAccountName', 'provider', 'proxySecretRef', 'verify', 'recurseSubmodules', 'sparseCheckout', 'include'];

/** `namespace/name`. */
export function nameOf({ document: { metadata: { name, namespace } } }: Rendered): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function tellOfNeeds(git: Rendered, needs: readonly GitReference[]): void {
  for (const need of needs) {
    const { object, type, field } = need;
    const use = isDelivery(need) ? '`repoint` for a scope that holds this as well' : INSTEAD[type] ?? OTHERS;
    warn(object, 'FOC175', `\`${field}\` needs the ${GIT} ${nameOf(git)}, which therefore stays`, { use });
  }
}

export function tellOfDoubts(git: Rendered, doubts: readonly GitReference[]): void {
  for (const { object, field, name, namespace } of doubts) {
    warn(object, 'FOC177', `\`${field}\` may mean the ${GIT} ${nameOf(git)}, which therefore stays`, {
      got: namespace === undefined ? name : `${namespace}/${name}`,
      use: 'a name and a namespace that this program knows',
    });
  }
}

/** What nobody can translate: the login for Git, its signatures, its ways to fetch. */
export function tellOfSettings(source: IConstruct, git: Rendered, root: string): void {
  const { spec } = git.document;
  const left = [...GIT_ONLY, ...root === '' ? [] : ['ignore']].filter(field => spec[field] !== undefined);
  if (left.length === 0) return;
  warn(source, 'FOC176', `what the ${GIT} ${nameOf(git)} says of ${left.map(field => `\`${field}\``).join(', ')} is no longer there`, {
    use: '`auth`, `verify` and `source`, and what CI pushes',
  });
}
