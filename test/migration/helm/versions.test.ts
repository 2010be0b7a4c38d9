import { MigrationScope } from '../../../src';
import { migrated } from '../support/migrate';

const what = MigrationScope.HELM;

const CHARTS = 'apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: acme }\nspec: { type: oci, url: "oci://ghcr.io/acme/charts" }\n';

const release = (version: string) => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
spec:
  interval: 30m
  values:
    pin: &pin 1.2.3
  chart:
    spec:
      sourceRef: { kind: HelmRepository, name: acme }
      chart: web
${version}`;

const ref = (version: string) => {
  const { files, findings } = migrated({ 'acme.yaml': CHARTS, 'shop.yaml': release(version) }, { what });
  return { ref: / {2}ref:\n((?: {4}.*\n)+)/.exec(files['shop.yaml'] ?? '')?.[1], findings: findings.filter(({ code }) => code !== 'FOC134') };
};

test.each([
  ['an exact one is a tag', '      version: 1.2.3\n', '    tag: 1.2.3\n'],
  ['quotes stay', '      version: \'1.2.3\'\n', '    tag: \'1.2.3\'\n'],
  ['a pre-release is exact', '      version: 1.2.3-rc.1\n', '    tag: 1.2.3-rc.1\n'],
  ['registries write + as _', '      version: "1.2.3+4" # fourth\n', '    tag: "1.2.3_4" # fourth\n'],
  ['two numbers are a range', '      version: "1.2"\n', '    semver: "1.2"\n'],
  ['what YAML takes for a number keeps its digits', '      version: 1.10\n', '    semver: "1.10"\n'],
  ['a wildcard is a range', '      version: 17.x\n', '    semver: 17.x\n'],
  ['a star is a range', '      version: "*" # whatever\n', '    semver: "*" # whatever\n'],
  ['so are comparisons', '      version: \'>=0.0.1-0 <2\'\n', '    semver: \'>=0.0.1-0 <2\'\n'],
  ['and an equals sign', '      version: =1.2.3\n', '    semver: =1.2.3\n'],
  ['none is every version', '', '    semver: "*"\n'],
  ['null is every version', '      version:\n', '    semver: "*"\n'],
  ['an alias gives its value', '      version: *pin\n', '    tag: 1.2.3\n'],
  ['a block of text gives its value', '      version: |-\n        1.2.3\n', '    tag: 1.2.3\n'],
  ['a folded text gives its value', '      version: "1.2.3\n        || 2.x"\n', '    semver: 1.2.3 || 2.x\n'],
])('%s', (_, version, expected) => {
  expect(ref(version)).toEqual({ ref: expected, findings: [] });
});

test('a leading v stays, with a finding', () => {
  expect(ref('      version: v1.2.3\n')).toEqual({
    ref: '    tag: v1.2.3\n',
    findings: [{
      code: 'FOC131',
      level: 'notice',
      file: 'shop.yaml',
      line: 13,
      object: 'HelmRelease/shop',
      problem: 'the tag is v1.2.3 to the letter, where Helm overlooked the v',
      use: 'what `flux list artifacts` or the registry shows',
    }],
  });
});

test.each(['${WEB_VERSION}', '"${WEB_VERSION}"', '${WEB_VERSION:=1.2.3}'])('what is substituted stays, with a finding: %s', version => {
  expect(ref(`      version: ${version} # Set by flux patch\n`)).toEqual({
    ref: `    tag: ${version} # Set by flux patch\n`,
    findings: [{
      code: 'FOC131',
      level: 'notice',
      file: 'shop.yaml',
      line: 13,
      object: 'HelmRelease/shop',
      problem: `\`tag: ${version.replace(/"/g, '')}\` is a version: a range would need \`semver\``,
    }],
  });
});

test.each([
  ['latest', '"latest" is neither a version nor a range that Flux reads'],
  [`1.2.3-${'a'.repeat(125)}`, `"1.2.3-${'a'.repeat(125)}" is no tag of a registry`],
])('fails for what is no version: %s', (version, problem) => {
  expect(ref(`      version: ${version}\n`)).toEqual({
    ref: undefined,
    findings: [{ code: 'FOC131', level: 'action', file: 'shop.yaml', line: 13, object: 'HelmRelease/shop', problem, use: 'a version such as "1.2.3", or a range such as "1.x"' }],
  });
});
