import { each, expectLines, smoothedOf, total, windows } from '@argosy/testkit/series';
import { expect, test } from 'vitest';

import { tmo } from './true-momentum.ts';
import { trendScore } from './trend-score.ts';

test('the trend score counts what of a stretch that lies back the newest has come up to', () => {
  expectLines(
    trendScore,
    ({ close }, { nearest, farthest }) => {
      const [from, to] = [Math.min(nearest, farthest), Math.max(nearest, farthest)];
      return {
        trendScore: windows(close, to + 1, (part) => {
          const now = part.at(-1) ?? NaN;
          const stretch = part.slice(0, to - from + 1);
          return 2 * stretch.filter((one) => one <= now).length - stretch.length;
        }),
      };
    },
    { nearest: 1, farthest: 4 },
    { nearest: 9, farthest: 3 },
  );
});

test('a rise has all of the score, and a fall nothing but', () => {
  const rise = Float64Array.from({ length: 30 }, (_, at) => at);
  expect(trendScore.over(rise).trendScore.at(-1)).toBe(10);
  expect(trendScore.over(rise.toReversed()).trendScore.at(-1)).toBe(-10);
});

test('the true momentum is closes above opens less those below, smoothed twice', () => {
  expectLines(
    tmo,
    ({ open, close }, { period, first, second, signal }) => {
      const opens = open.map((_, at) => open.slice(Math.max(0, at + 1 - period), at + 1));
      const score = each(
        (now = NaN, at = NaN) => {
          const stretch = opens[at] ?? [];
          if (stretch.length < period) return NaN;
          return total(stretch.map((one) => Number(one < now) - Number(one > now)));
        },
        close,
        close.map((_, at) => at),
      );
      const line = smoothedOf(smoothedOf(score, first), second);
      return { tmo: line, signal: smoothedOf(line, signal) };
    },
    { period: 4, first: 2, second: 6, signal: 5 },
  );
});
