import { ValueIndicator } from '../base/by-inputs.ts';
import { defineLine, overPrices, type Definition } from '../base/definition.ts';
import type { Period } from '../base/particulars.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';

/** The middle between the highest and the lowest of the last inputs. */
export class MidPoint extends ValueIndicator {
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;

  constructor(period: number) {
    super('MidPoint', [period], period);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
  }

  step(value: number): number {
    const [top, bottom] = [this.highest.push(value), this.lowest.push(value)];
    return this.highest.isFull ? (top + bottom) / 2 : NaN;
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
});
