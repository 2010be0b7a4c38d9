import { ApiObject, Chart, JsonPatch, Lazy, type App, type AppProps, type IResolver, type ResolutionContext, type YamlOutputType } from 'cdk8s';
import { Construct, DependencyGroup, type IConstruct } from 'constructs';
import { fc } from '../../support/property';

/** What is in an app: drawn, so that it can be built twice. */
export interface Part {
  readonly type: 'chart' | 'construct' | 'object';
  readonly id: string;
  readonly children: readonly Part[];
  /** Which peculiarity it has. */
  readonly manner: number;
}

/** From the `from`th to the `to`th thing, in the order in which they were made. */
export interface Edge {
  readonly from: number;
  readonly to: number;
  /** By way of a group with something else, or not. */
  readonly with?: number;
}

/** Which way dependencies go, by the order in which things were made: in any, most apps have circles. */
type Direction = 'back' | 'ahead' | 'any';

export interface DrawnApp {
  readonly parts: readonly Part[];
  readonly edges: readonly Edge[];
  readonly direction: Direction;
  readonly type: YamlOutputType;
  readonly extension?: string;
  readonly metadata: boolean;
  readonly resolves: boolean;
}

/** Keys of JavaScript that are numbers come first; names leave `Default` and `Resource` out; what is no label gets a hash. */
const IDS = ['10', '9', '0', '007', 'a', 'b', 'web', 'Web', 'c/d', 'Default', 'Resource', 'x_y', 'redis-cache'];

const idsBelow = fc.constantFrom(...IDS);
const manners = fc.nat({ max: 120 });

const { parts } = fc.letrec<{ part: Part; parts: Part[] }>(tie => ({
  part: fc.record({
    type: fc.constantFrom<Part['type']>('chart', 'construct', 'object', 'object', 'object', 'object'),
    id: idsBelow,
    children: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: tie('parts') }),
    manner: manners,
  }),
  parts: fc.uniqueArray(tie('part'), { minLength: 1, maxLength: 4, selector: ({ id }) => id, depthIdentifier: 'parts' }),
}));

/** Most of what is at the top are charts. */
const top: fc.Arbitrary<Part> = fc.record({ type: fc.constantFrom<Part['type']>('chart', 'chart', 'chart', 'construct'), id: idsBelow, children: parts, manner: manners });

const edge: fc.Arbitrary<Edge> = fc.record({
  from: fc.nat({ max: 40 }), to: fc.nat({ max: 40 }), with: fc.option(fc.nat({ max: 40 }), { nil: undefined, freq: 6 }),
});

export const drawnApps: fc.Arbitrary<DrawnApp> = fc.record({
  parts: fc.uniqueArray(top, { maxLength: 6, selector: ({ id }) => id }),
  edges: fc.oneof(fc.constant([]), fc.array(edge, { maxLength: 3 }), fc.array(edge, { maxLength: 8 })),
  direction: fc.constantFrom<Direction>('back', 'back', 'ahead', 'ahead', 'any'),
  type: fc.constantFrom(0, 1, 2, 3),
  extension: fc.option(fc.constantFrom('.yaml', '.yml'), { nil: undefined }),
  metadata: fc.boolean(),
  resolves: fc.boolean(),
});

/** Peculiarities are rare, or hardly anything would ever be written. */
const LAZY = [1, 2, 3, 4, 5];
const PATCHED = [6, 7, 8];
const NAMED = [9, 10, 11, 12];
const OWN_OBJECT_JSON = 13;
const FAILS_TO_RENDER = 14;
const SUPER_JSON = 15;
const OTHER_JSON = 16;
const IS_INVALID = 17;
const FAILS_AS_CHART = 18;

/** Builds a drawn app as an app of this class. */
export function build(AppClass: new (props: AppProps) => App, drawn: DrawnApp, outdir: string): App {
  const app = new AppClass({
    outdir,
    outputFileExtension: drawn.extension,
    yamlOutputType: drawn.type,
    recordConstructMetadata: drawn.metadata,
    resolvers: drawn.resolves ? [new Shouting()] : [],
  });
  const made: IConstruct[] = [];
  for (const part of drawn.parts) add(app, part, made);
  connect(drawn, made);
  return app;
}

function add(scope: Construct, { type, id, children, manner }: Part, made: IConstruct[]): void {
  const construct = make(scope, type, id, manner);
  made.push(construct);
  if (manner === IS_INVALID) construct.node.addValidation({ validate: () => [`${id} is wrong`, 'twice'] });
  for (const child of children) add(construct, child, made);
}

function make(scope: Construct, type: Part['type'], id: string, manner: number): Construct {
  if (type === 'chart') return chart(scope, id, manner);
  const isInChart = scope.node.scopes.some(each => Chart.isChart(each));
  return type === 'object' && isInChart ? object(scope, id, manner) : new Construct(scope, id);
}

function chart(scope: Construct, id: string, manner: number): Chart {
  const props = {
    namespace: manner % 3 === 0 ? 'flux-system' : undefined,
    labels: manner % 5 === 0 ? { team: 'web' } : undefined,
    disableResourceNameHashes: manner % 7 === 0,
  };
  if (manner === SUPER_JSON) return new ReversedChart(scope, id, props);
  if (manner === OTHER_JSON) return new OtherChart(scope, id, props);
  if (manner === FAILS_AS_CHART) return new FailingChart(scope, id, props);
  return new Chart(scope, id, props);
}

function object(scope: Construct, id: string, manner: number): ApiObject {
  const result = new (manner === OWN_OBJECT_JSON ? LabelledObject : ApiObject)(scope, id, {
    apiVersion: manner % 2 ? 'v1' : 'batch/v1',
    kind: manner % 4 === 0 ? 'CronJob' : 'ConfigMap',
    metadata: NAMED.includes(manner) ? { name: `named-${manner % 2}` } : undefined,
    spec: specOf(id, manner),
  });
  if (PATCHED.includes(manner)) result.addJsonPatch(JsonPatch.add('/spec/patched', manner), JsonPatch.replace('/kind', 'Patched'));
  return result;
}

function specOf(id: string, manner: number): object {
  return {
    id,
    text: ['0o17', 'yes', '# none', 'two\nlines', ' ', 'shout'][manner % 6],
    nothing: null,
    list: [manner, [], {}, { b: 1, a: [true] }],
    ...LAZY.includes(manner) && { lazy: Lazy.any({ produce: () => ({ of: id }) }) },
    ...manner === FAILS_TO_RENDER && { lazy: Lazy.any({ produce: () => { throw new Error(`${id} fails`); } }) },
  };
}

/** Only things in charts may depend on each other; that others may not, cdk8s finds out late, so few of those are drawn. */
function connect({ edges, direction }: DrawnApp, made: readonly IConstruct[]): void {
  const things = edges.length === 8 ? made : made.filter(({ node }) => node.scopes.some(each => Chart.isChart(each)));
  if (things.length === 0) return;
  for (const { from, to, with: other } of edges) {
    const [low, high] = [from % things.length, to % things.length].sort((one, another) => one - another);
    const ends = { back: [high, low], ahead: [low, high], any: [from % things.length, to % things.length] }[direction];
    const [source, target] = ends.map(index => things[index]);
    if (source === target && direction !== 'any') continue;
    source.node.addDependency(other === undefined ? target : new DependencyGroup(target, things[other % things.length]));
  }
}

class ReversedChart extends Chart {
  public override toJson(): any[] {
    return super.toJson().reverse();
  }
}

class OtherChart extends Chart {
  public override toJson(): any[] {
    return [undefined, { kind: 'Other', metadata: { name: this.node.id } }];
  }
}

class FailingChart extends Chart {
  public override toJson(): any[] {
    throw new Error(`${this.node.path} fails`);
  }
}

class LabelledObject extends ApiObject {
  public override toJson(): any {
    return { ...super.toJson(), labelled: true };
  }
}

class Shouting implements IResolver {
  public resolve(context: ResolutionContext): void {
    if (context.value === 'shout') context.replaceValue('SHOUTED');
  }
}
