import { quantError } from '../errors.ts';
import { exp, ln } from 'argosy/core';

/** What a strategy earns before it moves prices, and what its orders meet. All amounts are in one currency. */
export type CapacityTerms = {
  /** Of a year, on the capital, before the costs below: 0.2 is 20 %. */
  readonly grossReturn: number;
  readonly tradesPerYear: number;
  /** What one trade moves, as a part of the capital. */
  readonly tradeShare: number;
  /** What the market trades in a day. */
  readonly dailyVolume: number;
  /** The deviation of a day's return. */
  readonly dailyVolatility: number;
  /** Half the spread and all charges of a trade, as a part of what it moves: 0 unless told. */
  readonly fixedCost?: number;
  /** A trade of a whole day's volume moves the price by so many daily deviations: 1 unless told. */
  readonly impact?: number;
  /** The power that impact grows by with size: 0.5, the square root, unless told. */
  readonly exponent?: number;
};

/** How much capital a strategy carries. */
export type Capacity = {
  /** Where nothing is left of what it earns. */
  readonly breakEven: number;
  /** Where it earns most, in money. */
  readonly mostProfit: number;
};

/**
 * How far a price moves against a trade, as a part of it: `impact × dailyVolatility × (amount / dailyVolume) ^
 * exponent`, the square-root law.
 *
 * @example
 * computeImpact({ dailyVolume: 1e8, dailyVolatility: 0.02 }, 1e6); // 0.002
 */
export function computeImpact(
  terms: Pick<CapacityTerms, 'dailyVolume' | 'dailyVolatility' | 'impact' | 'exponent'>,
  amount: number,
): number {
  const { dailyVolume, dailyVolatility, impact = 1, exponent = 0.5 } = terms;
  checkAbove({ dailyVolume, dailyVolatility, impact, exponent });
  if (amount === 0) return 0;
  checkAbove({ amount });
  return impact * dailyVolatility * exp(exponent * ln(amount / dailyVolume));
}

/** What is left of a year's return at a capital, as a part of it. */
export function computeNetReturn(terms: CapacityTerms, capital: number): number {
  const { grossReturn, tradesPerYear, tradeShare, fixedCost = 0 } = terms;
  const moved = tradesPerYear * tradeShare;
  return grossReturn - moved * (fixedCost + computeImpact(terms, capital * tradeShare));
}

/** Both capitals; zero where even the first trade does not pay for its fixed cost. */
export function computeCapacity(terms: CapacityTerms): Capacity {
  const { grossReturn, tradesPerYear, tradeShare, fixedCost = 0, exponent = 0.5 } = terms;
  checkAbove({ tradesPerYear, tradeShare });
  if (!Number.isFinite(grossReturn) || !(fixedCost >= 0)) {
    const found = `grossReturn ${grossReturn}, fixedCost ${fixedCost}`;
    throw quantError('BAD_NUMBER', `${found}, expected finite and zero or above`);
  }
  const wholeDay = computeImpact(terms, terms.dailyVolume);
  const bearable = grossReturn / (tradesPerYear * tradeShare) - fixedCost;
  if (bearable <= 0) return { breakEven: 0, mostProfit: 0 };
  const breakEven = (exp(ln(bearable / wholeDay) / exponent) * terms.dailyVolume) / tradeShare;
  // Profit C (a − b Cᵉ) is greatest where Cᵉ is the (1 + e)th part of what breaks even.
  return { breakEven, mostProfit: breakEven * exp(-ln(1 + exponent) / exponent) };
}

function checkAbove(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value > 0 && value < Number.POSITIVE_INFINITY) continue;
    throw quantError('BAD_NUMBER', `${name} ${value}, expected above zero`);
  }
}
