import type { ValueIndicator } from '../base/by-inputs.ts';
import type { Choice } from '../base/particulars.ts';
import { Dema } from './dema.ts';
import { Ema } from './ema.ts';
import { Hma } from './hma.ts';
import { Kama } from './kama.ts';
import { Sma } from './sma.ts';
import { T3 } from './t3.ts';
import { Tema } from './tema.ts';
import { Trima } from './trima.ts';
import { WilderAverage } from './wilder.ts';
import { Wma } from './wma.ts';
import { Zlema } from './zlema.ts';

/** The kind of an average, where an indicator leaves it open. */
export type AverageKind =
  | 'sma'
  | 'ema'
  | 'wma'
  | 'dema'
  | 'tema'
  | 'trima'
  | 'kama'
  | 't3'
  | 'hma'
  | 'wilder'
  | 'zlema';

// TA-Lib's kinds but MAMA, which has no period, and then what others offer.
const makers: Readonly<Record<AverageKind, (period: number) => ValueIndicator>> = {
  sma: (period) => new Sma(period),
  ema: (period) => new Ema(period),
  wma: (period) => new Wma(period),
  dema: (period) => new Dema(period),
  tema: (period) => new Tema(period),
  trima: (period) => new Trima(period),
  kama: (period) => new Kama(period),
  t3: (period) => new T3(period),
  hma: (period) => new Hma(period),
  wilder: (period) => new WilderAverage(period),
  zlema: (period) => new Zlema(period),
};

/** An average of a kind. Over one input each is that input, as in TA-Lib. */
export function averageOf(kind: AverageKind, period: number): ValueIndicator {
  return period === 1 ? new Sma(1) : makers[kind](period);
}

/** A parameter that is the kind of an average. */
export function averageKind(standard: AverageKind): Choice<AverageKind> {
  return { kind: 'choice', standard, of: Object.keys(makers) as AverageKind[] };
}
