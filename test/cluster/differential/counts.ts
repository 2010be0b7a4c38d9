import { KINDS, specSchema } from './schema';
import { slotsOf } from './spoil';
import { outcomeOf, type Outcome, type Verdict } from './verdicts';
import { MINORS } from '../../support/crd/crds';

const OUTCOMES: readonly Outcome[] = ['both', 'only the server', 'server, impossible here', 'only the library', 'neither', 'neither, impossible here'];

/** The fields of specs, as the schema has them. */
export function fieldsIn(verdicts: readonly Verdict[]): ReadonlySet<string> {
  return new Set(verdicts.flatMap(({ drawn: { of, spec }, minor }) => slotsOf(specSchema(of, minor), of.kind, spec).map(({ path }) => path)));
}

/** How many specs who accepts, by kind and minor. */
export function countsOf(verdicts: readonly Verdict[]): string {
  const rows = KINDS.flatMap(({ kind }) => MINORS.map(minor => {
    const own = verdicts.filter(each => each.drawn.of.kind === kind && each.minor === minor).map(outcomeOf);
    return [kind, minor, ...OUTCOMES.map(outcome => String(own.filter(each => each === outcome).length))];
  }));
  const table = [['accepted by', '', ...OUTCOMES], ...rows];
  const widths = table[0].map((_, column) => Math.max(...table.map(row => row[column].length)));
  const lines = table.map(row => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  return [...lines, ...reasonsOf(verdicts)].join('\n');
}

/** How many specs there are no words for, by reason. */
function reasonsOf(verdicts: readonly Verdict[]): string[] {
  const reasons = verdicts.flatMap(({ ours, minor }) => 'reason' in ours && minor === '2.9' ? [ours.reason] : []);
  return [...new Set(reasons)].sort().map(reason => `impossible here: ${reason} (${reasons.filter(each => each === reason).length})`);
}
