import { ArtifactContent, LayerSelector, OciRef, OciRepository, type OciRepositoryProps } from '../../src';
import { refusalOf } from '../support/refusal';
import { DIGEST, documentOf, fluxChart, warningsOf } from '../support/render';

function chartWith(ignore: string, props: Partial<OciRepositoryProps> = {}): ReturnType<typeof fluxChart> {
  const chart = fluxChart();
  new OciRepository(chart, 'app', { url: 'oci://ghcr.io/acme/app', ref: OciRef.digest(DIGEST), ignore, ...props });
  return chart;
}

describe('patterns that leave something', () => {
  test.each([
    '', '# all\n', '*.md', '/*\n!/deploy/', '*\n!deploy', '**\n!*.yaml', '/*\r\n!/deploy/\r\n', '*/', '/*/', '*/*', '**/*/*', '/deploy', '/**/x', '*.yaml', '\\*', '?', '**/a*',
    '# exclude all\n/*\n# include charts directory\n!/charts/\n', '/foo***',
  ])('%j is written as it is, without a warning', ignore => {
    const chart = chartWith(ignore);
    expect(warningsOf(chart).filter(line => !ignore.includes('***') && line)).toEqual([]);
    expect(documentOf(chart, 'OCIRepository').spec.ignore).toBe(ignore);
  });
});

describe('patterns that leave nothing', () => {
  test.each([
    ['/*', '/*'], ['*', '*'], ['**', '**'], ['***', '***'], ['?*', '?*'], ['/*?', '/*?'], ['**/*', '**/*'], ['*/**', '*/**'], ['/**/*', '/**/*'], ['**/*/**', '**/*/**'],
    ['* ', '* '], ['!/deploy/\n/*', '/*'], ['*.md\n/*\n*.txt', '/*'], ['/*\n# but\n!/**\n', '/*'], ['/*\n!/deploy/\n*', '*'], ['/*\n!\n', '/*'],
  ])('fail: %j', (ignore, line) => {
    expect(refusalOf(() => chartWith(ignore))).toBe('FOC058 [delivery/app] `ignore` leaves nothing: whatever uses this source would delete all that it has applied, and succeed; '
      + `got ${JSON.stringify(line)}; use a line that starts with ! after it, for what is to stay, such as "!/deploy/"`);
  });
});

describe('a line without effect', () => {
  test.each([
    ['/**', '** stands for folders between names, and there is no name'],
    ['**/**', '** stands for folders between names, and there is no name'],
    ['/', 'it names nothing'],
    ['!', 'it names nothing'],
    ['/a**/b', '** must stand between slashes'],
    ['a/b**', '** must stand between slashes'],
    ['*.md,*.txt', 'a comma separates nothing'],
    ['[ab', 'it has a bracket that is not closed'],
    [' *.md', 'it starts with a blank, which counts'],
    ['! a', 'it starts with a blank, which counts'],
  ])('is warned about: %j', (line, reason) => {
    const chart = chartWith(`*.log\n${line}`);
    expect(warningsOf(chart)).toEqual([`FOC059 [delivery/app] a line of \`ignore\` matches no file: ${reason}; got ${JSON.stringify(line)}; use patterns as in .gitignore, one on each line`]);
    expect(documentOf(chart, 'OCIRepository').spec.ignore).toBe(`*.log\n${line}`);
  });

  test.each(['a[b]c', '\\[', '**/a', 'a/**', 'a/**/b', '**'])('is none of these: %j', line => {
    expect(warningsOf(chartWith(`${line}\n!/keep`))).toEqual([]);
  });
});

test('a line that hardly any file matches may bring one back', () => {
  expect(warningsOf(chartWith('/*\n!a,b'))).toEqual([
    'FOC059 [delivery/app] a line of `ignore` matches no file: a comma separates nothing; got "!a,b"; use patterns as in .gitignore, one on each line',
  ]);
});

describe('patterns for what is passed on as it is', () => {
  const COPY = 'FOC059 [delivery/app] `ignore` leaves nothing out of a layer that is passed on as it is, such as a Helm chart; use an artifact without what is to be left out';

  test.each<[string, Partial<OciRepositoryProps>]>([['a Helm chart', { content: ArtifactContent.HELM_CHART }], ['a layer', { layer: LayerSelector.copy() }]])(
    'are warned about: %s', (_, props) => {
      expect(warningsOf(chartWith('*.md', props))).toEqual([COPY]);
    });

  test('are right for what is unpacked', () => {
    expect(warningsOf(chartWith('*.md', { layer: LayerSelector.extract() }))).toEqual([]);
  });
});
