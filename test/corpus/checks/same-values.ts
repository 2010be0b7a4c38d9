import { posix } from 'node:path';
import { isFlux, isTemplate, nameOf, syncOf } from '../support/flux';
import { listOf } from '../support/kustomize';
import { isRecord, patchDocuments } from '../support/patch';
import { editedFiles, pairsOf, type Run } from '../support/run';
import { isKustomizationFile } from '../support/tree';

/** (b) Parsed again, every value that isn't a source field is what it was. */
export function sameValues(run: Run): string[] {
  return editedFiles(run).flatMap(file => {
    const { kept, gone, come } = pairsOf(file.before, file.after);
    const root = run.options.artifactRoot ?? '.';
    return [
      ...gone.filter(({ value }) => !mayGo(value)).map(({ value }) => `${file.path}: ${value?.kind} ${value?.metadata?.name} is gone`),
      ...come.filter(({ value }) => value?.kind !== 'OCIRepository').map(({ value }) => `${file.path}: ${value?.kind} ${value?.metadata?.name} is new`),
      ...kept.flatMap(([before, after]) => differences(...settled(before.value, after.value, file.path, root)).map(place =>
        `${file.path}: ${before.value?.kind} ${before.value?.metadata?.name}: ${place}`)),
    ];
  });
}

function mayGo(value: any): boolean {
  if (value?.kind === 'HelmRelease') return Object.keys(value.spec ?? {}).every(key => key === 'chart');
  return ['GitRepository', 'HelmRepository'].includes(value?.kind);
}

/** Both values with their source fields made equal where the change is the right one. */
export function settled(before: any, after: any, file: string, artifactRoot: string): [any, any] {
  const [one, other] = [structuredClone(before), structuredClone(after)];
  settle(one, other, file, artifactRoot);
  return [one, other];
}

function settle(before: any, after: any, file: string, root: string): void {
  if (!isRecord(before) || !isRecord(after)) return settleOperations(before, after, file, root);
  if (isKustomizationFile(file)) return [before, after].forEach(value => ['resources', 'patches', 'patchesStrategicMerge'].forEach(field => delete value[field]));
  if (before.kind === 'List') return pairwise(before.items, after.items, (one, other) => settle(one, other, file, root));
  const { kind, spec } = before;
  if (kind === 'ResourceSet') settleResources(spec, after.spec, file, root);
  if (['Kustomization', 'Terraform'].includes(kind) && isFlux(before)) settleKustomization(spec, after.spec, file, root);
  if (kind === 'HelmRelease' && isRecord(spec?.chart) && !after.spec?.chart) [spec, after.spec].forEach(each => { delete each?.chart; delete each?.chartRef; });
  if (kind === 'HelmRelease' && isRecord(after) && !after.spec) after.spec = {};
  if (kind === 'Receiver') settleReferences(spec, after.spec, 'resources');
  if (kind === 'Alert') settleReferences(spec, after.spec, 'eventSources');
  if (kind === 'ArtifactGenerator') settleReferences(spec, after.spec, 'sources');
  const [sync, syncAfter] = [syncOf(before), syncOf(after)];
  if (sync?.kind === 'GitRepository' && syncAfter?.kind === 'OCIRepository') settleSync(before, after, sync, syncAfter, file, root);
  if (isFlux(before)) [before, after].forEach(value => { value.apiVersion = String(value.apiVersion).split('/')[0]; });
}

/** The source of a chart may come into the list of resources. */
function settleResources(before: any, after: any, file: string, root: string): void {
  const names = listOf(before?.resources).map(nameOf);
  if (after?.resources) after.resources = after.resources.filter((value: any) => value.kind !== 'OCIRepository' || names.includes(nameOf(value)));
  pairwise(before?.resources, after?.resources, (one, other) => settle(one, other, file, root));
}

function settleKustomization(before: any, after: any, file: string, root: string): void {
  if (before?.sourceRef?.kind === 'GitRepository' && after?.sourceRef?.kind === 'OCIRepository') {
    before.sourceRef.kind = 'OCIRepository';
    if (before.path !== undefined && after.path !== undefined) before.path = stripped(before.path, root, after.path);
  }
  if (before?.validation && !after?.validation) delete before.validation;
  settlePatches(before, after, file, root);
}

/** The path that is right below the artifact root, in the form that was chosen if it means the same. */
export function stripped(path: string, root: string, chosen: unknown): string {
  const prefix = posix.normalize(root).replace(/\/$/, '');
  const bare = posix.normalize(`./${path}`).replace(/\/$/, '');
  const right = prefix === '.' ? bare : bare === prefix ? '.' : bare.startsWith(`${prefix}/`) ? bare.slice(prefix.length + 1) : bare;
  const isSame = typeof chosen === 'string' && posix.normalize(`./${chosen}`).replace(/\/$/, '') === right;
  return isSame || (prefix === '.' && isTemplate(path) && chosen === path) ? String(chosen) : `./${right}`;
}

function settlePatches(before: any, after: any, file: string, root: string): void {
  for (const field of ['patches', 'patchesStrategicMerge', 'patchesJson6902']) {
    pairwise(before?.[field], after?.[field], (one, other) => {
      if (one?.target?.kind === 'GitRepository' && other?.target?.kind === 'OCIRepository') one.target = { ...one.target, kind: other.target.kind, version: other.target.version };
      if (typeof one?.patch !== 'string' || typeof other?.patch !== 'string' || one.patch === other.patch) return;
      [one.patch, other.patch] = [patchDocuments(one.patch), patchDocuments(other.patch)];
      pairwise(one.patch, other.patch, (document, documentAfter) => settle(document, documentAfter, file, root));
    });
  }
}

function settleOperations(before: any, after: any, file: string, root: string): void {
  pairwise(before, after, (one, other) => {
    if (one?.value === 'GitRepository' && other?.value === 'OCIRepository') one.value = other.value;
    if (isRecord(one?.value) && one.value.kind === 'GitRepository' && other?.value?.kind === 'OCIRepository') one.value.kind = 'OCIRepository';
    if (/^\/spec\/path$/.test(one?.path) && typeof one.value === 'string') one.value = stripped(one.value, root, other?.value);
    if (isRecord(one?.value) && isRecord(other?.value)) settle(one.value, other.value, file, root);
  });
}

/** References may be repointed, and sources that are new may be added; none may go without a successor. */
function settleReferences(before: any, after: any, field: string): void {
  const [old, now] = [listOf(before?.[field]), listOf(after?.[field])];
  if (!isRecord(before) || !isRecord(after)) return;
  before[field] = old.filter(reference => !now.some(other => isSuccessor(reference, other)));
  after[field] = now.filter(reference => reference.kind !== 'OCIRepository' && !old.some(other => isSuccessor(other, reference)));
}

function isSuccessor(before: any, after: any): boolean {
  const isKind = before.kind === after.kind || (before.kind === 'GitRepository' && after.kind === 'OCIRepository');
  return isKind && before.name === after.name && before.namespace === after.namespace;
}

function settleSync(before: any, after: any, sync: any, syncAfter: any, file: string, root: string): void {
  const same = { kind: 'OCIRepository', url: syncAfter.url, ref: syncAfter.ref, pullSecret: undefined, provider: undefined };
  Object.assign(sync, same, sync.path === undefined ? {} : { path: stripped(sync.path, root, syncAfter.path) });
  Object.assign(syncAfter, same);
  const patched = (value: any): any => value.kind === 'FluxInstance' ? value.spec?.kustomize : (value.spec?.values ?? value).instance?.kustomize;
  settlePatches(patched(before), patched(after), file, root);
}

function pairwise(before: any, after: any, settleOne: (before: any, after: any) => void): void {
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) before.forEach((each, index) => settleOne(each, after[index]));
}

/** Where two values differ. */
export function differences(before: any, after: any, place = ''): string[] {
  if (typeof before === 'object' && typeof after === 'object' && before && after && Array.isArray(before) === Array.isArray(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap(key => differences(before[key], after[key], place ? `${place}.${key}` : key));
  }
  if (Object.is(before, after)) return [];
  return [`${place}: ${JSON.stringify(before)?.slice(0, 80)} → ${JSON.stringify(after)?.slice(0, 80)}`];
}
