import { commentsIn } from '../../src/migration/comments';

test('comments are told from what only looks like one', () => {
  const text = '# yaml-language-server: $schema=x\na: 1 # one\nb: "# no"\nc: \'it\'\'s # no\'\nd: a#no\ne: |\n  # no\n  x\n# two\n---\nf: [1, # three\n  2]\n';
  expect(commentsIn(text, 0, text.length)).toEqual([
    { text: '# yaml-language-server: $schema=x', offset: 0, ownLine: true, isModeline: true },
    { text: '# one', offset: text.indexOf('# one'), ownLine: false, isModeline: false },
    { text: '# two', offset: text.indexOf('# two'), ownLine: true, isModeline: false },
    { text: '# three', offset: text.indexOf('# three'), ownLine: false, isModeline: false },
  ]);
});

test('comments of a stretch within a file, of Windows too', () => {
  const text = 'a: 1 # one\r\nb:\r\n  c: 2 # two  \r\nd: 3 # three\r\n';
  const [start, end] = [text.indexOf('c:'), text.indexOf('d:')];
  expect(commentsIn(text, start, end)).toEqual([{ text: '# two', offset: text.indexOf('# two'), ownLine: false, isModeline: false }]);
});
