import type { Drawn } from '../draw';
import type { Wrong } from '../spoil';

/** Why Flux is content with something that this library refuses. */
export interface Exception {
  readonly why: string;
  /** What proves that Flux does something else than what is said, where a trap does. */
  readonly trap?: string;
  holds(wrong: Wrong, drawn: Drawn): boolean;
}

/** Flux ignores that it is one, and nothing is wrong but that it says no place. */
const LITERAL_NOWHERE: Pick<Exception, 'why' | 'trap'> = { why: '`literal` is ignored', trap: 'values-literal-without-path' };

const at = (...ends: string[]) => ({ path }: Wrong) => ends.some(end => path.endsWith(end));

export const EXCEPTIONS: readonly Exception[] = [
  { why: 'an empty text is nothing said: Flux does what it does by default', trap: 'semver-empty', holds: ({ value }) => value === '' },
  { why: 'zero is never, or another time than zero', trap: 'interval-zero', holds: ({ path, value }) => /(?:[iI]nterval|timeout)$/.test(path) && /^[0ms]+$/.test(String(value)) },
  { why: 'each registry decides what it makes of a slash too many', trap: 'url-double-slash', holds: wrong => at('.url')(wrong) && /[^:]\/\/|\/$/.test(String(wrong.value)) },
  { why: 'beside a digest no tag is asked for', trap: 'digest-beside-another-tag', holds: (wrong, { good }) => at('.ref.tag')(wrong) && good.ref.digest !== undefined },
  { why: 'nothing is left, and whoever uses it deletes all', trap: 'ignore-everything', holds: at('OCIRepository.ignore') },
  { why: 'what leads out of the artifact is taken for its root', trap: 'path-above-the-artifact', holds: at('Kustomization.path') },
  { why: 'the component is left out without a word', holds: (wrong, { good }) => at('.components[]')(wrong) && good.ignoreMissingComponents === true },
  { why: 'the lines become one', trap: 'variable-of-several-lines', holds: at('.substitute{}') },
  { why: 'no image is that one, and no container runtime would pull it', trap: 'image-named-with-tag', holds: at('.images[].name', '.images[].digest') },
  {
    why: 'no object can have this name, and Flux does without it',
    holds: (wrong, { good }) => at('From[].name')(wrong) && wrong.steps.slice(0, -1).reduce<any>((inside, step) => inside[step], good).optional === true,
  },
  { why: 'only a later change asks for the rule', trap: 'ignored-path-malformed', holds: at('Kustomization.ignore[].paths[]') },
  { why: 'the rule is passed over', trap: 'helm-drift-path-without-slash', holds: at('driftDetection.ignore[].paths[]') },
  { why: 'no object is so far that its labels are looked at', holds: at('.patches[].target.labelSelector', '.patches[].target.annotationSelector') },
  { why: 'the values are ignored', trap: 'values-in-a-list', holds: wrong => at('HelmRelease.values')(wrong) && (typeof wrong.value !== 'object' || Array.isArray(wrong.value)) },
  { why: 'the value is dropped', trap: 'values-path-begins-with-a-dot', holds: wrong => at('.targetPath')(wrong) && /^[.[]/.test(String(wrong.value)) },
  // What this library can't do: Flux would run it.
  { why: 'cdk8s writes keys without quotes, and `0o17` needs them', holds: ({ path, value }) => path.endsWith('{key}') ? value === '0o17' : JSON.stringify(value) === '{"0o17":1}' },
  { why: 'JavaScript loses digits of such numbers', holds: ({ value }) => value === 2 ** 53 },
];

/** Why Flux may be content. */
export function exceptionFor(drawn: Drawn): Pick<Exception, 'why' | 'trap'> | undefined {
  if (drawn.wrong.length === 0 && drawn.good.valuesFrom?.some((each: any) => each.literal && !each.targetPath)) return LITERAL_NOWHERE;
  return EXCEPTIONS.find(exception => drawn.wrong.some(wrong => exception.holds(wrong, drawn)));
}
