export {
  computeCagr,
  computeDailyReturns,
  computeDrawdown,
  computeEquityStatistics,
  type Drawdown,
  type EquityStatistics,
} from './equity-statistics.ts';
export { quantErrors, type QuantErrorCode } from './errors.ts';
export {
  computeReturnStatistics,
  type ReturnOptions,
  type ReturnStatistics,
} from './return-statistics.ts';
export { DAYS_PER_YEAR, type Sample } from './sample.ts';
export {
  defaultStatistics,
  statistics,
  type StatisticName,
  type StatisticsInput,
} from './statistics.ts';
export {
  computeLongRatio,
  computeTradeStatistics,
  type TradeSide,
  type TradeStatistics,
} from './trade-statistics.ts';
