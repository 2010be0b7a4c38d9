const SHOWN_HEX = 12;

/** What a source pulls: where from, and which of it. */
export function pullOf({ kind, spec }: any): string {
  const place = spec?.url ?? spec?.endpoint ?? 'what it names';
  return kind === 'OCIRepository' ? `${place}, ${choiceOf(spec.ref)}` : String(place);
}

/** Flux looks at the digest, else the range, else the tag. */
function choiceOf({ digest, semver, semverFilter, tag }: any = {}): string {
  if (digest) return `pinned to ${shortDigest(digest)}${tag ? ` (${tag})` : ''}`;
  if (semver) return `newest of ${semver}${semverFilter ? ` among tags like ${semverFilter}` : ''}`;
  return `whatever has the tag ${tag ?? 'latest'}`;
}

function shortDigest(digest: string): string {
  const [algorithm, hex] = digest.split(':');
  return `${algorithm}:${hex.slice(0, SHOWN_HEX)}…`;
}

/** `host/repository:tag` to look up where a digest is one character over and over, as in examples. */
export function placeholderOf({ kind, spec }: any): string | undefined {
  const isPlaceholder = kind === 'OCIRepository' && /^sha256:(.)\1{63}$/.test(spec.ref?.digest);
  return isPlaceholder ? `${spec.url.replace('oci://', '')}:${spec.ref.tag ?? 'TAG'}` : undefined;
}
