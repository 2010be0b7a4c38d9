import type { Document, Node } from 'yaml';
import { tooDeepAt } from './nesting';
import { BadKey, TreeBuilder } from './tree-builder';
import type { YamlDocument, YamlProblem } from './yaml-tree';
import { yaml } from '../private/yaml';

/** The documents of a text, null ones left out, or the first reason why it is none. */
export function parseYaml(text: string): YamlDocument[] | YamlProblem {
  const deep = tooDeepAt(text);
  if (deep !== undefined) return { problem: 'it is nested too deep', offset: deep };
  try {
    const documents = yaml().parseAllDocuments(text, { logLevel: 'silent', uniqueKeys: false, prettyErrors: false, stringKeys: false, keepSourceTokens: false });
    if (!Array.isArray(documents)) return [];
    const markers = markersOf(text);
    const found: YamlDocument[] = [];
    for (const document of documents as Document.Parsed[]) {
      const [error] = document.errors;
      if (error) return { problem: firstLine(error.message), offset: error.pos[0] };
      const root = new TreeBuilder(text).build(document.contents as Node | null);
      if (root && !(root.type === 'scalar' && root.value === null)) found.push({ root, ...regionOf(root.start, markers, text.length), margin: '' });
    }
    return found;
  } catch (error) {
    if (error instanceof BadKey) return { problem: error.message, offset: error.offset };
    return { problem: error instanceof Error ? firstLine(error.message) : 'it can\'t be read', offset: 0 };
  }
}

/** Where documents are parted: a `---` or `...` at the beginning of a line is nothing else, wherever it stands. */
function markersOf(text: string): { start: number; end: number }[] {
  return [...text.matchAll(/^(?:---(?=[ \t\r\n]|$)|\.\.\.(?=[ \t\r\n]|$))/gm)].map(({ index, 0: { length } }) => ({ start: index, end: index + length }));
}

function regionOf(place: number, markers: readonly { start: number; end: number }[], length: number): { start: number; end: number } {
  let region = { start: 0, end: length };
  for (const marker of markers) {
    if (marker.end <= place) region = { start: marker.end, end: length };
    else return { ...region, end: marker.start };
  }
  return region;
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0];
}
