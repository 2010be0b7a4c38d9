import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Names, Yaml, YamlOutputType, type Chart } from 'cdk8s';
import { refuseOverwriting, warnOfOverwriting, type ResourceFile } from './overwriting';
import type { Rendering } from './rendering';

/** Where files go, and what their names end in. */
export interface Place {
  readonly outdir: string;
  readonly outputFileExtension: string;
}

type Writer = (place: Place, rendering: Rendering) => void;

const WRITERS: { readonly [type in YamlOutputType]: Writer } = {
  [YamlOutputType.FILE_PER_APP]: writeApp,
  [YamlOutputType.FILE_PER_CHART]: writeCharts,
  [YamlOutputType.FILE_PER_RESOURCE]: writeResources,
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE]: writeFolders,
};

/** Writes all files, each as soon as all that goes into it is rendered. What fails leaves the files before it, as in cdk8s. */
export function writeFiles(type: YamlOutputType, place: Place, rendering: Rendering): void {
  WRITERS[type]?.(place, rendering);
}

/** By the YAML writer of cdk8s, document by document: all at once would be more arguments than a function may have. */
export function yamlOf(documents: readonly any[]): string {
  return documents.map(document => Yaml.stringify(document)).join('---\n');
}

function writeApp(place: Place, rendering: Rendering): void {
  const documents = rendering.charts.flatMap(chart => rendering.documentsOf(chart));
  if (rendering.charts.length > 0) save(place, 'app', documents);
}

function writeCharts(place: Place, rendering: Rendering): void {
  const names = chartNames(rendering);
  warnOfOverwriting(names);
  for (const [chart, name] of names) save(place, name, rendering.documentsOf(chart));
}

function writeResources(place: Place, rendering: Rendering): void {
  const files: ResourceFile[] = [];
  try {
    for (const chart of rendering.charts) {
      for (const document of rendering.documentsOf(chart)) {
        if (document !== undefined) files.push({ chart, document, name: nameOf(document), label: labelOf(document) });
      }
    }
  } finally {
    // Only when all is rendered, all names are known; and what comes before a failure is written all the same.
    refuseOverwriting(files, 'a folder per chart, or a file per chart or app, which keeps both');
    for (const { name, document } of files) save(place, name, [document]);
  }
}

function writeFolders(place: Place, rendering: Rendering): void {
  const folders = chartNames(rendering);
  const files = [...folders].flatMap(([chart, folder]) => {
    return rendering.objectsOf(chart).map(object => ({ chart, name: join(folder, nameOf(object)), label: labelOf(object) }));
  });
  refuseOverwriting(files, 'another name, or a file per chart or app, which keeps both');
  for (const [chart, folder] of folders) {
    mkdirSync(join(place.outdir, folder), { recursive: true });
    for (const object of rendering.objectsOf(chart)) save(place, join(folder, nameOf(object)), [object.toJson()]);
  }
}

function chartNames({ charts, isNumbered }: Rendering): ReadonlyMap<Chart, string> {
  const numbered = (index: number) => isNumbered ? `${index.toString().padStart(4, '0')}-` : '';
  return new Map(charts.map((chart, index) => [chart, `${numbered(index)}${Names.toDnsLabel(chart)}`]));
}

function nameOf(object: Named): string {
  return `${object.kind}.${object.metadata.name}`.replace(/[^0-9a-zA-Z-_.]/g, '');
}

function labelOf({ kind, metadata: { name, namespace } }: Named): string {
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** An object or what it renders. */
interface Named {
  readonly kind: string;
  readonly metadata: { readonly name?: string; readonly namespace?: string };
}

function save({ outdir, outputFileExtension }: Place, name: string, documents: readonly any[]): void {
  writeFileSync(join(outdir, `${name}${outputFileExtension}`), yamlOf(documents));
}
