import { deviationOf } from './return-statistics.ts';
import { checkSample, finiteOrNull, meanOf, sumOf } from './sample.ts';

/** How each figure of trades beyond the default ones is reckoned, of their net results in order of their ends. */
export const tradeConventions = {
  payoffRatio: 'mean winner over the size of the mean loser',
  expectancyInLosses: 'mean of all trades over the size of the mean loser',
  kelly:
    'W − (1 − W) / payoff ratio, W the winners over winners and losers; below zero: do not play',
  systemQuality: '√min(n, 100) × mean / σ with n − 1 (V. Tharp)',
  tStatistic: '√n × mean / σ with n − 1',
  longestWin: 'most winners in a row; a trade of zero ends it',
  longestLoss: 'most losers in a row; a trade of zero ends it',
  deepestFall:
    'lowest sum of all trades so far below its height before, the start of zero included; zero or below',
  recovery: 'sum of all trades over the size of the deepest fall',
  largestShare: 'the greatest winner over the sum of all winners: near one, one trade made it all',
} as const;

/** Figures of trades beyond the default ones; null where undefined. */
export type TradeQuality = Readonly<Record<keyof typeof tradeConventions, number | null>>;

const QUALITY_TRADES_MAX = 100;
/** Below this part of the largest trade a deviation is rounding, and counts as none. */
const DEVIATION_PART_MIN = 1e-12;

/**
 * What kind of trades these were, by their net results in order of their ends; `tradeConventions` says how.
 *
 * @example
 * computeTradeQuality([30, -10, 10, -10]).payoffRatio; // 2
 */
export function computeTradeQuality(nets: readonly number[]): TradeQuality {
  checkSample(nets);
  const winners = nets.filter((net) => net > 0);
  const losers = nets.filter((net) => net < 0);
  const [mean, meanWinner, meanLoser] = [meanOf(nets), meanOf(winners), -meanOf(losers)];
  const payoff = meanWinner / meanLoser;
  const rate = winners.length / (winners.length + losers.length);
  const certainty = mean / spreadOf(nets, mean);
  const deepest = deepestFallOf(nets);
  const greatest = winners.reduce((high, net) => Math.max(high, net), 0);
  const longest = (isCounted: (net: number) => boolean): number | null =>
    nets.length === 0 ? null : longestRunOf(nets, isCounted);
  return {
    payoffRatio: finiteOrNull(payoff),
    expectancyInLosses: finiteOrNull(mean / meanLoser),
    kelly: finiteOrNull(rate - (1 - rate) / payoff),
    systemQuality: finiteOrNull(Math.sqrt(Math.min(nets.length, QUALITY_TRADES_MAX)) * certainty),
    tStatistic: finiteOrNull(Math.sqrt(nets.length) * certainty),
    longestWin: longest((net) => net > 0),
    longestLoss: longest((net) => net < 0),
    deepestFall: nets.length === 0 ? null : finiteOrNull(deepest),
    recovery: finiteOrNull(sumOf(nets) / -deepest),
    largestShare: finiteOrNull(greatest / sumOf(winners)),
  };
}

/** Amounts have no size of their own: what is rounding is told by the largest of them. */
function spreadOf(nets: readonly number[], mean: number): number {
  const most = nets.reduce((high, net) => Math.max(high, Math.abs(net)), 0);
  const deviation = deviationOf(nets, mean, 1);
  return deviation <= DEVIATION_PART_MIN * most ? 0 : deviation;
}

function longestRunOf(nets: readonly number[], isCounted: (net: number) => boolean): number {
  let [run, longest] = [0, 0];
  for (const net of nets) {
    run = isCounted(net) ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

function deepestFallOf(nets: readonly number[]): number {
  let [sum, height, deepest] = [0, 0, 0];
  for (const net of nets) {
    sum += net;
    height = Math.max(height, sum);
    deepest = Math.min(deepest, sum - height);
  }
  return deepest;
}
