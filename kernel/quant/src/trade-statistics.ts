import { checkChoice } from './errors.ts';
import { checkSample, finiteOrNull, meanOf, sumOf, type Sample } from './sample.ts';

/** Statistics of the net results of closed trades; null where undefined. */
export type TradeStatistics = Readonly<
  Record<
    | 'MaxWinner'
    | 'AvgWinner'
    | 'MinWinner'
    | 'MinLoser'
    | 'AvgLoser'
    | 'MaxLoser'
    | 'Expectancy'
    | 'WinRate',
    number | null
  >
>;

/** Which way a closed position stood. */
export type TradeSide = 'long' | 'short';

/**
 * Statistics of trades by their net result, each in the unit of `nets`.
 *
 * A winner is above zero and a loser below; a trade of exactly zero is neither, but counts among all
 * trades in `WinRate` and `Expectancy`. Losers keep their sign: `MaxLoser` is the lowest number.
 *
 * @example
 * computeTradeStatistics([30, -10, 10, 0]).WinRate; // 0.5
 */
export function computeTradeStatistics(nets: readonly number[]): TradeStatistics {
  checkSample(nets);
  const winners = nets.filter((net) => net > 0);
  const losers = nets.filter((net) => net < 0);
  return {
    MaxWinner: highest(winners),
    AvgWinner: finiteOrNull(meanOf(winners)),
    MinWinner: lowest(winners),
    MinLoser: highest(losers),
    AvgLoser: finiteOrNull(meanOf(losers)),
    MaxLoser: lowest(losers),
    Expectancy: finiteOrNull(meanOf(nets)),
    WinRate: finiteOrNull(winners.length / nets.length),
  };
}

/** Long positions as a fraction of all, not rounded; null without any. */
export function computeLongRatio(sides: readonly TradeSide[]): number | null {
  for (const side of sides) checkChoice('side', side, ['long', 'short']);
  return finiteOrNull(sides.filter((side) => side === 'long').length / sides.length);
}

/** Sum of the gains over the sum of the losses; null without a loss. */
export function computeProfitFactor(values: Sample): number | null {
  checkSample(values);
  const gains = sumOf(values, (value) => Math.max(value, 0));
  return finiteOrNull(gains / sumOf(values, (value) => Math.max(-value, 0)));
}

function highest(values: readonly number[]): number | null {
  return finiteOrNull(values.reduce((high, value) => Math.max(high, value), -Infinity));
}

function lowest(values: readonly number[]): number | null {
  return finiteOrNull(values.reduce((low, value) => Math.min(low, value), Infinity));
}
