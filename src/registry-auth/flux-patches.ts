import { Yaml } from 'cdk8s';
import { FluxController } from './flux-controller';
import type { FluxInstanceSpecKustomizePatches } from '../../imports/fluxcd.controlplane.io';

/** Options of `FluxPatches.objectLevelWorkloadIdentity`. */
export interface ObjectLevelWorkloadIdentityOptions {
  /**
   * The controllers to switch.
   *
   * @default - source-controller, which pulls
   */
  readonly controllers?: FluxController[];
}

/**
 * Patches for Flux itself, for whoever installs it: entries of `spec.kustomize.patches` of a FluxInstance, or of `patches` in the
 * kustomization.yaml of `flux bootstrap`. They are plain data: nothing is rendered by itself.
 *
 * @see https://fluxcd.io/flux/installation/configuration/bootstrap-customization/
 */
export class FluxPatches {
  /**
   * Lets ServiceAccounts be the cloud identity of single sources: the feature gate `ObjectLevelWorkloadIdentity` of Flux 2.8 and 2.9. Flux
   * 2.10 retired the gate, and needs an `ObjectIdentityRbac` instead. A FluxInstance has `spec.cluster.objectLevelWorkloadIdentity` for the same.
   */
  public static objectLevelWorkloadIdentity(options: ObjectLevelWorkloadIdentityOptions = {}): FluxPatches {
    return new FluxPatches((options.controllers ?? [FluxController.SOURCE]).map(name => ({
      patch: Yaml.stringify([{ op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--feature-gates=ObjectLevelWorkloadIdentity=true' }]),
      target: { kind: 'Deployment', name },
    })));
  }

  /** @internal */
  public static _ofServiceAccount(name: FluxController, annotations: { readonly [key: string]: string }): FluxPatches {
    return new FluxPatches([merge('v1', 'ServiceAccount', name, { metadata: { name, annotations } })]);
  }

  /** @internal */
  public static _ofPods(name: FluxController, labels: { readonly [key: string]: string }): FluxPatches {
    return new FluxPatches([merge('apps/v1', 'Deployment', name, { metadata: { name }, spec: { template: { metadata: { labels } } } })]);
  }

  /** @internal */
  public static _none(): FluxPatches {
    return new FluxPatches([]);
  }

  /** For `spec.kustomize.patches` of an `l1.FluxFluxInstance`. */
  public readonly entries: FluxInstanceSpecKustomizePatches[];

  private constructor(entries: FluxInstanceSpecKustomizePatches[]) {
    this.entries = entries;
  }

  /**
   * These and others.
   *
   * @param others what comes after these
   */
  public plus(others: FluxPatches): FluxPatches {
    return new FluxPatches([...this.entries, ...others.entries]);
  }

  /** The `patches` of a kustomization.yaml, as YAML. */
  public toYaml(): string {
    return Yaml.stringify({ patches: this.entries });
  }
}

/** A strategic merge; the target's name says which object, the one inside is only asked for. */
function merge(apiVersion: string, kind: string, name: string, document: object): FluxInstanceSpecKustomizePatches {
  return { patch: Yaml.stringify({ apiVersion, kind, ...document }), target: { kind, name } };
}
