import { isTarget, merge, operate, patchDocuments, type Target } from './patch';

/** An object as it comes out of a build, and the file that holds it. */
export interface Built {
  readonly value: any;
  readonly file: string;
}

/** What a build comes to, and what kustomize would refuse. */
export interface Build {
  readonly objects: Built[];
  readonly problems: string[];
  /** Every file and directory that was read. */
  readonly read: Set<string>;
}

export interface Patch {
  readonly patch?: string;
  readonly path?: string;
  readonly target?: Target;
}

/** Applies the text of a patch to what is built. */
export function applyPatch(build: Build, file: string, text: string, target: Target | undefined): void {
  const patches = patchDocuments(text);
  if (target && patches.length > 1) build.problems.push(`${file}: several patches with one target`);
  for (const patch of patches) {
    const isTargeted = (value: any): boolean => target
      ? isTarget(value, target)
      : value.kind === patch.kind && value.metadata?.name === patch.metadata?.name && groupOf(value) === groupOf(patch);
    const found = build.objects.filter(({ value }) => isTargeted(value));
    if (!found.length && !target) build.problems.push(`${file}: no ${patch.kind} ${patch.metadata?.name} for a patch`);
    for (const object of found) {
      const index = build.objects.indexOf(object);
      try {
        const value = Array.isArray(patch) ? operate(object.value, patch) : merged(object.value, patch);
        if (value === undefined) build.objects.splice(index, 1);
        else build.objects[index] = { file: object.file, value };
      } catch (error) {
        build.problems.push(`${file}: ${object.value.kind} ${object.value.metadata?.name}: ${(error as Error).message}`);
      }
    }
  }
}

/** A patch of several objects names something that none of them is called. */
function merged(object: any, patch: any): any {
  const { apiVersion, kind, metadata } = object;
  const value = merge(object, patch);
  return value === undefined ? undefined : { ...value, apiVersion, kind, metadata: { ...value.metadata, name: metadata?.name } };
}

function groupOf(value: any): string {
  return String(value.apiVersion).split('/')[0];
}
