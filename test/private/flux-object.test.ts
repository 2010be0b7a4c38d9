import { ApiObject, App, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { HelmRelease, HelmValues, l1, OciRef, OciRepository, OidcIdentity, Verification } from '../../src';
import { validateAgainstCrd } from '../support/crd';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, resourceOf, warningsOf } from '../support/render';

function repository(chart: Chart): OciRepository {
  return new OciRepository(chart, 'app', {
    url: 'oci://ghcr.io/acme/app',
    ref: OciRef.digest(DIGEST),
    verify: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/app' })),
  });
}

function release(chart: Chart, values: any): any {
  const source = new OciRepository(chart, 'Source', { url: 'oci://ghcr.io/acme/chart', ref: OciRef.digest(DIGEST) });
  new HelmRelease(chart, 'release', { source, values });
  return documentOf(chart, 'HelmRelease').spec.values;
}

describe('a JSON patch of the user', () => {
  test('names fields as the CRD does', () => {
    const chart = fluxChart();
    resourceOf(repository(chart)).addJsonPatch(JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '^other$'));
    const [identity] = documentOf(chart, 'OCIRepository').spec.verify.matchOIDCIdentity;
    expect(identity).toEqual({ issuer: '^https://token\\.actions\\.githubusercontent\\.com$', subject: '^other$' });
  });

  test('reaches what is only rendered late', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'Source', { url: 'oci://ghcr.io/acme/chart', ref: OciRef.digest(DIGEST) });
    resourceOf(source).addJsonPatch(JsonPatch.replace('/spec/layerSelector/operation', 'extract'));
    new HelmRelease(chart, 'release', { source });
    expect(documentOf(chart, 'OCIRepository').spec.layerSelector)
      .toEqual({ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'extract' });
  });

  test('applies in the order in which patches were added', () => {
    const chart = fluxChart();
    const resource = resourceOf(repository(chart));
    resource.addJsonPatch(JsonPatch.add('/metadata/annotations', { a: '1' }), JsonPatch.add('/metadata/annotations/b', '2'));
    resource.addJsonPatch(JsonPatch.remove('/metadata/annotations/a'));
    expect(documentOf(chart, 'OCIRepository').metadata.annotations).toEqual({ b: '2' });
  });

  test('that finds nothing to patch is refused with the place', () => {
    const chart = fluxChart();
    resourceOf(repository(chart)).addJsonPatch(JsonPatch.replace('/spec/verify/matchOidcIdentity/0/subject', '^other$'));
    expect(refusalOf(() => Testing.synth(chart))).toMatch(
      /^FOC007 \[delivery\/app\] a JSON patch does not fit the rendered object; got ".*"; use paths of the CRD, such as \/spec\/verify\/matchOIDCIdentity\/0\/subject, and `add` where nothing is yet$/,
    );
  });

  test('may set a null', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'Source', { url: 'oci://ghcr.io/acme/chart', ref: OciRef.digest(DIGEST) });
    const helm = new HelmRelease(chart, 'release', { source });
    resourceOf(helm).addJsonPatch(JsonPatch.add('/spec/values', { resources: { limits: null } }));
    expect(documentOf(chart, 'HelmRelease').spec.values).toEqual({ resources: { limits: null } });
  });

  test('works through ApiObject.of, as cdk8s users look objects up', () => {
    const chart = fluxChart();
    ApiObject.of(repository(chart)).addJsonPatch(JsonPatch.add('/spec/suspend', true));
    const document = documentOf(chart, 'OCIRepository');
    expect(document.spec.suspend).toBe(true);
    expect(validateAgainstCrd(document)).toEqual([]);
  });
});

describe('rendering', () => {
  test('twice gives the same, in new objects', () => {
    const chart = fluxChart();
    const resource = resourceOf(repository(chart));
    resource.addJsonPatch(JsonPatch.add('/metadata/labels', { tier: 'web' }));
    const [first, second] = [resource.toJson(), resource.toJson()];
    expect(second).toEqual(first);
    expect(second.spec).not.toBe(first.spec);
  });

  test('metadata may be added until then', () => {
    const chart = fluxChart();
    resourceOf(repository(chart)).metadata.addLabel('tier', 'web');
    expect(documentOf(chart, 'OCIRepository').metadata).toEqual({ name: 'app', namespace: 'flux-system', labels: { tier: 'web' } });
  });
});

describe('nulls in Helm values', () => {
  test('survive at any depth, in lists too', () => {
    const values = { a: null, b: { c: null, d: [null, { e: null }] }, f: 0, g: '', h: false };
    expect(release(fluxChart(), values)).toEqual(values);
  });

  test('survive inside what is only known late', () => {
    const late = Lazy.any({ produce: () => ({ limits: null, requests: Lazy.any({ produce: () => null }) }) });
    expect(release(fluxChart(), { resources: late })).toEqual({ resources: { limits: null, requests: null } });
  });

  test('may be said by HelmValues.null(), as other languages must', () => {
    expect(release(fluxChart(), { resources: { limits: HelmValues.null() }, list: [HelmValues.null()] }))
      .toEqual({ resources: { limits: null }, list: [null] });
  });

  test('are no undefined, which stands for nothing', () => {
    expect(release(fluxChart(), { a: undefined, b: 1 })).toEqual({ b: 1 });
  });

  test('are written as YAML reads them', () => {
    const app = new App();
    const chart = new Chart(app, 'delivery', { namespace: 'flux-system' });
    release(chart, { resources: { limits: null } });
    expect(app.synthYaml()).toContain('  values:\n    resources:\n      limits: null\n');
  });
});

describe('an object of l1', () => {
  function plain(scope: Construct, spec: Partial<l1.OciRepositorySpec> = {}): l1.FluxOciRepository {
    return new l1.FluxOciRepository(scope, 'plain', { metadata: { name: 'plain' }, spec: { interval: '5m', url: 'oci://ghcr.io/acme/app', ...spec } });
  }

  const matchOidcIdentity = [{ issuer: '^https://sso\\.acme\\.com$', subject: '^ci@acme\\.com$' }];
  const verify = { provider: l1.OciRepositorySpecVerifyProvider.COSIGN, matchOidcIdentity };

  test('has its fields named before patches apply', () => {
    const chart = fluxChart();
    plain(chart, { verify }).addJsonPatch(JsonPatch.replace('/spec/verify/matchOIDCIdentity/0/subject', '^cd@acme\\.com$'));
    const expected = { provider: 'cosign', matchOIDCIdentity: [{ ...matchOidcIdentity[0], subject: '^cd@acme\\.com$' }] };
    expect(documentOf(chart, 'OCIRepository').spec.verify).toEqual(expected);
    expect(chart.toJson()[0].spec.verify).toEqual(expected);
  });

  test('may have what is only known late', () => {
    const chart = fluxChart();
    const late = Lazy.any({ produce: () => verify }) as any;
    plain(chart, { verify: late }).addJsonPatch(JsonPatch.remove('/spec/verify/matchOIDCIdentity/0/subject'));
    expect(documentOf(chart, 'OCIRepository').spec.verify).toEqual({ provider: 'cosign', matchOIDCIdentity: [{ issuer: matchOidcIdentity[0].issuer }] });
  });

  test('fails with a patch that names fields as the class does', () => {
    const chart = fluxChart();
    plain(chart, { verify }).addJsonPatch(JsonPatch.replace('/spec/verify/matchOidcIdentity/0/subject', '^other$'));
    expect(refusalOf(() => Testing.synth(chart))).toMatch(/^FOC007 \[delivery\/plain\] a JSON patch does not fit the rendered object; /);
  });

  test('keeps what a class derived from it adds', () => {
    class Suspended extends l1.FluxOciRepository {
      public override toJson(): any {
        const document = super.toJson();
        return { ...document, spec: { ...document.spec, suspend: true } };
      }
    }
    const chart = fluxChart();
    new Suspended(chart, 'plain', { spec: { interval: '5m', url: 'oci://ghcr.io/acme/app' } }).addJsonPatch(JsonPatch.add('/spec/insecure', true));
    expect(documentOf(chart, 'OCIRepository').spec).toEqual({ interval: '5m', url: 'oci://ghcr.io/acme/app', insecure: true, suspend: true });
  });

  test('inside a construct of ours is none of its own', () => {
    const chart = fluxChart();
    const source = new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ignore: '*.md' });
    plain(source, { ignore: '*.md', layerSelector: { operation: l1.OciRepositorySpecLayerSelectorOperation.COPY } });
    expect(warningsOf(chart)).toEqual([]);
  });
});
