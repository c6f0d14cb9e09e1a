import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { TokenBuckets } from './token-buckets.ts';

const second = 1_000_000;

describe('a bucket of tokens', () => {
  test('lets a burst pass, then as much as flows in, and says how long to wait', () => {
    const buckets = new TokenBuckets({ burst: 3, perSecond: 0.5 });
    const waits = [0, 0, 0, 0, 1, 2, 2].map((at) => buckets.take('a', at * second));
    expect(waits).toEqual([0, 0, 0, 2, 1, 0, 2]);
    expect(buckets.take('b', 2 * second)).toBe(0);
  });

  test('never lets more pass than burst and rate allow, however they come', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 400_000 }), { maxLength: 300 }), (gaps) => {
        const buckets = new TokenBuckets({ burst: 5, perSecond: 10 });
        let [now, passed] = [0, 0];
        for (const gap of gaps) {
          now += gap;
          if (buckets.take('a', now) === 0) passed += 1;
        }
        expect(passed).toBeLessThanOrEqual(5 + (now / second) * 10 + 1e-6);
      }),
    );
  });

  test('a clock that goes back gives nothing', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 });
    expect(buckets.take('a', 10 * second)).toBe(0);
    expect(buckets.take('a', 0)).toBe(1);
  });

  test('there are so many and no more; the one used longest ago goes', () => {
    const buckets = new TokenBuckets({ burst: 1, perSecond: 1 / 3_600 }, 3);
    for (const key of ['a', 'b', 'c', 'a', 'd']) buckets.take(key, 0);
    expect(buckets.size).toBe(3);
    expect(['a', 'd', 'b'].map((key) => buckets.take(key, 0) === 0)).toEqual([false, false, true]);
  });
});
