import { describe, expect, test } from 'vitest';

import { gator } from './gator.ts';
import { classicPivots, deMarkPivots } from './pivot-levels.ts';
import { SessionPivots } from './session-pivots.ts';
import { SwingIndex } from './swing-index.ts';
import { fractals, Swings } from './swings.ts';
import { ZigZag, zigZag } from './zig-zag.ts';

describe('pivots', () => {
  test('of a day hold on the next, as a floor trader reckons them', () => {
    const over = classicPivots.over({
      open: Float64Array.of(100, 105),
      high: Float64Array.of(110, 106),
      low: Float64Array.of(95, 104),
      close: Float64Array.of(104, 105),
    });
    const second = Object.values(over).map((line) => line[1]);
    expect(second).toEqual([103, 111, 96, 118, 88, 126, 81]);
  });

  test('of several bars wait for a whole period, and stay until the next is whole', () => {
    const price = Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8);
    const { pivot } = classicPivots.over(
      { open: price, high: price, low: price, close: price },
      { bars: 3 },
    );
    const [first, second] = [(3 + 1 + 3) / 3, (6 + 4 + 6) / 3];
    expect([...pivot]).toEqual([NaN, NaN, NaN, first, first, first, second, second]);
  });
});

describe('DeMark’s pivots', () => {
  test.each([
    ['up', 11, [10.75, 13.5, 9.5]],
    ['down', 9, [9.25, 10.5, 6.5]],
    ['neither way', 10, [10, 12, 8]],
  ])('count twice what a period says that went %s', (_, close, expected) => {
    const over = deMarkPivots.over({
      open: Float64Array.of(10, 10),
      high: Float64Array.of(12, 10),
      low: Float64Array.of(8, 10),
      close: Float64Array.of(close, 10),
    });
    expect(Object.values(over).map((line) => line[1])).toEqual(expected);
  });
});

describe('a gator', () => {
  test.each([
    { jaw: 3, jawShift: 2, teeth: 1, teethShift: 1, lips: 1, lipsShift: 1 },
    { jaw: 1, jawShift: 1, teeth: 3, teethShift: 2, lips: 1, lipsShift: 1 },
    { jaw: 1, jawShift: 1, teeth: 1, teethShift: 1, lips: 3, lipsShift: 2 },
  ])('has both lines once the slowest of %o has come', (settings) => {
    const price = Float64Array.of(1, 2, 4, 8, 16, 32);
    const { upper, lower } = gator.over({ high: price, low: price }, settings);
    const isWhole = (row: number): boolean =>
      !Number.isNaN(upper[row]) && !Number.isNaN(lower[row]);
    expect([...price.keys()].map(isWhole)).toEqual([false, false, false, false, true, true]);
    expect(gator.create(settings).warmUp).toBe(5);
  });
});

describe('pivots of sessions', () => {
  /** Bars of an hour from an instant on, their prices as given. */
  const hours = (iso: string, prices: readonly number[]): readonly (readonly number[])[] =>
    prices.map((price, hour) => [price, Date.parse(iso) * 1000 + hour * 3_600_000_000]);

  test('hold all day, from the day before as the place counts it, however many bars that had', () => {
    const pivots = new SessionPivots('classic', 330);
    // In India the first two are the evening of the 4th, though UTC has one day for all.
    const rows = [
      ...hours('2024-03-04T16:30:00Z', [10, 16]),
      ...hours('2024-03-04T18:30:00Z', [12]),
    ];
    const later = hours('2024-03-05T03:45:00Z', [20, 30]);
    const found = [...rows, ...later].map(([price = NaN, time = NaN]) => [
      pivots.update(price, price, price, time),
      pivots.days,
    ]);
    const first = (16 + 10 + 16) / 3;
    expect(found).toEqual([
      [10, 0],
      [14, 0],
      [first, 1],
      [first, 1],
      [first, 1],
    ]);
  });
});

describe('a zig-zag', () => {
  test('ends a leg where prices came back far enough, and says when that was', () => {
    const legs = new ZigZag(10);
    const prices = [100, 104, 112, 120, 115, 109, 107, 100, 109, 111];
    const ends = prices.map((price) => {
      const end = legs.update(price, price);
      return [end, legs.forming, legs.way, legs.age];
    });
    expect(ends).toEqual([
      [100, 100, 0, 0],
      [100, 100, 0, 1],
      [100, 112, 1, 2],
      [100, 120, 1, 3],
      [100, 120, 1, 4],
      [100, 120, 1, 5],
      [120, 107, -1, 3],
      [120, 100, -1, 4],
      [120, 100, -1, 5],
      [100, 111, 1, 2],
    ]);
  });

  test('takes a leg of just so many percent for one, and of equal ends the first', () => {
    const legs = new ZigZag(10);
    const found = [100, 110, 110, 99].map((price) => {
      const end = legs.update(price, price);
      return [end, legs.way, legs.age];
    });
    expect(found).toEqual([
      [100, 0, 0],
      [100, 1, 1],
      [100, 1, 2],
      [110, -1, 2],
    ]);
  });

  test('goes on rather than back with a bar that does both', () => {
    const legs = new ZigZag(10);
    legs.update(100, 100);
    legs.update(115, 110);
    expect([legs.update(130, 90), legs.forming]).toEqual([100, 130]);
  });

  test('never changes the end of a leg once it is told', () => {
    const prices = Float64Array.from({ length: 300 }, (_, at) => 100 + ((at * 37) % 91) - (at % 7));
    const columns = { high: prices, low: prices.map((price) => price - 2) };
    const { end, age } = zigZag.over(columns, { percent: 20 });
    for (let row = 1; row < prices.length; row += 1) {
      const isSame = end[row] === end[row - 1] && age[row] === (age[row - 1] ?? NaN) + 1;
      const price = end[row] ?? NaN;
      const at = row - (age[row] ?? NaN);
      expect(isSame || price === columns.high[at] || price === columns.low[at]).toBe(true);
    }
    expect(new Set(end).size).toBeGreaterThan(20);
  });

  test('begins with a leg down where that is the farther way', () => {
    const legs = new ZigZag(10);
    legs.update(100, 100);
    legs.update(111, 88);
    expect([legs.way, legs.forming]).toEqual([-1, 88]);
  });
});

describe('swings', () => {
  test('are found as many bars later as they have to stand out of', () => {
    const prices = Float64Array.of(1, 2, 3, 2, 1, 2, 3, 3, 2, 1, 5, 4, 3, 6);
    const { high, low } = fractals.over({ high: prices, low: prices.map((one) => one - 1) });
    const found = (line: Float64Array): readonly number[] =>
      [...line.keys()].filter((row) => line[row] === 100);
    expect([found(high), found(low)]).toEqual([
      [4, 12],
      [6, 11],
    ]);
  });

  test('are the highest and lowest so far until there are some', () => {
    const swings = new Swings(1, 1);
    for (const price of [5, 7, 8]) swings.update(price, price - 1);
    expect([swings.value, swings.highAge, swings.low, swings.lowAge]).toEqual([8, 0, 4, 2]);
    swings.update(6, 5);
    expect([swings.value, swings.highAge]).toEqual([8, 1]);
    swings.update(9, 8);
    expect([swings.value, swings.low, swings.lowAge]).toEqual([8, 5, 1]);
  });
});

describe('the swing index', () => {
  test('is 0 where nothing moved', () => {
    const index = new SwingIndex(10);
    index.update(5, 5, 5, 5);
    expect(index.update(5, 5, 5, 5)).toBe(0);
  });

  test('is 100 of a limit move that a bar opened with and kept', () => {
    const index = new SwingIndex(10);
    index.update(100, 100, 100, 100);
    expect(index.update(110, 110, 110, 110)).toBe(100);
  });
});
