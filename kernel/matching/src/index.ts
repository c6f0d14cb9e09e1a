export { matchingErrors, venueReasons } from './errors.ts';
export type { MatchingErrorCode, VenueReasonCode } from './errors.ts';
export { cappedFee } from './fees/capped-fee.ts';
export type { FeeBounds } from './fees/capped-fee.ts';
export { feeMakerTaker } from './fees/fee-maker-taker.ts';
export type { MakerTakerRates } from './fees/fee-maker-taker.ts';
export type { FeeBasis, FeeModel, FilledBasis } from './fees/fee-model.ts';
export { feePerShare } from './fees/fee-per-share.ts';
export { feePercent } from './fees/fee-percent.ts';
export { noFees } from './fees/no-fees.ts';
export type { FillModel } from './fills/fill-model.ts';
export { oneTickSlippage } from './fills/one-tick-slippage.ts';
export { probabilisticFills } from './fills/probabilistic-fills.ts';
export type { FillChances } from './fills/probabilistic-fills.ts';
export { sureFills } from './fills/sure-fills.ts';
export { noLatency } from './latency-model.ts';
export type { LatencyModel } from './latency-model.ts';
export type { ModelCard } from './model-card.ts';
export { SimulatedVenue } from './venue.ts';
export type {
  BarFillPolicy,
  BarPathPolicy,
  BarPolicy,
  FedBy,
  VenueConfig,
  VenueOutbox,
  VenueRank,
} from './venue-config.ts';
