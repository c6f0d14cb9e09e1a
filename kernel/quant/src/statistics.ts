import { computeDailyReturns, computeEquityStatistics } from './equity-statistics.ts';
import { computeReturnStatistics, type ReturnOptions } from './return-statistics.ts';
import { YEARLY_DAYS_MIN, type Sample } from './sample.ts';
import {
  computeLongRatio,
  computeProfitFactor,
  computeTradeStatistics,
  type TradeSide,
} from './trade-statistics.ts';

/** Every default statistic, and what it says. Reports and docs are made from it. */
export const statistics = {
  MaxWinner: 'highest net result of a winning trade',
  AvgWinner: 'mean net result of the winning trades',
  MinWinner: 'lowest net result of a winning trade',
  MinLoser: 'net result of the losing trade that lost least',
  AvgLoser: 'mean net result of the losing trades',
  MaxLoser: 'net result of the losing trade that lost most',
  Expectancy: 'mean net result of all trades',
  WinRate: 'winning trades as a fraction of all trades',
  ProfitFactorByTrades: 'net results of the winning trades over those of the losing ones',
  ReturnsVolatility: 'sample deviation of daily returns, a year’s',
  ReturnsSkewness: 'bias-corrected skewness of daily returns',
  ReturnsKurtosis: 'bias-corrected excess kurtosis of daily returns',
  ReturnsAverage: 'mean daily return',
  ReturnsAverageLoss: 'mean of the daily returns below zero',
  ReturnsAverageWin: 'mean of the daily returns above zero',
  SharpeRatio: 'mean daily return above the risk-free one over its deviation, a year’s',
  SortinoRatio: 'mean daily return above the risk-free one over its downside deviation, a year’s',
  ProfitFactor: 'sum of the daily gains over the sum of the daily losses',
  RiskReturnRatio: 'mean daily return over its deviation, a day’s',
  LongRatio: 'long positions as a fraction of all',
  CAGR: 'compound growth of a year',
  CalmarRatio: 'compound growth of a year over the size of the deepest drawdown',
  MaxDrawdown: 'deepest fall from a peak as a fraction, zero or below',
} as const;

/** The names of `statistics`. */
export type StatisticName = keyof typeof statistics;

/** What the default statistics are computed from. */
export type StatisticsInput = ReturnOptions & {
  /** Net results of the closed trades. */
  readonly nets: readonly number[];
  /** Which way each of them stood. */
  readonly sides: readonly TradeSide[];
  /** Equity before the first day, then at the end of each day. */
  readonly dailyEquity: Sample;
  /** The deepest fall where a finer series than the days has seen it. */
  readonly deepestFall?: number | null;
};

/** The figures that say something of a year: of a few days they would say nothing. */
const noYearly = {
  ReturnsVolatility: null,
  SharpeRatio: null,
  SortinoRatio: null,
  CAGR: null,
  CalmarRatio: null,
} as const;

/**
 * All of them, null where undefined and never NaN. Where a day began with no equity, no return is
 * defined, and what is made from returns is null.
 *
 * @example
 * defaultStatistics({ nets: [5], sides: ['long'], dailyEquity: [100, 105] }).LongRatio; // 1
 */
export function defaultStatistics(
  input: StatisticsInput,
): Readonly<Record<StatisticName, number | null>> {
  const { nets, sides, dailyEquity, deepestFall, ...options } = input;
  const { yearlyDaysMin = YEARLY_DAYS_MIN } = options;
  const returns = computeDailyReturns(dailyEquity) ?? [];
  const figures = {
    ...computeTradeStatistics(nets),
    ProfitFactorByTrades: computeProfitFactor(nets),
    ...computeReturnStatistics(returns, options),
    LongRatio: computeLongRatio(sides),
    ...computeEquityStatistics(dailyEquity, { ...options, deepestFall }),
  };
  const isLongEnough = dailyEquity.length - 1 >= yearlyDaysMin;
  return isLongEnough ? figures : { ...figures, ...noYearly };
}
