import { toOrderId } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { SharedSums } from './shared-sums.ts';

const [one, two] = [1, 2].map((n) => ({ group: 'G', order: toOrderId(`0000TEST00000${n}`) }));

describe('a sum of what is shared', () => {
  test('counts of each group the largest, and all that is shared with nobody', () => {
    const order = fc.integer({ min: 0, max: 5 });
    const group = fc.constantFrom('G', 'H', null);
    const step = fc.record({ order, group, amount: fc.bigInt({ min: 0n, max: 9n }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const sums = new SharedSums();
        const shared = new Map<string, Map<number, bigint>>();
        let own = 0n;
        for (const { order: n, group: name, amount } of steps) {
          if (name === null) {
            sums.add('N', amount);
            own += amount;
            continue;
          }
          sums.set('N', { group: name, order: toOrderId(`0000TEST00000${n}`) }, amount);
          shared.set(name, (shared.get(name) ?? new Map<number, bigint>()).set(n, amount));
        }
        let total = own;
        for (const [name, members] of shared) {
          const largest = [...members.values()].reduce((most, of) => (of > most ? of : most), 0n);
          expect(sums.share('N', name)).toBe(largest);
          total += largest;
        }
        expect(sums.total('N')).toBe(total);
        expect([...sums.totals()]).toEqual(total === 0n ? [] : [['N', total]]);
      }),
    );
  });

  test('keeps names apart, and knows nothing of others', () => {
    const sums = new SharedSums();
    if (one !== undefined) sums.set('N', one, 5n);
    sums.add('M', 2n);
    expect([sums.total('N'), sums.total('M'), sums.total('O')]).toEqual([5n, 2n, 0n]);
    expect([sums.share('N', 'G'), sums.share('M', 'G'), sums.share('N', 'H')]).toEqual([
      5n,
      0n,
      0n,
    ]);
  });

  test('is nothing after everything was forgotten, for what is shared, too', () => {
    const sums = new SharedSums();
    for (const member of [one, two]) if (member !== undefined) sums.set('N', member, 5n);
    sums.clear();
    expect([sums.total('N'), sums.share('N', 'G'), sums.totals().size]).toEqual([0n, 0n, 0]);
  });
});
