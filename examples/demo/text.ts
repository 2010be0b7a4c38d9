/** Fits most terminals, and a page of documentation. */
export const WIDTH = 100;

/** Lines of at most `WIDTH`, broken at single spaces; those after the first are indented by `hang`. */
export function wrap(text: string, hang: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    const longer = line ? `${line} ${word}` : word;
    if (line && longer.length > WIDTH) {
      lines.push(line);
      line = `${' '.repeat(hang)}${word}`;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}

export function count(items: number, singular: string): string {
  return `${items} ${singular}${items === 1 ? '' : 's'}`;
}
