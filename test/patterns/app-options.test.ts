import type { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { namespaceDocument, SIGNED_BY } from './fixtures';
import {
  AwsWorkloadIdentity, OciRef, PinnedArtifact, RegistryAuth, SecretRef, SignedApp, SignedHelmApp, TrackedApp, type AppOptions,
} from '../../src';
import { acceptedDocuments } from '../support/accepted';
import { refusalOf } from '../support/refusal';
import { DIGEST, fluxChart, warningsOf } from '../support/render';

type Options = Partial<AppOptions> & { readonly url?: string };

/** All patterns, told nothing but what they share. */
const PATTERNS: [string, string, (scope: Construct, id: string, options?: Options) => Construct][] = [
  ['SignedApp', 'Kustomization', (scope, id, { url = 'oci://ghcr.io/acme/app', ...options } = {}) =>
    new SignedApp(scope, id, { artifact: PinnedArtifact.parse(`${url}@${DIGEST}`), signedBy: SIGNED_BY, targetNamespace: 'apps', ...options })],
  ['SignedHelmApp', 'HelmRelease', (scope, id, { url = 'oci://ghcr.io/acme/app', ...options } = {}) =>
    new SignedHelmApp(scope, id, { artifact: PinnedArtifact.parse(`${url}@${DIGEST}`), signedBy: SIGNED_BY, targetNamespace: 'apps', ...options })],
  ['TrackedApp', 'Kustomization', (scope, id, { url = 'oci://ghcr.io/acme/app', ...options } = {}) =>
    new TrackedApp(scope, id, { url, ref: OciRef.tag('staging'), signedBy: SIGNED_BY, targetNamespace: 'apps', ...options })],
];

describe.each(PATTERNS)('%s', (_pattern, kind, make) => {
  function rendered(options: Options = {}, id = 'app', chart = fluxChart()): { source: any; delivery: any; all: any[] } {
    make(chart, id, options);
    const all = acceptedDocuments(chart);
    return { all, source: all.find(document => document.kind === 'OCIRepository'), delivery: all.find(document => document.kind === kind) };
  }

  const namesOf = (chart: Chart) => acceptedDocuments(chart).map(document => `${document.kind} ${document.metadata.name}`);

  describe('names', () => {
    test.each([['MyApp', 'my-app'], ['AWSPuller', 'aws-puller'], ['My App', 'my-app'], ['my_app', 'my-app'], ['podinfo', 'podinfo']])(
      'the id %s gives source and delivery the name %s', (id, name) => {
        const { source, delivery } = rendered({}, id);
        expect([source.metadata.name, delivery.metadata.name]).toEqual([name, name]);
      });

    test('inside a construct of the user, Default and Resource are called like their parents', () => {
      const chart = fluxChart();
      make(new Construct(chart, 'TeamWeb'), 'Default');
      make(new Construct(chart, 'TeamApi'), 'Resource');
      make(new Construct(new Construct(chart, 'TeamDb'), 'Default'), 'Default');
      expect(namesOf(chart).sort()).toEqual([
        'OCIRepository team-web', `${kind} team-web`, 'Namespace apps', 'OCIRepository team-api', `${kind} team-api`, 'OCIRepository team-db', `${kind} team-db`,
      ].sort());
    });

    test.each<[string, Options]>([
      ['name', { name: 'given' }], ['metadata.name', { metadata: { name: 'given' } }], ['both alike', { name: 'given', metadata: { name: 'given' } }],
    ])('%s is taken over the id', (_, options) => {
      const { source, delivery } = rendered(options);
      expect([source.metadata.name, delivery.metadata.name]).toEqual(['given', 'given']);
    });

    test('fails for two names that differ', () => {
      expect(refusalOf(() => rendered({ name: 'a', metadata: { name: 'b' } })))
        .toBe('FOC001 [delivery/app] `name` and `metadata.name` differ; got "a" and "b"; use one of them');
    });

    test('fails with 64 characters', () => {
      expect(refusalOf(() => rendered({}, 'a'.repeat(64)))).toBe(`FOC002 [delivery/${'a'.repeat(64)}] the name of a ${kind} may have 63 characters, because Flux `
        + `labels with it what it applies; got "${'a'.repeat(64)}" (64); use a shorter \`name\``);
    });

    test('don\'t depend on the path above', () => {
      const chart = fluxChart({ disableResourceNameHashes: false });
      make(new Construct(new Construct(chart, 'a'), 'b'), 'app');
      expect(namesOf(chart)).toEqual(expect.arrayContaining(['OCIRepository app', `${kind} app`, 'Namespace apps']));
    });

    test('are refused a second time in one chart', () => {
      const chart = fluxChart();
      make(new Construct(chart, 'one'), 'app');
      make(new Construct(chart, 'two'), 'app');
      expect(() => acceptedDocuments(chart)).toThrow(`FOC003 [delivery/two/app/Delivery] ${kind} flux-system/app is also made by delivery/one/app/Delivery;`);
    });
  });

  describe('metadata', () => {
    test('reaches source and delivery, beside the labels of the chart', () => {
      const chart = fluxChart({ labels: { 'acme.com/team': 'web' } });
      const metadata = { namespace: 'team', labels: { 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' } };
      const { source, delivery } = rendered({ metadata }, 'app', chart);
      const expected = {
        name: 'app', namespace: 'team', labels: { 'acme.com/team': 'web', 'acme.com/tier': '2' }, annotations: { 'acme.com/note': 'x' },
      };
      expect(source.metadata).toEqual(expected);
      expect(delivery.metadata).toEqual(expected);
      expect(warningsOf(chart)).toEqual([]);
    });

    test('of the app is not that of the Namespace, which has the labels of the chart', () => {
      const chart = fluxChart({ labels: { 'acme.com/team': 'web' } });
      const { all } = rendered({ metadata: { labels: { 'acme.com/tier': '2' } } }, 'app', chart);
      expect(all.find(document => document.kind === 'Namespace').metadata).toEqual({
        name: 'apps', labels: { 'acme.com/team': 'web' }, annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
      });
    });
  });

  describe('the source', () => {
    test('takes every option', () => {
      const source = {
        interval: '2h', timeout: '90s', ignore: '*.md', certSecret: SecretRef.named('ca'), proxySecret: SecretRef.named('proxy'), suspend: true,
      };
      const { spec } = rendered({ source }).source;
      expect(spec).toEqual({
        url: 'oci://ghcr.io/acme/app',
        ref: spec.ref,
        verify: spec.verify,
        ...kind === 'HelmRelease' && { layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' } },
        interval: '2h',
        timeout: '90s',
        ignore: '*.md',
        certSecretRef: { name: 'ca' },
        proxySecretRef: { name: 'proxy' },
        suspend: true,
      });
    });

    test('fails for hours in its timeout', () => {
      expect(refusalOf(() => rendered({ source: { timeout: '1h' } })))
        .toBe('FOC022 [delivery/app/Source] `timeout` of a source takes the units ms, s and m, not hours; got "1h"; use minutes, such as "90m"');
    });

    test('pulls as it is told', () => {
      const chart = fluxChart();
      const identity = new AwsWorkloadIdentity(chart, 'Puller', { roleArn: 'arn:aws:iam::123456789012:role/flux' });
      const url = 'oci://123456789012.dkr.ecr.eu-west-1.amazonaws.com/app';
      const { spec } = rendered({ url, auth: RegistryAuth.workloadIdentity(identity) }, 'app', chart).source;
      expect([spec.provider, spec.serviceAccountName]).toEqual(['aws', 'puller']);
    });

    test('passes insecure on, with a warning off loopback', () => {
      const chart = fluxChart();
      expect(rendered({ insecure: true }, 'app', chart).source.spec.insecure).toBe(true);
      expect(warningsOf(chart)).toEqual([
        'FOC017 [delivery/app/Source] `insecure` lets Flux talk to ghcr.io in plain HTTP, and skips the check of its certificate on HTTPS; '
          + 'use HTTPS, with `certSecret` for a CA of your own',
      ]);
    });

    test('passes insecure on, without one at loopback', () => {
      const chart = fluxChart();
      expect(rendered({ insecure: true, url: 'oci://localhost:5000/app' }, 'app', chart).source.spec.insecure).toBe(true);
      expect(warningsOf(chart)).toEqual([]);
    });

    test('says nothing of insecure by default', () => {
      expect(rendered().source.spec).not.toHaveProperty('insecure');
    });
  });

  describe('the target namespace', () => {
    test('is in the chart once, for all apps that go there', () => {
      const chart = fluxChart();
      make(chart, 'one');
      make(new Construct(chart, 'deeper'), 'two');
      make(chart, 'three', { targetNamespace: 'other' });
      expect(acceptedDocuments(chart).filter(document => document.kind === 'Namespace')).toEqual([namespaceDocument('apps'), namespaceDocument('other')]);
      expect(warningsOf(chart)).toEqual([]);
    });

    test('is delivered into, and not in the chart where it exists', () => {
      const { all, delivery } = rendered({ namespaceExists: true });
      expect(all.map(document => document.kind)).toEqual(['OCIRepository', kind]);
      expect(delivery.spec.targetNamespace).toBe('apps');
    });

    test('is in the chart where only some apps say that it exists', () => {
      const chart = fluxChart();
      make(chart, 'one', { namespaceExists: true });
      make(chart, 'two', { namespaceExists: false });
      expect(acceptedDocuments(chart).filter(document => document.kind === 'Namespace')).toEqual([namespaceDocument('apps')]);
    });

    test('is not in the chart where the delivery itself is in it', () => {
      expect(rendered({ targetNamespace: 'flux-system' }).all.map(document => document.kind)).toEqual(['OCIRepository', kind]);
      expect(rendered({ targetNamespace: 'team', metadata: { namespace: 'team' } }).all.map(document => document.kind)).toEqual(['OCIRepository', kind]);
    });

    test('is in the chart where that is the chart\'s own, but the delivery is elsewhere', () => {
      const { all } = rendered({ targetNamespace: 'flux-system', metadata: { namespace: 'team' } });
      expect(all.filter(document => document.kind === 'Namespace')).toEqual([namespaceDocument('flux-system')]);
    });

    test.each([['flux-system'], [undefined]])('has no namespace itself, that of the chart being %s', namespace => {
      const chart = fluxChart({ namespace });
      make(chart, 'app', { metadata: { namespace: 'team' } });
      expect(acceptedDocuments(chart).filter(document => document.kind === 'Namespace')).toEqual([namespaceDocument('apps')]);
    });

    test('is in each chart, for the charts of one program often go to different clusters', () => {
      const [one, two] = [fluxChart(), fluxChart()];
      make(one, 'app');
      make(two, 'app');
      for (const chart of [one, two]) expect(acceptedDocuments(chart)).toContainEqual(namespaceDocument('apps'));
    });

    test.each(['My-App', 'my.app', '', 'a'.repeat(64)])('fails for "%s"', targetNamespace => {
      expect(refusalOf(() => rendered({ targetNamespace })))
        .toBe(`FOC008 [delivery/app] \`targetNamespace\` must have up to 63 lower-case letters, digits and \`-\`; got "${targetNamespace}"; use a name such as "my-app"`);
    });

    test('fails when it isn\'t said, from JavaScript', () => {
      expect(refusalOf(() => rendered({ targetNamespace: undefined })))
        .toBe('FOC008 [delivery/app] `targetNamespace` must have up to 63 lower-case letters, digits and `-`; got undefined; use a name such as "my-app"');
    });
  });

  test('the order of properties changes nothing', () => {
    const options: Options = { name: 'x', source: { interval: '1h', suspend: true }, metadata: { labels: { b: '1', a: '2' } }, targetNamespace: 'apps', insecure: false };
    const reversed = Object.fromEntries(Object.entries({ ...options, metadata: { labels: { a: '2', b: '1' } } }).reverse());
    expect(JSON.stringify(rendered(reversed).all)).toBe(JSON.stringify(rendered(options).all));
  });
});
