import type { Drawn } from './draw';
import type { Code } from '../../../src/private/codes';

/** What doesn't go together, although nothing of it is wrong by itself. */
interface Combination {
  readonly why: string;
  readonly code: Code;
  holds(spec: any): boolean;
}

const COMBINATIONS: { readonly [kind in Drawn['of']['kind']]: readonly Combination[] } = {
  OCIRepository: [
    { why: 'a cloud, and a registry that isn\'t its own', code: 'FOC030', holds: ({ provider, url }) => url.search(HOSTS[provider] ?? '') < 0 },
    { why: 'nobody who must have signed', code: 'FOC040', holds: ({ verify }) => verify?.provider === 'cosign' && !verify.secretRef && !verify.matchOIDCIdentity?.length },
    { why: 'notation without a policy', code: 'FOC043', holds: ({ verify }) => verify?.provider === 'notation' && !verify.secretRef },
    { why: 'notation, and an address that no policy can name', code: 'FOC043', holds: ({ verify, url }) => verify?.provider === 'notation' && url.includes('[') },
  ],
  Kustomization: [
    { why: 'operations that don\'t say on what', code: 'FOC079', holds: ({ patches }) => hasLooseOperations(patches) },
    { why: 'two expressions for one kind', code: 'FOC072', holds: hasExpressionsOfOneKind },
  ],
  HelmRelease: [
    {
      why: 'operations that don\'t say on what',
      code: 'FOC079',
      holds: ({ postRenderers }) => postRenderers?.some(({ kustomize }: any) => hasLooseOperations(kustomize?.patches)),
    },
    { why: 'two expressions for one kind', code: 'FOC072', holds: hasExpressionsOfOneKind },
    { why: 'one value, and no place for it', code: 'FOC064', holds: ({ valuesFrom }) => valuesFrom?.some((each: any) => each.literal && !each.targetPath) },
  ],
};

const HOSTS: { readonly [provider: string]: RegExp } = { aws: /amazonaws\.com\//, azure: /azurecr\.io\//, gcp: /docker\.pkg\.dev\// };

function hasLooseOperations(patches: any[] | undefined): boolean {
  return patches?.some(({ patch, target }) => !target && /^[-[]/.test(patch)) ?? false;
}

function hasExpressionsOfOneKind({ healthCheckExprs = [] }: any): boolean {
  const kinds = healthCheckExprs.map(({ apiVersion, kind }: any) => `${apiVersion.split('/')[0]} ${kind}`);
  return new Set(kinds).size < kinds.length;
}

/** Whether a spec with nothing wrong in it may end in this code. */
export function isCombination({ of: { kind }, good }: Drawn, code: string): boolean {
  return COMBINATIONS[kind].some(combination => combination.code === code && combination.holds(good));
}
