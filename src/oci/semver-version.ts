/** As Masterminds/semver reads versions when it is lenient: one to three numbers, leading zeros and a `v` before them. */
const VERSION = /^v?([0-9]+)(?:\.([0-9]+))?(?:\.([0-9]+))?(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;
const DIGITS = /^[0-9]+$/;
const ZERO_BEFORE_DIGITS = /^0[0-9]+$/;
/** Go's uint64. */
const GREATEST = 2n ** 64n - 1n;
const MAX_LENGTH = 256;

/** A version as Masterminds/semver reads and orders it. What is behind a `+` counts for nothing. */
export class SemverVersion {
  /** `NewVersion`; undefined for what is no version. */
  public static parse(text: string): SemverVersion | undefined {
    return SemverVersion.flawOf(text) === undefined ? new SemverVersion(...SemverVersion.split(text)!) : undefined;
  }

  /** Flux passes over tags with fewer than three numbers. In those of Helm charts it reads `_` as the `+` of the version. */
  public static ofTag(tag: string, options: { readonly helmChart?: boolean } = {}): SemverVersion | undefined {
    const text = options.helmChart ? tag.replaceAll('_', '+') : tag;
    return text.split('.').length < 3 ? undefined : SemverVersion.parse(text);
  }

  /** Why it is no version; undefined for one. */
  public static flawOf(text: string): string | undefined {
    if (text.length > MAX_LENGTH) return `a version has at most ${MAX_LENGTH} characters`;
    const parts = SemverVersion.split(text);
    if (!parts) return 'a version is up to three numbers, such as 1.2.3, a pre-release behind a `-` and a build behind a `+`';
    const [numbers, prerelease] = parts;
    if (numbers.some(number => number > GREATEST)) return `a number is at most ${GREATEST}`;
    if (prerelease.split('.').some(part => ZERO_BEFORE_DIGITS.test(part))) return 'the numbers of a pre-release have no leading zeros';
    return undefined;
  }

  private static split(text: string): [numbers: readonly bigint[], prerelease: string] | undefined {
    const match = VERSION.exec(text);
    if (!match) return undefined;
    const [, major, minor = '0', patch = '0', prerelease = ''] = match;
    return [[major, minor, patch].map(BigInt), prerelease];
  }

  private constructor(
    /** Major, minor and patch. */
    public readonly numbers: readonly bigint[],
    /** Without the hyphen; empty for a release. */
    public readonly prerelease: string,
  ) {}

  /** Negative before `other`, positive behind it. */
  public compare(other: SemverVersion): number {
    return this.compareNumbers(other, 3) || comparePrereleases(this.prerelease, other.prerelease);
  }

  /** Compares the first `count` numbers: 1 the major, 2 the minor too, 3 all. */
  public compareNumbers(other: SemverVersion, count: number): number {
    const at = this.numbers.findIndex((number, index) => number !== other.numbers[index]);
    return at < 0 || at >= count ? 0 : order(this.numbers[at], other.numbers[at]);
  }
}

/** A release comes behind its pre-releases. */
function comparePrereleases(one: string, other: string): number {
  if (one === other) return 0;
  if (one === '' || other === '') return one === '' ? 1 : -1;
  const [ours, theirs] = [one.split('.'), other.split('.')];
  const at = ours.findIndex((part, index) => part !== theirs[index]);
  if (at < 0 || at >= theirs.length) return ours.length - theirs.length;
  return comparePart(ours[at], theirs[at]);
}

/** Numbers by size, before texts. A number that Go can't count is a text. */
function comparePart(one: string, other: string): number {
  const [ours, theirs] = [one, other].map(part => DIGITS.test(part) && BigInt(part) <= GREATEST);
  if (ours !== theirs) return ours ? -1 : 1;
  return ours ? order(BigInt(one), BigInt(other)) : order(one, other);
}

function order<T extends bigint | string>(one: T, other: T): number {
  return one < other ? -1 : 1;
}
