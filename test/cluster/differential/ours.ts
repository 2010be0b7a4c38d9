import { App, Chart } from 'cdk8s';
import type { Drawn } from './draw';
import { NAMESPACE } from './pools';
import { helmRelease } from './translate/helm-release';
import { Impossible, type Reason } from './translate/impossible';
import { kustomization } from './translate/kustomization';
import { ociRepository } from './translate/oci-repository';
import { FluxVersion, Warnings } from '../../../src';
import type { Minor } from '../../support/crd/crds';

/** What this library says of a spec. */
export type Ours = Accepted | Refused | Inexpressible;

export interface Accepted {
  /** The document, as the library writes it into a file. */
  readonly yaml: string;
  readonly warned: readonly string[];
}

export interface Refused {
  readonly code: string;
  readonly message: string;
}

export interface Inexpressible {
  readonly reason: Reason;
  readonly message: string;
}

const VERSIONS: { readonly [minor in Minor]: FluxVersion } = { '2.8': FluxVersion.V2_8, '2.9': FluxVersion.V2_9, '2.10': FluxVersion.V2_10 };
const TRANSLATORS = { OCIRepository: ociRepository, Kustomization: kustomization, HelmRelease: helmRelease };

/** Says the spec with a construct, for this minor. */
export function oursOf({ of, name, spec }: Pick<Drawn, 'of' | 'name' | 'spec'>, minor: Minor, namespace = NAMESPACE): Ours {
  const app = new App();
  VERSIONS[minor].applyTo(app);
  const chart = new Chart(app, 'drawn', { namespace, disableResourceNameHashes: true });
  try {
    TRANSLATORS[of.kind](chart, name, spec);
    const documents = app.synthYaml().split(/^---\n/m);
    const yaml = documents.find(document => document.includes(`\nkind: ${of.kind}\n`))!;
    return { yaml, warned: Warnings.of(app).all.map(({ code }) => code) };
  } catch (error) {
    return refusedOf(error as Error);
  }
}

/** Anything else than a refusal is a bug. */
function refusedOf(error: Error): Refused | Inexpressible {
  if (error instanceof Impossible) return { reason: error.reason, message: error.message };
  const message = error.message.replace(/^Validation failed with the following errors:\n\s*\[\S*\] /, '');
  const code = /^(FOC\d{3}) /.exec(message)?.[1];
  if (code === undefined) throw error;
  return { code, message };
}
