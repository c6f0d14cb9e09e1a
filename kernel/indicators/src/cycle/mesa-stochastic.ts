import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import { ExtremeWindow } from '../base/extreme-window.ts';
import type { Whole } from '../base/particulars.ts';
import { settled } from '../momentum/settled.ts';
import { SlowPass } from './filters.ts';
import { RoofingFilter } from './roofing-filter.ts';

const PERIOD_LEAST = 4;

/** The periods of a `MesaStochastic`: of its range, and of the filter under it. */
export type MesaPeriods = { readonly period: number; readonly slow: number; readonly fast: number };

/** Mesa stochastic: where the roofing filter stands in its range, from 0 to 1, smoothed; 0 where there is no range. */
export class MesaStochastic extends ValueIndicator {
  private readonly roof: RoofingFilter;
  private readonly highest: ExtremeWindow;
  private readonly lowest: ExtremeWindow;
  private readonly smooth: SlowPass;

  constructor({ period, slow, fast }: MesaPeriods) {
    super('MesaStochastic', [{ period, slow, fast }], slow + period - 1);
    this.roof = new RoofingFilter(slow, fast);
    this.highest = new ExtremeWindow(period, 1);
    this.lowest = new ExtremeWindow(period, -1);
    this.smooth = new SlowPass(fast);
  }

  step(value: number): number {
    const roof = settled(this.roof.step(value), value);
    if (Number.isNaN(roof)) return NaN;
    const top = this.highest.push(roof);
    const bottom = this.lowest.push(roof);
    if (!this.highest.isFull) return NaN;
    return this.smooth.step(top === bottom ? 0 : (roof - bottom) / (top - bottom));
  }
}

/** Where the filtered inputs stand in their range. */
export const mesaStochastic: Definition<
  { readonly period: Whole; readonly slow: Whole; readonly fast: Whole },
  MesaStochastic,
  'mesaStochastic'
> = define({
  name: 'mesaStochastic',
  title: 'Mesa stochastic',
  group: 'cycle',
  formula:
    'S((R − lowest R) / (highest R − lowest R), fast), R the roofing filter, S the super smoother',
  by: 'John Ehlers, 2014',
  inputs: ['value'],
  parameters: {
    period: whole(20, 2),
    slow: whole(48, PERIOD_LEAST),
    fast: whole(10, PERIOD_LEAST),
  },
  lines: { mesaStochastic: inOwnPane },
  make: (periods) => new MesaStochastic(periods),
  loop: (made, [values], { mesaStochastic }, from) => {
    for (let row = from; row < values.length; row += 1) {
      mesaStochastic[row] = made.step(values[row] ?? NaN);
    }
  },
});
