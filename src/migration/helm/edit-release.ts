import { chartComments } from './chart-comments';
import { CURRENT, type ChartUse } from './chart-use';
import { updateModeline } from './modeline';
import type { MigrationRun } from '../migration-run';
import { indentOf, plainOrQuoted } from '../text-edits';
import { find, textAt } from '../yaml-lookup';
import type { YamlMap, YamlPair, YamlScalar } from '../yaml-tree';

/** Puts a `chartRef` in the place of a `chart`. */
export function editRelease(run: MigrationRun, use: ChartUse, name: string): void {
  const { object, chart, spec } = use;
  const { file } = object;
  const step = stepOf(file.text, chart.pair);
  const { others } = chartComments(file.text, chart.pair, spec);
  file.edits.replacePair(chart.pair, [...others, 'chartRef:', `${step}kind: OCIRepository`, `${step}name: ${plainOrQuoted(name)}`]);
  run.changed(object, `chart → chartRef: OCIRepository ${name}`, chart.pair.keyStart);
  const strategy = find(spec, 'reconcileStrategy');
  if (strategy && textAt(strategy.node) !== 'ChartVersion') {
    run.note('FOC132', { file, offset: strategy.pair.keyStart, object }, '`reconcileStrategy` is gone: a chartRef follows every new digest');
  }
  if (use.isBeta) bumpApiVersion(run, use);
}

function bumpApiVersion(run: MigrationRun, { object }: ChartUse): void {
  const { node } = find(object.map, 'apiVersion')!;
  object.file.edits.setText(node as YamlScalar, CURRENT);
  run.changed(object, `apiVersion: ${object.apiVersion} → ${CURRENT}`, node.start);
  if (!object.within) updateModeline(object.file, object.document, object.map, 'helmrelease');
}

/** By how much the lines below a key are indented. */
export function stepOf(text: string, { keyStart, value }: YamlPair): string {
  const map: YamlMap | undefined = value?.type === 'map' && !value.flow ? value : undefined;
  const width = map && map.pairs.length > 0 ? indentOf(text, map.pairs[0].keyStart).length - indentOf(text, keyStart).length : 0;
  return ' '.repeat(width > 0 ? width : 2);
}
