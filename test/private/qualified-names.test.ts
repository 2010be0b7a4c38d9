import { isAnnotationKey, isLabelKey, isLabelValue } from '../../src/private/qualified-names';

test.each(['team', 'a', 'acme.com/team', 'App.kubernetes_io-x', 'a'.repeat(63), `${'a'.repeat(63)}.${'b'.repeat(60)}/x`])('%s is the key of a label', key => {
  expect([isLabelKey(key), isAnnotationKey(key)]).toEqual([true, true]);
});

test.each(['', 'a b', '-a', 'a-', 'a'.repeat(64), '/a', 'a/', 'a/b/c', 'a_b/c', 'ä'])('%p is no key', key => {
  expect([isLabelKey(key), isAnnotationKey(key)]).toEqual([false, false]);
});

test('capitals may stand in the domain of an annotation alone', () => {
  expect([isLabelKey('Acme.com/team'), isAnnotationKey('Acme.com/team')]).toEqual([false, true]);
});

test.each([['', true], ['web-shop', true], ['1.2_3', true], ['a'.repeat(63), true], ['web shop', false], ['-a', false], ['a'.repeat(64), false]])(
  'the value %p of a label: %p', (value, is) => {
    expect(isLabelValue(value)).toBe(is);
  });
