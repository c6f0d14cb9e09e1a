import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { MidPrice } from './mid-price.ts';

/** The middle between the highest and the lowest of the last inputs. */
export class MidPoint extends ValueIndicator {
  private readonly middle: MidPrice;

  constructor(period: number) {
    super('MidPoint', [period], period);
    this.middle = new MidPrice(period);
  }

  step(value: number): number {
    return this.middle.step(value, value);
  }
}

/** The middle of the last inputs. */
export const midPoint: Definition<Period, MidPoint, 'midPoint'> = defineLine({
  name: 'midPoint',
  title: 'Mid point',
  group: 'average',
  formula: '(max + min) / 2',
  by: 'arithmetic',
  standard: 14,
  least: 2,
  plot: overPrices,
  make: (period) => new MidPoint(period),
  loop: (made, [values], line, from) => {
    for (let row = from; row < values.length; row += 1) {
      line[row] = made.step(values[row] ?? NaN);
    }
  },
});
