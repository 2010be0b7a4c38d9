import { nameIn, suggestion, type Settings } from './settings';
import { MigrationScope, type GitToOciOptions } from '../migration/migration-options';
import { quoted, refusal } from '../private/errors';

/**
 * The options of the library. What only it can judge, such as a URL, it refuses itself.
 *
 * @throws FOC161 without a registry, FOC162 for what isn't in the form of the option
 */
export function migrationOptions(settings: Settings): GitToOciOptions {
  const { registry, artifactRoot, what, source, chart, only, skip, fluxVersion } = settings;
  if (registry === undefined) {
    throw refusal('FOC161', undefined, 'nothing says where artifacts are pushed', { use: '`--registry oci://ghcr.io/acme`, or `registry: oci://ghcr.io/acme` in .flux-oci.yaml' });
  }
  return {
    registry,
    artifactRoot,
    what: what === undefined ? undefined : chosen('what', what, Object.values(MigrationScope)) as MigrationScope,
    sources: source && byName('source', source, 'flux-system.flux-system=oci://ghcr.io/acme/fleet'),
    charts: chart && byName('chart', chart, 'podinfo=oci://ghcr.io/stefanprodan/charts/podinfo'),
    only: only && [...only],
    skip: skip && [...skip],
    ...refOf(settings),
    ...verifyOf(settings),
    ...authOf(settings),
    ...fluxVersion !== undefined && versionOf(fluxVersion),
  };
}

/** One of a few words. */
export function chosen(option: string, value: string, words: readonly string[]): string {
  if (words.includes(value)) return value;
  throw malformed(option, value, suggestion(value, words));
}

function byName(option: string, entries: readonly string[], example: string): { [name: string]: string } {
  const result = new Map<string, string>();
  for (const entry of entries) {
    if (!/^[^=]+=./s.test(entry)) throw malformed(option, entry, example);
    const name = nameIn(entry);
    const url = entry.slice(name.length + 1);
    if ((result.get(name) ?? url) !== url) throw refusal('FOC162', undefined, `\`--${option}\` says two things of one name`, { got: quoted(name), use: 'one of them' });
    result.set(name, url);
  }
  return Object.fromEntries(result);
}

function malformed(option: string, value: string, use: string): Error {
  return refusal('FOC162', undefined, `\`--${option}\` doesn't take this`, { got: quoted(value), use });
}

// What needs constructs is loaded where somebody asks for it: it takes longer than most migrations.
/* eslint-disable @typescript-eslint/no-require-imports */

function refOf({ ref, semver }: Settings): Pick<GitToOciOptions, 'ref'> {
  if (ref === undefined && semver === undefined) return {};
  const { OciRef }: typeof import('../oci/oci-ref') = require('../oci/oci-ref');
  return { ref: ref === undefined ? OciRef.semver(semver!) : OciRef.tag(ref) };
}

function verifyOf({ verifyKey, verifyGithub }: Settings): Pick<GitToOciOptions, 'verify'> {
  if (verifyKey === undefined && verifyGithub === undefined) return {};
  const { Verification }: typeof import('../verification/verification') = require('../verification/verification');
  if (verifyKey !== undefined) return { verify: Verification.cosignKeysIn(secret(verifyKey)) };
  const { OidcIdentity }: typeof import('../verification/oidc-identity') = require('../verification/oidc-identity');
  const [repository, workflow] = verifyGithub!.split(/:(.*)/s);
  return { verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository, workflow })) };
}

function authOf({ pullSecret, provider }: Settings): Pick<GitToOciOptions, 'auth'> {
  if (pullSecret === undefined && provider === undefined) return {};
  const { RegistryAuth }: typeof import('../registry-auth/registry-auth') = require('../registry-auth/registry-auth');
  if (pullSecret !== undefined) return { auth: RegistryAuth.dockerConfig(secret(pullSecret)) };
  const { RegistryProvider }: typeof import('../registry-auth/registry-provider') = require('../registry-auth/registry-provider');
  const clouds = [RegistryProvider.AWS, RegistryProvider.AZURE, RegistryProvider.GCP];
  return { auth: RegistryAuth.controllerIdentity(chosen('provider', provider!, clouds) as typeof clouds[number]) };
}

function versionOf(minor: string): Pick<GitToOciOptions, 'fluxVersion'> {
  const { FluxVersion }: typeof import('../kube/flux-version') = require('../kube/flux-version');
  const versions = [FluxVersion.V2_8, FluxVersion.V2_9, FluxVersion.V2_10];
  const fluxVersion = versions.find(version => version.minor === minor);
  if (!fluxVersion) throw malformed('flux-version', minor, versions.join(', '));
  return { fluxVersion };
}

function secret(name: string): import('../kube/secret-ref').SecretRef {
  const { SecretRef }: typeof import('../kube/secret-ref') = require('../kube/secret-ref');
  return SecretRef.named(name);
}
