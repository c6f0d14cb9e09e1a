import { ln, ok, refuse, type Result } from 'argosy/core';

import { impliedVolatilityBlack76 } from '../options/implied-volatility.ts';
import { greeksBlack76 } from '../options/greeks.ts';
import type { SmilePoint } from './fit-svi.ts';

/** What is asked and bid for one European option of a chain. */
export type ChainQuote = {
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** Until its end, in years. */
  readonly years: number;
  readonly bid: number;
  readonly ask: number;
};

/** A quote that is not in the smile, and why. */
export type LeftQuote = { readonly quote: ChainQuote; readonly why: string };

/** What one expiry's quotes say: the forward, the discount, and the smile in points. */
export type ExpiryPoints = {
  readonly forward: number;
  readonly discount: number;
  readonly points: readonly SmilePoint[];
  readonly left: readonly LeftQuote[];
};

type Pair = { readonly strike: number; readonly call: ChainQuote; readonly put: ChainQuote };

/** No quote is surer than this part of the forward. */
const SPREAD_MIN = 1e-6;

/**
 * Forward, discount and smile of the quotes of one expiry. A call less a put of the same strike is worth the
 * discounted forward less the discounted strike: of all pairs, the surer weighing more, comes the forward and,
 * where no rate is given, the discount. Of each strike the quote out of the money is taken, at the middle of bid
 * and ask, and counts by how much volatility half its spread is. What cannot be used is left and said.
 */
export function readExpiry(
  quotes: readonly ChainQuote[],
  rateDiscount: number | null,
): Result<ExpiryPoints> {
  const left: LeftQuote[] = [];
  const usable = quotes.filter((quote) => {
    const why = faultOf(quote);
    if (why !== null) left.push({ quote, why });
    return why === null;
  });
  const parity = readParity(pairsOf(usable), rateDiscount);
  if (!parity.ok) return parity;
  const { forward, discount } = parity.value;
  const points = usable.flatMap((quote) => {
    const point = toPoint(quote, forward, discount);
    if (typeof point !== 'string') return [point];
    left.push({ quote, why: point });
    return [];
  });
  points.sort((one, other) => one.k - other.k);
  return ok({ forward, discount, points, left });
}

function faultOf({ right, bid, ask, strike, years }: ChainQuote): string | null {
  if (right !== 'call' && right !== 'put') return 'no option';
  if (!(strike > 0 && years > 0 && Number.isFinite(strike + years))) return 'no option';
  if (!(bid > 0 && Number.isFinite(ask))) return 'nothing is bid';
  return bid <= ask ? null : 'bid above ask';
}

function pairsOf(quotes: readonly ChainQuote[]): readonly Pair[] {
  const puts = new Map(
    quotes.flatMap((quote) => (quote.right === 'put' ? [[quote.strike, quote] as const] : [])),
  );
  return quotes.flatMap((call) => {
    const put = puts.get(call.strike);
    return call.right === 'put' || put === undefined ? [] : [{ strike: call.strike, call, put }];
  });
}

/** A line through calls less puts by strike: its slope is the discount, and it crosses zero at the forward. */
function readParity(
  pairs: readonly Pair[],
  rateDiscount: number | null,
): Result<{ readonly forward: number; readonly discount: number }> {
  const wanted = rateDiscount === null ? 2 : 1;
  if (pairs.length < wanted) {
    return refuse('CHAIN_PARITY', `${pairs.length} strikes with call and put, expected ${wanted}`);
  }
  let [weights, strikes, values, squares, products] = [0, 0, 0, 0, 0];
  for (const { strike, call, put } of pairs) {
    const spread = call.ask - call.bid + put.ask - put.bid + SPREAD_MIN * strike;
    const weight = 1 / (spread * spread);
    const value = middleOf(call) - middleOf(put);
    weights += weight;
    strikes += weight * strike;
    values += weight * value;
    squares += weight * strike * strike;
    products += weight * strike * value;
  }
  const [meanStrike, meanValue] = [strikes / weights, values / weights];
  const slope =
    (products / weights - meanStrike * meanValue) / (squares / weights - meanStrike * meanStrike);
  const discount = rateDiscount ?? -slope;
  const forward = meanStrike + meanValue / discount;
  if (!(discount > 0 && forward > 0 && Number.isFinite(forward))) {
    return refuse('CHAIN_PARITY', `forward ${forward} at a discount of ${discount}`);
  }
  return ok({ forward, discount });
}

function toPoint(quote: ChainQuote, forward: number, discount: number): SmilePoint | string {
  const { right, strike, years } = quote;
  if (right === 'call' ? strike < forward : strike >= forward) return 'in the money';
  const price = middleOf(quote);
  const found = impliedVolatilityBlack76({ right, strike, years, forward, discount, price });
  if (!found.ok) return found.refusal.reason;
  const volatility = found.value;
  const { vega } = greeksBlack76({ right, strike, years, forward, discount, volatility });
  const spread = Math.max(quote.ask - quote.bid, SPREAD_MIN * forward) / 2;
  // Half a spread moves volatility by itself over vega, and total variance by twice that with it.
  const unsure = (2 * volatility * years * spread) / vega;
  const weight = 1 / (unsure * unsure);
  if (!(weight > 0 && Number.isFinite(weight))) return 'its price knows no volatility';
  return { k: ln(strike / forward), totalVariance: volatility * volatility * years, weight };
}

function middleOf({ bid, ask }: ChainQuote): number {
  return (bid + ask) / 2;
}
