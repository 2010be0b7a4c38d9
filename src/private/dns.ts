/** DNS-1123 names as the API server reads them (k8s.io/apimachinery/pkg/util/validation). */
const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

export const LABEL_LENGTH = 63;
const SUBDOMAIN_LENGTH = 253;

export function isDnsLabel(name: string): boolean {
  return name.length <= LABEL_LENGTH && LABEL.test(name);
}

export function isDnsSubdomain(name: string): boolean {
  return name.length <= SUBDOMAIN_LENGTH && SUBDOMAIN.test(name);
}
