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
export {
  priceBlack76,
  priceBlackScholes,
  type ForwardOption,
  type SpotOption,
} from './option-price.ts';
export { exp, ln, normalCdf, normalDensity } from './portable-math.ts';
export {
  computeReturnStatistics,
  type ReturnOptions,
  type ReturnStatistics,
} from './return-statistics.ts';
export { DAYS_PER_YEAR, YEARLY_DAYS_MIN, type Sample } from './sample.ts';
export {
  defaultStatistics,
  statistics,
  type StatisticName,
  type StatisticsInput,
} from './statistics.ts';
export { describeStatistics, type StatisticsScope } from './statistics-notes.ts';
export {
  computeLongRatio,
  computeProfitFactor,
  computeTradeStatistics,
  type TradeSide,
  type TradeStatistics,
} from './trade-statistics.ts';
