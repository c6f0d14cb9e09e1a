import type { CalendarId, Currency, InstrumentId, Price } from 'argosy/core';

import type { AdjustedTerms } from './adjusted-series.ts';
import type { ContinuousTerms } from './continuous-series.ts';
import type { FormulaTerms } from './formula-series.ts';
import { instrumentsIn, parseFormula } from './formula.ts';

/** What a series is, and how fine its prices are; what is left out is as with its first component. */
export type Series = (AdjustedTerms | ContinuousTerms | FormulaTerms) & {
  readonly id: InstrumentId;
  readonly pricePrecision?: number;
  /** Of a formula what its prices are rounded to; of all the step of bars that go by ticks. */
  readonly tick?: Price;
  readonly currency?: Currency;
  readonly calendar?: CalendarId;
};

/** The most series that a run has. */
export const SERIES_MAX = 10_000;
/** The most contracts of one chain. */
export const CHAIN_MAX = 1000;

/** What a series is made of, in its own order; nothing where a formula cannot be read. */
export function componentsOf(series: Series): readonly InstrumentId[] {
  if (series.kind === 'adjusted') return [series.of];
  if (series.kind === 'continuous') return series.chain;
  const formula = parseFormula(series.formula);
  return formula.ok ? instrumentsIn(formula.value) : [];
}
