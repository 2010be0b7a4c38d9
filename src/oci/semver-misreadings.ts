import { quoted } from '../private/errors';

/** A range that Flux takes, and for something else than it looks like. */
export interface Misreading {
  readonly what: string;
  readonly use: string;
}

const PARTIAL = 'v?[0-9]+(?:\\.[0-9]+)?';
const WILD = 'v?[0-9xX*]+(?:\\.[0-9xX*]+){0,2}';
const VERSION = `${PARTIAL}(?:\\.[0-9]+)?`;

/** How Masterminds/semver reads what people write in good faith; `test/cluster/semver.test.ts` holds every line against it. */
const MISREADINGS: readonly (readonly [pattern: RegExp, tell: (match: RegExpExecArray) => Misreading])[] = [
  [new RegExp(`(?<![\\w.+-])(${PARTIAL})-(${VERSION})(?![\\w.+-])`), ([text, first, last]) => ({
    what: `Flux reads ${quoted(text)} as the pre-release ${last} of the version ${first}`,
    use: `${quoted(`${first} - ${last}`)} if a range from ${first} to ${last} is meant`,
  })],
  [new RegExp(`(?<![\\w.+-])(${WILD})\\|\\|(${WILD})\\s+-\\s+(${WILD})`), ([text, other, first, last]) => ({
    what: `Flux reads ${quoted(text)} as ${quoted(`>=${other} || ${first}, <=${last}`)}`,
    use: quoted(`${other} || ${first} - ${last}`),
  })],
  [/~>?\s*v?0\.0\.0(?![0-9.])/, ([text]) => ({
    what: `Flux reads ${quoted(text)} as every version`,
    use: '"0.0.0" for this one, "0.0.x" for all of its line, or "*" if every version is meant',
  })],
  [/(?:<=|=<|<|>(?!=)|!=|\^)\s*[xX*](?![0-9])/, ([text]) => ({
    what: `Flux reads the wildcard in ${quoted(text)} as 0.0.0`,
    use: '"*" alone for every version, or the version that is meant',
  })],
];

/** The first thing in a range that Flux reads otherwise than it looks. The range is one that Flux takes. */
export function misreadingOf(range: string): Misreading | undefined {
  for (const [pattern, tell] of MISREADINGS) {
    const match = pattern.exec(range);
    if (match) return tell(match);
  }
  return undefined;
}
