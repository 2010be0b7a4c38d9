import { Yaml } from 'cdk8s';
import { FleetApp } from '../../src/fleet/fleet-app';
import { keepYamlWriterFast } from '../../src/fleet/yaml-context';
import { shared } from '../../src/private/shared';

const kept: { contexts: object[] } = shared('yaml-contexts', () => { throw new Error('made when the module is loaded'); });

beforeEach(() => { kept.contexts = []; });
afterEach(() => jest.restoreAllMocks());

test('the settings that the YAML writer copies for each key are kept, once for all apps', () => {
  new FleetApp();
  new FleetApp();
  expect(kept.contexts.map(context => Object.keys(context).slice(0, 2))).toEqual([['anchors', 'doc']]);
});

test('what cdk8s writes is what it was', () => {
  const before = Yaml.stringify({ a: [1, 'two'] });
  keepYamlWriterFast();
  expect(Yaml.stringify({ a: [1, 'two'] })).toBe(before);
});

test('a YAML writer that refuses the form is left alone', () => {
  jest.spyOn(Yaml, 'stringify').mockImplementation(() => { throw new Error('what is this?'); });
  expect(() => new FleetApp()).not.toThrow();
  expect(kept.contexts).toEqual([]);
});
