import fc from 'fast-check';
import { expect, test } from 'vitest';

import { ThinSamples } from './thin-samples.ts';

const bounds = fc.record({
  values: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 400 }),
  stretches: fc.integer({ min: 1, max: 20 }),
});

test('a curve of any length keeps its ends, its extremes and its deepest fall within a bound', () => {
  fc.assert(
    fc.property(bounds, ({ values, stretches }) => {
      const thin = new ThinSamples(stretches);
      let peak = 0;
      const falls = values.map((growth, at) => {
        peak = Math.max(peak, growth);
        const fall = growth / peak - 1;
        thin.add({ at, equity: growth, growth, fall, benchmark: NaN });
        return fall;
      });
      const points = thin.points();
      expect(points.length).toBeLessThanOrEqual(5 * stretches);
      expect(thin.count).toBe(values.length);
      const kept = points.map(({ growth }) => growth);
      expect([kept.at(0), kept.at(-1)]).toEqual([values.at(0), values.at(-1)]);
      expect(Math.max(...kept)).toBe(Math.max(...values));
      expect(Math.min(...kept)).toBe(Math.min(...values));
      expect(Math.min(...points.map(({ fall }) => fall))).toBe(Math.min(...falls));
      expect(points.map(({ at }) => at)).toEqual(points.map(({ at }) => at).sort((a, b) => a - b));
    }),
  );
});
