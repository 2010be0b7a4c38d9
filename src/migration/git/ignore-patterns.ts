/** What becomes of the `ignore` of a Git source, when its files are in an artifact. */
export interface IgnoreOutcome {
  /** The patterns that still hold. */
  readonly ignore?: string;
  /** What of it can't be told. */
  readonly unclear?: string;
  /** The only directory that it let through. */
  readonly only?: string;
}

/** Patterns that begin with a slash are relative to the repository, and then to the root of the artifact; others hold anywhere. */
export function ignoreWithin(ignore: string, root: string): IgnoreOutcome {
  const only = onlyDirectory(ignore);
  if (root === '') return { ignore, ...(only !== undefined && { only }) };
  if (only !== undefined && (only === root || only.startsWith(`${root}/`) || root.startsWith(`${only}/`))) {
    // What is pushed is what was let through, or less.
    return only.startsWith(`${root}/`) ? { ignore: `/*\n!${only.slice(root.length)}\n` } : {};
  }
  const anchored = patterns(ignore).find(pattern => /^!?\/|.\/./.test(pattern));
  return anchored === undefined ? { ignore } : { unclear: anchored };
}

/** The directory of a whitelist: everything is left out but this one. */
function onlyDirectory(ignore: string): string | undefined {
  const [all, kept, ...more] = patterns(ignore);
  if (all !== '/*' || kept === undefined || more.length > 0) return undefined;
  return /^!\/([\w./-]+?)\/?$/.exec(kept)?.[1];
}

function patterns(ignore: string): string[] {
  return ignore.split('\n').map(line => line.trim()).filter(line => line !== '' && !line.startsWith('#'));
}
