import { ApiObject, JsonPatch, type Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import {
  ArtifactContent, HelmRelease, Kustomization, OciRef, OciRepository, type HelmReleaseProps, type KustomizationProps, type OciRepositoryProps,
} from '../../../src';
import { DIGEST } from '../../support/render';

/** What placeholders stand for in programs, which meet no registry. */
export const SAMPLE_NAMES = {
  'registry': 'localhost:5000',
  'registry at another address': '0.0.0.0:5000',
  'private registry': 'localhost:5001',
  'registry with HTTPS': '0.0.0.0:5002',
  'org': 'acme',
  'namespace': 'team',
  'digest of app:1.0.0': DIGEST,
};

/** As `HERE` in manifests. */
export const HERE_PROPS = { targetNamespace: SAMPLE_NAMES.namespace };

export const URL = 'oci://localhost:5000/acme/app';
export const CHART_URL = 'oci://localhost:5000/acme/charts/web';

/** An OciRepository `app` with nothing wrong but what is given. */
export function source(chart: Chart, props: Partial<OciRepositoryProps> = {}): OciRepository {
  return new OciRepository(chart, 'Source', { name: 'app', url: URL, ref: OciRef.tag('1.0.0'), ...props });
}

/** A Kustomization `app` with nothing wrong but what is given. */
export function delivery(chart: Chart, props: Partial<KustomizationProps> = {}): Kustomization {
  return new Kustomization(chart, 'Delivery', { name: 'app', source: props.source ?? source(chart), ...props });
}

/** A HelmRelease `app` with nothing wrong but what is given. */
export function release(chart: Chart, props: Partial<HelmReleaseProps> = {}): HelmRelease {
  const web = () => source(chart, { url: CHART_URL, content: ArtifactContent.HELM_CHART });
  return new HelmRelease(chart, 'Delivery', { name: 'app', source: props.source ?? web(), ...props });
}

/** The escape hatch. */
export function patch(construct: IConstruct, ...operations: JsonPatch[]): void {
  ApiObject.of(construct).addJsonPatch(...operations);
}

/** The escape hatch for a field that no prop writes. */
export function add(construct: IConstruct, field: string, value: unknown): void {
  patch(construct, JsonPatch.add(`/spec/${field}`, value));
}
