import { FourIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { Sum } from '../statistics/sum.ts';

const PERCENT = 100;

/** AR and BR: how far bars reached above where they opened, of how far below, which is the value, and the same from the close before; 0 where they reached nowhere below. */
export class BullBear extends FourIndicator {
  private readonly above: Sum;
  private readonly below: Sum;
  private readonly gains: Sum;
  private readonly losses: Sum;
  private before = NaN;
  /** From the close before; NaN before it has a value. */
  will: number = NaN;

  constructor(period: number) {
    super('BullBear', [period], period + 1);
    this.above = new Sum(period);
    this.below = new Sum(period);
    this.gains = new Sum(period);
    this.losses = new Sum(period);
  }

  step(open: number, high: number, low: number, close: number): number {
    const { before } = this;
    this.before = close;
    if (!Number.isNaN(before)) {
      const gains = this.gains.step(Math.max(0, high - before));
      const losses = this.losses.step(Math.max(0, before - low));
      this.will = losses === 0 ? 0 : (PERCENT * gains) / losses;
    }
    const above = this.above.step(high - open);
    const below = this.below.step(open - low);
    return below === 0 ? 0 : (PERCENT * above) / below;
  }
}

/** How far bars reached up of how far down. */
export const brar: Definition<Period, BullBear, 'ar' | 'br'> = define({
  name: 'brar',
  title: 'AR and BR',
  group: 'momentum',
  formula:
    'AR = 100·Σ(high − open) / Σ(open − low); BR = 100·Σmax(high − close₁, 0) / Σmax(close₁ − low, 0)',
  by: 'of Japan, where it is common',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: { period: whole(26) },
  lines: { ar: inOwnPane, br: inOwnPane },
  read: ({ will }) => [will],
  make: ({ period }) => new BullBear(period),
  loop: (made, [open, high, low, close], { ar, br }, from) => {
    for (let row = from; row < open.length; row += 1) {
      ar[row] = made.step(open[row] ?? NaN, high[row] ?? NaN, low[row] ?? NaN, close[row] ?? NaN);
      br[row] = made.will;
    }
  },
});
