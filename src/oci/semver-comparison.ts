import { SemverVersion } from './semver-version';

/** What may stand where a version stands, as Masterminds/semver looks for it: it takes `|` for a digit, and sorts that out later. */
export const VERSION_PART = 'v?[0-9|xX*]+(?:\\.[0-9|xX*]+){0,2}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?';
const COMPARISON = new RegExp(`^(=|!=|>|<|>=|=>|<=|=<|~|~>|\\^)?(${VERSION_PART})$`);
const NUMBERS = /^v?([^.+-]+)(?:\.([^.+-]+))?(?:\.([^.+-]+))?(-[^+]+)?/;
const WILDCARD = /^[xX*]$/;

/** From this number on a comparison says nothing: 0 the major, 1 the minor, 2 the patch, 3 if it says all. */
type Wildcard = 0 | 1 | 2 | 3;

/** One comparison of a range, such as `>=1.2.0`, `~1.4` or `6.x`, with the peculiarities of Masterminds/semver. */
export class Comparison {
  /** A text is the reason why there is none. */
  public static read(part: string): Comparison | string {
    const match = COMPARISON.exec(part);
    if (!match) return 'a range consists of comparisons such as "6.x", "~1.4" or ">=1.2.0"';
    const [, operator = '', version] = match;
    const [text, wildcard] = withZeros(version);
    const flaw = SemverVersion.flawOf(text);
    if (flaw !== undefined) return /^[^+-]*[xX*]/.test(text) ? 'a wildcard stands in the place of a whole number, as in "1.2.x"' : flaw;
    return new Comparison(operator, SemverVersion.parse(text)!, wildcard);
  }

  private constructor(
    private readonly operator: string,
    private readonly version: SemverVersion,
    private readonly wildcard: Wildcard,
  ) {}

  /** A comparison with a pre-release lets pre-releases through, also those that its neighbours look at. */
  public get namesPrerelease(): boolean {
    return this.version.prerelease !== '';
  }

  public matches(other: SemverVersion): boolean {
    const { wildcard } = this;
    switch (this.operator) {
      case '': case '=': return wildcard === 3 ? other.compare(this.version) === 0 : this.matchesTilde(other);
      case '!=': return this.differs(other);
      case '>': return (wildcard === 1 || wildcard === 2 ? other.compareNumbers(this.version, wildcard) : other.compare(this.version)) > 0;
      case '<': return other.compare(this.version) < 0;
      case '>=': case '=>': return other.compare(this.version) >= 0;
      case '^': return this.matchesCaret(other);
      case '~': case '~>': return this.matchesTilde(other);
      // `<=*` is `<=0.0.x`.
      default: return (wildcard === 3 ? other.compare(this.version) : other.compareNumbers(this.version, wildcard || 2)) <= 0;
    }
  }

  /** `!=*` is `!=0.0.0`. `!=1.2.x` lets through what has another pre-release than it. */
  private differs(other: SemverVersion): boolean {
    if (this.wildcard === 1) return other.compareNumbers(this.version, 1) !== 0;
    if (this.wildcard === 2) return other.compareNumbers(this.version, 2) !== 0 || other.prerelease !== this.version.prerelease;
    return other.compare(this.version) !== 0;
  }

  /** `~0.0.0` is every version, as `*` is. */
  private matchesTilde(other: SemverVersion): boolean {
    if (this.wildcard === 1) return this.matchesFrom(other, 1);
    return this.matchesFrom(other, this.wildcard !== 2 && this.version.numbers.every(number => number === 0n) ? 0 : 2);
  }

  /** As far as the first number that isn't zero. `^*` is `^0.0.0`. */
  private matchesCaret(other: SemverVersion): boolean {
    const [major, minor] = this.version.numbers;
    if (major > 0n || this.wildcard === 1) return this.matchesFrom(other, 1);
    return this.matchesFrom(other, minor > 0n || this.wildcard === 2 ? 2 : 3);
  }

  /** The version or a later one that shares its first `count` numbers. */
  private matchesFrom(other: SemverVersion, count: number): boolean {
    return other.compare(this.version) >= 0 && other.compareNumbers(this.version, count) === 0;
  }
}

/** The first version that a part with wildcards or missing numbers means. What follows a wildcard is not read, other than the pre-release. */
function withZeros(version: string): [text: string, wildcard: Wildcard] {
  const [, major, minor, patch, prerelease = ''] = NUMBERS.exec(version)!;
  const isOpen = (number: string | undefined) => number === undefined || WILDCARD.test(number);
  if (isOpen(major)) return [`0.0.0${prerelease}`, 0];
  if (isOpen(minor)) return [`${major}.0.0${prerelease}`, 1];
  if (isOpen(patch)) return [`${major}.${minor}.0${prerelease}`, 2];
  return [version, 3];
}
