/** By the CRD. */
const ALPHABET = /^([a-zA-Z0-9_\-.\\/]|\[[0-9]{1,5}\])+$/;
const LENGTH = 250;

/** By Helm. */
const HIGHEST_INDEX = 65536;
const DEEPEST = 30;

/** `name`, `name[0]`: a backslash takes the meaning from what follows. */
const SEGMENT = /^((?:[^.[\\]|\\.)+)((?:\[[0-9]+\])*)(?:\.(?=.)|$)/s;

/** What is wrong with a path of `helm --set`, in the words of a message: Flux fails on most such paths, and drops the value of some. */
export function targetPathProblem(path: string): string | undefined {
  if (typeof path !== 'string' || path.length > LENGTH) return `has up to ${LENGTH} characters`;
  if (!ALPHABET.test(path)) return 'has letters, digits, `-`, `_`, `/`, `.` between names, `[0]` behind a name, and `\\` before a dot within a name';
  const segments = targetPathSegments(path);
  if (segments === undefined) return 'has a name between two dots, and `[0]` only behind a name';
  if (segments.length > DEEPEST + 1) return `has up to ${DEEPEST + 1} names`;
  const indexes = segments.flatMap(([, index]) => [...index.matchAll(/[0-9]+/g)].map(Number));
  return indexes.some(index => index > HIGHEST_INDEX) ? `counts up to ${HIGHEST_INDEX}` : undefined;
}

/** The names of a path, without backslashes, each with the indexes behind it; undefined where Helm reads something else. */
export function targetPathSegments(path: string): [string, string][] | undefined {
  const segments: [string, string][] = [];
  for (let rest = path; rest !== '';) {
    const match = SEGMENT.exec(rest);
    if (!match) return undefined;
    segments.push([match[1].replace(/\\(.)/gs, '$1'), match[2]]);
    rest = rest.slice(match[0].length);
  }
  return segments;
}
