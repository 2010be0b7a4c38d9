import { commentsIn, type Comment } from '../comments';
import { lineEnd, lineStart, pairEnd } from '../text-edits';
import type { YamlMap, YamlPair } from '../yaml-tree';

/** The comments of a chart block that is taken out, and where they go. */
export interface ChartComments {
  /** Behind the version. */
  readonly behind?: string;
  /** Before the version. */
  readonly above: readonly string[];
  /** Of everything else. */
  readonly others: readonly string[];
}

/** What other programs read to find or set the version. */
const OF_VERSION = /renovate|\$imagepolicy|datasource/i;

/**
 * The comments in the lines of a block that has a version.
 *
 * @param text the text of the file
 * @param block the block
 * @param spec the map with the version
 */
export function chartComments(text: string, block: YamlPair, spec: YamlMap): ChartComments {
  const [start, end] = [block.keyStart, lineEnd(text, pairEnd(block))];
  const comments = commentsIn(text, start, end);
  const version = spec.pairs.find(({ key, keyStart }) => key === 'version' && keyStart >= start && keyStart < end);
  const line = version && lineStart(text, pairEnd(version));
  const behind = comments.find(({ ownLine, offset }) => !ownLine && lineStart(text, offset) === line);
  const above = new Set([
    ...comments.filter(comment => comment !== behind && OF_VERSION.test(comment.text)),
    ...version ? directlyAbove(text, comments, lineStart(text, version.keyStart)) : [],
  ]);
  return {
    behind: behind?.text,
    above: comments.filter(comment => above.has(comment)).map(textOf),
    others: comments.filter(comment => comment !== behind && !above.has(comment)).map(textOf),
  };
}

function directlyAbove(text: string, comments: readonly Comment[], line: number): Comment[] {
  const found: Comment[] = [];
  for (let at = line; ;) {
    const comment = comments.find(({ ownLine, offset }) => ownLine && lineEnd(text, offset) === at);
    if (!comment) return found;
    found.push(comment);
    at = lineStart(text, comment.offset);
  }
}

function textOf({ text }: Comment): string {
  return text;
}
