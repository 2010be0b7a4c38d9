import { writeFileSync } from 'node:fs';
import { Include, type Chart } from 'cdk8s';
import { GitServer } from './git-server';
import { l1, OciRef } from '../../../src';
import { GitToOci } from '../../../src/migration/git-to-oci';
import type { Ref } from '../support/cluster';
import { configMap, type Files } from '../support/publish';
import { Scenario } from '../support/scenario';

// A program that delivers from Git is told to deliver from OCI.

let story: Scenario;
let git: GitServer;

beforeEach(async () => {
  story = await new Scenario('repoint').open();
  git = await new GitServer().open();
  await story.cluster.createNamespace(story.target);
});
afterEach(async () => {
  story.close();
  await git.close();
});

const APPS = ['cache', 'shop', 'legacy'];

function filesOf(root: string): Files {
  return Object.fromEntries(APPS.map(app => [`${root}${app}/app.yaml`, configMap(app)]));
}

/** As it was written before anybody thought of OCI, one part of it by hand. */
function program(chart: Chart): void {
  new l1.FluxGitRepository(chart, 'Fleet', { metadata: { name: 'fleet' }, spec: { interval: '1h', url: git.url, ref: { branch: 'main' } } });
  for (const app of ['cache', 'shop']) {
    new l1.FluxKustomization(chart, app, {
      metadata: { name: app },
      spec: {
        interval: '1h',
        path: `./fleet/${app}`,
        prune: true,
        targetNamespace: story.target,
        sourceRef: { kind: l1.KustomizationSpecSourceRefKind.GIT_REPOSITORY, name: 'fleet' },
      },
    });
  }
  const url = story.publisher.path('legacy.yaml');
  writeFileSync(url, `
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: legacy }
spec: { interval: 1h, path: fleet/legacy/, prune: true, targetNamespace: ${story.target}, sourceRef: { kind: GitRepository, name: fleet } }
`);
  new Include(chart, 'Legacy', { url });
}

async function identities() {
  const { cluster, namespace, target } = story;
  const found = [...await cluster.list('kustomization', namespace), ...await cluster.list('configmap', target)];
  return found.map(({ kind, metadata: { name, uid, creationTimestamp } }) => ({ kind, name, uid, creationTimestamp }));
}

async function applied(revision: string): Promise<void> {
  for (const app of APPS) expect(await story.applied(app, revision)).toMatchObject({ status: 'True', reason: 'ReconciliationSucceeded' });
}

test('what a repointed program delivers is what it has delivered, and none of it made anew', async () => {
  await story.deliver(program);
  await git.commit(filesOf('fleet/'), 'all that there is');
  await applied(await git.push());
  const before = await identities();
  expect(before).toHaveLength(6);

  const { url, digest } = await story.publisher.push(`${story.namespace}/fleet`, 'main', filesOf(''));
  await story.deliver(chart => {
    program(chart);
    GitToOci.repoint(chart, { url, ref: OciRef.tag('main'), insecure: true, artifactRoot: 'fleet' });
  });
  await applied(`main@${digest}`);
  const fleet: Ref = { kind: 'gitrepository', name: 'fleet', namespace: story.namespace };
  await story.cluster.delete(fleet);
  await story.cluster.reconcile(story.kustomization('shop'));
  expect(await story.cluster.settled(story.kustomization('shop'))).toMatchObject({ status: 'True', reason: 'ReconciliationSucceeded' });
  expect(await identities()).toEqual(before);
});
