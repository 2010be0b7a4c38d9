import { commentsIn } from '../comments';
import type { TreeFile } from '../tree-file';
import type { YamlDocument, YamlMap } from '../yaml-tree';

/** How schemas of Flux are named: `helmrepository_v1.json`, or `helmrepository-source-v1.json`. */
const SCHEMA = /\b(helmrepository|gitrepository|helmrelease|kustomization)([-_])((?:source|helm|kustomize)-)?v\d+(?:(?:alpha|beta)\d+)?\.json/;

const CURRENT = { ocirepository: ['v1', 'source-'], helmrelease: ['v2', 'helm-'], kustomization: ['v1', 'kustomize-'] } as const;

/** What a modeline says of an object that is another one now, or of another version. */
export function updateModeline(file: TreeFile, document: YamlDocument, map: YamlMap, schema: keyof typeof CURRENT): void {
  // Before the first `---` there may be one too.
  const isFirst = file.documents[0] === document;
  const start = isFirst ? 0 : document.start;
  if (!file.text.slice(start, map.start).includes('yaml-language-server')) return;
  for (const { isModeline, text, offset } of commentsIn(file.text, start, map.start)) {
    const found = isModeline ? SCHEMA.exec(text) : null;
    if (!found) continue;
    const [whole, , separator, group] = found;
    const [version, room] = CURRENT[schema];
    file.edits.replace(offset + found.index, offset + found.index + whole.length, `${schema}${separator}${group === undefined ? '' : room}${version}.json`);
  }
}
