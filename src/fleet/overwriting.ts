import type { Chart } from 'cdk8s';
import { pathOf, refusal } from '../private/errors';
import { warn } from '../private/warnings';

/** A file with one object. */
export interface ResourceFile {
  readonly chart: Chart;
  readonly name: string;

  /** What is in it, as people call it. */
  readonly label: string;
  readonly document?: any;
}

/** cdk8s would write one over the other, and what is lost nobody is told. */
export function refuseOverwriting(files: readonly ResourceFile[], use: string): void {
  const first = new Map<string, ResourceFile>();
  for (const file of files) {
    const other = first.get(file.name);
    if (other) throw refusal('FOC180', file.chart, `${file.label} would be written over ${other.label} of ${pathOf(other.chart)}: both go into the file ${file.name}`, { use });
    first.set(file.name, file);
  }
}

/** Of two charts of one name cdk8s keeps the file of the last. That takes ids such as `Default`, which hardly anybody gives a chart. */
export function warnOfOverwriting(names: ReadonlyMap<Chart, string>): void {
  const first = new Map<string, Chart>();
  for (const [chart, name] of names) {
    const other = first.get(name);
    if (other) warn(chart, 'FOC181', `this chart is written over ${pathOf(other)}: both go into the file ${name}`, { use: 'other ids, or a file per app' });
    first.set(name, chart);
  }
}
