import { PairIndicator } from '../base/by-inputs.ts';
import { define, measure, overPrices, type Definition } from '../base/definition.ts';
import type { Measure } from '../base/particulars.ts';
import { ZigZag } from './zig-zag.ts';

/**
 * Where prices would stand that come back so much of the last whole leg of a `ZigZag`. Its `value` is
 * where that leg ended; `begin` is all the way back, `on` as far beyond the end as 1.618 of it.
 */
export class FibonacciLevels extends PairIndicator {
  private readonly legs: ZigZag;
  /** 23.6 % of the leg back. */
  back236: number = NaN;
  /** 38.2 % of it back. */
  back382: number = NaN;
  /** Half of it back. */
  back500: number = NaN;
  /** 61.8 % of it back. */
  back618: number = NaN;
  /** 78.6 % of it back. */
  back786: number = NaN;
  /** 61.8 % of it further on. */
  on618: number = NaN;

  constructor(percent: number) {
    super('FibonacciLevels', [percent], 1);
    this.legs = new ZigZag(percent);
  }

  /** Where the leg began. */
  get begin(): number {
    return this.legs.begin;
  }

  step(high: number, low: number): number {
    const end = this.legs.step(high, low);
    const leg = end - this.legs.begin;
    this.back236 = end - 0.236 * leg;
    this.back382 = end - 0.382 * leg;
    this.back500 = end - 0.5 * leg;
    this.back618 = end - 0.618 * leg;
    this.back786 = end - 0.786 * leg;
    this.on618 = end + 0.618 * leg;
    return end;
  }
}

/** Parts of the last leg. */
export const fibonacciLevels: Definition<
  { readonly percent: Measure },
  FibonacciLevels,
  'end' | 'back236' | 'back382' | 'back500' | 'back618' | 'back786' | 'begin' | 'on618'
> = define({
  name: 'fibonacciLevels',
  title: 'Fibonacci levels of the last leg',
  group: 'pivot',
  formula:
    'e − k·(e − b), k = 0, 0.236, 0.382, 0.5, 0.618, 0.786, 1 and −0.618; the last whole zig-zag leg b to e',
  by: 'chart analysts',
  inputs: ['high', 'low'],
  parameters: { percent: measure(5, 0.001, 1000) },
  lines: {
    end: overPrices,
    back236: overPrices,
    back382: overPrices,
    back500: overPrices,
    back618: overPrices,
    back786: overPrices,
    begin: overPrices,
    on618: overPrices,
  },
  read: (made) => [
    made.back236,
    made.back382,
    made.back500,
    made.back618,
    made.back786,
    made.begin,
    made.on618,
  ],
  make: ({ percent }) => new FibonacciLevels(percent),
  loop: (
    made,
    [high, low],
    { end, back236, back382, back500, back618, back786, begin, on618 },
    from,
  ) => {
    for (let row = from; row < high.length; row += 1) {
      end[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
      back236[row] = made.back236;
      back382[row] = made.back382;
      back500[row] = made.back500;
      back618[row] = made.back618;
      back786[row] = made.back786;
      begin[row] = made.begin;
      on618[row] = made.on618;
    }
  },
});
