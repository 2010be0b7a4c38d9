import { OciRef } from '../oci/oci-ref';
import { OciUrl, refuseUser } from '../oci/url';
import { Brand } from '../private/brand';
import { quoted, refusal } from '../private/errors';

const BRAND = new Brand<PinnedArtifact>('PinnedArtifact');

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
   * @throws FOC010 for a malformed digest, FOC011, FOC013 or FOC014 for a URL that can't be one, FOC012 without a digest,
   * FOC015 for an illegal tag
   */
  public static parse(reference: string): PinnedArtifact {
    if (typeof reference !== 'string') throw unpinned(quoted(reference), 'oci://host/repository:tag');
    refuseUser(reference);
    const at = reference.lastIndexOf('@');
    const { name, tag } = splitTag(at < 0 ? reference : reference.slice(0, at));
    const url = OciUrl.parse(name).toString();
    if (at < 0) {
      const why = tag === undefined ? 'names no version' : `may move with the tag ${quoted(tag)}`;
      throw unpinned(`${quoted(reference)}, which ${why}`, reference);
    }
    return new PinnedArtifact(url, reference.slice(at + 1), tag);
  }

  /** @internal */
  public static _is(value: unknown): value is PinnedArtifact {
    return BRAND.isOn(value);
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

BRAND.put(PinnedArtifact);

function unpinned(got: string, reference: string): Error {
  const use = `${quoted(`${reference}@sha256:…`)}; \`crane digest\` or \`flux push artifact --output json\` tells it`;
  return refusal('FOC012', undefined, 'an artifact must be pinned by digest', { got, use });
}

/** A colon after the last slash starts a tag; one before it, a port. */
function splitTag(reference: string): { name: string; tag?: string } {
  const colon = reference.indexOf(':', reference.lastIndexOf('/') + 1);
  return colon < 0 ? { name: reference } : { name: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
