import type { IConstruct } from 'constructs';
import { targetPathSegments } from './target-path';
import { warn } from '../private/warnings';

/** Warns about what a finished HelmRelease says and Flux doesn't read, whoever wrote it. */
export function warnAboutIgnored(construct: IConstruct, { spec }: any): void {
  if (spec === null || typeof spec !== 'object') return;
  for (const [field, why, use] of [...strategies(spec), ...gone(spec), ...waits(spec), ...applies(spec), ...values(spec)]) {
    warn(construct, 'FOC063', `Flux ignores \`${field}\` ${why}`, { use });
  }
}

/** The field, why it is ignored, and what to write instead. */
type Ignored = readonly [field: string, why: string, use: string];

const OF_REMEDIATION = ['retries', 'remediateLastFailure', 'strategy'];

function strategies({ install, upgrade, rollback }: any): Ignored[] {
  const found: Ignored[] = [];
  for (const [action, said] of Object.entries<any>({ install, upgrade })) {
    if (said?.strategy?.name !== 'RetryOnFailure') continue;
    const field = OF_REMEDIATION.find(each => said.remediation?.[each] !== undefined);
    if (field) found.push([`${action}.remediation.${field}`, 'where the strategy is RetryOnFailure', `Helm${action === 'install' ? 'Install' : 'Upgrade'}Strategy.remediateOnFailure`]);
  }
  if (rollback && (upgrade?.strategy?.name === 'RetryOnFailure' || upgrade?.remediation?.strategy === 'uninstall')) {
    found.push(['rollback', 'where no upgrade is rolled back', 'HelmUpgradeStrategy.remediateOnFailure, or leave it out']);
  }
  return found;
}

function gone({ install, rollback }: any): Ignored[] {
  const found: Ignored[] = [];
  if (install?.skipCRDs) found.push(['install.skipCRDs', 'in every version that this library knows', 'HelmCrds.SKIP as `install.crds`']);
  if (rollback?.recreate) found.push(['rollback.recreate', 'since Flux 2.8', 'nothing in its place: Helm 4 restarts no Pods']);
  return found;
}

function waits({ waitStrategy, healthCheckExprs, install, upgrade }: any): Ignored[] {
  if (!healthCheckExprs?.length) return [];
  if (waitStrategy?.name === 'legacy') return [['healthCheckExprs', 'where `waitStrategy` is legacy', 'HelmWaitStrategy.POLLER']];
  return install?.disableWait && upgrade?.disableWait ? [['healthCheckExprs', 'where neither install nor upgrade waits', '`disableWait: false`']] : [];
}

function applies({ install, upgrade, rollback, targetNamespace }: any): Ignored[] {
  const found: Ignored[] = [];
  if (install?.createNamespace && targetNamespace === undefined) {
    found.push(['install.createNamespace', 'where there is no `targetNamespace`', '`targetNamespace`, or leave it out']);
  }
  for (const [action, said] of Object.entries<any>({ upgrade, rollback })) {
    if (said?.force && said.serverSideApply === 'enabled') found.push([`${action}.force`, 'where it applies server-side', 'HelmServerSideApply.DISABLED, or leave it out']);
  }
  return found;
}

/** In the end Flux merges `values` over all that it has, unless what it has is the very object that `values` brought in. */
function values({ values: inline, valuesFrom = [] }: any): Ignored[] {
  return valuesFrom.flatMap(({ targetPath }: any, index: number): Ignored[] => {
    const path = typeof targetPath === 'string' ? targetPathSegments(targetPath) : undefined;
    const names = path?.every(([, indexes]) => indexes === '') ? path.map(([name]) => name) : [];
    const isSaidTwice = names.length > 0 && has(inline, names) && (names.length === 1 || index > 0);
    return isSaidTwice ? [[`valuesFrom[${index}]`, `where \`values\` have ${targetPath} too`, 'one of both']] : [];
  });
}

function has(value: any, [name, ...rest]: readonly string[]): boolean {
  if (value === null || typeof value !== 'object' || !Object.prototype.hasOwnProperty.call(value, name)) return false;
  return rest.length === 0 || has(value[name], rest);
}
