import { parseAllDocuments } from 'yaml';
import type { Problem } from './problem';

export interface ReadResult {
  readonly documents: any[];
  readonly problems: Problem[];
}

/** YAML 1.1, as kubectl reads it (`on` is a boolean), without the times and sexagesimal numbers that Go's parser leaves as text. */
export function readDocuments(text: string): ReadResult {
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    customTags: tags => tags.filter(tag => typeof tag === 'string' || (tag.format !== 'TIME' && !tag.tag.endsWith(':timestamp'))),
  });
  const documents = [...parsed];
  return {
    documents: documents.filter(document => document.errors.length === 0).map(document => document.toJS()).filter(document => document !== null),
    problems: documents.flatMap(document => document.errors).map(error => ({ path: '', message: `not YAML: ${error.message.split('\n')[0]}` })),
  };
}
