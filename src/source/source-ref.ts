import { ApiObject } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { isSource, type ISource } from './source';
import { refusal } from '../private/errors';
import { objectName } from '../private/names';

const GROUP = 'source.toolkit.fluxcd.io';
const KINDS = ['OCIRepository', 'GitRepository', 'Bucket', 'HelmChart', 'ExternalArtifact'];
/** Of the child that stands for an object as a source. */
const ID = 'SourceRef';

/**
 * A source that this library doesn't make: one that is in the cluster already, or one that L1 renders. With it a fleet can
 * move to OCI one app after the other.
 *
 * A `Kustomization` takes what GitRepositories, Buckets and ExternalArtifacts hold, a `HelmRelease` what HelmCharts and
 * ExternalArtifacts do; both take OCIRepositories, see `OciRepository.fromOciRepositoryName`.
 *
 * @see https://fluxcd.io/flux/components/source/
 */
export class SourceRef extends Construct implements ISource {
  /**
   * The source that a construct of this program renders, such as `l1.FluxGitRepository`.
   *
   * @param source a construct of L1, or an `ApiObject` of any origin
   * @throws FOC051 if it renders something else than a source
   */
  public static of(source: IConstruct): ISource {
    if (isSource(source)) return source;
    const object = apiObjectOf(source);
    if (object?.apiGroup !== GROUP || !KINDS.includes(object.kind)) {
      throw refusal('FOC051', source, 'this construct renders no source of Flux that can be delivered from', {
        got: object ? `kind ${object.kind}` : 'no object of its own',
        use: `one of ${KINDS.join(', ')}`,
      });
    }
    const known = object.node.tryFindChild(ID) as SourceRef | undefined;
    return known ?? new SourceRef(object, ID, object.kind, object.name, object.metadata.namespace, object);
  }

  /**
   * A GitRepository in the cluster.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object
   * @param namespace its namespace; by default that of whatever uses it
   * @throws FOC001 for a name that can't be one
   */
  public static gitRepository(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return new SourceRef(scope, id, 'GitRepository', name, namespace);
  }

  /**
   * A Bucket in the cluster.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object
   * @param namespace its namespace; by default that of whatever uses it
   * @throws FOC001 for a name that can't be one
   */
  public static bucket(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return new SourceRef(scope, id, 'Bucket', name, namespace);
  }

  /**
   * A HelmChart in the cluster, for HelmReleases.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object
   * @param namespace its namespace; by default that of whatever uses it
   * @throws FOC001 for a name that can't be one
   */
  public static helmChart(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return new SourceRef(scope, id, 'HelmChart', name, namespace);
  }

  /**
   * An ExternalArtifact in the cluster, such as an ArtifactGenerator makes. Flux must be told to take it, by the flag
   * `--feature-gates=ExternalArtifact=true` of kustomize-controller or helm-controller.
   *
   * @param scope the scope
   * @param id the construct id
   * @param name name of the object
   * @param namespace its namespace; by default that of whatever uses it
   * @throws FOC001 for a name that can't be one
   */
  public static externalArtifact(scope: Construct, id: string, name: string, namespace?: string): ISource {
    return new SourceRef(scope, id, 'ExternalArtifact', name, namespace);
  }

  public readonly sourceName: string;

  private constructor(
    scope: Construct, id: string, public readonly sourceKind: string, name: string, public readonly sourceNamespace?: string,
    private readonly object?: ApiObject,
  ) {
    super(scope, id);
    this.sourceName = objectName(this, { name });
  }

  /**
   * The spec as it will be written, where this program writes it.
   *
   * @internal
   */
  public _spec(): any {
    return this.object?.toJson().spec;
  }
}

function apiObjectOf(construct: IConstruct): ApiObject | undefined {
  try {
    return ApiObject.of(construct);
  } catch {
    return undefined;
  }
}
