import { isDnsSubdomain } from './dns';

/** Keys of labels and annotations, and values of labels (k8s.io/apimachinery/pkg/util/validation). */
const NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const NAME_LENGTH = 63;

/** Whether the API server takes this as key of a label: `name`, or `domain/name`. */
export function isLabelKey(key: string): boolean {
  const slash = key.indexOf('/');
  return isName(key.slice(slash + 1)) && (slash < 0 || isDnsSubdomain(key.slice(0, slash)));
}

/** As that of a label, but that capitals may stand before the slash too. */
export function isAnnotationKey(key: string): boolean {
  return isLabelKey(key.toLowerCase());
}

export function isLabelValue(value: string): boolean {
  return value === '' || isName(value);
}

function isName(text: string): boolean {
  return text.length <= NAME_LENGTH && NAME.test(text);
}
