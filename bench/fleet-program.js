'use strict';

// One program of the fleet bench, as a process: `node fleet-program.js PROGRAM charts|one COUNT OUTDIR`. All write the same objects.

const { mkdirSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const NAMESPACE = 'flux-system';
const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const IDENTITY = {
  issuer: '^https://token\\.actions\\.githubusercontent\\.com$',
  subject: '^https://github\\.com/acme/web-shop/\\.github/workflows/release\\.yml@refs/(?:heads|tags)/.+$',
};
const EXTENSION = '.k8s.yaml';

const urlOf = name => `oci://ghcr.io/acme/${name}`;
const delivered = name => ({ interval: '60m', prune: true, retryInterval: '2m', targetNamespace: name, timeout: '3m', wait: true });

/** By hand, with the classes that are generated from the CRDs. */
function addL1({ l1 }, chart, name) {
  const { FluxOciRepository, FluxKustomization, OciRepositorySpecVerifyProvider, KustomizationSpecSourceRefKind } = l1;
  new FluxOciRepository(chart, `${name}-source`, {
    metadata: { name },
    spec: {
      interval: '60m', url: urlOf(name), ref: { digest: DIGEST }, verify: { provider: OciRepositorySpecVerifyProvider.COSIGN, matchOidcIdentity: [IDENTITY] },
    },
  });
  new FluxKustomization(chart, `${name}-delivery`, {
    metadata: { name },
    spec: { ...delivered(name), sourceRef: { kind: KustomizationSpecSourceRefKind.OCI_REPOSITORY, name } },
  });
}

function addSigned({ OidcIdentity, PinnedArtifact, SignedApp, Verification }, chart, name) {
  new SignedApp(chart, name, {
    artifact: PinnedArtifact.parse(`${urlOf(name)}@${DIGEST}`),
    signedBy: Verification.cosignKeyless(OidcIdentity.githubActions({ repository: 'acme/web-shop', workflow: 'release.yml' })),
    targetNamespace: name,
    namespaceExists: true,
  });
}

/** With nothing but cdk8s. */
function addPlain(_, chart, name) {
  const { ApiObject } = require('cdk8s');
  for (const { apiVersion, kind, spec } of documentsOf(name)) new ApiObject(chart, `${name}-${kind}`, { apiVersion, kind, metadata: { name }, spec });
}

function synth(appClass, add, names, outdir) {
  const cdk8s = require('cdk8s');
  const library = add === addPlain && appClass === 'App' ? cdk8s : require('cdk8s-flux-oci');
  const app = new (appClass === 'App' ? cdk8s.App : library.FleetApp)({ outdir });
  for (const [chart, apps] of names) {
    const scope = new cdk8s.Chart(app, chart, { namespace: NAMESPACE });
    for (const name of apps) add(library, scope, name);
  }
  app.synth();
}

/** Plain data, with its keys in the order in which cdk8s writes them. */
function documentsOf(name) {
  const metadata = { name, namespace: NAMESPACE };
  return [
    {
      apiVersion: 'source.toolkit.fluxcd.io/v1', kind: 'OCIRepository', metadata,
      spec: { interval: '60m', ref: { digest: DIGEST }, url: urlOf(name), verify: { matchOIDCIdentity: [IDENTITY], provider: 'cosign' } },
    },
    {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1', kind: 'Kustomization', metadata,
      spec: {
        interval: '60m', prune: true, retryInterval: '2m', sourceRef: { kind: 'OCIRepository', name }, targetNamespace: name, timeout: '3m', wait: true,
      },
    },
  ];
}

/** kubernetes-models 2 has the OCIRepository of v1beta2, with the same fields; what it writes is that version's. */
function writeModels(names, outdir) {
  const { OCIRepository } = require('@kubernetes-models/flux-cd/source.toolkit.fluxcd.io/v1beta2/OCIRepository');
  const { Kustomization } = require('@kubernetes-models/flux-cd/kustomize.toolkit.fluxcd.io/v1/Kustomization');
  const { stringify } = require('yaml');
  write(names, outdir, name => {
    const [source, delivery] = documentsOf(name);
    return [new OCIRepository({ metadata: source.metadata, spec: source.spec }), new Kustomization({ metadata: delivery.metadata, spec: delivery.spec })]
      .map(model => stringify(model));
  });
}

function writeJson(names, outdir) {
  write(names, outdir, name => documentsOf(name).map(document => `${JSON.stringify(document)}\n`));
}

function write(names, outdir, textsOf) {
  mkdirSync(outdir, { recursive: true });
  for (const [file, apps] of names) writeFileSync(join(outdir, file + EXTENSION), apps.flatMap(textsOf).join('---\n'));
}

const PROGRAMS = {
  'fleet': (names, outdir) => synth('FleetApp', addL1, names, outdir),
  'app': (names, outdir) => synth('App', addL1, names, outdir),
  'fleet-plain': (names, outdir) => synth('FleetApp', addPlain, names, outdir),
  'signed': (names, outdir) => synth('FleetApp', addSigned, names, outdir),
  'signed-app': (names, outdir) => synth('App', addSigned, names, outdir),
  'plain': (names, outdir) => synth('App', addPlain, names, outdir),
  'models': writeModels,
  'json': writeJson,
  'require': () => require('cdk8s-flux-oci'),
  'require-cdk8s': () => require('cdk8s'),
};

const [program, layout, count, outdir] = process.argv.slice(2);
const apps = Array.from({ length: Number(count) }, (_, index) => `app-${index}`);
PROGRAMS[program](layout === 'one' ? [['fleet', apps]] : apps.map(name => [name, [name]]), outdir);
