import type { IConstruct } from 'constructs';
import { celProblem } from '../private/cel';
import { refusal, typeName } from '../private/errors';

/** A text that Flux can read as CEL. Returns it. */
export function checkedCel(scope: IConstruct, field: string, expression: string): string {
  const problem = typeof expression === 'string' ? celProblem(expression) : typeName(expression);
  if (problem === undefined) return expression;
  throw refusal('FOC072', scope, `\`${field}\` is no expression of CEL`, {
    got: typeof expression === 'string' && expression.trim() === '' ? 'an empty text' : `${problem}, where it can't be`,
    use: 'a condition such as `status.phase == "Running"`',
  });
}
