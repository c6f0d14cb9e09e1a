import { exp, formatTimestamp, type Timestamp } from 'argosy/core';
import type { Instrument, InstrumentTable, Option, Quote, Trade } from 'argosy/domain';
import { greeksBlack76, impliedVolatilityBlack76, perDay, perVolatilityPoint } from 'argosy/quant';
import type { Cached, MarketCache } from '@argosy/bridge';
import type * as contract from '@argosy/contract';

import type { Derivatives } from '../http/option-book.ts';
import { priceText } from './amounts.ts';

/** Where prices of a chain are looked up. */
export type ChainMarket = {
  readonly market: MarketCache;
  readonly instruments: InstrumentTable;
  readonly now: Timestamp;
};

/** Which part of a chain is wanted. */
export type ChainCut = {
  readonly expiresAt: Timestamp;
  readonly strikes: number;
  /** Yearly and continuously compounded. */
  readonly rate: number;
};

const MICROS_PER_YEAR = 365 * 86_400_000_000;

type Seen = {
  readonly quote: Cached<Quote> | null;
  readonly trade: Cached<Trade> | null;
  /** The middle of the quote, else the last trade, in whole units of price; null where neither is known. */
  readonly price: number | null;
};

type Forward = NonNullable<contract.Chain['forward']>;

/** Options of one end, with the volatilities and Greeks that their prices imply (Black 1976, on the forward). */
export function chainShape(
  underlying: Instrument,
  { options, futures }: Derivatives,
  cut: ChainCut,
  chainMarket: ChainMarket,
): contract.Chain {
  const { expiresAt, rate } = cut;
  const ending = options.filter((option) => option.expiresAt === expiresAt);
  const years = Math.max(0, (expiresAt - chainMarket.now) / MICROS_PER_YEAR);
  const discount = exp(-rate * years);
  const seen = new Map(ending.map((option) => [option, see(option, chainMarket)]));
  const spot = spotOf(underlying, chainMarket);
  const future = futures.find((each) => each.expiresAt === expiresAt);
  const futurePrice = future === undefined ? null : see(future, chainMarket).price;
  const forward: Forward | null =
    futurePrice !== null
      ? { price: futurePrice, from: 'future' }
      : (parityOf(seen, discount) ??
        (spot === null ? null : { price: spot.price / discount, from: 'spot' }));
  const strikes = strikesOf(ending, forward, cut.strikes);
  const terms = { forward, years, discount };
  return {
    underlying: underlying.id,
    expiresAt: formatTimestamp(expiresAt),
    spot: spot?.text ?? null,
    forward,
    years,
    strikes: strikes.map((strike) => {
      const sides = ending.filter((option) => option.strike === strike);
      const volatilities = sides.map((option) => volatilityOf(option, seen.get(option), terms));
      const side = (right: Option['right']): contract.ChainOption | null => {
        const place = sides.findIndex((each) => each.right === right);
        const option = sides[place];
        const what = option === undefined ? undefined : seen.get(option);
        if (option === undefined || what === undefined) return null;
        // By parity call and put of a strike imply the same: one whose price says nothing goes by the other.
        const known = volatilities[place] ?? volatilities.find((each) => each !== null) ?? null;
        return { ...optionShape(option, what), ...greeksOf(option, known, terms) };
      };
      const [first] = sides;
      const text = first === undefined ? String(strike) : priceText(first, strike);
      return { strike: text, call: side('call'), put: side('put') };
    }),
  };
}

function see(instrument: Instrument, { market, instruments, now }: ChainMarket): Seen {
  const index = instruments.indexOf(instrument.id);
  if (index === undefined) return { quote: null, trade: null, price: null };
  const quote = market.latest(index, 'quote', now);
  const trade = market.latest(index, 'trade', now);
  const { value } = quote ?? {};
  const isTwoSided = value !== undefined && value.bid > 0 && value.ask >= value.bid;
  const scaled = isTwoSided ? (value.bid + value.ask) / 2 : (trade?.value.price ?? null);
  return { quote, trade, price: scaled === null ? null : unscaled(instrument, scaled) };
}

function spotOf(
  underlying: Instrument,
  market: ChainMarket,
): { readonly price: number; readonly text: string } | null {
  const index = market.instruments.indexOf(underlying.id);
  const level = index === undefined ? null : market.market.latest(index, 'index', market.now);
  if (level !== null) {
    const { price } = level.value;
    return { price: unscaled(underlying, price), text: priceText(underlying, price) };
  }
  const { quote, trade } = see(underlying, market);
  const scaled = trade?.value.price ?? quote?.value.bid ?? null;
  if (scaled === null) return null;
  return { price: unscaled(underlying, scaled), text: priceText(underlying, scaled) };
}

/** Where call and put cost nearly the same, what they differ by tells the forward best. */
function parityOf(seen: ReadonlyMap<Option, Seen>, discount: number): Forward | null {
  const puts = new Map<number, number>();
  for (const [option, { price }] of seen) {
    if (option.right === 'put' && price !== null) puts.set(option.strike, price);
  }
  let best: { readonly price: number; readonly difference: number } | null = null;
  for (const [option, { price: call }] of seen) {
    const put = puts.get(option.strike);
    if (option.right !== 'call' || call === null || put === undefined) continue;
    const difference = call - put;
    if (best !== null && Math.abs(difference) >= Math.abs(best.difference)) continue;
    best = { price: unscaled(option, option.strike) + difference / discount, difference };
  }
  return best === null || best.price <= 0 ? null : { price: best.price, from: 'parity' };
}

/** So many strikes around the forward; around the middle of all where it is not known. */
function strikesOf(
  options: readonly Option[],
  forward: Forward | null,
  count: number,
): readonly Option['strike'][] {
  const strikes = [...new Set(options.map(({ strike }) => strike))].toSorted((a, b) => a - b);
  const [option] = options;
  if (option === undefined || strikes.length <= count) return strikes;
  const center =
    forward === null
      ? Math.floor(strikes.length / 2)
      : strikes.filter((strike) => unscaled(option, strike) < forward.price).length;
  const from = Math.min(Math.max(0, center - Math.floor(count / 2)), strikes.length - count);
  return strikes.slice(from, from + count);
}

type Terms = {
  readonly forward: Forward | null;
  readonly years: number;
  readonly discount: number;
};

function optionShape(
  option: Option,
  { quote, trade }: Seen,
): Omit<contract.ChainOption, keyof Implied> {
  return {
    instrument: option.id,
    bid: quote === null ? null : priceText(option, quote.value.bid),
    ask: quote === null ? null : priceText(option, quote.value.ask),
    last: trade === null ? null : priceText(option, trade.value.price),
    isStale: (quote ?? trade)?.isStale ?? false,
  };
}

type Implied = Pick<contract.ChainOption, 'volatility' | 'delta' | 'gamma' | 'vega' | 'theta'>;
const unknown: Implied = { volatility: null, delta: null, gamma: null, vega: null, theta: null };

/** What its price implies; null where that is none that a volatility makes. */
function volatilityOf(option: Option, seen: Seen | undefined, terms: Terms): number | null {
  const price = seen?.price ?? null;
  const at = placeOf(option, terms);
  if (price === null || price <= 0 || at === null) return null;
  const volatility = impliedVolatilityBlack76({ ...at, price });
  return volatility.ok && volatility.value > 0 ? volatility.value : null;
}

function greeksOf(option: Option, volatility: number | null, terms: Terms): Implied {
  const at = placeOf(option, terms);
  if (volatility === null || at === null) return unknown;
  const greeks = greeksBlack76({ ...at, volatility });
  return {
    volatility,
    delta: greeks.delta,
    gamma: greeks.gamma,
    vega: perVolatilityPoint(greeks.vega),
    theta: perDay(greeks.theta),
  };
}

type Place = Omit<Parameters<typeof greeksBlack76>[0], 'volatility'>;

/** Where an option stands by its forward; null where that is not known, or it has ended. */
function placeOf(option: Option, { forward, years, discount }: Terms): Place | null {
  if (forward === null || years <= 0) return null;
  const strike = unscaled(option, option.strike);
  return { right: option.right, forward: forward.price, strike, years, discount };
}

function unscaled({ pricePrecision }: Instrument, price: number): number {
  return price / 10 ** pricePrecision;
}
