import { orRefusal } from '../../src/migration/refused';
import { refusal } from '../../src/private/errors';

test('what the library refuses is a value, and a mistake of its own is none', () => {
  const error = refusal('FOC016', undefined, 'no range');
  expect(orRefusal(() => 'made')).toBe('made');
  expect(orRefusal(() => { throw error; })).toBe(error);
  expect(() => orRefusal(() => { throw new RangeError('oops'); })).toThrow(new RangeError('oops'));
});
