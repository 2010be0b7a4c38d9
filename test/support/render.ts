import { App, Chart, Testing, type ApiObject, type AppProps, type ChartProps } from 'cdk8s';
import { Warnings } from '../../src';

/** A digest, where it doesn't matter which. */
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** A chart as app teams have it: everything of Flux goes to one namespace. */
export function fluxChart(props: ChartProps = {}, app: AppProps = {}): Chart {
  return new Chart(new App(app), 'delivery', { namespace: 'flux-system', disableResourceNameHashes: true, ...props });
}

/** The documents that a chart renders, after validation, as `cdk8s synth` writes them. */
export function documentsOf(chart: Chart): any[] {
  return Testing.synth(chart);
}

/** The one document of this kind. */
export function documentOf(chart: Chart, kind: string): any {
  const found = documentsOf(chart).filter(document => document.kind === kind);
  if (found.length !== 1) throw new Error(`expected one ${kind}, got ${found.length}`);
  return found[0];
}

/** Renders what `build` makes, and returns the one document of this kind. */
export function render(kind: string, build: (chart: Chart) => void): any {
  const chart = fluxChart();
  build(chart);
  return documentOf(chart, kind);
}

/** The warnings of a chart once it is rendered: `FOC017 [delivery/app] …`. */
export function warningsOf(chart: Chart): string[] {
  documentsOf(chart);
  return Warnings.of(chart.node.root).lines;
}

/** A text as it stands in the data of a Secret. */
export function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** What a Secret holds, as text. */
export function contentOf(secret: any): { [key: string]: string } {
  return Object.fromEntries(Object.entries<string>(secret.data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]));
}

/** The L1 object inside an L2 construct, where escape hatches begin. */
export function resourceOf(construct: { readonly node: { readonly defaultChild?: unknown } }): ApiObject {
  return construct.node.defaultChild as ApiObject;
}
