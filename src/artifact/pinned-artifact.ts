import { OciRef } from '../oci/oci-ref';
import { OciUrl } from '../oci/url';
import { quoted, refusal } from '../private/errors';

/**
 * One published artifact, named by its digest: what it is can't change afterwards. It can't exist unpinned, so what takes
 * one needs no check.
 */
export class PinnedArtifact {
  /**
   * Reads `oci://host/repository[:tag]@sha256:…`, the form that registries and tools print. The tag is kept for people
   * and Renovate; Flux pulls by the digest.
   *
   * @param reference the whole reference
   * @throws FOC010 for a malformed digest, FOC011 or FOC014 for a URL that can't be one, FOC012 without a digest, FOC015 for
   * an illegal tag
   */
  public static parse(reference: string): PinnedArtifact {
    const at = String(reference).indexOf('@');
    const { name, tag } = splitTag(at < 0 ? String(reference) : reference.slice(0, at));
    if (at < 0) {
      throw refusal('FOC012', undefined, 'an artifact must be pinned by digest', {
        got: `${quoted(reference)}, which ${tag === undefined ? 'names no version' : `may move with the tag ${quoted(tag)}`}`,
        use: `${quoted(`${reference}@sha256:…`)}; \`crane digest\` or \`flux push artifact --output json\` tells it`,
      });
    }
    return new PinnedArtifact(OciUrl.parse(name).toString(), reference.slice(at + 1), tag);
  }

  /** Where it is: `oci://host/repository`. */
  public readonly url: string;

  /** `sha256:…` of its manifest. */
  public readonly digest: string;

  /** The tag that it was published with, where the reference had one. */
  public readonly tag?: string;

  private readonly ref: OciRef;

  private constructor(url: string, digest: string, tag: string | undefined) {
    this.ref = OciRef.digest(digest, { tag });
    this.url = url;
    this.digest = digest;
    this.tag = tag;
  }

  /** The whole reference, as `parse` reads it. */
  public toString(): string {
    return `${this.url}${this.tag === undefined ? '' : `:${this.tag}`}@${this.digest}`;
  }

  /** @internal */
  public _ref(): OciRef {
    return this.ref;
  }
}

/** A colon after the last slash starts a tag; one before it, a port. */
function splitTag(reference: string): { name: string; tag?: string } {
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return colon < 0 ? { name: reference } : { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
