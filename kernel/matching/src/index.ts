export { DEFAULT_SELF_TRADE } from './books/book-face.ts';
export type {
  BookAmendment,
  BookEnd,
  BookListener,
  BookOrder,
  BookRefusal,
  BookTif,
  SelfTradePolicy,
} from './books/book-face.ts';
export { indicateAuction, type Equilibrium } from './books/equilibrium.ts';
export { MatchingBook } from './books/matching-book.ts';
export { matchingErrors, venueReasons } from './errors.ts';
export type { MatchingErrorCode, VenueReasonCode } from './errors.ts';
export type { Leftovers } from './books/uncross.ts';
export { cappedFee } from './fees/capped-fee.ts';
export type { FeeBounds } from './fees/capped-fee.ts';
export { feeByDate, type FeeStep } from './fees/fee-by-date.ts';
export { feeLines, type FeeLine, type FeeOnLines } from './fees/fee-lines.ts';
export { feeMakerTaker } from './fees/fee-maker-taker.ts';
export type { MakerTakerRates } from './fees/fee-maker-taker.ts';
export { chargeFill, type FeeBasis, type FeeModel, type FilledBasis } from './fees/fee-model.ts';
export { FeeTally } from './fees/fee-tally.ts';
export { feePerShare } from './fees/fee-per-share.ts';
export { feePercent } from './fees/fee-percent.ts';
export { feeTable, type FeeRow } from './fees/fee-table.ts';
export { noFees } from './fees/no-fees.ts';
export { competingFills, type Competition } from './fills/competing-fills.ts';
export { composedFills, type FillParts } from './fills/composed-fills.ts';
export type { FillModel, FillPortion, FillRoom } from './fills/fill-model.ts';
export { oneTickSlippage } from './fills/one-tick-slippage.ts';
export { probabilisticFills } from './fills/probabilistic-fills.ts';
export type { FillChances } from './fills/probabilistic-fills.ts';
export { sizeAwareFills } from './fills/size-aware-fills.ts';
export type { SizeRest } from './fills/size-aware-fills.ts';
export { sureFills } from './fills/sure-fills.ts';
export { volumeLimitedFills } from './fills/volume-limited-fills.ts';
export type { VolumeLimit } from './fills/volume-limited-fills.ts';
export { noInterruptions, volatilityInterruptions } from './guards/interruption.ts';
export type { InterruptionModel, InterruptionTerms } from './guards/interruption.ts';
export { indianHaltLevels, indianHalts, marketHalts, noHalts } from './guards/market-halts.ts';
export type { HaltLevel, HaltModel, HaltTerms } from './guards/market-halts.ts';
export { noBands, priceBands } from './guards/price-bands.ts';
export type { BandFlex, BandModel, BandsByInstrument, BandTerms } from './guards/price-bands.ts';
export { latencyCard, measuredLatency, noLatency } from './latency-model.ts';
export type { LatencyModel } from './latency-model.ts';
export type { ModelCard } from './model-card.ts';
export { crowdedQueue } from './queue/crowded-queue.ts';
export { patientQueue } from './queue/patient-queue.ts';
export { proportionalQueue } from './queue/proportional-queue.ts';
export type { QueueChange, QueueModel } from './queue/queue-model.ts';
export { constantSlippage } from './slippage/constant-slippage.ts';
export type { SlippageAmount } from './slippage/constant-slippage.ts';
export { SessionGate } from './session-gate.ts';
export { noSlippage } from './slippage/no-slippage.ts';
export type { SlipBasis, SlippageModel } from './slippage/slippage-model.ts';
export { squareRootImpact } from './slippage/square-root-impact.ts';
export type { DailyFigures, SquareRootOptions } from './slippage/square-root-impact.ts';
export { volumeShareSlippage } from './slippage/volume-share-slippage.ts';
export type { VolumeShareImpact } from './slippage/volume-share-slippage.ts';
export { SimulatedVenue } from './venue.ts';
export type {
  AuctionPolicy,
  BarFillPolicy,
  BarPathPolicy,
  BarPolicy,
  FedBy,
  Told,
  VenueConfig,
  VenueOutbox,
  VenueRank,
} from './venue-config.ts';
