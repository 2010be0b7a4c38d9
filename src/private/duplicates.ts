import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { describe, pathOf } from './errors';
import { shared } from './shared';
import { warn } from './warnings';

/** Kinds of Kubernetes that have no namespace; their `metadata.namespace` distinguishes nothing. */
const CLUSTER_SCOPED = new Set([
  'APIService', 'CSIDriver', 'CSINode', 'CertificateSigningRequest', 'ClusterRole', 'ClusterRoleBinding', 'ClusterTrustBundle',
  'CustomResourceDefinition', 'DeviceClass', 'FlowSchema', 'IPAddress', 'IngressClass', 'MutatingAdmissionPolicy', 'MutatingAdmissionPolicyBinding',
  'MutatingWebhookConfiguration', 'Namespace', 'Node', 'PersistentVolume', 'PriorityClass', 'PriorityLevelConfiguration', 'ResourceSlice',
  'RuntimeClass', 'ServiceCIDR', 'StorageClass', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'ValidatingWebhookConfiguration',
  'VolumeAttachment', 'VolumeAttributesClass',
]);

const WATCHED = shared('watched', () => new WeakSet<IConstruct>());

/** Once per tree: names are contract, and of two objects with one name the cluster keeps the last. */
export function watchForDuplicates(resource: ApiObject): void {
  const root = resource.node.root;
  if (WATCHED.has(root)) return;
  WATCHED.add(root);
  root.node.addValidation({ validate: () => duplicates(root) });
}

function duplicates(root: IConstruct): string[] {
  const first = new Map<string, ApiObject>();
  const refused: string[] = [];
  const apart = new ChartPairs();
  for (const construct of root.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const key = identity(construct);
    const other = first.get(key);
    if (!other) first.set(key, construct);
    else if (!meet(root, other, construct)) apart.add(other, construct);
    else refused.push(describe('FOC003', construct, `${label(construct)} is also made by ${pathOf(other)}`, { use: remedy(construct) }));
  }
  apart.warn();
  return refused;
}

/** The same app in a chart for staging and one for production is one remark, not one for each of its objects. */
class ChartPairs {
  private readonly pairs = new Map<Chart, Map<Chart, string[]>>();

  public add(first: ApiObject, second: ApiObject): void {
    const [from, to] = [Chart.of(first), Chart.of(second)];
    const others = this.pairs.get(to) ?? new Map<Chart, string[]>();
    this.pairs.set(to, others);
    others.set(from, [...others.get(from) ?? [], label(second)]);
  }

  public warn(): void {
    for (const [chart, others] of this.pairs) {
      for (const [other, labels] of others) {
        warn(chart, 'FOC004', `this chart and ${pathOf(other)} both make ${labels.join(', ')}`, {
          use: 'other names, unless the charts go to different clusters',
        });
      }
    }
  }
}

function identity(object: ApiObject): string {
  return JSON.stringify([object.apiGroup, object.kind, object.name, namespaceOf(object)]);
}

function namespaceOf(object: ApiObject): string | undefined {
  return CLUSTER_SCOPED.has(object.kind) ? undefined : object.metadata.namespace;
}

/** Namespaces are made by apps, which can be told not to. */
function remedy({ kind }: ApiObject): string {
  return kind === 'Namespace' ? 'one of both; `namespaceExists: true` keeps an app from making it' : 'one of both, or another `name`';
}

function label(object: ApiObject): string {
  const namespace = namespaceOf(object);
  return `${object.kind} ${namespace ? `${namespace}/` : ''}${object.name}`;
}

/** Whether both surely end in one place: under one outermost chart, or in one file. */
function meet(root: IConstruct, a: ApiObject, b: ApiObject): boolean {
  return outermostChart(a) === outermostChart(b) || (root instanceof App && sharesFiles(root.yamlOutputType));
}

function sharesFiles(type: YamlOutputType): boolean {
  return type === YamlOutputType.FILE_PER_APP || type === YamlOutputType.FILE_PER_RESOURCE;
}

function outermostChart(construct: IConstruct): IConstruct | undefined {
  return construct.node.scopes.find(scope => Chart.isChart(scope));
}
