export { Ema, ema, type EmaOptions, type EmaSeed } from './ema.ts';
export { indicatorErrors, PERIOD_MAX, type IndicatorErrorCode } from './errors.ts';
export type { Indicator } from './indicator.ts';
export { Sma, sma } from './sma.ts';
