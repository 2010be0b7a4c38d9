import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { CA_WITHOUT_USAGE, OTHER_CA } from '../../verification/certificates';
import { cosignKeys, importedKeys, type CosignKeys } from '../support/cosign';
import { notationKey, type NotationKey } from '../support/notation';
import { configMap, type Files, type Published, type Publisher } from '../support/publish';

/** What `<…>` in a trap stands for. */
export interface Names {
  readonly [placeholder: string]: string;
}

/** Artifacts with manifests, by repository and tag. */
const ARTIFACTS: readonly string[] = [
  'app:1.0.0',
  'app:1.1.0',
  // Tags that no range finds.
  'branches:main',
  'candidates:1.0.0-rc.1',
  // Both match 1\.0.
  'lines:1.0.3',
  'lines:21.0.5',
  // The tag `stable` points to the one before the traps are laid, then to the other.
  'moving:1.0.0',
  'moving:1.1.0',
  'signed:1.0.0',
  'signed-p384:1.0.0',
  'notarized:1.0.0',
  'folders:1.0.0',
  'variables:1.0.0',
];

function filesOf(reference: string): Files {
  // Different contents, so that digests differ that were made in one second.
  const app = configMap('app', { reference });
  switch (reference) {
    case 'folders:1.0.0': return { 'all/a.yaml': configMap('a'), 'all/b.yaml': configMap('b'), 'none/README.md': '# nothing yet\n' };
    case 'variables:1.0.0': return { 'app.yaml': configMap('app', { host: '${host}' }) };
    default: return { 'app.yaml': app };
  }
}

/** Publishes what the traps need; `org` is this run's own part of the registry. */
export async function publish(publisher: Publisher, registry: string, org: string): Promise<Names> {
  const names: { [placeholder: string]: string } = { registry, org, 'registry at another address': registry.replace('localhost', '0.0.0.0') };
  const pushed = new Map<string, Published>();
  for (const reference of ARTIFACTS) {
    const [repository, tag] = reference.split(':');
    pushed.set(reference, await publisher.push(`${org}/${repository}`, tag, filesOf(reference)));
    names[`digest of ${reference}`] = pushed.get(reference)!.digest;
  }
  await publisher.tag(pushed.get('moving:1.0.0')!, 'stable');
  const [key, other] = [await cosignKeys(publisher), await cosignKeys(publisher)];
  const certificate = await notationKey(publisher, 'acme');
  await key.sign(pushed.get('signed:1.0.0')!);
  await certificate.sign(pushed.get('notarized:1.0.0')!);
  const p384 = await importedKeys(publisher, 'cosign', generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey);
  await p384.sign(pushed.get('signed-p384:1.0.0')!);
  names['public key on P-384'] = JSON.stringify(readFileSync(p384.publicKey, 'utf8'));
  const templates = { 'templates/web.yaml': configMap('web', { greeting: '{{ .Values.greeting }}' }), 'values.yaml': 'greeting: hello\n' };
  const chart = await publisher.pushChart(`${org}/charts`, 'web', '1.0.0', templates);
  await publisher.tag(chart, '2.0.0');
  names['digest in the version'] = chart.digest.slice('sha256:'.length, 'sha256:'.length + 12);
  return { ...names, ...trust(key, other, certificate), ...await trustedRoot(publisher, certificate, key) };
}

/** What happens to tags in the life of a registry. */
export async function moveTag(publisher: Publisher, { registry, org, 'digest of moving:1.1.0': digest }: Names): Promise<void> {
  await publisher.tag({ url: `oci://${registry}/${org}/moving`, reference: `${registry}/${org}/moving@${digest}`, digest }, 'stable');
}

/** Public keys and certificates, as one line of YAML each. */
function trust(key: CosignKeys, other: CosignKeys, { certificate }: NotationKey): Names {
  const read = (file: string) => readFileSync(file, 'utf8');
  return {
    'public key': JSON.stringify(read(key.publicKey)),
    'another public key': JSON.stringify(read(other.publicKey)),
    'both public keys': JSON.stringify(read(other.publicKey) + read(key.publicKey)),
    'private key': JSON.stringify(read(key.publicKey.replace(/pub$/, 'key'))),
    'certificate': JSON.stringify(read(certificate)),
    'another certificate and this one': JSON.stringify(OTHER_CA + read(certificate)),
    'certificate without key usage': JSON.stringify(CA_WITHOUT_USAGE),
  };
}

/** One that trusts nobody whom the traps know. */
async function trustedRoot(publisher: Publisher, { certificate }: NotationKey, { publicKey }: CosignKeys): Promise<Names> {
  await publisher.tool('cosign', [
    'trusted-root', 'create', `--fulcio=url=https://fulcio.example,certificate-chain=${certificate}`,
    `--rekor=url=https://rekor.example,public-key=${publicKey},start-time=2024-01-01T00:00:00Z`, '--out=trusted_root.json',
  ]);
  return { 'trusted root': JSON.stringify(publisher.read('trusted_root.json')) };
}

/** Puts what the placeholders stand for into a text. */
export function fill(text: string, names: Names): string {
  return text.replace(/<([\w .:/-]+)>/g, (placeholder, name) => names[name] ?? placeholder);
}

/** Puts the placeholders back, the longest value first, and others for what each attempt has of its own. */
export function unfill(text: string, names: Names): string {
  const values = Object.entries(names).sort(([, a], [, b]) => b.length - a.length);
  const ownless = text
    .replace(/\/kustomization-\d+/g, '/kustomization-<n>')
    .replace(/after 30\.\d+s/g, 'after 30.<n>s')
    .replace(/signature with digest sha256:[0-9a-f]{64}/g, 'signature with digest <digest>');
  return values.reduce((result, [name, value]) => result.split(value).join(`<${name}>`), ownless).trim();
}
