import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Whole } from '../base/particulars.ts';
import { Ema } from '../averages/ema.ts';
import { TwiceSmoothed } from './twice-smoothed.ts';

const PERCENT = 100;

/** The averages of a `Tsi`: two of the changes, one of itself. */
export type TsiPeriods = {
  readonly first: number;
  readonly second: number;
  readonly signal: number;
};

/** True strength index: the changes, smoothed twice, of the same of their sizes, in percent; 0 where nothing moved. */
export class Tsi extends ValueIndicator {
  private readonly changes: TwiceSmoothed;
  private readonly sizes: TwiceSmoothed;
  private readonly average: Ema;
  private before = NaN;
  /** The average of the line; NaN before it has a value. */
  signal: number = NaN;

  constructor({ first, second, signal }: TsiPeriods) {
    super('Tsi', [{ first, second, signal }], first + second + signal - 1);
    this.changes = new TwiceSmoothed(first, second);
    this.sizes = new TwiceSmoothed(first, second);
    this.average = new Ema(signal);
  }

  step(value: number): number {
    const change = value - this.before;
    this.before = value;
    if (Number.isNaN(change)) return NaN;
    const changes = this.changes.step(change);
    const sizes = this.sizes.step(Math.abs(change));
    if (Number.isNaN(sizes)) return NaN;
    const strength = sizes === 0 ? 0 : (PERCENT * changes) / sizes;
    this.signal = this.average.step(strength);
    return strength;
  }
}

/** How much of the movement went one way, twice smoothed. */
export const tsi: Definition<
  { readonly first: Whole; readonly second: Whole; readonly signal: Whole },
  Tsi,
  'tsi' | 'signal'
> = define({
  name: 'tsi',
  title: 'True strength index',
  group: 'momentum',
  formula: '100·EMA(EMA(Δx, f), s) / EMA(EMA(|Δx|, f), s); signal = EMA(TSI, g)',
  by: 'William Blau, 1991',
  inputs: ['value'],
  parameters: { first: whole(25), second: whole(13), signal: whole(13) },
  lines: { tsi: inOwnPane, signal: inOwnPane },
  read: ({ signal }) => [signal],
  make: (periods) => new Tsi(periods),
  loop: (made, [values], { tsi, signal }, from) => {
    for (let row = from; row < values.length; row += 1) {
      tsi[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
    }
  },
});
