import { readFileSync } from 'node:fs';
import { cosignKeys } from '../../support/cosign';
import { sigstore } from '../../support/keyless';
import { notationKey } from '../../support/notation';
import { configMap, type Files, type Published, type Publisher } from '../../support/publish';
import { poolOf } from '../pools';

/** What drawn specs find in the registry of the rig. */
export interface Artifacts {
  /** `oci://host/organization`. */
  readonly base: string;
  readonly publicKey: string;
  readonly certificate: string;
  readonly trustPolicy: string;
  readonly trustedRoot: string;
  digestOf(repository: string): string;
}

const PLAIN = ['app', 'team_a/app__b/c.d-e'];
export const CHART = 'charts/web';
export const KEYED = 'keyed';
export const NOTARIZED = 'notarized';

/** The repository of what this identity has signed. */
export function repositoryOf({ issuer, subject }: any): string {
  return `keyless-${patterns('issuer').indexOf(issuer)}-${patterns('subject').indexOf(subject)}`;
}

/** Who has signed where nobody must have. */
export const SOMEBODY = { issuer: patterns('issuer')[0], subject: patterns('subject')[0] };

function patterns(field: string): readonly unknown[] {
  return poolOf(`OCIRepository.verify.matchOIDCIdentity[].${field}`)!.good;
}

/** What a pattern of the pools stands for. */
function literal(pattern: unknown): string {
  return String(pattern).replace(/^\^|\$$/g, '').replace(/\\/g, '');
}

/** Publishes to `organization` everything that drawn specs may ask for, under all tags of the pools. */
export async function publishAll(publisher: Publisher, registry: string, organization: string): Promise<Artifacts> {
  const published = new Map<string, Published>();
  const push = async (repository: string) => {
    const artifact = await publisher.push(`${organization}/${repository}`, '1.0.0', filesOf(repository));
    published.set(repository, artifact);
    return artifact;
  };
  for (const repository of PLAIN) await push(repository);
  const [key, notation, authority] = [await cosignKeys(publisher), await notationKey(publisher, 'acme'), await sigstore(publisher)];
  await key.sign(await push(KEYED));
  await notation.sign(await push(NOTARIZED));
  for (const issuer of patterns('issuer')) {
    for (const subject of patterns('subject')) await authority.sign(await push(repositoryOf({ issuer, subject })), { issuer: literal(issuer), subject: literal(subject) });
  }
  published.set(CHART, await publisher.pushChart(`${organization}/charts`, 'web', '1.0.0', CHART_FILES));
  await tagAll(publisher, [...published.values()]);
  return {
    base: `oci://${registry}/${organization}`,
    publicKey: readFileSync(key.publicKey, 'utf8'),
    certificate: readFileSync(notation.certificate, 'utf8'),
    trustPolicy: trustPolicyFor(notation.identity),
    trustedRoot: authority.trustedRoot,
    digestOf: repository => published.get(repository)!.digest,
  };
}

/** Charts have their version as tag: another version would be refused. */
async function tagAll(publisher: Publisher, all: readonly Published[]): Promise<void> {
  const tags = poolOf('OCIRepository.ref.tag')!.good.filter(tag => tag !== '1.0.0') as string[];
  for (const artifact of all) await Promise.all(tags.map(tag => publisher.tag(artifact, tag)));
}

function trustPolicyFor(identity: string): string {
  const policy = { name: 'acme', registryScopes: ['*'], signatureVerification: { level: 'strict' }, trustStores: ['ca:flux'], trustedIdentities: [identity] };
  return JSON.stringify({ version: '1.0', trustPolicies: [policy] });
}

/** The folders of the pools, each with the component of the pools. */
function filesOf(repository: string): Files {
  const folders = ['', 'deploy/', 'deploy/production/'];
  return Object.assign({}, ...folders.map(folder => ({
    [`${folder}kustomization.yaml`]: 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [app.yaml]\n',
    [`${folder}app.yaml`]: configMap('app', { repository, folder }),
    [`${folder}components/tls/kustomization.yaml`]: 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nlabels: [{ pairs: { tls: on-its-way } }]\n',
  })));
}

const CHART_FILES: Files = {
  'templates/app.yaml': configMap('app', { greeting: '{{ .Values.greeting | toString }}' }).replace('"{{ .Values.greeting | toString }}"', '{{ .Values.greeting | toString | quote }}'),
  'values.yaml': 'greeting: hello\n',
};
