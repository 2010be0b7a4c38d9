import { ABSENT } from './candidates';
import type { Drawn } from './draw';
import { NAMESPACE } from './pools';
import type { Drawable } from './schema';

// How a spec that the library renders may differ from the one that was drawn: nothing else may.

/** Whether the library writes a required field that the drawn spec lacks. */
export function completes({ wrong }: Drawn): boolean {
  return wrong.some(({ path, value }) => value === ABSENT && COMPLETED.test(path));
}

const COMPLETED = /^\w+\.interval$|^Kustomization\.(?:prune|decryption\.provider)$/;

/** What the library writes where nothing is said. */
export function withDefaults({ kind }: Drawable, spec: any): any {
  switch (kind) {
    case 'OCIRepository': return { interval: spec.ref?.digest === undefined ? '5m' : '60m', ...spec };
    case 'Kustomization': return kustomization(spec);
    case 'HelmRelease': return helmRelease(spec);
  }
}

function kustomization({ decryption, ...spec }: any): any {
  const isWaitedFor = !spec.healthChecks?.length;
  return { interval: '60m', retryInterval: '2m', timeout: '3m', prune: true, wait: isWaitedFor, ...spec, ...decryption && { decryption: { provider: 'sops', ...decryption } } };
}

function helmRelease({ install, upgrade, test, driftDetection = { mode: 'enabled' }, ...spec }: any): any {
  return {
    interval: '30m',
    ...spec,
    install: { ...install, ...strategy(install) },
    upgrade: { crds: 'CreateReplace', ...upgrade, ...strategy(upgrade) },
    ...test && { test: { enable: true, ...test } },
    driftDetection,
  };
}

/** Tries again where nothing is said; Flux remediates where only a remediation is said. */
function strategy({ strategy: said, remediation }: any = {}): any {
  if (said?.name === 'RemediateOnFailure' || (!said && remediation)) return { strategy: { name: 'RemediateOnFailure' } };
  return { strategy: { name: 'RetryOnFailure', retryInterval: '5m', ...said } };
}

/** In one way what Flux reads alike. */
export function alike({ kind }: Drawable, spec: any): any {
  switch (kind) {
    case 'OCIRepository': return alikeSource(spec);
    case 'Kustomization': return { ...spec, sourceRef: local(spec.sourceRef), dependsOn: dependencies(spec) };
    case 'HelmRelease': return alikeRelease(spec);
  }
}

/** The provider is generic, a layer extracted and a reference empty where nothing is said; no identities are an empty list. */
function alikeSource({ provider = 'generic', ref, layerSelector, verify, ...spec }: any): any {
  const { matchOIDCIdentity, ...verification } = verify ?? {};
  return {
    ...spec,
    provider,
    ref: ref ?? {},
    ...layerSelector && { layerSelector: { operation: 'extract', ...layerSelector } },
    ...verify && { verify: { ...verification, matchOIDCIdentity: matchOIDCIdentity ?? [] } },
  };
}

/** Flux doesn't compare where no mode is said, and does nothing with an empty remediation or post-renderer. */
function alikeRelease({ install, upgrade, driftDetection, postRenderers, ...spec }: any): any {
  return {
    ...spec,
    chartRef: local(spec.chartRef),
    dependsOn: dependencies(spec),
    install: remediated(install),
    upgrade: remediated(upgrade),
    driftDetection: { mode: 'disabled', ...driftDetection },
    ...postRenderers && { postRenderers: postRenderers.map((each: any) => ({ kustomize: {}, ...each })) },
  };
}

function remediated({ remediation = {}, ...action }: any = {}): any {
  return { ...action, remediation };
}

function dependencies({ dependsOn = [] }: any): any[] {
  return dependsOn.map(local);
}

/** A reference without a namespace is to the object's own. */
function local({ namespace = NAMESPACE, ...ref }: any): any {
  return { ...ref, namespace };
}
