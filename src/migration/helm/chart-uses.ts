import { ChartUse } from './chart-use';
import type { Clusters } from './clusters';
import type { HelmSource, HelmSources } from './helm-source';
import type { MigrationRun } from '../migration-run';
import { referencesIn, Role, type Reference } from '../references';
import { HELM, type TreeObject } from '../tree-object';
import { mapAt } from '../yaml-lookup';
import type { YamlDocument } from '../yaml-tree';

/** Findings that many HelmReleases share. */
interface Count {
  readonly object: TreeObject;
  readonly offset: number;
  number: number;
}

/**
 * The HelmReleases that have a chart. Those whose chart comes from an OCI HelmRepository, or has an OCI home, can be moved; the others stay, with
 * findings.
 */
export function chartUses(run: MigrationRun, sources: HelmSources, patches: ReadonlySet<YamlDocument>, clusters: Clusters): ChartUse[] {
  const finder = new UseFinder(run, sources, clusters);
  for (const reference of referencesIn(run.repository)) {
    const { object, role } = reference;
    if (role !== Role.CHART) continue;
    finder.see(reference);
    if (!object.is(HELM, 'HelmRelease') || patches.has(object.document)) continue;
    if (mapAt(object.map, 'spec', 'chart', 'spec', 'sourceRef') === reference.map) finder.read(reference);
  }
  finder.tell();
  return finder.found;
}

class UseFinder {
  public readonly found: ChartUse[] = [];
  private readonly seen = new Set<HelmSource>();
  private readonly https = new Map<HelmSource, Count>();
  private readonly skipped = new Map<HelmSource, Count>();
  private readonly missing = new Map<string, Count>();

  public constructor(private readonly run: MigrationRun, private readonly sources: HelmSources, private readonly clusters: Clusters) {}

  public see(reference: Reference): void {
    if (reference.kind === 'HelmRepository') for (const source of this.sources.meantBy(reference)) this.seen.add(source);
  }

  public read(reference: Reference): void {
    const { object, kind, map } = reference;
    if (kind === 'OCIRepository') {
      this.run.ask('FOC129', { file: object.file, offset: map.start, object }, '`chart.spec.sourceRef` can\'t be an OCIRepository: the API server refuses it', '`chartRef` with kind and name in the place of `chart`');
    }
    const use = new ChartUse(object, reference);
    use.stays = true;
    this.found.push(use);
    if (kind !== 'HelmRepository') return;
    const url = this.run.options.charts[use.chartName];
    const candidates = this.clusters.narrowed(object.file.path, this.sources.meantBy(reference));
    const [source] = candidates;
    if (url !== undefined) this.take(use, url, true, source);
    else if (!source) count(this.missing, reference.name, object, map.start);
    else if (candidates.some(other => !other.isLike(source))) this.askWhich(reference, candidates);
    else if (source.isOci) this.take(use, `${source.url}/${use.chartName}`, false, source);
    else count(this.https, source, object, map.start);
  }

  public tell(): void {
    for (const source of this.sources.all) {
      if (!source.isOci || this.seen.has(source)) continue;
      this.run.note('FOC130', { file: source.object.file, object: source.object }, 'it stays: nothing in these files takes a chart from it, and something elsewhere may', 'its removal by hand, where nothing does');
    }
    for (const [source, { number }] of this.https) {
      this.run.note('FOC121', { file: source.object.file, object: source.object }, `${releases(number)} charts from ${source.url}, which is no OCI registry`, '`--chart NAME=oci://…` for charts that have a home in one');
    }
    for (const [name, { object, offset, number }] of this.missing) {
      this.run.note('FOC122', { file: object.file, offset, object }, `HelmRepository ${name} isn't declared in these files, and ${releases(number)} charts from it`, '`--chart NAME=oci://…` for charts that have a home in a registry');
    }
    for (const [source, { number }] of this.skipped) {
      this.run.note('FOC137', { file: source.object.file, object: source.object }, `${releases(number)} charts from it in files that this run leaves alone`);
    }
  }

  private take(use: ChartUse, url: string, isMapped: boolean, source: HelmSource | undefined): void {
    use.url = url;
    use.isMapped = isMapped;
    use.source = source;
    if (this.run.mayChange(use.object.file)) use.stays = false;
    else if (source) count(this.skipped, source, use.object, use.reference.map.start);
  }

  private askWhich({ object, map, name }: Reference, candidates: readonly HelmSource[]): void {
    const places = candidates.map(({ object: one }) => `${one.file.path}:${one.line()}`).join(', ');
    this.run.ask('FOC123', { file: object.file, offset: map.start, object }, `HelmRepository ${name} may be any of several that differ: ${places}`, 'one of them by namespace, or an OCIRepository and `chartRef` by hand');
  }
}

function releases(number: number): string {
  return number === 1 ? '1 HelmRelease takes' : `${number} HelmReleases take`;
}

function count<K>(counts: Map<K, Count>, key: K, object: TreeObject, offset: number): void {
  const known = counts.get(key);
  if (known) known.number++;
  else counts.set(key, { object, offset, number: 1 });
}
