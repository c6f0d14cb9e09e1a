import { PairIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Window } from '../base/window.ts';
import { Ema } from '../averages/ema.ts';

const PERCENT = 100;

/** By how many percent the average range of bars changed; 0 where there was none. */
export class ChaikinVolatility extends PairIndicator {
  private readonly average: Ema;
  private readonly window: Window;

  constructor(period: number, change: number) {
    super('ChaikinVolatility', [period, change], period + change);
    this.average = new Ema(period);
    this.window = new Window(change);
  }

  step(high: number, low: number): number {
    const range = this.average.step(high - low);
    if (Number.isNaN(range)) return NaN;
    const before = this.window.push(range);
    return before === 0 ? 0 : (range / before - 1) * PERCENT;
  }
}

/** By how much the average range changed. */
export const chaikinVolatility: Definition<
  { readonly period: Whole; readonly change: Whole },
  ChaikinVolatility,
  'chaikinVolatility'
> = define({
  name: 'chaikinVolatility',
  title: 'Chaikin volatility',
  group: 'volatility',
  formula: '100·(E₀ / Eₖ − 1), E = EMA(high − low, n)',
  by: 'Marc Chaikin',
  inputs: ['high', 'low'],
  parameters: { period: whole(10), change: whole(10) },
  lines: { chaikinVolatility: inOwnPane },
  make: ({ period, change }) => new ChaikinVolatility(period, change),
  loop: (made, [high, low], { chaikinVolatility: line }, from) => {
    for (let row = from; row < high.length; row += 1) {
      line[row] = made.step(high[row] ?? NaN, low[row] ?? NaN);
    }
  },
});
