import { describe, expect, test } from 'vitest';

import { CandlePattern, patterns, type CandleName } from './candle-pattern.ts';
import { candles } from './group.ts';

type Candle = readonly [open: number, high: number, low: number, close: number];

/** Ten candles with a body of 10 and a range of 20, by turns up and down. */
const before: readonly Candle[] = Array.from({ length: 10 }, (_, at) =>
  at % 2 === 0 ? [100, 115, 95, 110] : [110, 115, 95, 100],
);

/** What stands at the last of some candles that come after those ten, twice. */
function standing(name: CandleName, after: readonly Candle[], penetration?: number): number {
  const pattern = new CandlePattern(name, penetration);
  for (const candle of [...before, ...before, ...after]) pattern.update(...candle);
  return pattern.value;
}

describe('a candle pattern', () => {
  test('has no value before its averages are full for the oldest candle it reads', () => {
    const crows = new CandlePattern('twoCrows');
    const values = [...before, ...before].map((candle) => crows.update(...candle));
    expect(values.findIndex((value) => !Number.isNaN(value))).toBe(12);
    expect([crows.warmUp, crows.isReady]).toEqual([13, true]);
  });

  test('counts a body as long that is longer than the average of ten before it, not as long', () => {
    expect(standing('marubozu', [[100, 110, 100, 110]])).toBe(0);
    expect(standing('marubozu', [[100, 110.5, 100, 110.5]])).toBe(100);
    expect(standing('marubozu', [[100, 100, 89.5, 89.5]])).toBe(-100);
  });

  test('counts a tenth of the average range as a doji, and less of it as no shadow', () => {
    expect(standing('doji', [[100, 110, 90, 102]])).toBe(100);
    expect(standing('doji', [[100, 110, 90, 102.5]])).toBe(0);
    expect(standing('dragonflyDoji', [[100, 101.5, 90, 100]])).toBe(100);
    expect(standing('dragonflyDoji', [[100, 102, 90, 100]])).toBe(0);
  });

  test('counts closes within a twentieth of the range of five as equal', () => {
    const first: Candle = [110, 112, 92, 100];
    expect(standing('matchingLow', [first, [105, 106, 92, 101]])).toBe(100);
    expect(standing('matchingLow', [first, [105, 106, 92, 99]])).toBe(100);
    expect(standing('matchingLow', [first, [105, 106, 92, 101.5]])).toBe(0);
  });

  test('asks for a close as deep in the first body as it is told', () => {
    const star: readonly Candle[] = [
      [100, 120, 99, 120],
      [124, 126, 123, 125],
    ];
    expect(standing('eveningStar', [...star, [125, 126, 113, 113]])).toBe(-100);
    expect(standing('eveningStar', [...star, [125, 126, 113, 113]], 0.5)).toBe(0);
    expect(standing('eveningStar', [...star, [125, 126, 109, 109]], 0.5)).toBe(-100);
  });

  test('says 80 of an engulfing body that shares an end', () => {
    expect(
      standing('engulfing', [
        [100, 106, 99, 105],
        [106, 107, 98, 99],
      ]),
    ).toBe(-100);
    expect(
      standing('engulfing', [
        [100, 106, 99, 105],
        [105, 107, 98, 99],
      ]),
    ).toBe(-80);
    expect(
      standing('engulfing', [
        [100, 106, 99, 105],
        [105, 107, 98, 100],
      ]),
    ).toBe(0);
  });

  test('confirms a hikkake once, within three candles', () => {
    const trap: readonly Candle[] = [
      [100, 120, 90, 110],
      [105, 115, 95, 100],
      [100, 112, 92, 95],
    ];
    const quiet: Candle = [95, 112, 92, 100];
    const confirming: Candle = [100, 118, 92, 116];
    expect(standing('hikkake', trap)).toBe(100);
    expect(standing('hikkake', [...trap, quiet, quiet, confirming])).toBe(200);
    expect(standing('hikkake', [...trap, quiet, quiet, quiet, confirming])).toBe(0);
    expect(standing('hikkake', [...trap, confirming, [116, 119, 93, 117]])).toBe(0);
  });

  test('forgets a huge candle once it has left the averages', () => {
    const pattern = new CandlePattern('doji');
    pattern.update(1e17, 3e17, 0, 1e17);
    for (const candle of [...before, ...before]) pattern.update(...candle);
    expect(pattern.update(100, 110, 90, 102)).toBe(100);
    expect(pattern.update(100, 110, 90, 102.5)).toBe(0);
  });
});

test('of all patterns, those that ask for a depth have a parameter for it, as deep as in TA-Lib', () => {
  const asked = Object.values(patterns).flatMap(({ ta, penetration }) =>
    penetration === undefined ? [] : [[ta, penetration] as const],
  );
  expect(Object.fromEntries(asked)).toEqual({
    CDLABANDONEDBABY: 0.3,
    CDLDARKCLOUDCOVER: 0.5,
    CDLEVENINGDOJISTAR: 0.3,
    CDLEVENINGSTAR: 0.3,
    CDLMATHOLD: 0.5,
    CDLMORNINGDOJISTAR: 0.3,
    CDLMORNINGSTAR: 0.3,
  });
  const asking = Object.values(candles).filter(({ parameters }) => 'penetration' in parameters);
  expect(asking).toHaveLength(asked.length);
});
