import { ok, refuse, type Result } from 'argosy/core';

import { deviationOf } from './implied-deviation.ts';
import {
  checkForward,
  checkPrice,
  checkSpot,
  discountOf,
  distanceOf,
  forwardOf,
  type ForwardOption,
  type OptionTerms,
  type SpotOption,
} from './option-price.ts';

/** An option on a forward, and what it costs now. */
export type ForwardQuote = Omit<ForwardOption, 'volatility'> & { readonly price: number };
/** An option on a thing paid for now, and what it costs now. */
export type SpotQuote = Omit<SpotOption, 'volatility'> & { readonly price: number };

/** Why a price has no volatility, by code. */
export const volatilityRefusals = {
  PRICE_BELOW_EXERCISE: 'the price is less than what exercise brings',
  PRICE_ABOVE_BOUND: 'the price is as much as no volatility makes it',
  PRICE_WITHOUT_TIME: 'with no time left, a price says nothing of volatility',
} as const;

/** A price this part of what is exchanged below what exercise brings is rounding. */
const ROUNDING = 4 * Number.EPSILON;

/**
 * The volatility at which `priceBlack76` is this price. Of an option in the money what lies beyond
 * exercise is asked, which is the price of the one on the other side: so no place is lost that the
 * price has. Of a price that is exactly what exercise brings it is zero. One that is no number is no quote, and thrown.
 *
 * @example
 * const quote = { right: 'call', forward: 100, strike: 100, years: 1, discount: 1, price: 7.965567 } as const;
 * unwrap(impliedVolatilityBlack76(quote)); // 0.2
 */
export function impliedVolatilityBlack76(quote: ForwardQuote): Result<number> {
  checkForward(quote, 0);
  checkPrice(quote.price);
  return invert(quote, quote.forward, quote.discount);
}

/** The volatility at which `priceBlackScholes` is this price, as `impliedVolatilityBlack76`. */
export function impliedVolatilityBlackScholes(quote: SpotQuote): Result<number> {
  checkSpot(quote, 0);
  checkPrice(quote.price);
  return invert(quote, forwardOf(quote), discountOf(quote));
}

type Quote = Omit<OptionTerms, 'volatility'> & { readonly price: number };

function invert(quote: Quote, forward: number, discount: number): Result<number> {
  const { right, strike, years, price } = quote;
  const atEnd = price / discount;
  const gain = Math.max(0, right === 'call' ? forward - strike : strike - forward);
  const lesser = Math.min(forward, strike);
  const value = (atEnd - gain) / lesser;
  if (!(atEnd - gain >= -ROUNDING * Math.max(forward, strike))) {
    return refuseOf('PRICE_BELOW_EXERCISE', `${price}, exercise brings ${gain * discount}`);
  }
  if (years === 0) return refuseOf('PRICE_WITHOUT_TIME', `${price} at ${strike}`);
  if (!(value < 1)) {
    const bound = discount * (right === 'call' ? forward : strike);
    return refuseOf('PRICE_ABOVE_BOUND', `${price}, at most below ${bound}`);
  }
  if (value <= 0) return ok(0);
  return ok(deviationOf(distanceOf(forward, strike), value) / Math.sqrt(years));
}

function refuseOf(code: keyof typeof volatilityRefusals, detail: string): Result<never> {
  return refuse(code, `${volatilityRefusals[code]}: ${detail}`);
}
