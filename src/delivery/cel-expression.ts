import type { IConstruct } from 'constructs';
import { celNames, celProblem } from '../private/cel';
import { quoted, refusal, typeName } from '../private/errors';

/** A condition for a dependency, which Flux compiles: it must know every name, and that it gives a boolean. Returns it. */
export function checkedReadyExpr(scope: IConstruct, expression: string): string {
  const [stranger] = celNames(checkedCel(scope, 'readyExpr', expression)).filter(name => name !== 'dep' && name !== 'self');
  if (stranger !== undefined) {
    throw refusal('FOC072', scope, '`readyExpr` knows `dep`, the object depended on, and `self`, the one that depends', { got: quoted(stranger), use: '`dep.status…`' });
  }
  if (!FIELD.test(expression)) return expression;
  throw refusal('FOC072', scope, '`readyExpr` must give true or false, and Flux knows of no field that it is one', { got: quoted(expression), use: `\`${expression.trim()} == true\`` });
}

const FIELD = /^\s*(?:dep|self)(?:\s*\.\s*\w+|\[[^\]]*\])*\s*$/;

/** A text that Flux can read as CEL. Returns it. */
export function checkedCel(scope: IConstruct, field: string, expression: string): string {
  const problem = typeof expression === 'string' ? celProblem(expression) : typeName(expression);
  if (problem === undefined) return expression;
  throw refusal('FOC072', scope, `\`${field}\` is no expression of CEL`, {
    got: typeof expression === 'string' && expression.trim() === '' ? 'an empty text' : `${problem}, where it can't be`,
    use: 'a condition such as `status.phase == "Running"`',
  });
}
