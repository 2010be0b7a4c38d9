import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, App, Chart, JsonPatch, Lazy, Testing, YamlOutputType, type AppProps } from 'cdk8s';
import { Construct } from 'constructs';
import { errorOf, outcomeOf, type Outcome } from './support/outcome';
import { Warnings } from '../../src';
import { FleetApp } from '../../src/fleet/fleet-app';
import { refusalOf } from '../support/refusal';

type AppClass = new (props: AppProps) => App;

function configMap(scope: Construct, id: string, props: object = {}): ApiObject {
  return new ApiObject(scope, id, { apiVersion: 'v1', kind: 'ConfigMap', ...props });
}

/** What a program writes as a FleetApp, which must be what it writes as an App. */
function writtenBy(program: (app: App) => void, props: AppProps = {}): Outcome {
  const [ours, theirs] = ([FleetApp, App] as AppClass[]).map(type => outcomeOf(outdir => {
    const app = new type({ ...props, outdir });
    program(app);
    return app;
  }));
  expect(ours).toEqual(theirs);
  return ours;
}

const root = mkdtempSync(join(tmpdir(), 'fleets-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Writes into a folder that nothing else uses. */
function fleet(props: AppProps = {}): FleetApp {
  return new FleetApp({ outdir: mkdtempSync(join(root, 'fleet-')), ...props });
}

describe('what is done once', () => {
  /** How often constructs of ten charts are validated and rendered. */
  function workOf(type: AppClass): object {
    const work = { validations: 0, renderings: 0 };
    outcomeOf(outdir => {
      const app = new type({ outdir });
      for (let index = 0; index < 10; index++) {
        const chart = new Chart(app, `chart-${index}`);
        chart.node.addValidation({ validate: () => { work.validations++; return []; } });
        configMap(chart, 'object', { spec: Lazy.any({ produce: () => ++work.renderings }) });
      }
      return app;
    });
    return work;
  }

  test('each construct is validated and rendered once', () => {
    expect(workOf(FleetApp)).toEqual({ validations: 10, renderings: 10 });
  });

  test('an App validates each for every chart again', () => {
    expect(workOf(App)).toEqual({ validations: 110, renderings: 10 });
  });
});

describe('order', () => {
  /** A chart that depends on the two before it, and so on: the ways through it are as many as there are Fibonacci numbers. */
  function ladder(app: App, count: number): Chart[] {
    const charts: Chart[] = [];
    for (let index = 0; index < count; index++) {
      const chart = new Chart(app, `chart-${index}`);
      configMap(chart, 'one');
      configMap(chart, 'two');
      chart.addDependency(...charts.slice(-2));
      charts.push(chart);
    }
    return charts;
  }

  const idsOf = (charts: readonly Chart[]) => charts.map(({ node }) => node.id);

  test('of a hundred charts that depend on the two before them', () => {
    const app = fleet();
    const charts = ladder(app, 100);
    app.synth();
    expect(idsOf(app.charts)).toEqual(idsOf(charts));
  });

  test('of a chain of ten thousand charts, which would fill the stack', () => {
    const app = new FleetApp();
    const charts = Array.from({ length: 10_000 }, (_, index) => new Chart(app, `chart-${index}`));
    charts.slice(1).forEach((chart, index) => charts[index].addDependency(chart));
    expect(idsOf(app.charts)).toEqual(idsOf(charts).reverse());
  });

  test('of objects whose charts depend on each other, which would be a million dependencies', () => {
    const app = new FleetApp();
    const [last, first] = ['last', 'first'].map(id => new Chart(app, id));
    for (let index = 0; index < 1000; index++) [last, first].forEach(chart => configMap(chart, `object-${index}`, { metadata: { name: `${chart.node.id}-${index}` } }));
    last.addDependency(first);
    const names = app.synthYaml().match(/(?<=name: ).*/g)!;
    expect(names).toEqual(['first', 'last'].flatMap(id => Array.from({ length: 1000 }, (_, index) => `${id}-${index}`)));
  });

  test('a circle is told in the words of cdk8s, also where its own search would not end', () => {
    const app = fleet();
    const charts = ladder(app, 60);
    charts[0].addDependency(charts[59]);
    const odd = Array.from({ length: 29 }, (_, index) => 2 * index + 1);
    expect(errorOf(() => app.synth())).toBe(`Dependency cycle detected: ${[...odd.reverse(), 0, 59, 57].map(index => `chart-${index}`).join(' => ')}`);
  });

  test('numbers of files follow the charts that depend on others, as do those of folders', () => {
    const program = (app: App) => ladder(app, 3).forEach(chart => configMap(chart, 'three'));
    const names = ['0000-chart-0', '0001-chart-1', '0002-chart-2'];
    expect(Object.keys(writtenBy(program).files)).toEqual(['dist/', ...names.map(name => `dist/${name}.k8s.yaml`)]);
    const folders = writtenBy(program, { yamlOutputType: YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE }).files;
    expect(Object.keys(folders).filter(path => path.endsWith('/'))).toEqual(['dist/', ...names.map(name => `dist/${name}/`)]);
  });

  test('a construct of another app counts as the one in its place, as in cdk8s', () => {
    const other = new App();
    configMap(new Chart(other, 'b'), 'object');
    const { files } = writtenBy(app => {
      const [a, b] = ['a', 'b'].map(id => new Chart(app, id));
      [a, b].forEach(chart => configMap(chart, 'object'));
      a.addDependency(other.node.findChild('b'));
    });
    expect(Object.keys(files)).toEqual(['dist/', 'dist/0000-b.k8s.yaml', 'dist/0001-a.k8s.yaml']);
  });

  test('what depends on itself is left out, as in cdk8s', () => {
    const { files } = writtenBy(app => ['a', 'b'].map(id => new Chart(app, id))[0].node.addDependency(app.node.findChild('a')));
    expect(Object.keys(files)).toEqual(['dist/', 'dist/b.k8s.yaml']);
    const app = fleet();
    app.node.addDependency(app);
    expect(app.charts).toEqual([]);
    expect(errorOf(() => app.synthYaml())).toBe('cannot find a parent chart (directly or indirectly)');
  });
});

describe('charts and objects with a toJson of their own', () => {
  class Reversed extends Chart {
    public override toJson(): any[] {
      return super.toJson().reverse();
    }
  }

  test('are asked', () => {
    const { files } = writtenBy(app => {
      const chart = new Reversed(app, 'chart');
      configMap(chart, 'a', { metadata: { name: 'a' } });
      configMap(chart, 'b', { metadata: { name: 'b' } });
    });
    expect(files['dist/chart.k8s.yaml'].match(/name: ./g)).toEqual(['name: b', 'name: a']);
  });

  test('may be made so by changing the object, as languages other than TypeScript do', () => {
    const { files } = writtenBy(app => {
      const chart = new Chart(app, 'chart');
      chart.toJson = () => [{ kind: 'Other' }];
    });
    expect(files['dist/chart.k8s.yaml']).toBe('kind: Other\n');
  });
});

describe('constructs that appear late', () => {
  test('made while objects are rendered', () => {
    for (const yamlOutputType of [0, 1, 2, 3]) {
      const { files } = writtenBy(app => {
        const [first, second] = ['first', 'second'].map(id => new Chart(app, id));
        configMap(first, 'object', { spec: Lazy.any({ produce: () => configMap(second, 'late', { metadata: { name: 'late' } }).name }) });
      }, { yamlOutputType, recordConstructMetadata: true });
      expect(Object.values(files).join('')).toContain('name: late');
    }
  });

  test('made by a validation, with validations of their own', () => {
    const late = (app: App, errors: string[]) => {
      const chart = new Chart(app, 'chart');
      chart.node.addValidation({
        validate: () => {
          if (!chart.node.tryFindChild('late')) configMap(chart, 'late').node.addValidation({ validate: () => errors });
          return [];
        },
      });
    };
    expect(writtenBy(app => late(app, [])).files['dist/chart.k8s.yaml']).toContain('name: chart-late-');
    expect(writtenBy(app => late(app, ['too late'])).error).toBe('Validation failed with the following errors:\n  [chart/late] too late');
  });
});

describe('failures leave what cdk8s leaves:', () => {
  const failing = (app: App) => {
    for (const id of ['first', 'second', 'third']) {
      const chart = new Chart(app, id);
      configMap(chart, 'a', { metadata: { name: `${id}-a` } });
      configMap(chart, 'b', { metadata: { name: `${id}-b` }, ...id === 'second' && { spec: Lazy.any({ produce: () => { throw new Error('no'); } }) } });
    }
  };
  const error = "Failed serializing construct at path 'second/b' with name 'second-b': Error: no";

  test.each([
    [YamlOutputType.FILE_PER_APP, []],
    [YamlOutputType.FILE_PER_CHART, ['first.k8s.yaml']],
    [YamlOutputType.FILE_PER_RESOURCE, ['ConfigMap.first-a.k8s.yaml', 'ConfigMap.first-b.k8s.yaml']],
    [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, ['first/', 'first/ConfigMap.first-a.k8s.yaml', 'first/ConfigMap.first-b.k8s.yaml', 'second/', 'second/ConfigMap.second-a.k8s.yaml']],
  ])('output type %i', (yamlOutputType, files) => {
    const outcome = writtenBy(failing, { yamlOutputType });
    expect(outcome.error).toBe(error);
    expect(Object.keys(outcome.files)).toEqual(['dist/', ...files.map(file => `dist/${file}`)]);
  });

  test('a validation that fails leaves nothing, with all messages', () => {
    const outcome = writtenBy(app => {
      for (const id of ['a', 'b']) new Chart(app, id).node.addValidation({ validate: () => [`${id} is wrong`] });
    });
    expect(outcome).toEqual({ files: { 'dist/': '' }, error: 'Validation failed with the following errors:\n  [a] a is wrong\n  [b] b is wrong' });
  });

  test('as a text, dependencies that cannot be resolved come before what is invalid', () => {
    const messages = ([FleetApp, App] as AppClass[]).map(type => {
      const app = new type({});
      new Chart(app, 'chart').node.addValidation({ validate: () => ['wrong'] });
      new Construct(app, 'outside').node.addDependency(app.node.findChild('chart'));
      return errorOf(() => app.synthYaml());
    });
    expect(messages).toEqual(Array(2).fill('cannot find a parent chart (directly or indirectly)'));
  });
});

describe('fails where cdk8s would write one object over another', () => {
  function overwriting(yamlOutputType: YamlOutputType, patch = false): FleetApp {
    const app = fleet({ yamlOutputType });
    const chart = new Chart(app, 'shop');
    configMap(chart, 'staging', { metadata: { name: 'web', namespace: 'staging' } });
    const scope = yamlOutputType === YamlOutputType.FILE_PER_RESOURCE ? new Chart(app, 'other') : chart;
    const object = configMap(scope, 'production', { metadata: { name: patch ? 'patched' : 'web' } });
    if (patch) object.addJsonPatch(JsonPatch.replace('/metadata/name', 'web'));
    return app;
  }

  const refused = (app: FleetApp) => [refusalOf(() => app.synth()), readdirSync(app.outdir)];

  test('with a file per resource, also by what a JSON patch makes of a name', () => {
    const message = 'FOC180 [other] ConfigMap web would be written over ConfigMap staging/web of shop: both go into the file ConfigMap.web; '
      + 'use a folder per chart, or a file per chart or app, which keeps both';
    expect(refused(overwriting(YamlOutputType.FILE_PER_RESOURCE))).toEqual([message, []]);
    expect(refused(overwriting(YamlOutputType.FILE_PER_RESOURCE, true))).toEqual([message, []]);
  });

  test('with a folder per chart', () => {
    expect(refused(overwriting(YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE))).toEqual([
      'FOC180 [shop] ConfigMap web would be written over ConfigMap staging/web of shop: both go into the file shop/ConfigMap.web; '
      + 'use another name, or a file per chart or app, which keeps both', [],
    ]);
  });

  test('but not with a file per chart or app', () => {
    for (const type of [YamlOutputType.FILE_PER_APP, YamlOutputType.FILE_PER_CHART]) expect(() => overwriting(type).synth()).not.toThrow();
  });
});

test('warns of two charts of one file, of which cdk8s keeps the last', () => {
  const program = (app: App) => {
    configMap(new Chart(new Construct(new Construct(app, 'a'), 'Default'), 'chart'), 'lost', { metadata: { name: 'lost' } });
    configMap(new Chart(app.node.findChild('a') as Construct, 'chart'), 'kept', { metadata: { name: 'kept' } });
  };
  const [, path] = Object.keys(writtenBy(program).files);
  const app = fleet();
  program(app);
  app.synth();
  const name = path.slice('dist/'.length, -'.k8s.yaml'.length);
  expect(Warnings.of(app).lines).toEqual([`FOC181 [a/chart] this chart is written over a/Default/chart: both go into the file ${name}; use other ids, or a file per app`]);
});

describe('what surrounds it', () => {
  const env = { ...process.env };
  afterEach(() => { process.env = { ...env }; });

  test('it writes where the cdk8s CLI says, with the metadata that it asks for', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'fleet-'));
    try {
      Object.assign(process.env, { CDK8S_OUTDIR: outdir, CDK8S_RECORD_CONSTRUCT_METADATA: 'true' });
      const app = new FleetApp();
      configMap(new Chart(app, 'chart'), 'object', { metadata: { name: 'name' } });
      app.synth();
      expect(readFileSync(join(outdir, 'construct-metadata.json'), 'utf8')).toBe('{"version":"1.0.0","resources":{"name":{"path":"chart/object"}}}');
      expect(readFileSync(join(outdir, 'chart.k8s.yaml'), 'utf8')).toBe('apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: name\n');
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });

  test('Testing synthesizes its charts', () => {
    const chart = new Chart(new FleetApp(), 'chart');
    configMap(chart, 'object', { metadata: { name: 'name' } });
    expect(Testing.synth(chart)).toEqual([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'name' } }]);
  });

  test('it is an App', () => {
    const app = new FleetApp();
    expect(app).toBeInstanceOf(App);
    expect(App.of(new Chart(app, 'chart'))).toBe(app);
  });

  test('it writes nothing for an output type that there is not', () => {
    expect(writtenBy(app => configMap(new Chart(app, 'chart'), 'object'), { yamlOutputType: 7 as YamlOutputType }).files).toEqual({ 'dist/': '' });
  });
});
