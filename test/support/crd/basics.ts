import { findKind } from './crds';
import { childPath, show, type Problem } from './problem';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const KEY_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_ANNOTATIONS = 256 * 1024;

/** Of the groups that every cluster serves; everything else there lives in a namespace. */
const CLUSTER_SCOPED = new Set([
  'Namespace', 'Node', 'PersistentVolume', 'ComponentStatus', 'ClusterRole', 'ClusterRoleBinding', 'CustomResourceDefinition', 'APIService',
  'PriorityClass', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass', 'CSIDriver', 'CSINode', 'IngressClass', 'RuntimeClass',
  'IPAddress', 'ServiceCIDR', 'DeviceClass', 'ResourceSlice', 'FlowSchema', 'PriorityLevelConfiguration', 'CertificateSigningRequest',
  'ClusterTrustBundle', 'MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration', 'MutatingAdmissionPolicy',
  'MutatingAdmissionPolicyBinding', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'TokenReview', 'SubjectAccessReview',
  'SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SelfSubjectReview',
]);

/**
 * What holds for every document whatever its kind: type, name, namespace (required where the kind is known to need one),
 * labels and annotations.
 */
export function validateBasics(document: any): Problem[] {
  if (!isMap(document)) return [{ path: '', message: `must be an object, got ${show(document)}` }];
  const problems = [...requiredText(document.apiVersion, 'apiVersion'), ...requiredText(document.kind, 'kind')];
  const { metadata } = document;
  if (!isMap(metadata)) return [...problems, { path: 'metadata', message: 'required' }];
  return [
    ...problems,
    ...nameProblems(document),
    ...namespaceProblems(document),
    ...labelProblems(metadata.labels),
    ...annotationProblems(metadata.annotations),
  ];
}

function nameProblems(document: any): Problem[] {
  const path = 'metadata.name';
  const { name } = document.metadata;
  const missing = requiredText(name, path);
  if (missing.length) return missing;
  if (document.apiVersion?.startsWith('rbac.authorization.k8s.io/')) {
    return name === '.' || name === '..' || /[/%]/.test(name) ? [{ path, message: `${show(name)} cannot be a part of a URL path` }] : [];
  }
  if (document.kind === 'Namespace' && document.apiVersion === 'v1') return dnsLabel(name, path);
  return name.length <= 253 && SUBDOMAIN.test(name) ? [] : [{ path, message: `${show(name)} is not a DNS-1123 subdomain` }];
}

function namespaceProblems(document: any): Problem[] {
  const path = 'metadata.namespace';
  const { namespace } = document.metadata;
  const isAbsent = namespace === undefined || namespace === null || namespace === '';
  if (isAbsent) return isNamespaced(document) ? [{ path, message: `required: ${document.kind} lives in a namespace` }] : [];
  return typeof namespace === 'string' ? dnsLabel(namespace, path) : [{ path, message: `must be string, got ${show(namespace)}` }];
}

/** False when unknown: somebody else's custom resource. */
function isNamespaced({ apiVersion, kind }: any): boolean {
  const crd = findKind(apiVersion, kind, '2.8') ?? findKind(apiVersion, kind, '2.9') ?? findKind(apiVersion, kind, '2.10');
  if (crd) return crd.isNamespaced;
  const group = String(apiVersion).includes('/') ? String(apiVersion).split('/')[0] : '';
  const isBuiltIn = !group.includes('.') || /^[a-z]+(\.authorization)?\.k8s\.io$/.test(group);
  return typeof apiVersion === 'string' && typeof kind === 'string' && isBuiltIn && !CLUSTER_SCOPED.has(kind);
}

function labelProblems(labels: any): Problem[] {
  return entriesOf(labels, 'metadata.labels', (value, key, path) => [
    ...keyProblems(key, path),
    ...value === '' || (value.length <= 63 && KEY_NAME.test(value)) ? [] : [{ path, message: `${show(value)} is not a label value` }],
  ]);
}

function annotationProblems(annotations: any): Problem[] {
  const path = 'metadata.annotations';
  // The API server compares annotation keys, unlike label keys, in lower case.
  const problems = entriesOf(annotations, path, (_, key, where) => keyProblems(key.toLowerCase(), where));
  const size = isMap(annotations) ? Object.entries(annotations).reduce((sum, entry) => sum + Buffer.byteLength(entry.join('')), 0) : 0;
  return size > MAX_ANNOTATIONS ? [...problems, { path, message: `${size} bytes are over the limit of ${MAX_ANNOTATIONS}` }] : problems;
}

function entriesOf(map: any, path: string, check: (value: string, key: string, path: string) => Problem[]): Problem[] {
  if (map === undefined || map === null) return [];
  if (!isMap(map)) return [{ path, message: `must be object, got ${show(map)}` }];
  return Object.entries(map).flatMap(([key, value]) => {
    const where = childPath(path, key);
    return typeof value === 'string' ? check(value, key, where) : [{ path: where, message: `must be string, got ${show(value)}` }];
  });
}

function keyProblems(key: string, path: string): Problem[] {
  const parts = key.split('/');
  const name = parts.pop()!;
  const [prefix] = parts;
  const isLegalPrefix = prefix === undefined || (prefix.length <= 253 && SUBDOMAIN.test(prefix));
  const isLegal = parts.length <= 1 && isLegalPrefix && name.length <= 63 && KEY_NAME.test(name);
  return isLegal ? [] : [{ path, message: `${show(key)} is not a qualified name` }];
}

function dnsLabel(value: string, path: string): Problem[] {
  return value.length <= 63 && LABEL.test(value) ? [] : [{ path, message: `${show(value)} is not a DNS label` }];
}

function requiredText(value: any, path: string): Problem[] {
  if (value === undefined || value === null || value === '') return [{ path, message: 'required' }];
  return typeof value === 'string' ? [] : [{ path, message: `must be string, got ${show(value)}` }];
}

function isMap(value: any): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
