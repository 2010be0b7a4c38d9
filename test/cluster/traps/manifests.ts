/** Manifests in which only the spec is worth reading: everything else is as it should be. */

/** An OCIRepository `app`. */
export function ociRepository(spec: string, name = 'app'): string {
  return manifest('source.toolkit.fluxcd.io/v1', 'OCIRepository', name, withDefaults(spec, { interval: '1h' }));
}

/** A Kustomization `app`, of the OCIRepository `app`. */
export function kustomization(spec = '', name = 'app'): string {
  const defaults = { interval: '1h', retryInterval: '1h', timeout: '10s', prune: 'true', sourceRef: '{ kind: OCIRepository, name: app }' };
  return manifest('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', name, withDefaults(spec, defaults));
}

/** A HelmRelease `app`, of the OCIRepository `app`. */
export function helmRelease(spec = '', name = 'app'): string {
  const defaults = { interval: '1h', timeout: '10s', chartRef: '{ kind: OCIRepository, name: app }' };
  return manifest('helm.toolkit.fluxcd.io/v2', 'HelmRelease', name, withDefaults(spec, defaults));
}

/** A Secret whose values are written as text. */
export function secret(name: string, data: { readonly [key: string]: string }, type = 'Opaque'): string {
  const lines = Object.entries(data).map(([key, value]) => `  ${key}: ${value}`);
  return [`apiVersion: v1\nkind: Secret\ntype: ${type}\nmetadata:\n  name: ${name}`, 'stringData:', ...lines].join('\n');
}

function manifest(apiVersion: string, kind: string, name: string, spec: string): string {
  return `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\nspec:\n${indented(spec)}`;
}

/** Several documents. */
export function all(...documents: string[]): string {
  return documents.join('\n---\n');
}

/** A field that is written keeps what it says. */
function withDefaults(spec: string, defaults: { readonly [field: string]: string }): string {
  const own = dedented(spec);
  const missing = Object.entries(defaults).filter(([field]) => !new RegExp(`^${field}:`, 'm').test(own));
  return [...missing.map(([field, value]) => `${field}: ${value}`), own].filter(line => line).join('\n');
}

function dedented(text: string): string {
  const lines = text.replace(/^\n+|\s+$/g, '').split('\n');
  const indent = Math.min(...lines.filter(line => line.trim()).map(line => line.search(/\S/)));
  return lines.map(line => line.slice(indent)).join('\n');
}

function indented(text: string): string {
  return text.split('\n').map(line => line && `  ${line}`).join('\n');
}

/** An OCIRepository with nothing wrong. */
export const APP = ociRepository(`
  url: oci://<registry>/<org>/app
  ref: { tag: 1.0.0 }
`);

/** An OCIRepository of a Helm chart, with nothing wrong. */
export const WEB = ociRepository(`
  url: oci://<registry>/<org>/charts/web
  ref: { tag: 1.0.0 }
  layerSelector:
    mediaType: application/vnd.cncf.helm.chart.content.v1.tar+gzip
    operation: copy
`);

/** Delivered into the namespace of the trap. */
export const HERE = 'targetNamespace: <namespace>\n';

/** A ServiceAccount without any rights. */
export const DEPLOYER = `
apiVersion: v1
kind: ServiceAccount
metadata:
  name: deployer
`.trim();
