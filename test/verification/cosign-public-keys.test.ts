import { Construct } from 'constructs';
import { PRIVATE_KEYS, PUBLIC_KEYS } from './material';
import { CosignPublicKeys, Pem, type CosignPublicKeysProps } from '../../src';
import { acceptedDocument } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { base64, contentOf, documentsOf, fluxChart, warningsOf } from '../support/render';

const [EC, RSA] = [PUBLIC_KEYS['EC P-256'], PUBLIC_KEYS.RSA];

function secretOf(props: CosignPublicKeysProps, id = 'Signers', chart = fluxChart()): any {
  new CosignPublicKeys(chart, id, props);
  return acceptedDocument(chart, 'Secret');
}

function refused(keys: unknown): string {
  return refusalOf(() => new CosignPublicKeys(fluxChart(), 'Signers', { keys: keys as any }));
}

test('render one Secret with the keys', () => {
  const chart = fluxChart();
  const keys = new CosignPublicKeys(chart, 'ReleaseSigners', { keys: { release: Pem.text(EC) } });
  expect(documentsOf(chart)).toEqual([{
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'release-signers', namespace: 'flux-system' },
    immutable: false,
    data: { 'release.pub': base64(EC) },
  }]);
  expect(keys.secret.name).toBe('release-signers');
  expect(warningsOf(chart)).toEqual([]);
});

test('are all in the Secret, under names that end in .pub', () => {
  expect(contentOf(secretOf({ keys: { 'release': Pem.text(EC), 'backup.pub': Pem.text(RSA), 'old.pem': Pem.text(EC) } })))
    .toEqual({ 'release.pub': EC, 'backup.pub': RSA, 'old.pem.pub': EC });
});

test('are the same bytes whatever their order in the program, even where cdk8s sorts nothing', () => {
  process.env.CDK8S_DISABLE_SORT = '1';
  const one = secretOf({ keys: { b: Pem.text(RSA), a: Pem.text(EC), c: Pem.text(EC) } });
  const other = secretOf({ keys: { c: Pem.text(EC), a: Pem.text(EC), b: Pem.text(RSA) } });
  expect(JSON.stringify(one)).toBe(JSON.stringify(other));
});

afterEach(() => { delete process.env.CDK8S_DISABLE_SORT; });

test('go from the cluster when they go from the program: `stringData` would leave them there', () => {
  expect(Object.keys(secretOf({ keys: { release: Pem.text(EC) } }))).not.toContain('stringData');
});

describe('their Secret', () => {
  const keys = { release: Pem.text(EC) };

  test('may have a name of its own', () => {
    expect(secretOf({ keys, name: 'cosign' }).metadata).toEqual({ name: 'cosign', namespace: 'flux-system' });
  });

  test('may have a namespace, labels and annotations', () => {
    expect(secretOf({ keys, metadata: { namespace: 'team', labels: { a: 'b' }, annotations: { c: 'd' } } }).metadata)
      .toEqual({ name: 'signers', namespace: 'team', labels: { a: 'b' }, annotations: { c: 'd' } });
  });

  test('is named after the parent where the id says nothing', () => {
    const chart = fluxChart();
    new CosignPublicKeys(new Construct(chart, 'AcmeKeys'), 'Default', { keys });
    expect(acceptedDocument(chart, 'Secret').metadata.name).toBe('acme-keys');
  });

  test('fails with a name that is no DNS name', () => {
    expect(refusalOf(() => secretOf({ keys, name: 'my_keys' }))).toBe('FOC001 [delivery/Signers] the name of a Kubernetes object must be a DNS name of lower-case '
      + 'letters, digits, `-` and `.`; got "my_keys"; use `name: "my-app"`, or a construct id that gives one');
  });
});

test.each([[{}], [undefined], [null]])('fail where there are none: %p', keys => {
  expect(refused(keys)).toBe('FOC046 [delivery/Signers] without a public key every signature is refused; use `keys: { release: Pem.file("cosign.pub") }`');
});

test.each(['my key', 'a/b', 'ä', 'a'.repeat(250), '.', '..x'])('fail with the name %p, which no Secret can hold', name => {
  expect(refused({ [name]: Pem.text(EC) })).toBe('FOC001 [delivery/Signers] the name of a public key may have letters, digits, `-`, `_` and `.`, up to 253 with its ending; '
    + `got "${name}"; use a name such as "release"`);
});

test('fail where one would replace another', () => {
  expect(refused({ 'release': Pem.text(EC), 'release.pub': Pem.text(RSA) }))
    .toBe('FOC001 [delivery/Signers] two public keys have one name in the Secret; got "release.pub"; use names that differ before their ending');
});

test.each<[string, unknown, string]>([['a text', EC, 'string'], ['undefined', undefined, 'undefined'], ['null', null, 'null'], ['a plain object', { content: EC }, 'Object']])(
  'fail with %s instead of a Pem', (_, value, got) => {
    expect(refused({ release: value })).toBe(`FOC041 [delivery/Signers] the public key "release" must be a Pem; got ${got}; use Pem.file or Pem.text`);
  });

test('fail with one bad key among good ones, and say which', () => {
  expect(refused({ a: Pem.text(EC), b: Pem.text(PRIVATE_KEYS['EC PRIVATE KEY']), c: Pem.text(RSA) }))
    .toBe('FOC042 [delivery/Signers] the text for "b" holds a private key, which must never leave its owner; use what `cosign public-key` prints');
});
