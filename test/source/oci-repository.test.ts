import { ApiObject, JsonPatch, Testing } from 'cdk8s';
import { Secret } from 'cdk8s-plus-28';
import {
  ArtifactContent, AwsWorkloadIdentity, FluxVersion, HelmRelease, Kustomization, l1, OciRef, OciRepository, OidcIdentity, RegistryAuth,
  RegistryProvider, SecretRef, Verification, type OciRepositoryProps,
} from '../../src';
import { acceptedDocument, acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

const URL = 'oci://ghcr.io/acme/app';
const PINNED = OciRef.digest(DIGEST);

/** The one source of a chart, accepted by every Flux minor. */
function rendered(props: Partial<OciRepositoryProps> = {}, id = 'app'): any {
  const chart = fluxChart();
  new OciRepository(chart, id, { url: URL, ref: PINNED, ...props });
  return acceptedDocument(chart, 'OCIRepository');
}

function specOf(props: Partial<OciRepositoryProps>): any {
  return rendered(props).spec;
}

function warningsFor(props: Partial<OciRepositoryProps>): string[] {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: URL, ref: PINNED, ...props });
  return warningsOf(chart);
}

function refused(props: Partial<OciRepositoryProps>, id = 'app'): string {
  return refusalOf(() => new OciRepository(fluxChart(), id, { url: URL, ref: PINNED, ...props }));
}

describe('what is rendered', () => {
  test('a pinned source is this document and nothing else', () => {
    expect(rendered()).toEqual({
      apiVersion: 'source.toolkit.fluxcd.io/v1',
      kind: 'OCIRepository',
      metadata: { name: 'app', namespace: 'flux-system' },
      spec: { url: URL, interval: '60m', ref: { digest: DIGEST } },
    });
  });

  test('every property has its field', () => {
    const identity = OidcIdentity.githubActions({ repository: 'acme/app', workflow: 'release.yml', branch: 'main' });
    expect(specOf({
      url: 'oci://registry.acme.com:5000/team/app',
      ref: OciRef.digest(DIGEST, { tag: '1.2.3' }),
      interval: '1h30m',
      timeout: '90s',
      verify: Verification.cosignKeyless(identity),
      auth: RegistryAuth.dockerConfig(SecretRef.named('registry')),
      insecure: false,
      ignore: '*.md\n!README.md\n',
      certSecret: SecretRef.named('registry-ca'),
      proxySecret: SecretRef.named('proxy'),
      suspend: true,
      content: ArtifactContent.HELM_CHART,
    })).toEqual({
      url: 'oci://registry.acme.com:5000/team/app',
      ref: { digest: DIGEST, tag: '1.2.3' },
      interval: '1h30m',
      timeout: '90s',
      verify: {
        provider: 'cosign',
        matchOIDCIdentity: [{
          issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
          subject: '^https://github\\.com/acme/app/\\.github/workflows/release\\.yml@refs/heads/main$',
        }],
      },
      secretRef: { name: 'registry' },
      insecure: false,
      ignore: '*.md\n!README.md\n',
      certSecretRef: { name: 'registry-ca' },
      proxySecretRef: { name: 'proxy' },
      suspend: true,
      layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
    });
  });

  test('the order of properties changes nothing', () => {
    const props: Partial<OciRepositoryProps> = { suspend: true, ignore: '*.md', timeout: '5m', interval: '1h', ref: OciRef.tag('a'), url: URL };
    const reversed = Object.fromEntries(Object.entries(props).reverse());
    expect(JSON.stringify(specOf(reversed))).toBe(JSON.stringify(specOf(props)));
  });

  test.each<[string, OciRef, object]>([
    ['a tag', OciRef.tag('stable'), { tag: 'stable' }],
    ['a range', OciRef.semver('6.x'), { semver: '6.x' }],
    ['a range with a filter', OciRef.semver('>=1.0.0-0', { filter: '.*-rc.*' }), { semver: '>=1.0.0-0', semverFilter: '.*-rc.*' }],
  ])('%s is followed with an interval of 5m', (_, ref, expected) => {
    expect(specOf({ ref })).toEqual({ url: URL, ref: expected, interval: '5m' });
  });

  test('without a reference the interval is 5m and Flux takes its default', () => {
    expect(specOf({ ref: undefined })).toEqual({ url: URL, interval: '5m' });
  });

  test.each([[PINNED], [OciRef.tag('stable')]])('the interval of %s can be told', ref => {
    expect(specOf({ ref, interval: '1m' }).interval).toBe('1m');
  });

  test('a cloud identity is provider and ServiceAccount', () => {
    const chart = fluxChart();
    const puller = new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::123456789012:role/flux' });
    const url = 'oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/app';
    new OciRepository(chart, 'app', { url, ref: PINNED, auth: RegistryAuth.workloadIdentity(puller) });
    expect(acceptedDocument(chart, 'OCIRepository').spec).toEqual({ url, ref: { digest: DIGEST }, interval: '60m', provider: 'aws', serviceAccountName: 'puller' });
  });

  test('the identity of the controller is the provider alone', () => {
    const url = 'oci://acme.azurecr.io/app';
    expect(specOf({ url, auth: RegistryAuth.controllerIdentity(RegistryProvider.AZURE) })).toEqual({ url, ref: { digest: DIGEST }, interval: '60m', provider: 'azure' });
  });

  test('a Secret that the program makes is named as it is rendered', () => {
    const chart = fluxChart({ disableResourceNameHashes: false });
    const secret = new Secret(chart, 'ca');
    new OciRepository(chart, 'app', { url: URL, ref: PINNED, certSecret: SecretRef.of(secret), proxySecret: SecretRef.of(secret) });
    const { spec } = acceptedDocument(chart, 'OCIRepository');
    expect(spec.certSecretRef).toEqual({ name: secret.name });
    expect(spec.proxySecretRef).toEqual({ name: secret.name });
    expect(secret.name).toMatch(/^delivery-ca-c[0-9a-f]{7}$/);
  });

  test('trustedRoot needs Flux 2.9, and is refused for 2.8', () => {
    const chart = fluxChart();
    const verify = Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://sso.acme.com', subject: 'ci@acme.com' }), { trustedRoot: SecretRef.named('root') });
    new OciRepository(chart, 'app', { url: URL, ref: PINNED, verify });
    expect(acceptedDocument(chart, 'OCIRepository', ['2.9', '2.10']).spec.verify).toEqual({
      provider: 'cosign',
      matchOIDCIdentity: [{ issuer: '^https://sso\\.acme\\.com$', subject: '^ci@acme\\.com$' }],
      trustedRootSecretRef: { name: 'root' },
    });
    FluxVersion.V2_8.applyTo(chart);
    expect(refusalOf(() => Testing.synth(chart))).toBe('FOC005 [delivery/app] `spec.verify.trustedRootSecretRef` is not in Flux 2.8; Flux 2.9, 2.10 has it; '
      + 'use FluxVersion.V2_9.applyTo(app) if the cluster runs it, else leave the field out');
  });

  test('JSON patches see CRD names', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'app', {
      url: URL, ref: PINNED, verify: Verification.cosignKeyless(OidcIdentity.exact({ issuer: 'https://sso.acme.com', subject: 'ci@acme.com' })),
    });
    ApiObject.of(source).addJsonPatch(
      JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '^cd@acme\\.com$'),
      JsonPatch.add('/spec/suspend', true),
    );
    expect(documentOf(chart, 'OCIRepository').spec).toEqual({
      url: URL,
      ref: { digest: DIGEST },
      interval: '60m',
      verify: { provider: 'cosign', matchOIDCIdentity: [{ issuer: '^https://sso\\.acme\\.com$', subject: '^cd@acme\\.com$' }] },
      suspend: true,
    });
  });
});

describe('names and metadata', () => {
  test('labels and annotations pass through, beside the labels of the chart', () => {
    const chart = fluxChart({ labels: { 'acme.com/team': 'web', 'acme.com/tier': '1' } });
    const metadata = { labels: { 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' } };
    const source = new OciRepository(chart, 'app', { url: URL, ref: PINNED, metadata });
    expect(acceptedDocument(chart, 'OCIRepository').metadata).toEqual({
      name: 'app', namespace: 'flux-system', labels: { 'acme.com/team': 'web', 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' },
    });
    expect([source.sourceKind, source.sourceName, source.sourceNamespace]).toEqual(['OCIRepository', 'app', 'flux-system']);
  });

  test('a namespace of its own wins over that of the chart', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'app', { url: URL, ref: PINNED, metadata: { namespace: 'team' } });
    expect(acceptedDocument(chart, 'OCIRepository').metadata).toEqual({ name: 'app', namespace: 'team' });
    expect(source.sourceNamespace).toBe('team');
  });

  test('without any namespace none is written', () => {
    const chart = fluxChart({ namespace: undefined });
    const source = new OciRepository(chart, 'app', { url: URL, ref: PINNED });
    expect(documentOf(chart, 'OCIRepository').metadata).toEqual({ name: 'app' });
    expect(source.sourceNamespace).toBeUndefined();
  });

  test.each([
    ['name', { name: 'given' }],
    ['metadata.name', { metadata: { name: 'given' } }],
    ['both alike', { name: 'given', metadata: { name: 'given' } }],
  ])('%s is taken over the id', (_, props) => {
    expect(rendered(props).metadata).toEqual({ name: 'given', namespace: 'flux-system' });
  });

  test.each([['MyApp', 'my-app'], ['AWSPuller', 'aws-puller'], ['My App', 'my-app'], ['my_app', 'my-app'], ['Resource', 'delivery'], ['Default', 'delivery']])(
    'the id %s gives the name %s', (id, name) => {
      expect(rendered({}, id).metadata.name).toBe(name);
    });

  test('the name may be longer than a label, because Flux labels nothing with that of a source', () => {
    expect(rendered({ name: 'a'.repeat(64) }).metadata.name).toBe('a'.repeat(64));
  });

  test('fails for two names that differ', () => {
    expect(refused({ name: 'a', metadata: { name: 'b' } }))
      .toBe('FOC001 [delivery/app] `name` and `metadata.name` differ; got "a" and "b"; use one of them');
  });

  test('fails for an id that gives no DNS name', () => {
    expect(refused({}, 'ärger')).toBe('FOC001 [delivery/ärger] the name of a Kubernetes object must be a DNS name of lower-case letters, digits, `-` and `.`; '
      + 'got "ärger"; use `name: "my-app"`, or a construct id that gives one');
  });

  test('fails for a name in the cluster that can be none', () => {
    expect(refusalOf(() => OciRepository.fromOciRepositoryName(fluxChart(), 'source', 'My_App'))).toBe('FOC001 [delivery/source] the name of a Kubernetes object '
      + 'must be a DNS name of lower-case letters, digits, `-` and `.`; got "My_App"; use `name: "my-app"`, or a construct id that gives one');
  });

  test('the main object is the child Resource', () => {
    const source = new OciRepository(fluxChart(), 'app', { url: URL, ref: PINNED });
    expect(source.node.findAll().map(construct => construct.node.path)).toEqual(['delivery/app', 'delivery/app/Resource']);
    expect(Object.prototype.isPrototypeOf.call(l1.FluxOciRepository.prototype, ApiObject.of(source))).toBe(true);
  });
});

describe('durations', () => {
  test.each([['500ms'], ['90s'], ['1.5m'], ['1m30s']])('a timeout of %s is rendered', timeout => {
    expect(specOf({ timeout }).timeout).toBe(timeout);
  });

  test.each([['1h'], ['1h30m'], ['0.5h']])('fails for a timeout of %s, which the CRD refuses', timeout => {
    expect(refused({ timeout })).toBe(`FOC022 [delivery/app] \`timeout\` of a source takes the units ms, s and m, not hours; got "${timeout}"; use minutes, such as "90m"`);
  });

  test.each([['0s'], ['0m'], ['0.0s'], ['0m0s']])('fails for a duration of %s', zero => {
    expect(refused({ interval: zero })).toBe(`FOC021 [delivery/app] \`interval\` must be longer than zero; got "${zero}"; use a duration such as "5m"`);
    expect(refused({ timeout: zero })).toBe(`FOC021 [delivery/app] \`timeout\` must be longer than zero; got "${zero}"; use a duration such as "5m"`);
  });

  test('fails for an interval in days', () => {
    expect(refused({ interval: '1d' }))
      .toBe('FOC020 [delivery/app] `interval` is no duration of Flux, which knows the units ms, s, m and h; got "1d"; use "24h"');
  });

  test.each(['', '5', '5 m', '-5m', '5M', 'm5'])('fails for the interval "%s"', interval => {
    expect(refused({ interval })).toBe('FOC020 [delivery/app] `interval` is no duration of Flux, which knows the units ms, s, m and h; '
      + `got "${interval}"; use a text such as "90s", "5m" or "1h30m"`);
  });

  test('fails for a timeout in days', () => {
    expect(refused({ timeout: '1d' })).toMatch(/^FOC020 \[delivery\/app\] `timeout` is no duration of Flux/);
  });
});

describe('plain HTTP', () => {
  test.each(['localhost:5000', 'localhost:80', '127.0.0.2:5000', '127.0.0.1:5000', '[::1]:5000', 'registry.localhost:5000'])('insecure at %s needs no warning', host => {
    const url = `oci://${host}/app`;
    expect(specOf({ url, insecure: true })).toEqual({ url, ref: { digest: DIGEST }, interval: '60m', insecure: true });
    expect(warningsFor({ url, insecure: true })).toEqual([]);
  });

  test.each(['ghcr.io', '10.0.0.1:5000', '[2001:db8::1]:5000', 'localhost.acme.com', '127.0.0.1.acme.com'])('insecure at %s is warned about', host => {
    const url = `oci://${host}/app`;
    expect(specOf({ url, insecure: true }).insecure).toBe(true);
    expect(warningsFor({ url, insecure: true })).toEqual([
      `FOC017 [delivery/app] \`insecure\` lets Flux talk to ${host} in plain HTTP, and skips the check of its certificate on HTTPS; `
        + 'use HTTPS, with `certSecret` for a CA of your own',
    ]);
  });

  test.each([[false], [undefined]])('insecure %s is no reason to warn', insecure => {
    expect(warningsFor({ insecure })).toEqual([]);
  });
});

describe('the reference', () => {
  test('is missed with a warning, because Flux then follows the tag latest', () => {
    expect(warningsFor({ ref: undefined })).toEqual([
      'FOC018 [delivery/app] without `ref` Flux follows the tag latest; use OciRef.digest, or OciRef.tag("latest") if that is meant',
    ]);
  });

  test('is doubted where Flux reads range or filter otherwise than they look', () => {
    expect(warningsFor({ ref: OciRef.semver('~0.0.0', { filter: '1\\.0' }) })).toEqual([
      'FOC026 [delivery/app] Flux reads "~0.0.0" as every version; use "0.0.0" for this one, "0.0.x" for all of its line, or "*" if every version is meant',
      'FOC025 [delivery/app] the filter "1\\\\.0" also matches behind other digits, as in "21.0.5" for "1.0"; use `^` before it: "^1\\\\.0"',
    ]);
  });

  test.each([[PINNED], [OciRef.tag('latest')], [OciRef.semver('*', { filter: '^v?[0-9.]+$' })]])('%s needs no warning', ref => {
    expect(warningsFor({ ref })).toEqual([]);
  });
});

describe('the URL', () => {
  test('fails without the scheme', () => {
    expect(refused({ url: 'ghcr.io/acme/app' })).toBe('FOC011 [delivery/app] the URL of an OCI repository starts with `oci://`; got "ghcr.io/acme/app"; use "oci://ghcr.io/acme/app"');
  });

  test('fails with a tag or a digest in it', () => {
    expect(refused({ url: `${URL}:1.0.0` })).toBe(`FOC013 [delivery/app] a tag has no place in the URL; got "${URL}:1.0.0"; use the URL "${URL}" with OciRef.tag("1.0.0")`);
    expect(refused({ url: `${URL}@${DIGEST}` })).toBe(`FOC013 [delivery/app] a digest has no place in the URL; got "${URL}@${DIGEST}"; use the URL "${URL}" with OciRef.digest("${DIGEST}")`);
  });

  test('fails with upper-case letters and with a slash at its end', () => {
    expect(refused({ url: 'oci://ghcr.io/Acme/app' })).toBe('FOC014 [delivery/app] registry and repository names are lower case; got "oci://ghcr.io/Acme/app"; use "oci://ghcr.io/acme/app"');
    expect(refused({ url: `${URL}/` })).toBe(`FOC014 [delivery/app] a URL has no slash at its end; got "${URL}/"; use "${URL}"`);
  });

  test('fails for a provider that serves another host', () => {
    expect(refused({ auth: RegistryAuth.controllerIdentity(RegistryProvider.AWS) })).toBe('FOC030 [delivery/app] the provider aws serves no registry at this host; '
      + 'got "ghcr.io"; use a host such as <account>.dkr.ecr.<region>.amazonaws.com or public.ecr.aws, or RegistryAuth.dockerConfig(secret)');
  });
});

describe('Secrets', () => {
  test.each([['certSecret', 'certSecretRef'], ['proxySecret', 'proxySecretRef']])('fails for a %s of another namespace', (prop, field) => {
    const chart = fluxChart();
    const secret = SecretRef.of(new Secret(chart, 'ca', { metadata: { name: 'ca', namespace: 'other' } }));
    expect(refusalOf(() => new OciRepository(chart, 'app', { url: URL, ref: PINNED, [prop]: secret }))).toBe(
      `FOC052 [delivery/app] \`${field}\` names the Secret ca of another namespace, where Flux never looks; got other and flux-system; use a Secret in the namespace flux-system`,
    );
  });
});

describe('content', () => {
  const HELM = { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' };

  function source(content?: ArtifactContent): OciRepository {
    return new OciRepository(fluxChart(), 'source', { url: URL, ref: PINNED, content });
  }
  const apply = (from: OciRepository, id = 'apply') => new Kustomization(from, id, { source: from });
  const release = (from: OciRepository, id = 'release') => new HelmRelease(from, id, { source: from });
  const selector = (from: OciRepository) => acceptedDocuments(from.node.scope as any).find(({ kind }) => kind === 'OCIRepository').spec.layerSelector;

  test('follows a Kustomization', () => {
    const from = source();
    apply(from);
    expect(selector(from)).toBeUndefined();
  });

  test('follows a HelmRelease, made after the source', () => {
    const from = source();
    release(from);
    expect(selector(from)).toEqual(HELM);
  });

  test.each([[ArtifactContent.MANIFESTS, undefined], [ArtifactContent.HELM_CHART, HELM]])('can be told to be %s', (content, expected) => {
    expect(selector(source(content))).toEqual(expected);
  });

  test('of nobody knows what needs no selector', () => {
    expect(selector(source())).toBeUndefined();
  });

  test('is shared by consumers that agree', () => {
    const from = source(ArtifactContent.HELM_CHART);
    release(from, 'one');
    release(from, 'two');
    expect(selector(from)).toEqual(HELM);
  });

  test('fails for a HelmRelease after a Kustomization', () => {
    const from = source();
    apply(from);
    expect(refusalOf(() => release(from))).toBe('FOC050 [delivery/source/release] this needs a source of Helm charts, but delivery/source holds manifests, as '
      + 'delivery/source/apply says; use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers');
  });

  test('fails for a Kustomization after a HelmRelease', () => {
    const from = source();
    release(from);
    expect(refusalOf(() => apply(from))).toBe('FOC050 [delivery/source/apply] this needs a source of manifests, but delivery/source holds Helm charts, as '
      + 'delivery/source/release says; use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers');
  });

  test('fails for a consumer that disagrees with what the source was told', () => {
    expect(refusalOf(() => release(source(ArtifactContent.MANIFESTS)))).toBe('FOC050 [delivery/source/release] this needs a source of Helm charts, but '
      + 'delivery/source holds manifests, as its `content` says; use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers');
    expect(refusalOf(() => apply(source(ArtifactContent.HELM_CHART)))).toBe('FOC050 [delivery/source/apply] this needs a source of manifests, but '
      + 'delivery/source holds Helm charts, as its `content` says; use a second OciRepository: Flux passes on one layer of an artifact, for all of its consumers');
  });

  test('that was told stays the reason when a consumer agreed before', () => {
    const from = source(ArtifactContent.MANIFESTS);
    apply(from);
    expect(refusalOf(() => release(from))).toContain('but delivery/source holds manifests, as its `content` says;');
  });
});
