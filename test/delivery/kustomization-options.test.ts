import {
  BuildMetadata, ConfigMapRef, DeletionPolicy, FluxVersion, KubeConfig, Kustomization, OciRepository, OidcIdentity, OciRef, PinnedArtifact, SecretRef,
  SignedApp, SubstituteFrom, SubstituteStrategy, TrackedApp, Verification, type KustomizationOptions, type KustomizationProps,
} from '../../src';
import { acceptedDocument } from '../support/accepted';
import type { Minor } from '../support/crd';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

function build(props: Partial<KustomizationProps>, chart = fluxChart()): Kustomization {
  return new Kustomization(chart, 'app', { source: OciRepository.fromOciRepositoryName(chart, 'source', 'app'), ...props });
}

function specOf(props: Partial<KustomizationProps>, minors?: Minor[]): any {
  const chart = fluxChart();
  build(props, chart);
  return acceptedDocument(chart, 'Kustomization', minors).spec;
}

const DEFAULTS = {
  sourceRef: { kind: 'OCIRepository', name: 'app' }, interval: '60m', retryInterval: '2m', timeout: '3m', prune: true, wait: true,
};

/** What every Flux minor has. */
const OPTIONS: [keyof KustomizationOptions, KustomizationOptions, object][] = [
  ['commonMetadata', { commonMetadata: { labels: { 'acme.com/team': 'web' }, annotations: { note: 'a b' } } },
    { commonMetadata: { labels: { 'acme.com/team': 'web' }, annotations: { note: 'a b' } } }],
  ['components', { components: ['tls', './ha'], ignoreMissingComponents: true }, { components: ['tls', './ha'], ignoreMissingComponents: true }],
  ['decryption', { decryption: { secret: SecretRef.named('age'), serviceAccountName: 'decryptor' } },
    { decryption: { provider: 'sops', secretRef: { name: 'age' }, serviceAccountName: 'decryptor' } }],
  ['decryption', { decryption: {} }, { decryption: { provider: 'sops' } }],
  ['deletionPolicy', { deletionPolicy: DeletionPolicy.WAIT_FOR_TERMINATION }, { deletionPolicy: 'WaitForTermination' }],
  ['healthChecks', { healthChecks: [{ apiVersion: 'v1', kind: 'Service', name: 'web', namespace: 'team' }, { kind: 'Deployment', name: 'x' }] },
    { wait: false, healthChecks: [{ apiVersion: 'v1', kind: 'Service', name: 'web', namespace: 'team' }, { kind: 'Deployment', name: 'x' }] }],
  ['healthChecks', { healthChecks: [] }, { healthChecks: [] }],
  ['healthCheckExprs', { healthCheckExprs: [{ apiVersion: 'acme.com/v1', kind: 'Database', current: 'a == 1', inProgress: 'b', failed: 'c' }] },
    { healthCheckExprs: [{ apiVersion: 'acme.com/v1', kind: 'Database', current: 'a == 1', inProgress: 'b', failed: 'c' }] }],
  ['images', { images: [{ name: 'web', newName: 'localhost:5000/web', newTag: '2', digest: DIGEST }, { name: 'localhost:5000/db', newTag: '3' }] },
    { images: [{ name: 'web', newName: 'localhost:5000/web', newTag: '2', digest: DIGEST }, { name: 'localhost:5000/db', newTag: '3' }] }],
  ['kubeConfig', { kubeConfig: KubeConfig.secret(SecretRef.named('production'), { key: 'config' }) },
    { kubeConfig: { secretRef: { name: 'production', key: 'config' } } }],
  ['kubeConfig', { kubeConfig: KubeConfig.secret(SecretRef.named('production')) }, { kubeConfig: { secretRef: { name: 'production' } } }],
  ['kubeConfig', { kubeConfig: KubeConfig.configMap(ConfigMapRef.named('production')) }, { kubeConfig: { configMapRef: { name: 'production' } } }],
  ['namePrefix', { namePrefix: 'dev-', nameSuffix: `-${'a'.repeat(199)}` }, { namePrefix: 'dev-', nameSuffix: `-${'a'.repeat(199)}` }],
  ['patches', { patches: [{ patch: '{ kind: x }' }, { patch: '- op: remove\n  path: /a', target: { kind: 'Deployment', name: 'web-.*', labelSelector: 'a=b' } }] },
    { patches: [{ patch: '{ kind: x }' }, { patch: '- op: remove\n  path: /a', target: { kind: 'Deployment', name: 'web-.*', labelSelector: 'a=b' } }] }],
  ['postBuild', {
    postBuild: {
      substitute: { host: 'example.org', _2: '', lines: 'one\n' },
      substituteFrom: [SubstituteFrom.secret(SecretRef.named('a')), SubstituteFrom.configMap(ConfigMapRef.named('b'), { optional: true })],
    },
  }, {
    postBuild: {
      substitute: { host: 'example.org', _2: '', lines: 'one\n' },
      substituteFrom: [{ kind: 'Secret', name: 'a' }, { kind: 'ConfigMap', name: 'b', optional: true }],
    },
  }],
];

/** What Flux has since 2.9. */
const NEWER: [string, KustomizationOptions, object][] = [
  ['spec.ignore', { ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] },
    { ignore: [{ paths: ['/spec/replicas'], target: { kind: 'Deployment' } }] }],
  ['spec.buildMetadata', { buildMetadata: [BuildMetadata.ORIGIN_ANNOTATIONS, BuildMetadata.TRANSFORMER_ANNOTATIONS] },
    { buildMetadata: ['originAnnotations', 'transformerAnnotations'] }],
  ['spec.postBuild.substituteStrategy', { postBuild: { substituteStrategy: SubstituteStrategy.ALWAYS } }, { postBuild: { substituteStrategy: 'Always' } }],
];

describe('an option has its field and changes no other', () => {
  test.each(OPTIONS)('%s', (_, options, fields) => {
    expect(specOf(options)).toEqual({ ...DEFAULTS, ...fields });
  });

  test.each(NEWER)('%s, since Flux 2.9', (field, options, fields) => {
    expect(specOf(options, ['2.9', '2.10'])).toEqual({ ...DEFAULTS, ...fields });
    const chart = fluxChart();
    FluxVersion.V2_8.applyTo(chart);
    build(options, chart);
    expect(refusalOf(() => documentOf(chart, 'Kustomization')))
      .toBe(`FOC005 [delivery/app] \`${field}\` is not in Flux 2.8; Flux 2.9, 2.10 has it; use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out`);
  });

  test('health expressions for a whole group, since Flux 2.9', () => {
    const options: KustomizationOptions = { healthCheckExprs: [{ apiVersion: 'acme.com/v1', current: 'status.ok' }] };
    expect(specOf(options, ['2.9', '2.10'])).toEqual({ ...DEFAULTS, healthCheckExprs: [{ apiVersion: 'acme.com/v1', current: 'status.ok' }] });
    const chart = fluxChart();
    build(options, chart);
    FluxVersion.V2_8.applyTo(chart);
    expect(() => documentOf(chart, 'Kustomization')).toThrow('FOC005 [delivery/app] `spec.healthCheckExprs` without `kind` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
      + 'use a `kind`, or FluxVersion.V2_9.applyTo(app) if the cluster runs it');
  });

  test('golden paths pass them on', () => {
    const chart = fluxChart();
    const signedBy = Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' }));
    const rest = { signedBy, targetNamespace: 'team', delivery: { namePrefix: 'dev-', postBuild: { substitute: { a: 'b' } } } };
    new SignedApp(chart, 'app', { ...rest, artifact: PinnedArtifact.parse(`oci://ghcr.io/acme/app@${DIGEST}`) });
    expect(acceptedDocument(chart, 'Kustomization').spec).toMatchObject({ namePrefix: 'dev-', postBuild: { substitute: { a: 'b' } } });
    const other = fluxChart();
    new TrackedApp(other, 'app', { ...rest, url: 'oci://ghcr.io/acme/app', ref: OciRef.tag('latest') });
    expect(acceptedDocument(other, 'Kustomization').spec).toMatchObject({ namePrefix: 'dev-', postBuild: { substitute: { a: 'b' } } });
  });
});

describe('is warned about:', () => {
  test('health checks beside wait', () => {
    const chart = fluxChart();
    build({ wait: true, healthChecks: [{ kind: 'Deployment', name: 'web' }] }, chart);
    expect(acceptedDocument(chart, 'Kustomization').spec).toMatchObject({ wait: true, healthChecks: [{ kind: 'Deployment', name: 'web' }] });
    expect(warningsOf(chart)).toEqual(['FOC076 [delivery/app] with `wait` Flux ignores `healthChecks`; use either; `wait: false` for the checks alone']);
  });

  test('a timeout under 30 seconds', () => {
    const chart = fluxChart();
    build({ timeout: '29.9s' }, chart);
    expect(acceptedDocument(chart, 'Kustomization').spec.timeout).toBe('29.9s');
    expect(warningsOf(chart)).toEqual(['FOC077 [delivery/app] Flux counts a `timeout` of less than 30s as 30s; got "29.9s"; use "30s" or more']);
  });

  test('nothing, where wait is left out or false, and at 30 seconds', () => {
    const chart = fluxChart();
    build({ wait: false, timeout: '30s', healthChecks: [{ kind: 'Deployment', name: 'web' }] }, chart);
    expect(warningsOf(chart)).toEqual([]);
  });
});

describe('fails for', () => {
  const failing = (props: Partial<KustomizationProps>) => refusalOf(() => build(props));

  test.each(['..', '../', './../deploy', 'a/../../b', '/../a', 'a/b/../../..'])('the path %s, which leaves the artifact', path => {
    expect(failing({ path })).toBe(`FOC073 [delivery/app] \`path\` leads out of the artifact, where Flux follows none; got "${path}"; `
      + 'use a path from the root of the artifact, such as "./deploy"');
  });

  test.each([['deploy', '../../shared'], [undefined, '../tls'], ['a/b', '/tls'], ['a', 'file:///tls'], ['a', 'https://acme.com/tls'], ['a', 'git@acme.com:tls'],
    ['a', 'GitHub.com/acme/tls']])('at the path %s the component %s', (path, component) => {
    expect(failing({ path, components: ['ha', component] }))
      .toBe(`FOC073 [delivery/app] a component is a folder of the artifact, relative to \`path\`; got "${component}"; use a path such as "../components/tls"`);
  });

  test.each([['my-host', 'my_host'], ['2nd', '_2nd'], ['', 'my_host'], ['a.b c', 'a_b_c'], ['ü', 'my_host']])('a variable named %p', (name, use) => {
    expect(failing({ postBuild: { substitute: { ok: 'x', [name]: 'x' } } })).toBe('FOC074 [delivery/app] a variable of `postBuild.substitute` is named with letters, '
      + `digits and \`_\`, and not with a digit first; got "${name}"; use a name such as "${use}"`);
  });

  test('a variable that is no text', () => {
    expect(failing({ postBuild: { substitute: { port: 80 as any } } }))
      .toBe('FOC074 [delivery/app] the variable "port" of `postBuild.substitute` is no text; got number; use quotes around it');
  });

  test('a variable of several lines', () => {
    expect(failing({ postBuild: { substitute: { key: 'secret\nsecret\n' } } })).toBe('FOC074 [delivery/app] the variable "key" of `postBuild.substitute` has several '
      + 'lines, and Flux joins them into one; use one line, or a ConfigMap in the artifact');
  });

  test.each(['labels', 'annotations'])('common %s without a key or value that is one', field => {
    expect(failing({ commonMetadata: { [field]: { 'web shop': 'x' } } })).toBe(`FOC075 [delivery/app] a key of \`commonMetadata.${field}\` has up to 63 letters, digits, `
      + '`-`, `_` and `.`, after a domain and a slash if it has one; got "web shop"; use a key such as "team" or "acme.com/team"');
    expect(failing({ commonMetadata: { [field]: { tier: 2 as any } } }))
      .toBe(`FOC075 [delivery/app] \`commonMetadata.${field}\` takes texts, and that of "tier" is none; got number; use quotes around it`);
  });

  test('a common label with a space', () => {
    expect(failing({ commonMetadata: { labels: { team: 'web shop' } } })).toBe('FOC075 [delivery/app] the label "team" in `commonMetadata` may have up to 63 letters, '
      + 'digits, `-`, `_` and `.`, with a letter or digit at either end; got "web shop"; use a value such as "web-shop", or an annotation');
  });

  test.each([['current', 'a =', '"=" at character 3, where it can\'t be'], ['failed', ' ', 'an empty text'], ['inProgress', 1 as any, 'number, where it can\'t be']])(
    'a health expression that is no CEL: %s', (field, expression, got) => {
      expect(failing({ healthCheckExprs: [{ apiVersion: 'v1', kind: 'x', current: 'a', [field]: expression }] }))
        .toBe(`FOC072 [delivery/app] \`healthCheckExprs[0].${field}\` is no expression of CEL; got ${got}; use a condition such as \`status.phase == "Running"\``);
    });

  test.each(['', 'a'.repeat(201), 'a/', '%'])('the prefix and suffix %p', affix => {
    for (const field of ['namePrefix', 'nameSuffix']) {
      expect(failing({ [field]: affix }))
        .toBe(`FOC079 [delivery/app] \`${field}\` has 1 to 200 characters, all of which may stand in a name; got "${affix}"; use a text such as "dev-"`);
    }
  });

  test('a patch that is empty', () => {
    expect(failing({ patches: [{ patch: '\n' }] }))
      .toBe('FOC079 [delivery/app] `patches[0]` is empty; use the part of an object, or JSON 6902 operations');
  });

  test.each(['- op: remove\n  path: /a', ' [{}]'])('the operations %p without a target', patch => {
    expect(failing({ patches: [{ patch: '{}' }, { patch }] }))
      .toBe('FOC079 [delivery/app] `patches[1]` is a list of JSON 6902 operations, which don\'t say what to change; use `target`');
  });

  test('operations in brackets that are no JSON', () => {
    expect(failing({ patches: [{ patch: '[{ op: remove, path: /a }]', target: { kind: 'x' } }] })).toBe('FOC079 [delivery/app] `patches[0]` begins with a bracket, and '
      + 'kustomize reads such a list as JSON, not as YAML; use quotes, or a line with `- ` for each operation');
    expect(specOf({ patches: [{ patch: '[{ "op": "remove", "path": "/a" }]', target: { kind: 'x' } }] }).patches).toHaveLength(1);
  });

  test.each(['', 'ghcr.io/acme/web:1.0.0', `web@${DIGEST}`])('the image %p', name => {
    expect(failing({ images: [{ name, newTag: '1' }] })).toBe('FOC079 [delivery/app] the `name` of `images[0]` has no tag and no digest; '
      + `got "${name}"; use the name alone, such as "ghcr.io/acme/web"; \`newTag\` and \`digest\` say which`);
  });

  test('the digest of an image', () => {
    expect(failing({ images: [{ name: 'web', digest: 'sha256:1' }] })).toMatch(/^FOC010 a digest is `sha256:` and 64 lower-case hexadecimal digits; this has 1 digits;/);
  });

  test('an ignored path that is no JSON pointer', () => {
    expect(failing({ ignore: [{ paths: ['/a', 'spec.replicas'] }] }))
      .toBe('FOC079 [delivery/app] a path of `ignore` is a JSON pointer; got "spec.replicas"; use a path such as "/spec/replicas"');
  });
});

test.each(['/', './', '', '/deploy', 'a/../b', './a//b/', '..a/b'])('the path %p stays in the artifact', path => {
  expect(specOf({ path }).path).toBe(path);
});
