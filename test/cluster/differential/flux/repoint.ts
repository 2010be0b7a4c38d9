import type { Place, Repointed } from './place';
import { repointKustomization, repointRelease } from './repoint-delivery';
import { repointSource } from './repoint-source';
import type { Drawn } from '../draw';
import { spoiled } from '../spoil';

const REPOINT = { OCIRepository: repointSource, Kustomization: repointKustomization, HelmRelease: repointRelease };

/** The drawn spec with nothing wrong in it, so that it finds what it names: as much else of it stays as can be tried on the rig. */
export function control({ of, good }: Drawn, place: Place): Repointed {
  return REPOINT[of.kind](good, place);
}

/** The control with the one thing wrong that was drawn, if there is one; undefined where the rig has nothing of the sort. */
export function experiment(drawn: Drawn, place: Place): Repointed | undefined {
  const { spec, needed } = control(drawn, place);
  const [wrong] = drawn.wrong;
  if (!wrong) return { spec, needed };
  const value = wrong.path === 'OCIRepository.url' ? atRegistry(String(wrong.value), place) : wrong.value;
  const result = spoiled(spec, { ...wrong, value });
  return result && { spec: result, needed };
}

/** The URLs of the pools have one registry and one organization. */
function atRegistry(url: string, { artifacts }: Place): string {
  const [host, organization] = artifacts.base.slice('oci://'.length).split('/');
  return url.replace(/ghcr\.io/, host).replace(/GHCR\.io/, host.toUpperCase()).replace('acme', organization);
}
