import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { Disk } from './disk';
import { contentOf, placeOf, type Place } from './place';
import { refusal, type FluxOciError } from '../../private/errors';

/** One file that goes from one content to another. */
export interface Step {
  readonly path: string;
  /** Absent where there is no file yet. */
  readonly from?: string;
  /** Absent where there will be none. */
  readonly to?: string;
  /** Of a file that is made again. */
  readonly mode?: number;
}

/** What to say about files that are neither as they were nor as they will be. */
export type Changed = (paths: readonly string[]) => FluxOciError;

/**
 * Steps that are all taken in the end, however often they are interrupted: what is done already is passed over. At any time each file is
 * whole; what is needed comes before what needs it, and what is deleted goes last.
 */
export class Work {
  private readonly rounds: ReadonlyArray<readonly Step[]>;

  public constructor(private readonly disk: Disk, private readonly root: string, steps: readonly Step[], private readonly changed: Changed) {
    this.rounds = [
      steps.filter(({ from }) => from === undefined),
      steps.filter(({ from, to }) => from !== undefined && to !== undefined),
      steps.filter(({ to }) => to === undefined),
    ];
  }

  /** Refuses while nothing is written yet. */
  public check(): void {
    const foreign = this.rounds.flat().filter(step => attempt(step.path, () => this.look(step)).state === 'foreign').map(({ path }) => path);
    if (foreign.length > 0) throw this.changed(foreign);
  }

  public perform(): void {
    for (const round of this.rounds) {
      const directories = new Set(round.map(step => attempt(step.path, () => this.take(step))));
      for (const directory of directories) this.disk.settle(directory);
    }
  }

  /** Returns the directory of the file. */
  private take(step: Step): string {
    const { place, state } = this.look(step);
    const draft = join(dirname(place.path), draftName(step.path));
    this.disk.remove(draft);
    if (state === 'foreign') throw this.changed([step.path]);
    if (state === 'from') this.replace(place, draft, step);
    return dirname(place.path);
  }

  private replace(place: Place, draft: string, { to, mode }: Step): void {
    if (to === undefined) {
      this.disk.remove(place.path);
      return;
    }
    this.disk.makeDirectory(dirname(place.path));
    this.disk.create(draft, to, place.mode ?? mode);
    this.disk.rename(draft, place.path);
  }

  private look({ path, from, to }: Step): { readonly place: Place; readonly state: 'from' | 'to' | 'foreign' } {
    const place = placeOf(this.root, path);
    const content = contentOf(place);
    return { place, state: isSame(content, to) ? 'to' : isSame(content, from) ? 'from' : 'foreign' };
  }
}

/** Always the same for a file, so that nothing is left over when a run is interrupted and another one takes over. */
function draftName(path: string): string {
  return `.flux-oci-${createHash('sha256').update(path).digest('hex').slice(0, 16)}`;
}

function isSame(content: Buffer | undefined, text: string | undefined): boolean {
  return content === undefined || text === undefined ? content === text : content.equals(Buffer.from(text, 'utf8'));
}

/** What the disk refuses, told with the file that it is about. */
export function attempt<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    throw refusal('FOC169', undefined, "a file can't be written", {
      got: `${JSON.stringify(path)} (${code})`, use: 'the same command again once it can, or `--rollback`',
    });
  }
}
