import * as fc from 'fast-check';
import type { Structural } from '../support/crd/structural';

/**
 * Specs of a CRD, drawn from its schema alone: whatever the API server might be given. Texts come from pools by the name of the field, half of
 * them what people write, half what they get wrong; the rules of this library aren't asked.
 */
export function specs(schema: Structural): fc.Arbitrary<any> {
  return valueOf(schema, 'spec');
}

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const DURATIONS = ['5m', '60m', '90s', '1h30m', '1.5h', '500ms', '1d', '0s', '10', ''];
const NAMES = ['app', 'my-app', 'team.app', 'a'.repeat(63), 'a'.repeat(64), 'My-App', 'my_app', ''];
const KEYS = ['value', 'tls.crt', 'a_b', 'with space', ''];
const CEL = ['status.ready == true', 'has(self.status)', 'status.', ''];
const PATHS = ['./', './deploy', 'deploy/production', '../other', '/', ''];

const POOLS: { readonly [field: string]: readonly string[] } = {
  url: ['oci://ghcr.io/acme/app', 'oci://registry.acme.com:5000/a/b-c', 'oci://ghcr.io/acme/app:1.0.0', 'oci://ghcr.io/Acme/app', 'oci://ghcr.io', 'https://ghcr.io/acme/app'],
  digest: [DIGEST, DIGEST.toUpperCase(), 'sha256:abc', 'latest'],
  tag: ['1.0.0', 'latest', '1.0.0+build', ''],
  semver: ['1.x', '>=1.0.0 <2.0.0', '^1.2.3 || ~2.0', 'latest', ''],
  semverFilter: ['.*-rc.*', '^v1\\.', '(?!x)', '['],
  mediaType: ['application/vnd.cncf.helm.chart.content.v1.tar+gzip', 'application/vnd.cncf.flux.content.v1.tar+gzip', ''],
  issuer: ['^https://token\\.actions\\.githubusercontent\\.com$', 'https://accounts.google.com', '('],
  subject: ['^https://github\\.com/acme/app/.*$', '.*', '['],
  interval: DURATIONS,
  timeout: DURATIONS,
  retryInterval: DURATIONS,
  name: NAMES,
  namespace: ['apps', 'flux-system', 'Apps', 'a'.repeat(64)],
  targetNamespace: ['apps', 'Apps', 'a'.repeat(64), ''],
  storageNamespace: ['apps', 'Apps', 'a'.repeat(64), ''],
  releaseName: ['app', 'my.app', 'a'.repeat(53), 'a'.repeat(54), 'My-App', ''],
  serviceAccountName: ['deployer', 'Deployer', ''],
  path: PATHS,
  components: PATHS,
  paths: ['/spec/replicas', '/metadata/annotations/a~1b', 'spec'],
  valuesKey: KEYS,
  targetPath: ['image.tag', 'list[0].name', 'a..b', ''],
  key: KEYS,
  namePrefix: ['pre-', 'a'.repeat(201), ''],
  nameSuffix: ['-suf', 'a'.repeat(201), ''],
  current: CEL,
  failed: CEL,
  inProgress: CEL,
  readyExpr: ['dep.status.ready', 'self.metadata.name == dep.metadata.name', '(', ''],
  kind: ['Deployment', 'ConfigMap', ''],
  apiVersion: ['apps/v1', 'v1', ''],
  patch: ['- op: remove\n  path: /spec/replicas\n', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\n', ''],
  ignore: ['*.md\n', '/*\n!/deploy\n', ''],
};

function valueOf(schema: Structural, field: string): fc.Arbitrary<any> {
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum, 'Other');
  if (schema['x-kubernetes-preserve-unknown-fields']) return fc.constantFrom<any>({ replicas: 2 }, { image: { tag: '1.10' }, list: ['on', 1] }, {});
  switch (schema.type) {
    case 'object': return schema.properties ? objectOf(schema) : mapOf(schema, field);
    case 'array': return fc.array(valueOf(schema.items!, field), { minLength: Number(schema.minItems ?? 0), maxLength: 2 });
    case 'boolean': return fc.boolean();
    case 'integer': return fc.constantFrom(0, 1, 5, -1);
    case 'number': return fc.constantFrom(0, 1.5);
    default: return fc.constantFrom(...POOLS[field] ?? ['text', 'another text', '']);
  }
}

function objectOf(schema: Structural): fc.Arbitrary<any> {
  const required = (schema.required ?? []) as string[];
  const fields = Object.entries(schema.properties!).map(([field, value]) => [field, valueOf(value, field)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: required }).chain(all => thinned(all, required));
}

/** A handful of the optional fields: with all of them at once, some field would always be wrong. */
function thinned(all: any, required: readonly string[]): fc.Arbitrary<any> {
  const optional = Object.keys(all).filter(field => !required.includes(field));
  return fc.subarray(optional, { maxLength: Math.min(3, optional.length) })
    .map(kept => Object.fromEntries(Object.entries(all).filter(([field]) => required.includes(field) || kept.includes(field))));
}

function mapOf(schema: Structural, field: string): fc.Arbitrary<any> {
  const value = schema.additionalProperties ? valueOf(schema.additionalProperties, field) : fc.constant('x');
  return fc.dictionary(fc.constantFrom('a', 'acme.com/team', 'A_b', '1x'), value, { maxKeys: 2 });
}
