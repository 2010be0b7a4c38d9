import { runOf } from './migrate';
import type { Run } from './run';
import type { MigratedFile, MigrationFinding, PublishStep } from '../../../src/migration/migration-result';

type Replacements = Readonly<Record<string, readonly (readonly [from: string, to: string])[]>>;

export const SOURCE = 'flux/source.yaml';
export const APPS = 'flux/apps.yaml';
export const OVERLAY = 'deploy/apps/staging.yaml';
export const RELEASE = 'deploy/apps/podinfo.yaml';
export const SELECTOR = '  layerSelector:\n    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip\n    operation: copy\n';

export const FILES: Readonly<Record<string, string>> = {
  [SOURCE]: `apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 1m
  url: https://github.com/acme/fleet
  ref:
    branch: main
`,
  [APPS]: `# what the teams run
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
spec:
  interval: 10m
  prune: true
  path: ./deploy/apps # pushed by CI
  sourceRef:
    kind: GitRepository
    name: fleet
`,
  'deploy/apps/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: apps
resources:
  - podinfo.yaml
patches:
  - path: staging.yaml
`,
  [OVERLAY]: `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  values:
    replicas: 1
`,
  [RELEASE]: `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata:
  name: charts
spec:
  type: oci
  interval: 12h
  url: oci://registry.example/charts
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: podinfo
spec:
  interval: 30m
  chart:
    spec:
      chart: podinfo
      version: 6.5.0 # {"$imagepolicy": "apps:podinfo:tag"}
      sourceRef:
        kind: HelmRepository
        name: charts
  values:
    replicas: 2
`,
  'deploy/secret.yaml': 'value: c\nsops: { mac: m }\n',
};

export const CHART = FILES[RELEASE].slice(FILES[RELEASE].indexOf('  chart:\n'), FILES[RELEASE].indexOf('  values:'));
export const REPOSITORY = FILES[RELEASE].slice(0, FILES[RELEASE].indexOf('---'));
export const PODINFO = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: podinfo
spec:
  interval: 12h
  url: oci://registry.example/charts/podinfo
${SELECTOR}  ref:
    tag: 6.5.0 # {"$imagepolicy": "apps:podinfo:tag"}
`;
export const FLEET = `apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata:
  name: fleet
  namespace: flux-system
spec:
  interval: 1m
  url: oci://registry.example/acme/fleet
  ref:
    tag: latest
`;
export const CHART_REF = '  chartRef:\n    kind: OCIRepository\n    name: podinfo\n';

export const RIGHT: Replacements = {
  [SOURCE]: [[FILES[SOURCE], FLEET]],
  [APPS]: [['path: ./deploy/apps', 'path: ./apps'], ['kind: GitRepository', 'kind: OCIRepository']],
  [RELEASE]: [[REPOSITORY, PODINFO], [CHART, CHART_REF]],
};

const PUBLISH: PublishStep[] = [{ url: 'oci://registry.example/acme/fleet', ref: 'tag latest', commands: [] }];

/** What else a migration may have done. */
interface Besides {
  readonly findings?: readonly MigrationFinding[];
  readonly publish?: readonly PublishStep[];
  readonly second?: readonly MigratedFile[];
  /** Other texts to begin with. */
  readonly files?: Readonly<Record<string, string>>;
  readonly added?: Readonly<Record<string, string>>;
  /** A file that has more in it than its edits say. */
  readonly tampered?: string;
}

/** A repository after these replacements, as the checks look at it. */
export function run(replacements: Replacements, besides: Besides = {}): Run {
  const { findings = [], publish = PUBLISH, second = [], added = {}, files: texts = {}, tampered } = besides;
  const files = Object.entries(replacements).map(([path, pairs]) => edited(path, pairs, path === tampered ? '# more\n' : '', texts[path]));
  files.push(...Object.entries(added).map(([path, after]) => ({ path, after, edits: [] })));
  const options = { registry: 'oci://registry.example/acme', artifactRoot: 'deploy' };
  const migration = { files, findings, publish, changes: [], rollout: [] };
  return runOf(new Map(Object.entries({ ...FILES, ...texts })), options, { own: ['fleet.flux-system'], artifactRoot: 'deploy' }, migration, second);
}

export function edited(path: string, pairs: Replacements[string], more = '', before = FILES[path]): MigratedFile {
  const edits = pairs.map(([from, text]) => ({ start: before.indexOf(from), end: before.indexOf(from) + from.length, text }))
    .sort((one, other) => one.start - other.start);
  const after = [...edits].reverse().reduce((text, edit) => text.slice(0, edit.start) + edit.text + text.slice(edit.end), before) + more;
  return { path, before, after, edits };
}

/** The right migration, but for what differs here. */
export function but(path: string, ...pairs: (readonly [string, string])[]): Run {
  return run({ ...RIGHT, [path]: pairs });
}
