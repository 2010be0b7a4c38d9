import type { PatchIndex } from './patch-index';
import { updateModeline } from '../helm/modeline';
import type { MigrationRun } from '../migration-run';
import { isOwn } from '../text-edits';
import type { TreeFile } from '../tree-file';
import type { TreeObject } from '../tree-object';
import { find, textAt, type Found } from '../yaml-lookup';
import type { YamlMap, YamlScalar } from '../yaml-tree';

/** A version that served objects need, and what earlier ones had that it lacks. */
interface Version {
  readonly current: string;
  readonly earlier: RegExp;
  readonly lacks: readonly string[];
}

const VERSIONS: { readonly [kind: string]: Version } = {
  Kustomization: { current: 'v1', earlier: /^v1beta[12]$/, lacks: ['validation', 'patchesStrategicMerge', 'patchesJson6902'] },
  Receiver: { current: 'v1', earlier: /^v1beta[12]$/, lacks: [] },
  Alert: { current: 'v1beta3', earlier: /^v1beta[12]$/, lacks: [] },
};

/** Places where the version stands, and the new one; or why it can't be written. */
export type Bump = { readonly places: readonly VersionPlace[]; readonly version: string } | { readonly problem: string; readonly use?: string };

export const UNCHANGED: Bump = { places: [], version: '' };

interface VersionPlace {
  readonly file: TreeFile;
  readonly found: Found;
}

/** What it takes to have an object of a beta version served as the current one. Patches name the version of what they change, and follow. */
export function bumpOf(object: TreeObject, run: MigrationRun, patches: PatchIndex): Bump {
  const known = VERSIONS[object.kind];
  const version = object.apiVersion.slice(object.group.length + 1);
  if (!known?.earlier.test(version)) return UNCHANGED;
  const lacking = known.lacks.filter(field => find(object.spec, field));
  if (lacking.length > 0) return { problem: `\`${lacking.join('`, `')}\` of ${version} ${lacking.length > 1 ? 'aren\'t' : 'isn\'t'} in ${known.current}`, use: '`patches`, and migrate again' };
  const places = [place(object.file, object.map, 'apiVersion'), ...object.kind === 'Kustomization' ? followers(object, patches) : []].filter(found => found !== undefined);
  const fixed = places.find(({ file, found }) => !isOwn(found) || !run.mayChange(file));
  if (fixed) return { problem: `its version ${version} can't be changed in ${fixed.file.path}`, use: `\`${object.group}/${known.current}\`, and migrate again` };
  return { places, version: `${object.group}/${known.current}` };
}

export function writeBump(bump: Bump, object: TreeObject, run: MigrationRun): void {
  if ('problem' in bump) return;
  for (const { file, found } of bump.places) {
    const { node, map, pair } = found;
    // Several entries of one object, and several objects of one patch, raise it once.
    if (file.edits.touches(node.start, node.end)) continue;
    const text = textAt(node) ?? '';
    const raised = text.includes('/') ? bump.version : currentOf(bump);
    if (map === object.map) run.changed(object, `apiVersion: ${text} → ${raised}`);
    else run.changedIn(file, node.start, `patch of ${object.label}`, `${pair.key}: ${text} → ${raised}`);
    file.edits.setText(node as YamlScalar, raised);
  }
  if (object.kind === 'Kustomization' && bump.places.length > 0 && !object.within) updateModeline(object.file, object.document, object.map, 'kustomization');
}

function currentOf({ version }: { readonly version: string }): string {
  return version.slice(version.indexOf('/') + 1);
}

/** Kustomize finds what a patch changes by its version too. */
function followers({ name, apiVersion }: TreeObject, patches: PatchIndex): (VersionPlace | undefined)[] {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return patches.for(name).flatMap(({ patch, file, map }) => [
    textAt(map, 'apiVersion') === apiVersion ? place(file, map, 'apiVersion') : undefined,
    patch.target && textAt(patch.target, 'version') === version ? place(patch.file, patch.target, 'version') : undefined,
  ]);
}

function place(file: TreeFile, map: YamlMap, key: string): VersionPlace | undefined {
  const found = find(map, key);
  return found && { file, found };
}
