import { quoted, refusal } from '../private/errors';

/** OCI distribution spec, "Pulling manifests". */
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

export function isTag(text: unknown): text is string {
  return typeof text === 'string' && TAG.test(text);
}

/** A legal tag. Returns the tag itself. */
export function checkedTag(tag: string): string {
  if (isTag(tag)) return tag;
  throw refusal('FOC015', undefined, 'a tag has 1 to 128 letters, digits, `_`, `.` and `-`, and starts with neither `.` nor `-`', {
    got: quoted(tag),
    use: withoutPlus(tag) ?? 'a tag that the registry lists',
  });
}

function withoutPlus(tag: unknown): string | undefined {
  if (typeof tag !== 'string' || !/^[^+]+\+[^+]+$/.test(tag)) return undefined;
  const legal = tag.replace('+', '_');
  return isTag(legal) ? `${quoted(legal)}: registries write the + of a version as _` : undefined;
}
