/** Where the command prints, and what it is told by. */
export interface Terminal {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly environment: { readonly [name: string]: string | undefined };
}

/** What is printed to; a stream of Node is one. */
export interface Output {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Paints texts, or leaves them as they are. */
export type Paint = Pick<ReturnType<typeof import('picocolors').createColors>, 'red' | 'green' | 'yellow' | 'cyan' | 'bold' | 'dim'>;

const PLAIN: Paint = { red: String, green: String, yellow: String, cyan: String, bold: String, dim: String };

/** Colours for people who look at a terminal and want them. */
export function paintFor({ isTTY }: Output, { environment }: Terminal): Paint {
  if (!isTTY || environment.NO_COLOR || environment.TERM === 'dumb') return PLAIN;
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const { createColors }: typeof import('picocolors') = require('picocolors');
  return createColors(true);
}

/** A line of progress that each next one overwrites; nothing where nobody looks. */
export class Progress {
  private last = 0;

  public constructor(private readonly output: Output, private readonly now: () => number = Date.now) {}

  public show(text: string): void {
    if (this.output.isTTY) this.output.write(`\r\x1B[K${text}`);
  }

  /** Shows a count, ten times a second at most. */
  public count(count: number, text: (count: number) => string): void {
    if (!this.output.isTTY || this.now() - this.last < 100) return;
    this.last = this.now();
    this.show(text(count));
  }

  public clear(): void {
    this.show('');
  }
}

/** What files hold could else move the cursor of the terminal, or worse. */
export function harmless(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/g, '\uFFFD');
}

/** A diff in the colours of git. */
export function painted(diff: string, paint: Paint): string {
  let inHunk = false;
  return diff.split('\n').map(line => {
    if (line.startsWith('diff --git ')) inHunk = false;
    if (line.startsWith('@@')) {
      inHunk = true;
      return paint.cyan(line);
    }
    if (!inHunk) return line === '' ? line : paint.bold(line);
    return line.startsWith('+') ? paint.green(line) : line.startsWith('-') ? paint.red(line) : line;
  }).join('\n');
}
