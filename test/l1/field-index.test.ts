import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { FIELD_INDEX, MINORS, type Fields } from '../../imports/fields';
import { minorsIn } from '../../src/private/minor-bits';

const CRDS = join(__dirname, '../../imports/crds');

interface Crd {
  readonly minor: string;
  readonly key: string;
  readonly schema: any;
}

/** Every version of every kind that a minor's own CRD serves. */
const CRDS_OF_FLUX: readonly Crd[] = MINORS.flatMap(minor => readdirSync(join(CRDS, minor)).flatMap(file => {
  const text = readFileSync(join(CRDS, minor, file), 'utf8');
  if (!new RegExp(`Flux v?${minor.replace('.', '\\.')}\\b`).test(text.split('\n')[0])) return [];
  const { spec } = parse(text);
  return spec.versions.filter(({ served }: any) => served)
    .map(({ name, schema }: any) => ({ minor, key: `${spec.group}/${name}/${spec.names.kind}`, schema: schema.openAPIV3Schema.properties.spec }));
}));

interface Found {
  readonly fields: string[];
  /** What must be there where the object around it is. */
  readonly demanded: string[];
  readonly values: string[];
}

function found(schema: any, path: string, result: Found = { fields: [], demanded: [], values: [] }): Found {
  const object = schema.type === 'array' ? schema.items : schema;
  result.demanded.push(...(object.required ?? []).map((name: string) => `${path}.${name}`));
  result.values.push(...(object.enum ?? []).map((value: string) => `${path}=${value}`));
  for (const [name, property] of Object.entries<any>(object.properties ?? {})) {
    result.fields.push(`${path}.${name}`);
    found(property, `${path}.${name}`, result);
  }
  return result;
}

function indexed(fields: { readonly [field: string]: Fields }, known: number, minor: string, path: string): string[] {
  return Object.entries(fields).filter(([name]) => name !== '$' && name !== '*').flatMap(([name, entry]) => {
    const bits = typeof entry === 'number' ? entry : (entry.$ as number | undefined) ?? known;
    const inner = typeof entry === 'number' ? [] : indexed(entry, known, minor, `${path}.${name}`);
    return minorsIn(bits).includes(minor) ? [`${path}.${name}`, ...inner] : inner;
  });
}

const byKind = [...new Set(CRDS_OF_FLUX.map(({ key }) => key))].map(key => [key, CRDS_OF_FLUX.filter(crd => crd.key === key)] as const);

test('the CRDs are of 21 versions of kinds', () => {
  expect(byKind).toHaveLength(21);
});

describe.each(byKind)('%s', (key, crds) => {
  test('is known of the minors whose own CRD serves it', () => {
    expect(minorsIn(FIELD_INDEX[key].known)).toEqual(crds.map(({ minor }) => minor));
    expect(FIELD_INDEX[key].source).toBeUndefined();
  });

  test('has the fields of each', () => {
    for (const { minor, schema } of crds) {
      expect(indexed(FIELD_INDEX[key].fields, FIELD_INDEX[key].known, minor, 'spec').sort()).toEqual(found(schema, 'spec').fields.sort());
    }
  });

  test('tells the values that not each has', () => {
    const all = crds.flatMap(({ schema }) => found(schema, 'spec').values);
    for (const { minor, schema } of crds) {
      const { fields, values } = found(schema, 'spec');
      const missing = all.filter(each => !values.includes(each) && fields.includes(each.split('=')[0]));
      const told = Object.entries(FIELD_INDEX[key].values ?? {}).flatMap(([path, bits]) => Object.entries(bits)
        .filter(([, taken]) => !minorsIn(taken).includes(minor)).map(([value]) => `${path}=${value}`));
      expect(told.sort()).toEqual([...new Set(missing)].sort());
    }
  });
});

test('what older versions demand and newer ones do not is known to src/private/version-behaviour.ts', () => {
  const relaxed = byKind.flatMap(([key, crds]) => {
    const { fields, demanded } = found(crds[crds.length - 1].schema, 'spec');
    return crds.flatMap(({ minor, schema }) => found(schema, 'spec').demanded.filter(path => fields.includes(path) && !demanded.includes(path)).map(path => `${minor} ${key} ${path}`));
  });
  expect(relaxed.sort()).toEqual([
    '2.8 helm.toolkit.fluxcd.io/v2/HelmRelease spec.healthCheckExprs.kind',
    '2.8 kustomize.toolkit.fluxcd.io/v1/Kustomization spec.healthCheckExprs.kind',
    // Only `generic-oidc` does without it, which Flux 2.8 doesn't have.
    '2.8 notification.toolkit.fluxcd.io/v1/Receiver spec.secretRef',
    // Rules of the CRD demand them since.
    '2.8 source.toolkit.fluxcd.io/v1/OCIRepository spec.interval',
    '2.8 source.toolkit.fluxcd.io/v1/OCIRepository spec.url',
    '2.9 source.toolkit.fluxcd.io/v1/OCIRepository spec.interval',
    '2.9 source.toolkit.fluxcd.io/v1/OCIRepository spec.url',
  ]);
});
