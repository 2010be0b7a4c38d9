import type { Patch, PatchDocument } from '../patches';
import type { Repository } from '../repository';
import { KUSTOMIZE, type TreeObject } from '../tree-object';
import { find, mapAt, rootMap, textAt } from '../yaml-lookup';
import type { YamlMap } from '../yaml-tree';

/** One document of a patch. */
export interface PatchText extends PatchDocument {
  readonly patch: Patch;
}

/** A strategic merge patch of a Kustomization. */
export interface KustomizationPatch extends PatchText {
  readonly map: YamlMap;
  /** Of the only Kustomization that it changes; undefined where a target says which. */
  readonly name?: string;
}

interface Renaming {
  readonly target?: YamlMap;
  readonly source: string;
}

/** The patches of a tree, by what they are for. */
export class PatchIndex {
  /** Files that are patches, and no objects of their own. */
  public readonly files = new Set<string>();
  public readonly texts: readonly PatchText[];
  public readonly ofKustomizations: readonly KustomizationPatch[];
  private readonly byName = new Map<string, KustomizationPatch[]>();
  private readonly targeted: readonly KustomizationPatch[];
  private readonly maps: Set<YamlMap>;
  private readonly renaming: readonly Renaming[];

  public constructor(repository: Repository) {
    this.texts = repository.patches.flatMap(patch => patch.documents.map(document => ({ patch, ...document })));
    for (const { patch, file } of this.texts) if (!patch.inline) this.files.add(file.path);
    this.ofKustomizations = this.texts.flatMap(kustomizationPatch);
    this.maps = new Set(this.ofKustomizations.map(({ map }) => map));
    this.targeted = this.ofKustomizations.filter(({ name }) => name === undefined);
    this.renaming = [
      ...this.targeted.flatMap(({ patch: { target }, map }) => newSource(map).map(source => ({ target, source }))),
      ...renamings(this.texts),
    ];
    for (const patch of this.ofKustomizations) {
      if (patch.name === undefined) continue;
      const named = this.byName.get(patch.name);
      if (named) named.push(patch);
      else this.byName.set(patch.name, [patch]);
    }
  }

  /** The patches that may change a Kustomization of this name. */
  public for(name: string | undefined): readonly KustomizationPatch[] {
    return [...name === undefined ? [] : this.byName.get(name) ?? [], ...this.targeted.filter(({ patch }) => selects(patch.target, name))];
  }

  /** An object that stands for a patch. */
  public add({ map }: TreeObject): void {
    this.maps.add(map);
  }

  /** Whether an object only changes another one. */
  public isPatch({ file, map }: TreeObject): boolean {
    return this.files.has(file.path) || this.maps.has(map);
  }

  /** The names of sources that patches give to a Kustomization, but for those that name a kind too. */
  public newSourcesOf(name: string | undefined): readonly string[] {
    const named = name === undefined ? [] : this.byName.get(name) ?? [];
    return [
      ...named.flatMap(({ map }) => newSource(map)),
      ...this.renaming.filter(({ target }) => selects(target, name)).map(({ source }) => source),
    ];
  }
}

/** The name of a source that a patch gives without a kind. */
function newSource(map: YamlMap): string[] {
  const source = mapAt(map, 'spec', 'sourceRef');
  const name = find(source, 'kind') ? undefined : textAt(source, 'name');
  return name === undefined ? [] : [name];
}

/** What the JSON patches of Kustomizations give as name of a source, where they give no kind. */
function renamings(texts: readonly PatchText[]): Renaming[] {
  return texts.flatMap(({ patch, document }) => {
    if (document.root.type !== 'list' || !isForKustomizations(patch)) return [];
    const operations = document.root.items;
    if (operations.some(operation => /^\/spec\/sourceRef(?:\/kind)?$/.test(textAt(operation, 'path') ?? ''))) return [];
    return operations.flatMap(operation => {
      const source = textAt(operation, 'path') === '/spec/sourceRef/name' ? textAt(operation, 'value') : undefined;
      return source === undefined ? [] : [{ target: patch.target, source }];
    });
  });
}

/** Whether the target of a patch may be a Kustomization. */
export function isForKustomizations({ target }: Patch): boolean {
  const kind = textAt(target, 'kind');
  return kind === undefined || /(?:^|[(|])Kustomization(?:$|[)|])/.test(kind);
}

/** Whether the name in a target may mean a name; it is a regular expression. */
export function selects(target: YamlMap | undefined, name: string | undefined): boolean {
  const pattern = textAt(target, 'name');
  if (pattern === undefined || name === undefined || pattern === name) return true;
  return expressionOf(pattern)?.test(name) ?? true;
}

const EXPRESSIONS = new Map<string, RegExp | undefined>();

/** Undefined for what is no regular expression. */
function expressionOf(pattern: string): RegExp | undefined {
  if (!EXPRESSIONS.has(pattern)) EXPRESSIONS.set(pattern, compiled(pattern));
  return EXPRESSIONS.get(pattern);
}

function compiled(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch {
    return undefined;
  }
}

function kustomizationPatch(text: PatchText): KustomizationPatch[] {
  const map = rootMap(text.document);
  const { target } = text.patch;
  const isOne = target ? isForKustomizations(text.patch) && (textAt(map, 'kind') ?? 'Kustomization') === 'Kustomization' : isFlux(map);
  if (!map || !isOne || !find(map, 'spec')) return [];
  const name = target ? undefined : textAt(map, 'metadata', 'name');
  return [{ ...text, map, ...(name !== undefined && { name }) }];
}

function isFlux(map: YamlMap | undefined): boolean {
  return textAt(map, 'kind') === 'Kustomization' && (textAt(map, 'apiVersion') ?? '').startsWith(`${KUSTOMIZE}/`);
}
