import { dereferenced } from '../yaml-lookup';
import type { YamlAlias, YamlNode } from '../yaml-tree';

/** The aliases in a document that stand for a value, or for something around it: where it changes too when the value does. */
export function aliasesOf(root: YamlNode, value: YamlNode): YamlAlias[] {
  const target = dereferenced(value)!;
  const holds = (node: YamlNode | undefined): boolean => node !== undefined && node.start <= target.start && node.end >= target.end;
  return [...aliasesIn(root)].filter(alias => alias !== value && holds(alias.target));
}

function* aliasesIn(node: YamlNode | undefined): Generator<YamlAlias> {
  if (node?.type === 'alias') yield node;
  else if (node?.type === 'map') for (const { value } of node.pairs) yield* aliasesIn(value);
  else if (node?.type === 'list') for (const item of node.items) yield* aliasesIn(item);
}
