import { toQuantity } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { childQty, refusalOfRest } from './child-qty.ts';

const sized = fc
  .record({ lot: fc.integer({ min: 1, max: 7 }), lots: fc.integer({ min: 1, max: 6 }) })
  .chain(({ lot, lots }) =>
    fc.record({
      lot: fc.constant(lot),
      least: fc.constant(lot * lots),
      most: fc.integer({ min: lots, max: lots * 5 }).map((units) => units * lot),
      unsent: fc.integer({ min: 1, max: lots * 20 }).map((units) => units * lot),
      part: fc.integer({ min: 0, max: 1_000 }),
    }),
  );

test('a part is of whole lots within what is left and what one order may have', () => {
  fc.assert(
    fc.property(sized, ({ lot, least, most, unsent, part }) => {
      const [minQty, maxQty] = [toQuantity(least), toQuantity(most)];
      const instrument = anInstrument({ lot: toQuantity(lot), minQty, maxQty });
      const qty = childQty(instrument, { part: Math.min(part, unsent), unsent });
      expect(qty === 0 || (qty >= least && qty <= Math.min(most, unsent))).toBe(true);
      expect(qty % lot).toBe(0);
    }),
  );
});

test('what is sent part by part leaves nothing behind that is too little, where two of them fit into one order', () => {
  fc.assert(
    fc.property(sized, ({ lot, least, most, unsent, part }) => {
      const [minQty, maxQty] = [toQuantity(least), toQuantity(Math.max(most, 2 * least))];
      const instrument = anInstrument({ lot: toQuantity(lot), minQty, maxQty });
      let left = unsent;
      while (left >= least) {
        const due = Math.min(left, Math.max(part, least));
        left -= childQty(instrument, { part: due, unsent: left });
      }
      expect(left).toBe(unsent < least ? unsent : 0);
      expect(refusalOfRest(instrument, left) === null).toBe(left === 0);
    }),
  );
});
