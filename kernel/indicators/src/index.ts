export * from './averages/index.ts';
export * from './candles/index.ts';
export * from './cycle/index.ts';
export * from './microstructure/index.ts';
export * from './momentum/index.ts';
export * from './pivots/index.ts';
export * from './prices/index.ts';
export * from './statistics/index.ts';
export * from './volatility/index.ts';
export * from './volume/index.ts';
export { BarIndicator, FourIndicator, PairIndicator, ValueIndicator } from './base/by-inputs.ts';
export { define, type Definition } from './base/definition.ts';
export type { IndicatorState } from './base/indicator.ts';
export type {
  AnyIndicator,
  Choice,
  Column,
  Columns,
  Group,
  Measure,
  Parameter,
  Parameters,
  Particulars,
  Period,
  Plot,
  QuoteColumn,
  ValuesOf,
  Whole,
} from './base/particulars.ts';
export { indicatorErrors, PERIOD_MAX, type IndicatorErrorCode } from './errors.ts';
export { indicators } from './indicators.ts';
