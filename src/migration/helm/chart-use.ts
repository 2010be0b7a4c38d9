import type { HelmSource } from './helm-source';
import type { VersionPatch } from './version-patch';
import { versionPolicy, type VersionPolicy } from './version-policy';
import type { Reference } from '../references';
import type { TreeObject } from '../tree-object';
import { find, mapAt, textAt, type Found } from '../yaml-lookup';
import type { YamlMap } from '../yaml-tree';

/** A HelmRelease that takes its chart from a HelmRepository. */
export class ChartUse {
  /** The HelmRepository; none where it isn't in the tree and the chart has another home. */
  public source?: HelmSource;
  /** `oci://…` of the chart. */
  public url = '';
  /** Whether the URL was given for this chart, and not by its HelmRepository. */
  public isMapped = false;
  /** Whether something keeps it from being moved. */
  public stays = false;
  public readonly patches: VersionPatch[] = [];
  public readonly chart: Found;
  public readonly spec: YamlMap;
  public readonly chartName: string;
  public readonly policy: VersionPolicy | string;

  public constructor(public readonly object: TreeObject, public readonly reference: Reference) {
    this.chart = find(object.map, 'spec', 'chart')!;
    this.spec = mapAt(object.map, 'spec', 'chart', 'spec')!;
    this.chartName = textAt(this.spec, 'chart') ?? '';
    this.policy = versionPolicy(object.file.text, find(this.spec, 'version')?.node);
  }

  public get name(): string {
    return this.object.name ?? '';
  }

  /** Whether its apiVersion doesn't know `chartRef`. */
  public get isBeta(): boolean {
    return /\/v2beta\d+$/.test(this.object.apiVersion);
  }
}

/** The apiVersion of a HelmRelease that has a `chartRef`. */
export const CURRENT = 'helm.toolkit.fluxcd.io/v2';
