import {
  computeDeflatedSharpe,
  computeMinimumBacktestYears,
  computeProbabilisticSharpe,
  computeReturnStatistics,
} from 'argosy/quant';

/** What a Sharpe ratio of one bar is worth that came out where nothing had been seen, as the best of so many. */
export type SharpeVerdict = {
  readonly bars: number;
  readonly sharpe: number;
  /** How likely it is above zero, had nothing else been tried; null where nothing moved. */
  readonly probabilisticSharpe: number | null;
  /**
   * The same as the best of as many as each step has chosen among, whose ratios spread as chance alone makes
   * them, by one over the root of the bars less one. It is less than it might be: what was tried was chosen before.
   */
  readonly deflatedSharpe: number | null;
  /** With fewer bars the best of so many without skill shows as much, on average; null where the ratio is not above 0. */
  readonly minimumBars: number | null;
};

/** Judges the returns of bars by among how many trials their strategy was chosen. */
export function judgeSharpe(returns: readonly number[], trials: number): SharpeVerdict {
  const bars = returns.length;
  const found = computeReturnStatistics(returns);
  const { RiskReturnRatio: sharpe, ReturnsSkewness: skewness, ReturnsKurtosis: excess } = found;
  const minimumBars = minimumBarsOf(sharpe ?? 0, trials);
  if (sharpe === null || skewness === null || excess === null) {
    const unknown = { probabilisticSharpe: null, deflatedSharpe: null };
    return { bars, sharpe: sharpe ?? 0, ...unknown, minimumBars };
  }
  const measured = { sharpe, count: bars, skewness, kurtosis: excess + 3 };
  return {
    bars,
    sharpe,
    probabilisticSharpe: computeProbabilisticSharpe(measured),
    deflatedSharpe: computeDeflatedSharpe(measured, { trials, variance: 1 / (bars - 1) }),
    minimumBars,
  };
}

/** Bars below which the best of so many without skill shows such a ratio of a bar, on average. */
export function minimumBarsOf(sharpe: number, trials: number): number | null {
  return sharpe > 0 && trials >= 1 ? computeMinimumBacktestYears(trials, sharpe) : null;
}
