import { quoted, refusal } from '../private/errors';

/** OCI distribution spec, "Pulling manifests". */
const TAG = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/** A legal tag. Returns the tag itself. */
export function checkedTag(tag: string): string {
  if (TAG.test(tag)) return tag;
  const build = /^[^+]+\+[^+]+$/.test(tag) && TAG.test(tag.replace('+', '_'));
  throw refusal('FOC015', undefined, 'a tag has up to 128 letters, digits, `_`, `.` and `-`, and starts with none of the last two', {
    got: quoted(tag),
    use: build ? `${quoted(tag.replace('+', '_'))}: registries write the + of a version as _` : 'a tag that the registry lists',
  });
}
