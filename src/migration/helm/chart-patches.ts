import type { ChartUse } from './chart-use';
import { mayBeFor, targetOf, type PatchTarget } from './patch-target';
import { PatchUses } from './patch-uses';
import type { Reach } from './reach';
import { versionPatch, type FoundPatch, type VersionPatch } from './version-patch';
import type { MigrationRun } from '../migration-run';
import { parseYaml } from '../parse-yaml';
import type { Patch, PatchDocument } from '../patches';
import { isOwn } from '../text-edits';
import { find, itemsAt, textAt } from '../yaml-lookup';
import type { YamlDocument, YamlMap, YamlNode, YamlScalar } from '../yaml-tree';

const CHART = /\/spec\/chart\b|\bchart:/;
const NOTHING: YamlScalar = { type: 'scalar', start: 0, end: 0, value: null, style: 'plain' };

/** What the patches of a tree do to the charts of HelmReleases. */
export class ChartPatches {
  public readonly versions = new Map<YamlDocument, VersionPatch>();
  public readonly bumps = new Map<YamlDocument, FoundPatch>();
  private readonly found = new Map<YamlDocument, FoundPatch>();
  private readonly patchUses: PatchUses;

  /**
   * Reads the patches. HelmReleases of which one does more to the chart than set its version stay, with a finding.
   *
   * @param run the migration
   * @param uses the HelmReleases that have a chart, also those that stay
   * @param reach what takes in what
   */
  public constructor(private readonly run: MigrationRun, private readonly uses: readonly ChartUse[], private readonly reach: Reach) {
    this.patchUses = new PatchUses(run, uses, reach);
    for (const patch of run.repository.patches) this.read(patch);
    this.readReplacements();
    this.decide();
  }

  private read(patch: Patch): void {
    if (textAt(patch.target, 'version') !== undefined) this.readVersioned(patch, targetOf(patch, NOTHING));
    if (patch.opaque) this.readOpaque(patch, String(patch.opaque.value));
    for (const place of patch.documents) {
      const { root } = place.document;
      this.readSource(patch, targetOf(patch, root));
      if (root.type === 'list') this.readOperations(patch, root);
      else if (root.type === 'map') this.readMerge(patch, place, root);
    }
  }

  /** A quoted or folded text, which can be read but not edited. */
  private readOpaque(patch: Patch, text: string): void {
    const documents = parseYaml(text);
    for (const { root } of Array.isArray(documents) ? documents : []) {
      this.readSource(patch, targetOf(patch, root));
      const isTouched = root.type === 'list' ? operatesOnChart(root) : find(root, 'spec', 'chart') !== undefined;
      if (isTouched) this.keep(patch, this.patchUses.of(patch, targetOf(patch, root)), 'is no block of lines');
    }
    if (Array.isArray(documents) || !CHART.test(text)) return;
    this.keep(patch, patch.target ? this.patchUses.of(patch, targetOf(patch, NOTHING)) : this.uses, 'can\'t be read');
  }

  /** What a HelmRepository says in the end isn't what its file says. */
  private readSource(patch: Patch, target: PatchTarget): void {
    if (target.kind === undefined || !mayBeFor(target, 'HelmRepository')) return;
    const isMeant = ({ source, isMapped }: ChartUse) => source && !isMapped
      && (target.name?.test(source.name) ?? true) && this.patchUses.reaches(patch, source.object);
    this.keep(patch, this.uses.filter(isMeant), 'changes the HelmRepository');
  }

  /** A target that names a version finds nothing of another one. */
  private readVersioned(patch: Patch, target: PatchTarget): void {
    this.keep(patch, this.patchUses.of(patch, target).filter(({ isBeta }) => isBeta), 'names the apiVersion that changes');
  }

  private readOperations(patch: Patch, root: YamlNode): void {
    if (operatesOnChart(root)) this.keep(patch, this.patchUses.of(patch, targetOf(patch, root)), 'changes `/spec/chart` by operations');
  }

  private readMerge(patch: Patch, place: PatchDocument, root: YamlMap): void {
    const target = targetOf(patch, root);
    if (!mayBeFor(target, 'HelmRelease')) return this.readNested(patch, place);
    const chart = find(root, 'spec', 'chart');
    const uses = chart || !patch.target ? this.patchUses.of(patch, target) : [];
    if (uses.length === 0) return;
    if (!patch.target && uses.some(use => use.isBeta)) gather(this.bumps, { place, root, entries: [patch], uses: new Set(uses) });
    if (chart) gather(this.found, { place, root, entries: [patch], uses: new Set(uses) });
  }

  /** A patch of a Kustomization may hold patches of HelmReleases. */
  private readNested(patch: Patch, { file, document }: PatchDocument): void {
    const text = file.text.slice(document.start, document.end);
    if (/HelmRelease/.test(text) && CHART.test(text)) this.keep(patch, this.uses, 'holds patches of its own');
  }

  private decide(): void {
    for (const { place, root, entries, uses } of this.bumps.values()) {
      if (!isOwn(find(root, 'apiVersion')) || !this.run.mayChange(place.file)) this.keep(entries[0], [...uses], 'names the apiVersion that changes');
    }
    for (const found of this.found.values()) {
      const uses = [...found.uses];
      if (uses.every(({ stays }) => stays)) continue;
      const version = versionPatch(this.run, this.patchUses, found);
      if (typeof version === 'string') {
        this.keep(found.entries[0], uses, version);
        continue;
      }
      this.versions.set(found.place.document, version);
      for (const use of uses) use.patches.push(version);
    }
  }

  /** Replacements copy values from elsewhere into a chart. */
  private readReplacements(): void {
    for (const { file, map, directory } of this.run.repository.kustomizations.values()) {
      const found = find(map, 'replacements');
      if (!found || !/\bspec\.chart\b/.test(file.text.slice(found.node.start, found.node.end))) continue;
      this.keep({ file, node: found.node }, this.uses.filter(({ object }) => this.reach.includes(directory, object.file.path)), 'replaces values of charts');
    }
  }

  private keep({ file, node }: Pick<Patch, 'file' | 'node'>, uses: readonly ChartUse[], reason: string): void {
    const kept = uses.filter(({ stays }) => !stays);
    if (kept.length === 0) return;
    for (const use of kept) use.stays = true;
    const names = [...new Set(kept.map(({ object }) => object.label))].join(', ');
    this.run.ask('FOC126', { file, offset: node.start }, `this patch ${reason}, so ${names} ${kept.length === 1 ? 'keeps its' : 'keep their'} \`chart\``,
      'a patch of the OCIRepository that takes the place of the chart');
  }
}

/** The entries of a file that several kustomization.yaml name are put together. */
function gather(found: Map<YamlDocument, FoundPatch>, patch: FoundPatch): void {
  const known = found.get(patch.place.document);
  if (!known) found.set(patch.place.document, patch);
  else known.entries.push(...patch.entries);
  for (const use of patch.uses) known?.uses.add(use);
}

function operatesOnChart(root: YamlNode): boolean {
  return itemsAt(root).some(operation => /^(?:\/spec\/chart(?:\/.*)?|\/spec|)$/.test(textAt(operation, 'path') ?? '-'));
}
