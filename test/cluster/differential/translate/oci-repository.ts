import type { Chart } from 'cdk8s';
import { authOf } from './auth';
import { Impossible, need } from './impossible';
import { verificationOf } from './verification';
import { LayerSelector, OciRef, OciRepository, SecretRef } from '../../../../src';

/** The construct that says what a spec of an OCIRepository says. */
export function ociRepository(chart: Chart, name: string, spec: any): void {
  new OciRepository(chart, 'Drawn', {
    name,
    url: need(spec.url),
    ref: refOf(spec.ref),
    interval: spec.interval,
    timeout: spec.timeout,
    verify: spec.verify && verificationOf(chart, spec.verify),
    auth: authOf(chart, spec),
    insecure: spec.insecure,
    ignore: spec.ignore,
    layer: spec.layerSelector && layerOf(spec.layerSelector),
    certSecret: secretOf(spec.certSecretRef),
    proxySecret: secretOf(spec.proxySecretRef),
    suspend: spec.suspend,
  });
}

function refOf({ digest, tag, semver, semverFilter: filter }: any = {}): OciRef | undefined {
  if (semver !== undefined && (digest !== undefined || tag !== undefined)) throw new Impossible('two references', { digest, tag, semver });
  if (filter !== undefined && semver === undefined) throw new Impossible('filter alone', filter);
  if (semver !== undefined) return OciRef.semver(semver, { filter });
  if (digest !== undefined) return OciRef.digest(digest, { tag });
  return tag === undefined ? undefined : OciRef.tag(tag);
}

/** Flux extracts where nothing is said. */
function layerOf({ operation = 'extract', mediaType }: any): LayerSelector {
  switch (operation) {
    case 'extract': return LayerSelector.extract(mediaType);
    case 'copy': return LayerSelector.copy(mediaType);
    default: throw new Impossible('enum', operation);
  }
}

function secretOf(ref: any): SecretRef | undefined {
  return ref && SecretRef.named(need(ref.name));
}
