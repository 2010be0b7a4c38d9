import { escaped } from './anchored';
import { checked, PLAIN } from './malformed';
import { quoted, refusal } from '../private/errors';

/** Which runs of a pipeline: at most one of these. */
export interface GitRef {
  readonly branch?: string;
  readonly tag?: string;
  readonly anyRef?: boolean;
}

/** What git takes for a name, as far as a certificate writes it as it is. */
const NAME = new RegExp(`^(?!refs/|[-/.]|@$)(?!.*(?://|/\\.|\\.\\.|\\.lock(?:/|$)|[/.]$))[${PLAIN}/@]+$`);

/** The pattern of the refs that are meant. Where none is told, a pull request isn't: anybody can open one. */
export function refPattern({ branch, tag, anyRef = false }: GitRef): string {
  const names = [branch, tag].filter(name => name !== undefined);
  if (names.length > 1) {
    throw refusal('FOC045', undefined, '`branch` and `tag` exclude each other: a workflow runs for one of them', { use: 'one, or none for any branch or tag' });
  }
  if (anyRef && names.length > 0) {
    throw refusal('FOC045', undefined, '`anyRef` means every ref, so `branch` and `tag` say nothing beside it', { got: quoted(names[0]), use: 'one of them' });
  }
  if (anyRef) return '(?:refs/.+|[0-9a-f]{40})';
  if (branch !== undefined) return `refs/heads/${nameOf('branch', branch)}`;
  return tag !== undefined ? `refs/tags/${nameOf('tag', tag)}` : 'refs/(?:heads|tags)/.+';
}

function nameOf(field: string, name: string): string {
  return escaped(checked(field, name, NAME, 'the short name, such as "main" or "v1.2.3"'));
}
