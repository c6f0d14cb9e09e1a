import { PairIndicator } from '../base/by-inputs.ts';
import { define, overPrices, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { MidPrice } from './mid-price.ts';

/** How far its lines look back, and how far ahead its spans are drawn, the bar itself counted. */
export type IchimokuBars = {
  readonly conversion: number;
  readonly base: number;
  readonly span: number;
  readonly displacement: number;
};

const DISPLACEMENT_MAX = 1000;

/**
 * Hosoda's lines, all of them middles of ranges. The spans are given twice: as they are reckoned at this bar,
 * to be drawn ahead, and as the cloud that stands at this bar, reckoned so many bars before. Its `value` is
 * the conversion line. The lagging line is the close itself, drawn as far back.
 */
export class Ichimoku extends PairIndicator {
  private readonly shorter: MidPrice;
  private readonly middle: MidPrice;
  private readonly longer: MidPrice;
  private readonly aheadA: Window;
  private readonly aheadB: Window;
  /** The base line; NaN before it has a value. */
  base: number = NaN;
  /** The spans of this bar, drawn ahead of it. */
  spanA: number = NaN;
  spanB: number = NaN;
  /** The spans that were drawn ahead to this bar. */
  cloudA: number = NaN;
  cloudB: number = NaN;

  constructor({ conversion, base, span, displacement }: IchimokuBars) {
    const longest = Math.max(conversion, base, span);
    super('Ichimoku', [{ conversion, base, span, displacement }], longest + displacement - 1);
    this.shorter = new MidPrice(conversion);
    this.middle = new MidPrice(base);
    this.longer = new MidPrice(span);
    this.aheadA = new Window(displacement);
    this.aheadB = new Window(displacement);
  }

  step(high: number, low: number): number {
    const conversion = this.shorter.step(high, low);
    this.base = this.middle.step(high, low);
    this.spanA = (conversion + this.base) / 2;
    this.spanB = this.longer.step(high, low);
    this.aheadA.push(this.spanA);
    this.aheadB.push(this.spanB);
    this.cloudA = this.aheadA.at(this.aheadA.size - 1);
    this.cloudB = this.aheadB.at(this.aheadB.size - 1);
    return conversion;
  }
}

/** Where prices stand to the middles of their ranges, at one look. */
export const ichimoku: Definition<
  { readonly [Name in keyof IchimokuBars]: Whole },
  Ichimoku,
  'conversion' | 'base' | 'spanA' | 'spanB' | 'cloudA' | 'cloudB'
> = define({
  name: 'ichimoku',
  title: 'Ichimoku kinko hyo',
  group: 'average',
  formula:
    'middles of (highest high + lowest low) / 2: conversion of 9 bars, base of 26, span B of 52; span A = (conversion + base) / 2; the cloud is the spans of displacement − 1 bars before',
  by: 'Goichi Hosoda, 1969',
  inputs: ['high', 'low'],
  parameters: {
    conversion: whole(9),
    base: whole(26),
    span: whole(52),
    displacement: whole(26, 1, DISPLACEMENT_MAX),
  },
  lines: {
    conversion: overPrices,
    base: overPrices,
    spanA: overPrices,
    spanB: overPrices,
    cloudA: overPrices,
    cloudB: overPrices,
  },
  read: ({ base, spanA, spanB, cloudA, cloudB }) => [base, spanA, spanB, cloudA, cloudB],
  make: (bars) => new Ichimoku(bars),
  loop: (made, [high, low], lines, from) => {
    const { conversion, base, spanA, spanB, cloudA, cloudB } = lines;
    for (let row = from; row < high.length; row += 1) {
      conversion[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
      base[row] = made.base;
      spanA[row] = made.spanA;
      spanB[row] = made.spanB;
      cloudA[row] = made.cloudA;
      cloudB[row] = made.cloudB;
    }
  },
});
