import { HelmRelease, Kustomization } from '../../src';
import { refusalOf } from '../support/refusal';
import { fluxChart } from '../support/render';

const USE = 'use an OciRepository, or OciRepository.fromOciRepositoryName for one that is in the cluster';

test.each<[unknown, string]>([[undefined, 'undefined'], [null, 'null'], ['podinfo', 'string'], [{}, 'Object']])('%p from JavaScript is no source', (source, got) => {
  for (const Delivery of [Kustomization, HelmRelease]) {
    expect(refusalOf(() => new Delivery(fluxChart(), 'app', { source: source as any })))
      .toBe(`FOC051 [delivery/app] \`source\` must say where to deliver from; got ${got}; ${USE}`);
  }
});
