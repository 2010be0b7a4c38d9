import type { IConstruct } from 'constructs';
import { checkedDigest } from './digest';
import { misreadingOf } from './semver-misreadings';
import { SemverRange } from './semver-range';
import { checkedTag } from './tag';
import { checkedTagFilter, loosenessOf } from './tag-filter';
import type { OciRepositorySpecRef } from '../../imports/source.toolkit.fluxcd.io';
import { Brand } from '../private/brand';
import type { Code } from '../private/codes';
import { quoted } from '../private/errors';
import { warn } from '../private/warnings';

/** Options of `OciRef.digest`. */
export interface DigestRefOptions {
  /**
   * The tag that the digest was read from. Flux pulls by the digest and ignores it; it tells people and Renovate which
   * version this is.
   *
   * @default - no tag is written
   */
  readonly tag?: string;
}

/** Options of `OciRef.semver`. */
export interface SemverRefOptions {
  /**
   * Only tags that match this regular expression of Go are considered. It is not anchored: `1\.0` also matches `21.0.5`,
   * and such a filter is warned about.
   *
   * @default - every tag
   * @see https://github.com/google/re2/wiki/Syntax
   */
  readonly filter?: string;
}

interface Doubt {
  readonly code: Code;
  readonly what: string;
  readonly use: string;
}

const BRAND = new Brand<OciRef>('OciRef');

/**
 * Which artifact of a repository Flux pulls.
 *
 * Flux reads digest before semver before tag. It ignores what it doesn't read, so this type says exactly one of them.
 *
 * @see https://fluxcd.io/flux/components/source/ocirepositories/#reference
 */
export class OciRef {
  /**
   * Exactly this artifact. Nothing but a change of the program changes what runs.
   *
   * @param digest `sha256:` and 64 lower-case hexadecimal digits: the digest of the manifest
   * @param options what the digest was read from
   * @throws FOC010 for a malformed digest, FOC015 for an illegal tag
   */
  public static digest(digest: string, options: DigestRefOptions = {}): OciRef {
    const spec = { digest: checkedDigest(digest), ...options.tag === undefined ? {} : { tag: checkedTag(options.tag) } };
    return new OciRef(spec, `digest ${quoted(digest)}`);
  }

  /**
   * What this tag points to at the time; Flux looks again at each interval.
   *
   * @param tag a legal tag, such as `6.9.2` or `latest`
   * @throws FOC015 for an illegal tag
   */
  public static tag(tag: string): OciRef {
    return new OciRef({ tag: checkedTag(tag) }, `tag ${quoted(tag)}`);
  }

  /**
   * The newest version among the tags that lies in this range, as Masterminds/semver reads it: `6.x`, `>=1.2.0 <2.0.0`,
   * `~1.4`. Pre-releases count only where the range names one, as in `>=1.0.0-0`; tags that aren't three numbers, such as
   * `latest` and `1.2`, never do.
   *
   * @param constraint a semver range
   * @param options which tags to consider
   * @throws FOC016 for a range that Flux can't read, FOC019 for a filter that Go can't read
   */
  public static semver(constraint: string, options: SemverRefOptions = {}): OciRef {
    SemverRange.parse(constraint);
    const { filter } = options;
    const spec = { semver: constraint, ...filter === undefined ? {} : { semverFilter: checkedTagFilter(filter) } };
    return new OciRef(spec, `semver range ${quoted(constraint)}`, doubtsAbout(constraint, filter));
  }

  /** @internal */
  public static _is(value: unknown): value is OciRef {
    return BRAND.isOn(value);
  }

  /** True by digest; false where what is pulled may change without the program. */
  public readonly isPinned: boolean;

  private constructor(private readonly spec: OciRepositorySpecRef, private readonly text: string, private readonly doubts: readonly Doubt[] = []) {
    this.isPinned = spec.digest !== undefined;
  }

  /** For messages, e.g. `tag "latest"`. */
  public toString(): string {
    return this.text;
  }

  /** @internal */
  public _toSpec(): OciRepositorySpecRef {
    return this.spec;
  }

  /**
   * What Flux takes, and probably isn't meant.
   *
   * @internal
   */
  public _warnOn(source: IConstruct): void {
    for (const { code, what, use } of this.doubts) warn(source, code, what, { use });
  }
}

BRAND.put(OciRef);

function doubtsAbout(constraint: string, filter: string | undefined): Doubt[] {
  const doubts: Doubt[] = [];
  const misreading = misreadingOf(constraint);
  if (misreading) doubts.push({ code: 'FOC026', ...misreading });
  const looseness = filter === undefined ? undefined : loosenessOf(filter);
  if (looseness) doubts.push({ code: 'FOC025', ...looseness });
  return doubts;
}
