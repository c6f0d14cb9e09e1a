import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Window } from './window.ts';

test('has by age what it has one by one', () => {
  const numbers = fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), numbers, (size, all) => {
      const window = new Window(size);
      for (const [place, number] of all.entries()) {
        window.push(number);
        const expected = all.slice(Math.max(0, place + 1 - size), place + 1).reverse();
        expect([...window.byAge().subarray(0, window.count)]).toEqual(expected);
        expect(expected.map((_, age) => window.at(age))).toEqual(expected);
      }
    }),
  );
});
