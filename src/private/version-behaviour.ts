import type { ApiObject } from 'cdk8s';
import { refusal } from './errors';
import { choosing, isBefore } from './flux-minor';
import { tellIdentitySwitch } from './identity-switch';
import { warn } from './warnings';

type Check = (object: ApiObject, spec: any) => void;

/** What its Flux minor does with a finished document otherwise than another one, although it has all of its fields. */
export function checkBehaviour(object: ApiObject, { kind, spec }: any): void {
  if (spec === null || typeof spec !== 'object') return;
  for (const check of CHECKS[kind] ?? []) check(object, spec);
}

const CHECKS: { readonly [kind: string]: readonly Check[] | undefined } = {
  OCIRepository: [pullsBy('source', 'source-controller'), verifiesWhatItPulls, findsBundles],
  Bucket: [pullsBy('source', 'source-controller')],
  GitRepository: [pullsBy('source', 'source-controller')],
  ImageRepository: [pullsBy('ImageRepository', 'image-reflector-controller')],
  Kustomization: [namesKinds, decryptsBy, knowsVariables],
  HelmRelease: [namesKinds, rendersHooks],
};

/** A ServiceAccount without a cloud is one with image pull secrets, and a Secret wins over both. */
function pullsBy(what: string, controller: string): Check {
  return (object, { provider, serviceAccountName, secretRef }) => {
    if (!provider || provider === 'generic' || !serviceAccountName || secretRef) return;
    const { namespace } = object.metadata;
    tellIdentitySwitch(object, { role: `the cloud identity of one ${what}`, controller, serviceAccount: serviceAccountName, namespace });
  };
}

function decryptsBy(object: ApiObject, { decryption }: any): void {
  if (!decryption?.serviceAccountName) return;
  const { namespace } = object.metadata;
  const { serviceAccountName: serviceAccount } = decryption;
  tellIdentitySwitch(object, { role: 'the identity that decrypts for one Kustomization', controller: 'kustomize-controller', serviceAccount, namespace });
}

/** Flux 2.8 asks the registry for the tag twice. */
function verifiesWhatItPulls(object: ApiObject, { verify, ref }: any): void {
  if (!verify || ref?.digest || !isBefore('2.9', object)) return;
  warn(object, 'FOC081', 'Flux 2.8 looks a tag up once to verify it and once more to pull: if it moves in between, what is used is not what was verified', {
    use: 'OciRef.digest, or Flux 2.9',
  });
}

function findsBundles(object: ApiObject, { verify, insecure, certSecretRef }: any): void {
  if (!verify || (verify.provider ?? 'cosign') !== 'cosign' || !(insecure || certSecretRef) || !isBefore('2.9', object)) return;
  warn(object, 'FOC082', 'Flux 2.8 finds no signature of cosign 3 in a registry with plain HTTP or a CA of its own', {
    use: '`cosign sign --new-bundle-format=false`, or Flux 2.9',
  });
}

function knowsVariables(object: ApiObject, { postBuild }: any): void {
  const hasVariables = Object.keys(postBuild?.substitute ?? {}).length > 0 || postBuild?.substituteFrom?.length > 0;
  if (!hasVariables || !isBefore('2.9', object)) return;
  warn(object, 'FOC083', 'Flux 2.8 puts nothing in the place of a variable that nobody sets, where later versions fail', {
    use: 'defaults in the manifests, such as ${region:=eu}, or the flag --feature-gates=StrictPostBuildSubstitutions=true of kustomize-controller',
  });
}

/** It changed within 2.8, and back. */
function rendersHooks(object: ApiObject, { postRenderers }: any): void {
  if (!postRenderers?.length || !isBefore('2.9', object)) return;
  warn(object, 'FOC084', 'Flux 2.8 lets `postRenderers` change the hooks of a Helm chart up to 2.8.5, and not from 2.8.6 on; by default later versions do', {
    use: '`postRenderers` that fit hooks and leave them as good as they were, or Flux 2.9 with a `postRenderStrategy`',
  });
}

/** Of all that a CRD demands, this alone became optional. */
function namesKinds(object: ApiObject, { healthCheckExprs }: any): void {
  if (!Array.isArray(healthCheckExprs) || healthCheckExprs.every(expression => expression?.kind !== undefined) || !isBefore('2.9', object)) return;
  const having = ['2.9', '2.10'];
  throw refusal('FOC005', object, `\`spec.healthCheckExprs\` without \`kind\` is not in Flux 2.8; Flux ${having.join(', ')} has it`, { use: `a \`kind\`, or ${choosing(having)}` });
}
