import { Yaml } from 'cdk8s';
import { shared } from '../private/shared';

/**
 * V8 remembers for all objects that begin empty, in one table with room for about 1,500 keys, which hidden class follows when they get their first key. In a
 * fleet the ids of constructs fill it, since a construct keeps its children in such an object. What isn't in the table then gets a hidden class of
 * its own, object by object: the YAML writer, which copies its settings for each key that it writes, takes three times as long and twice the
 * memory. The table forgets what no object has any more, so an object that stays keeps it fast.
 */
export function keepYamlWriterFast(): void {
  if (KEPT.contexts.length > 0) return;
  try {
    Yaml.stringify({ probe: { ...EMPTY_MAP, toString: (context: object) => KEPT.contexts.push(context).toString() } });
  } catch {
    // A YAML writer that doesn't know this form is as fast as V8 makes it.
  }
}

const KEPT = shared('yaml-contexts', () => ({ contexts: [] as object[] }));

/** What the YAML writer takes for a node of its own, and asks to write itself with its settings. */
const EMPTY_MAP = { [Symbol.for('yaml.node.type')]: Symbol.for('yaml.map'), tag: 'tag:yaml.org,2002:map', items: [] };
