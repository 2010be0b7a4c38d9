import { Impossible, member, need } from './impossible';
import {
  HelmChartNameChange, HelmCrds, HelmInstallStrategy, HelmRemediationStrategy, HelmServerSideApply, HelmUpgradeStrategy, type HelmInstall,
  type HelmUpgrade,
} from '../../../../src';

export function installOf(install: any): HelmInstall | undefined {
  if (install === undefined) return undefined;
  const { strategy, remediation, crds, skipCRDs: skipCrds, disableOpenAPIValidation: disableOpenApiValidation, ...same } = install;
  return {
    ...same,
    skipCrds,
    disableOpenApiValidation,
    crds: member(HelmCrds, crds),
    strategy: strategyOf(strategy, remediation, HelmInstallStrategy),
  };
}

export function upgradeOf(upgrade: any): HelmUpgrade | undefined {
  if (upgrade === undefined) return undefined;
  const { strategy, remediation, crds, disableOpenAPIValidation, serverSideApply, chartNameChangeStrategy, ...same } = upgrade;
  return {
    ...same,
    disableOpenApiValidation: disableOpenAPIValidation,
    crds: member(HelmCrds, crds),
    serverSideApply: member(HelmServerSideApply, serverSideApply),
    chartNameChangeStrategy: member(HelmChartNameChange, chartNameChangeStrategy),
    strategy: strategyOf(strategy, remediationOf(remediation), HelmUpgradeStrategy),
  };
}

function remediationOf(remediation: any): any {
  return remediation && { ...remediation, strategy: member(HelmRemediationStrategy, remediation.strategy) };
}

interface Strategies<T> {
  retryOnFailure(options?: any): T;
  remediateOnFailure(options?: any): T;
}

/** Flux remediates where only a remediation is said. */
function strategyOf<T>(strategy: any, remediation: any, strategies: Strategies<T>): T | undefined {
  if (!strategy) return remediation && strategies.remediateOnFailure(remediation);
  const { retryInterval } = strategy;
  switch (need(strategy.name)) {
    case 'RetryOnFailure': {
      const { ignoreTestFailures, ...others } = remediation ?? {};
      if (Object.values(others).some(each => each !== undefined)) throw new Impossible('remediation beside retry', remediation);
      return strategies.retryOnFailure({ retryInterval, ignoreTestFailures });
    }
    case 'RemediateOnFailure':
      if (retryInterval !== undefined) throw new Impossible('retry of a remediation', strategy);
      return strategies.remediateOnFailure(remediation);
    default: throw new Impossible('enum', strategy.name);
  }
}
