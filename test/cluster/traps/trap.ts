import type { Chart } from 'cdk8s';
import type { Code } from '../../../src/private/codes';

/** A manifest that looks right and isn't, what becomes of it, and what this library does about it. */
export interface Trap {
  /** Names it, and its namespace on the cluster. */
  readonly id: string;
  /** What is wrong, in a sentence. */
  readonly wrong: string;
  /** What was there before, all of it ready, when the manifests are applied. */
  readonly before?: string;
  /** As a user writes it. `<…>` stands for what each run decides, see fixtures.ts. */
  readonly manifests: string;
  /** What server-side apply with strict validation says: `accepted`, or its complaint word by word. */
  readonly apiServer: string;
  /** What Flux makes of it; absent where the API server refuses it. */
  readonly flux?: Outcome;
  readonly library: Answer;
}

export interface Outcome {
  /** In a sentence. */
  readonly effect: string;
  /**
   * By `Kind/name`, or `Kind/namespace/name` for another namespace than the trap's own, what is so in the end:
   *
   * - `Ready=False URLInvalid: message`, or its beginning `Ready=False`, or `no SourceVerified`: a condition or its absence
   * - `exists` or `absent`
   * - `data.greeting: hello`: any field; `~` stands for a dot in the name of a label
   */
  readonly facts: { readonly [object: string]: readonly string[] };
}

export type Answer = Refused | Warned | Impossible | NotYet | Beyond;

/** A program that writes the same with this library. */
export type Program = (chart: Chart) => void;

/** The program ends with this code. */
export interface Refused {
  readonly refused: Code;
  readonly program: Program;
}

/** The program renders the trap, and this warning. */
export interface Warned {
  readonly warned: Code;
  readonly program: Program;
}

/** There is no way to say it, or it is said so that it works. */
export interface Impossible {
  readonly impossible: string;
}

/** The program renders the trap, and nothing is said; the text says what should be. */
export interface NotYet {
  readonly notYet: string;
  readonly program: Program;
}

/** Only the registry or the cluster knows, and a synth asks neither. The program renders the trap, and nothing is said. */
export interface Beyond {
  readonly beyond: string;
  readonly program: Program;
}

/** Traps of one theme. */
export interface Theme {
  readonly title: string;
  readonly traps: readonly Trap[];
}
