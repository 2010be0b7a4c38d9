/** Of these names the one that was probably meant; undefined where none is close. */
export function nearest(name: string, names: readonly string[]): string | undefined {
  const [best] = names.map(other => ({ other, cost: distance(name.toLowerCase(), other.toLowerCase()) })).sort((a, b) => a.cost - b.cost);
  return best && best.cost <= Math.max(1, Math.floor(name.length / 4)) ? best.other : undefined;
}

/** How many letters have to be added, left out, changed, or swapped with the next one. */
function distance(from: string, to: string): number {
  let [before, row]: [number[], number[]] = [[], [...Array(to.length + 1).keys()]];
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (from[i - 1] === to[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    [before, row] = [row, next];
  }
  return row[to.length];
}
