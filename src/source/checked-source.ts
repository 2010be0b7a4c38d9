import type { IConstruct } from 'constructs';
import { ArtifactContent, HELM_CHART_LAYER } from './artifact-content';
import { isSource, type ISource } from './source';
import { refusal, typeName } from '../private/errors';
import { whenFinished } from '../private/finished';
import { warn } from '../private/warnings';

/** A kind that delivers what a source holds. */
export interface Consumer {
  readonly kind: string;
  readonly content: ArtifactContent;
  /** Of sources, as its CRD lists them. */
  readonly takes: readonly string[];
  readonly controller: string;
}

export const KUSTOMIZATION: Consumer = {
  kind: 'Kustomization',
  content: ArtifactContent.MANIFESTS,
  takes: ['OCIRepository', 'GitRepository', 'Bucket', 'ExternalArtifact'],
  controller: 'kustomize-controller',
};

export const HELM_RELEASE: Consumer = {
  kind: 'HelmRelease',
  content: ArtifactContent.HELM_CHART,
  takes: ['OCIRepository', 'HelmChart', 'ExternalArtifact'],
  controller: 'helm-controller',
};

/** What an `OciRepository` and a `SourceRef` of any copy of this library can tell and be told. */
interface KnownSource extends ISource {
  _consumeAs?(content: ArtifactContent, consumer: IConstruct): void;
  _spec?(): any;
}

/** Refuses what this construct can't deliver from, and tells the source what it must hold. */
export function checkedSource(user: IConstruct, source: ISource, consumer: Consumer): void {
  if (!isSource(source)) {
    throw refusal('FOC051', user, '`source` must say where to deliver from', {
      got: typeName(source),
      use: 'an OciRepository, or OciRepository.fromOciRepositoryName for one that is in the cluster',
    });
  }
  if (!consumer.takes.includes(source.sourceKind)) {
    throw refusal('FOC051', user, `a ${consumer.kind} delivers nothing from a source of this kind`, { got: source.sourceKind, use: `one of ${consumer.takes.join(', ')}` });
  }
  if (source.sourceKind === 'ExternalArtifact') tellSwitch(user, source, consumer);
  const known: KnownSource = source;
  if (known._consumeAs) known._consumeAs(consumer.content, user);
  else if (source.sourceKind === 'OCIRepository' && consumer.content === ArtifactContent.HELM_CHART) tellOfLayers(user, known);
}

function tellSwitch(user: IConstruct, { sourceName }: ISource, { kind, controller }: Consumer): void {
  warn(user, 'FOC056', `Flux takes the ExternalArtifact ${sourceName} as source of a ${kind} only where that is switched on`, {
    use: `the flag --feature-gates=ExternalArtifact=true of ${controller}`,
  });
}

/** One of L1 can be looked at, but only when all is known. */
function tellOfLayers(user: IConstruct, source: KnownSource): void {
  const use = `layerSelector { mediaType: ${HELM_CHART_LAYER}, operation: copy } there`;
  const name = `the OCIRepository ${source.sourceName}`;
  if (!source._spec) return warn(user, 'FOC055', `${name} is known by name only, so this program can't give it the layer selector for Helm charts`, { use });
  whenFinished(user, () => {
    const { mediaType, operation } = source._spec?.()?.layerSelector ?? {};
    if (mediaType !== HELM_CHART_LAYER || operation !== 'copy') warn(user, 'FOC055', `${name} has no layer selector for Helm charts`, { use });
  });
}
