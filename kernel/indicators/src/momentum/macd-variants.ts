import { ValueIndicator } from '../base/by-inputs.ts';
import { define, inOwnPane, whole, type Definition } from '../base/definition.ts';
import type { Settings } from '../base/indicator.ts';
import type { Choice, Plot, Whole } from '../base/particulars.ts';
import { averageKind, averageOf, type AverageKind } from '../averages/by-kind.ts';
import { Ema } from '../averages/ema.ts';

/** Three averages: two of the inputs, and one of their distance. */
type Averages = {
  readonly fast: ValueIndicator;
  readonly slow: ValueIndicator;
  readonly signal: ValueIndicator;
};

/** What the variants of a `Macd` share: the average that needs fewer inputs begins as late as the other ends its beginning. */
class Convergence extends ValueIndicator {
  private readonly fast: ValueIndicator;
  private readonly slow: ValueIndicator;
  private readonly average: ValueIndicator;
  /** Inputs until each of the two averages begins. */
  private untilFast: number;
  private untilSlow: number;
  /** The average of the distance; NaN before it has a value. */
  signal: number = NaN;
  /** How far the distance stands from its average. */
  histogram: number = NaN;

  protected constructor(name: string, settings: Settings, { fast, slow, signal }: Averages) {
    const needed = Math.max(fast.warmUp, slow.warmUp);
    super(name, settings, needed + signal.warmUp - 1);
    this.fast = fast;
    this.slow = slow;
    this.average = signal;
    this.untilFast = needed - fast.warmUp;
    this.untilSlow = needed - slow.warmUp;
  }

  step(value: number): number {
    const fast = this.untilFast > 0 ? NaN : this.fast.step(value);
    const slow = this.untilSlow > 0 ? NaN : this.slow.step(value);
    if (this.untilFast > 0) this.untilFast -= 1;
    if (this.untilSlow > 0) this.untilSlow -= 1;
    const distance = fast - slow;
    if (Number.isNaN(distance)) return NaN;
    this.signal = this.average.step(distance);
    this.histogram = distance - this.signal;
    return distance;
  }
}

const lines: Readonly<Record<'macd' | 'signal' | 'histogram', Plot>> = {
  macd: inOwnPane,
  signal: inOwnPane,
  histogram: { as: 'histogram', over: 'own' },
};

/** The averages of a `MacdExtended`: how long each is, and of which kind. */
export type ExtendedAverages = {
  readonly fast: number;
  readonly fastAverage: AverageKind;
  readonly slow: number;
  readonly slowAverage: AverageKind;
  readonly signal: number;
  readonly signalAverage: AverageKind;
};

/** A `Macd` of averages of any kind. */
export class MacdExtended extends Convergence {
  constructor(averages: ExtendedAverages) {
    const { fast, fastAverage, slow, slowAverage, signal, signalAverage } = averages;
    const one = averageOf(fastAverage, fast);
    const other = averageOf(slowAverage, slow);
    // Whichever is shorter is the fast one.
    super('MacdExtended', [averages], {
      fast: fast <= slow ? one : other,
      slow: fast <= slow ? other : one,
      signal: averageOf(signalAverage, signal),
    });
  }
}

/** How far an average stands from another, of kinds to choose. */
export const macdExtended: Definition<
  {
    readonly fast: Whole;
    readonly fastAverage: Choice<AverageKind>;
    readonly slow: Whole;
    readonly slowAverage: Choice<AverageKind>;
    readonly signal: Whole;
    readonly signalAverage: Choice<AverageKind>;
  },
  MacdExtended,
  'macd' | 'signal' | 'histogram'
> = define({
  name: 'macdExtended',
  title: 'MACD of chosen averages',
  group: 'momentum',
  formula: 'MACD = MA(x, f) − MA(x, s); signal = MA(MACD, g)',
  by: 'Gerald Appel, 1979; as TA-Lib’s MACDEXT',
  inputs: ['value'],
  parameters: {
    fast: whole(12, 2),
    fastAverage: averageKind('sma'),
    slow: whole(26, 2),
    slowAverage: averageKind('sma'),
    signal: whole(9),
    signalAverage: averageKind('sma'),
  },
  lines,
  read: ({ signal, histogram }) => [signal, histogram],
  make: (averages) => new MacdExtended(averages),
  loop: (made, [values], { macd, signal, histogram }, from) => {
    for (let row = from; row < values.length; row += 1) {
      macd[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
      histogram[row] = made.histogram;
    }
  },
});

/** Appel's own weights, which two averages of 12 and 26 inputs only come near to. */
const FAST = 0.15;
const SLOW = 0.075;

/** A `Macd` over 12 and 26 inputs with the weights its author gave: 0.15 and 0.075. */
export class MacdFixed extends Convergence {
  constructor(signal: number) {
    super('MacdFixed', [signal], {
      fast: new Ema(12, { alpha: FAST }),
      slow: new Ema(26, { alpha: SLOW }),
      signal: new Ema(signal),
    });
  }
}

/** How far the first author's fast average stands from his slow one. */
export const macdFixed: Definition<
  { readonly signal: Whole },
  MacdFixed,
  'macd' | 'signal' | 'histogram'
> = define({
  name: 'macdFixed',
  title: 'MACD of fixed weights',
  group: 'momentum',
  formula: 'MACD as of 12 and 26, α = 0.15 and 0.075; signal = EMA(MACD, g)',
  by: 'Gerald Appel, 1979',
  inputs: ['value'],
  parameters: { signal: whole(9) },
  lines,
  read: ({ signal, histogram }) => [signal, histogram],
  make: ({ signal }) => new MacdFixed(signal),
  loop: (made, [values], { macd, signal, histogram }, from) => {
    for (let row = from; row < values.length; row += 1) {
      macd[row] = made.step(values[row] ?? NaN);
      signal[row] = made.signal;
      histogram[row] = made.histogram;
    }
  },
});
