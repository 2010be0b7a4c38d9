import type { IConstruct } from 'constructs';
import type { Code } from './codes';

/** What a message says beside the problem itself. Never put a secret into `got`. */
export interface Advice {
  /** What was given. */
  readonly got?: string;
  /** What to write instead. */
  readonly use?: string;
}

/**
 * A refusal. Other languages see nothing but the message, so it starts with the code; TypeScript also finds it as `code`.
 */
export class FluxOciError extends Error {
  public constructor(public readonly code: Code, message: string) {
    super(message);
    this.name = 'FluxOciError';
  }
}

/** `FOC010 [chart/app] what is wrong; got what we got; use what to write instead`. */
export function describe(code: Code, where: IConstruct | undefined, problem: string, advice: Advice = {}): string {
  return `${code} ${where ? `[${pathOf(where)}] ` : ''}${sentence(problem, advice)}`;
}

export function sentence(problem: string, { got, use }: Advice = {}): string {
  return [problem, got === undefined ? undefined : `got ${got}`, use === undefined ? undefined : `use ${use}`]
    .filter(part => part !== undefined)
    .join('; ');
}

/** The error to throw; `where` is the construct at fault, absent for plain values. */
export function refusal(code: Code, where: IConstruct | undefined, problem: string, advice?: Advice): FluxOciError {
  return new FluxOciError(code, describe(code, where, problem, advice));
}

/** The path that users know: an inner `Resource` is ours, not theirs. */
export function pathOf(construct: IConstruct): string {
  return construct.node.path.replace(/(\/Resource)+$/, '');
}

/** A value as it may stand in a message. */
export function quoted(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/** What a value is, without showing it: it may be a secret in the wrong place. */
export function typeName(value: unknown): string {
  if (value === null || typeof value !== 'object') return typeof value === 'object' ? 'null' : typeof value;
  return value.constructor?.name ?? 'object';
}
