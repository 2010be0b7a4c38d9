import { painted, Progress, type Paint } from '../../src/cli/terminal';

function recorder(isTTY: boolean): { readonly isTTY: boolean; readonly written: string[]; write(text: string): void } {
  const written: string[] = [];
  return { isTTY, written, write: text => written.push(text) };
}

test('counts ten times a second at most', () => {
  let now = 1_000;
  const output = recorder(true);
  const progress = new Progress(output, () => now);
  for (let count = 1; count <= 100; count++, now += 10) progress.count(count, String);
  expect(output.written).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91].map(count => `\r\u001B[K${count}`));
});

test('shows nothing where nobody looks', () => {
  const output = recorder(false);
  const progress = new Progress(output);
  progress.count(1, String);
  progress.show('a');
  progress.clear();
  expect(output.written).toEqual([]);
});

test('paints a diff as git does, and no content for a header', () => {
  const named = (name: string) => (text: string | number | null | undefined) => `<${name}>${text}`;
  const paint: Paint = { red: named('red'), green: named('green'), yellow: named('yellow'), cyan: named('cyan'), bold: named('bold'), dim: named('dim') };
  expect(painted('diff --git a/a b/a\n--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n---- a\n context\n+++ b\ndiff --git a/b b/b\n', paint).split('\n')).toEqual([
    '<bold>diff --git a/a b/a', '<bold>--- a/a', '<bold>+++ b/a', '<cyan>@@ -1,2 +1,2 @@', '<red>---- a', ' context', '<green>+++ b', '<bold>diff --git a/b b/b', '',
  ]);
});
