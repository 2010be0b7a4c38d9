import { Chart, Testing } from 'cdk8s';
import { migrationOptions } from '../../src/cli/migration-options';
import { OciRepository } from '../../src/source/oci-repository';
import { refusalOf } from '../support/refusal';
import { documentOf } from '../support/render';

const registry = 'oci://ghcr.io/acme';

/** What the options come to in a source. */
function rendered(settings: Omit<Parameters<typeof migrationOptions>[0], 'registry'>, host = 'ghcr.io'): object {
  const chart = new Chart(Testing.app(), 'chart', { namespace: 'flux-system' });
  const { ref, verify, auth } = migrationOptions({ registry, ...settings });
  new OciRepository(chart, 'Fleet', { url: `oci://${host}/acme/fleet`, ref: ref!, verify, auth });
  return documentOf(chart, 'OCIRepository').spec;
}

test('leaves to the library what is not said', () => {
  expect(JSON.parse(JSON.stringify(migrationOptions({ registry })))).toEqual({ registry });
});

test('hands on what is said', () => {
  const { fluxVersion, ...rest } = migrationOptions({
    registry,
    artifactRoot: 'kubernetes',
    what: 'helm',
    only: ['a'],
    skip: ['b'],
    fluxVersion: '2.10',
    source: ['fleet.flux-system=oci://ghcr.io/acme/x=y', 'b.c=oci://d', 'b.c=oci://d'],
    chart: ['podinfo=oci://ghcr.io/p', 'constructor=oci://ghcr.io/c'],
  });
  expect(rest).toEqual({
    registry,
    artifactRoot: 'kubernetes',
    what: 'helm',
    only: ['a'],
    skip: ['b'],
    sources: { 'fleet.flux-system': 'oci://ghcr.io/acme/x=y', 'b.c': 'oci://d' },
    charts: { podinfo: 'oci://ghcr.io/p', constructor: 'oci://ghcr.io/c' },
  });
  expect(fluxVersion?.minor).toBe('2.10');
});

test('a tag, a key and a Secret', () => {
  expect(rendered({ ref: 'stable', verifyKey: 'cosign-keys', pullSecret: 'login' })).toMatchObject({
    ref: { tag: 'stable' },
    verify: { provider: 'cosign', secretRef: { name: 'cosign-keys' } },
    secretRef: { name: 'login' },
  });
});

test.each([
  ['acme/fleet', '^https://github\\.com/acme/fleet/\\.github/workflows/[^/@]+@refs/(?:heads|tags)/.+$'],
  ['acme/fleet:publish.yml', '^https://github\\.com/acme/fleet/\\.github/workflows/publish\\.yml@refs/(?:heads|tags)/.+$'],
])('a range, the workflow %s and a cloud', (verifyGithub, subject) => {
  expect(rendered({ semver: '1.x', verifyGithub, provider: 'gcp' }, 'europe-docker.pkg.dev')).toMatchObject({
    ref: { semver: '1.x' },
    verify: { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject }] },
    provider: 'gcp',
  });
});

test.each<[Parameters<typeof migrationOptions>[0], string]>([
  [{}, 'FOC161 nothing says where artifacts are pushed; use `--registry oci://ghcr.io/acme`, or `registry: oci://ghcr.io/acme` in .flux-oci.yaml'],
  [{ registry, what: 'gti' }, 'FOC162 `--what` doesn\'t take this; got "gti"; use git'],
  [{ registry, what: 'charts' }, 'FOC162 `--what` doesn\'t take this; got "charts"; use git, helm, all'],
  [{ registry, fluxVersion: '2.7' }, 'FOC162 `--flux-version` doesn\'t take this; got "2.7"; use 2.8, 2.9, 2.10'],
  [{ registry, provider: 'generic' }, 'FOC162 `--provider` doesn\'t take this; got "generic"; use aws, azure, gcp'],
  [{ registry, source: ['oci://ghcr.io/acme/fleet'] },
    'FOC162 `--source` doesn\'t take this; got "oci://ghcr.io/acme/fleet"; use flux-system.flux-system=oci://ghcr.io/acme/fleet'],
  [{ registry, chart: ['podinfo='] }, 'FOC162 `--chart` doesn\'t take this; got "podinfo="; use podinfo=oci://ghcr.io/stefanprodan/charts/podinfo'],
  [{ registry, chart: ['podinfo=oci://a', 'podinfo=oci://b'] }, 'FOC162 `--chart` says two things of one name; got "podinfo"; use one of them'],
])('fails for %j', (settings, message) => {
  expect(refusalOf(() => migrationOptions(settings))).toBe(message);
});

test('what the library refuses keeps its code', () => {
  expect(refusalOf(() => migrationOptions({ registry, ref: 'a b' }))).toContain('FOC015 ');
  expect(refusalOf(() => migrationOptions({ registry, semver: 'x y' }))).toContain('FOC016 ');
  expect(refusalOf(() => migrationOptions({ registry, verifyKey: 'A_B' }))).toContain('FOC001 ');
  expect(refusalOf(() => migrationOptions({ registry, verifyGithub: 'acme' }))).toContain('FOC045 ');
});
