import { dirname } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { GitServer } from './git-server';
import { repository, ROOT } from './repository';
import { GitToOci } from '../../../src/migration/git-to-oci';
import type { Migration } from '../../../src/migration/migration';
import { OciRef } from '../../../src/oci/oci-ref';
import { binary } from '../rig/parts';
import { outcomeOf } from '../rig/run';
import { conditionOf, type Ref } from '../support/cluster';
import type { Files } from '../support/publish';
import { Scenario } from '../support/scenario';

// A platform that Flux applies from Git moves to OCI, by its migrated files and in the order that the migration says.

const APPS = ['platform', 'infra', 'apps'];
const TEMPLATE = `
apiVersion: v1
kind: ConfigMap
metadata:
  name: cache
data:
  release: {{ .Release.Name | quote }}
  size: {{ .Values.size | quote }}
`;

let story: Scenario;
let git: GitServer;

beforeEach(async () => {
  story = await new Scenario('migration').open();
  git = await new GitServer().open();
});
afterEach(async () => {
  story.close();
  await git.close();
});

const gitSource = (): Ref => ({ kind: 'gitrepository', name: 'platform', namespace: story.namespace });
const helmSource = (): Ref => ({ kind: 'helmrepository', name: 'charts', namespace: story.namespace });

/** The files as they are after the migration. */
function migrated(files: Files, { files: changed }: Migration): Files {
  const result = { ...files };
  for (const { path, after } of changed) {
    if (after === undefined) delete result[path];
    else (result as { [path: string]: string })[path] = after;
  }
  return result;
}

function documentsIn(files: Files): any[] {
  return Object.values(files).flatMap(text => parseAllDocuments(text)).map(document => document.toJS()).filter(document => document?.kind);
}

/** What stays the same for as long as an object isn't made anew: of all that the platform delivers, and what delivers it. */
async function identities() {
  const { cluster, namespace, target } = story;
  const found = [
    await cluster.get({ kind: 'namespace', name: target }),
    ...await cluster.list('configmap', target),
    ...await cluster.list('kustomization', namespace),
    ...await cluster.list('helmrelease', namespace),
  ];
  return Object.fromEntries(found.map(({ kind, metadata: { name, uid, creationTimestamp } }) => [`${kind}/${name}`, { uid, creationTimestamp }]));
}

async function helmHistory() {
  const { status: { storageNamespace, history } } = await story.cluster.get(story.helmRelease('cache'));
  return { storageNamespace, latest: history[0] };
}

/** Waits until everything is applied from here, whatever happens until then. */
async function applied(revision: string): Promise<void> {
  for (const app of APPS) {
    const isDone = (found: any) => found?.status?.lastAppliedRevision === revision && conditionOf(found)?.status === 'True' && !conditionOf(found, 'Reconciling');
    await story.cluster.until(story.kustomization(app), isDone);
  }
}

/** As a person does it who has set Flux up by hand: the source and the Kustomization of the cluster, which brings the rest. */
async function bootstrap(files: Files): Promise<void> {
  for (const name of ['source', 'platform']) await story.cluster.apply(files[`fleet/clusters/rig/${name}.yaml`], `--namespace=${story.namespace}`);
}

/** A platform that is delivered from Git, and what the migration makes of its files. */
async function platform() {
  const { cluster, namespace, target, publisher } = story;
  const chart = await publisher.pushChart(`${namespace}/charts`, 'cache', '1.0.0', { 'templates/cache.yaml': TEMPLATE });
  const registry = chart.url.replace(/\/charts\/cache$/, '');
  const files = repository({ namespace, target, git: git.url, charts: `${registry}/charts` });
  await git.commit(files, 'all that there is');
  const revision = await git.push();
  await bootstrap(files);
  await applied(revision);
  await cluster.settled(story.helmRelease('cache'), 'True');
  const migration = GitToOci.migrateDirectory(publisher.write(files), {
    registry, artifactRoot: ROOT, sources: { [`platform.${namespace}`]: `${registry}/platform` }, ref: OciRef.tag('main'),
  });
  return { chart, migration, moved: migrated(files, migration) };
}

/** Publishes what is committed by the commands that the migration prints, and returns how Flux calls that. */
async function publish({ publish: steps }: Migration): Promise<string> {
  const env = { PATH: `${dirname(binary('flux'))}:${process.env.PATH}`, HOME: story.publisher.path() };
  for (const command of steps.flatMap(({ commands }) => commands)) {
    const { code, stderr } = await outcomeOf('sh', ['-c', command], { cwd: git.checkout, env });
    if (code !== 0) throw new Error(`${command} ended with ${code}:\n${stderr}`);
  }
  return `main@${await story.publisher.digestOf(`${story.namespace}/platform`, 'main')}`;
}

/** Before anything refers to it. */
async function applySource(moved: Files): Promise<void> {
  const [source] = documentsIn(moved).filter(({ kind, metadata }) => kind === 'OCIRepository' && metadata.name === 'platform');
  await story.cluster.apply(JSON.stringify(source), `--namespace=${story.namespace}`);
  expect(await story.cluster.settled(story.source('platform'))).toMatchObject({ status: 'True', reason: 'Succeeded' });
}

async function merge(): Promise<void> {
  await git.push();
  await story.cluster.reconcile(gitSource());
}

test('a platform moves from Git to OCI in the order of the rollout, and nothing of it is pruned or made anew', async () => {
  const { chart, migration, moved } = await platform();
  const [before, delivered, history] = [await identities(), await story.delivered(), await helmHistory()];
  expect(Object.keys(before).sort()).toEqual([
    'ConfigMap/cache', 'ConfigMap/settings', 'ConfigMap/web', 'HelmRelease/cache', 'Kustomization/apps', 'Kustomization/infra', 'Kustomization/platform', `Namespace/${story.target}`,
  ]);

  await git.commit(moved, 'from Git to OCI');
  const revision = await publish(migration);
  await applySource(moved);
  await merge();
  await applied(revision);
  expect(await story.released('cache', chart.digest)).toMatchObject({ status: 'True', reason: 'UpgradeSucceeded' });

  for (const source of [gitSource(), helmSource()]) await story.cluster.until(source, found => found === undefined);
  expect(await identities()).toEqual(before);
  expect(await story.delivered()).toEqual(delivered);
  const now = await helmHistory();
  expect([now.storageNamespace, now.latest.name, now.latest.namespace, now.latest.status]).toEqual([history.storageNamespace, history.latest.name, story.target, 'deployed']);
  expect(now.latest.version - history.latest.version).toBeLessThanOrEqual(1);
});

test('a platform that is merged before its artifact is pushed goes to and fro until it is, and loses nothing', async () => {
  const { migration, moved } = await platform();
  const [before, delivered] = [await identities(), await story.delivered()];

  const old = await publish(migration);
  await applySource(moved);
  await git.commit(moved, 'from Git to OCI');
  await merge();
  await story.cluster.until(story.kustomization('platform'), found => found.status.lastAppliedRevision === old);
  await story.cluster.until(story.kustomization('platform'), found => found.spec.sourceRef.kind === 'GitRepository');
  const revision = await publish(migration);
  await story.cluster.reconcile(story.source('platform'));
  await applied(revision);
  // The GitRepository is pruned as a rule. An apply that the next one cut short may have made it without noting so; then it stays, and nothing refers to it.
  await story.cluster.until(story.kustomization('platform'), ({ spec, status }) => (
    spec.sourceRef.kind === 'OCIRepository' && !status.inventory.entries.some(({ id }: { id: string }) => id.endsWith('_GitRepository'))
  ));
  expect(await identities()).toEqual(before);
  expect(await story.delivered()).toEqual(delivered);
});
