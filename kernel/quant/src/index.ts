export {
  allocationConventions,
  attributeReturn,
  linkAttributions,
  type AllocationConvention,
  type Attribution,
  type Effects,
  type Sector,
} from './attribution/brinson.ts';
export { computeHalfLife, fitHedge, type HedgeLine } from './cointegration/hedge-line.ts';
export { type CriticalValues } from './cointegration/mackinnon.ts';
export {
  cointegrationConventions,
  testCointegration,
  testUnitRoot,
  type CointegrationTest,
  type LagOptions,
  type UnitRootTest,
} from './cointegration/unit-root.ts';
export {
  computeDrawdowns,
  computeUnderwater,
  type DrawdownEpisode,
  type EpisodeOptions,
  type Underwater,
} from './drawdown-episodes.ts';
export {
  computeCagr,
  computeDailyReturns,
  computeDrawdown,
  computeEquityStatistics,
  RunningDrawdown,
  type Drawdown,
  type EquityOptions,
  type EquityStatistics,
} from './equity-statistics.ts';
export { quantErrors, type QuantErrorCode } from './errors.ts';
export { approximateAmerican } from './options/american-approximation.ts';
export { greeksAmerican } from './options/american-greeks.ts';
export { priceAmerican, type CashDividend, type TreeOptions } from './options/american-tree.ts';
export {
  emptyGreeks,
  greeksBlack76,
  greeksBlackScholes,
  perBasisPoint,
  perDay,
  perVolatilityPoint,
  type Greeks,
} from './options/greeks.ts';
export {
  impliedVolatilityBlack76,
  impliedVolatilityBlackScholes,
  volatilityRefusals,
  type ForwardQuote,
  type SpotQuote,
} from './options/implied-volatility.ts';
export {
  emptySecondGreeks,
  secondGreeksBlack76,
  secondGreeksBlackScholes,
  type SecondGreeks,
} from './options/second-greeks.ts';
export {
  priceBlack76,
  priceBlackScholes,
  type ForwardOption,
  type OptionTerms,
  type SpotOption,
} from './options/option-price.ts';
export { millsRatio, normalCdf, normalDensity, normalQuantile } from './normal-distribution.ts';
export {
  computeReturnStatistics,
  type ReturnOptions,
  type ReturnStatistics,
} from './return-statistics.ts';
export { computeRolling, computeRollingBeside } from './rolling.ts';
export { DAYS_PER_YEAR, YEARLY_DAYS_MIN, type Sample } from './sample.ts';
export {
  defaultStatistics,
  statistics,
  type StatisticName,
  type StatisticsInput,
} from './statistics.ts';
export { describeStatistics, type StatisticsScope } from './statistics-notes.ts';
export { computeTradeQuality, tradeConventions, type TradeQuality } from './trade-quality.ts';
export {
  computeLongRatio,
  computeProfitFactor,
  computeTradeStatistics,
  type TradeSide,
  type TradeStatistics,
} from './trade-statistics.ts';
export {
  greeksOfLegs,
  profitAt,
  type Leg,
  type LegMarket,
  type OptionLeg,
  type Scenario,
  type UnderlyingLeg,
} from './portfolio/legs.ts';
export { profitAtEnd, summarisePayoff, type Payoff } from './portfolio/payoff.ts';
export {
  computeScenarios,
  type GridPoint,
  type ScenarioAxes,
  type ScenarioGrid,
} from './portfolio/scenarios.ts';
export { computeBenchmarkRatios, type BenchmarkRatios } from './ratios/benchmark-ratios.ts';
export {
  ratioConventions,
  statedConvention,
  type RatioConvention,
  type RatioName,
} from './ratios/conventions.ts';
export { computeRatios, equityOfReturns, type RatioOptions, type Ratios } from './ratios/ratios.ts';
export {
  backtestTail,
  baselZoneOf,
  testCoverage,
  type BaselZone,
  type LikelihoodTest,
  type TailBacktest,
} from './ratios/tail-backtest.ts';
export {
  computeQuantile,
  computeTail,
  computeTailRatio,
  tailMethods,
  type Tail,
  type TailMethod,
} from './ratios/tail.ts';
export {
  computeCapacity,
  computeImpact,
  computeNetReturn,
  type Capacity,
  type CapacityTerms,
} from './selection/capacity.ts';
export {
  computeOverfitting,
  computeOverfittingOfBlocks,
  mostTrialsOf,
  type BlockedReturns,
  type Overfitting,
  type OverfittingOptions,
} from './selection/overfitting.ts';
export {
  computeDeflatedSharpe,
  computeExpectedMaximumSharpe,
  computeMinimumBacktestYears,
  computeMinimumTrackRecord,
  computeProbabilisticSharpe,
  selectionConventions,
  type MeasuredSharpe,
  type Trials,
} from './selection/sharpe-odds.ts';
export type { ChainQuote, LeftQuote } from './surface/chain.ts';
export { fitSmile, type FittedSmile, type SmilePoint } from './surface/fit-svi.ts';
export {
  fitSurface,
  forwardAt,
  volatilityAt,
  type SurfaceSmile,
  type VolatilitySurface,
} from './surface/surface.ts';
export {
  durrlemanOf,
  findButterfly,
  findCalendar,
  totalVarianceOf,
  type Arbitrage,
  type Svi,
} from './surface/svi.ts';
