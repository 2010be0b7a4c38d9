import type { ObjectSelector } from './kustomize';
import { quoted } from '../private/errors';
import { isLabelKey, isLabelValue } from '../private/qualified-names';
import { re2 } from '../private/re2';

/** What is wrong with a selector, in the words of a message; the rules of Flux, in which each expression is for the whole value. */
export function selectorProblem(selector: ObjectSelector): { readonly what: string; readonly got: string; readonly use: string } | undefined {
  for (const field of ['group', 'version', 'kind', 'name', 'namespace'] as const) {
    const expression = selector[field];
    if (expression !== undefined && !isExpression(expression)) {
      return { what: `has a \`target.${field}\` that is no regular expression of Go`, got: quoted(expression), use: 'a name, or an expression such as "web-.*"' };
    }
  }
  for (const field of ['labelSelector', 'annotationSelector'] as const) {
    const text = selector[field];
    if (text !== undefined && !isLabelSelector(text)) {
      return { what: `has a \`target.${field}\` that is none`, got: quoted(text), use: 'a text such as "app=web,tier notin (test)"' };
    }
  }
  return undefined;
}

function isExpression(text: string): boolean {
  // A name says itself.
  if (/^[\w-]*$/.test(text)) return true;
  try {
    re2().RE2JS.compile(`^(?:${text})$`);
    return true;
  } catch {
    return false;
  }
}

const EXISTS = /^!?\s*([^\s!=<>,()]+)$/;
const EQUALS = /^([^\s!=<>,()]+)\s*(?:==?|!=)\s*([^\s!=<>,()]*)$/;
const COMPARES = /^([^\s!=<>,()]+)\s*[<>]\s*(\d+)$/;
const AMONG = /^([^\s!=<>,()]+)\s+(?:in|notin)\s*\(([^()!=<>]*)\)$/;

/** As kubectl takes it (k8s.io/apimachinery/pkg/labels). */
export function isLabelSelector(text: string): boolean {
  if (text.trim() === '') return true;
  return text.split(/,(?![^(]*\))/).map(part => part.trim()).every(isRequirement);
}

function isRequirement(text: string): boolean {
  const among = AMONG.exec(text);
  if (among) return isLabelKey(among[1]) && among[2].split(',').every(value => isLabelValue(value.trim()));
  const [, key, value = ''] = EXISTS.exec(text) ?? EQUALS.exec(text) ?? COMPARES.exec(text) ?? [];
  return key !== undefined && isLabelKey(key) && isLabelValue(value);
}
