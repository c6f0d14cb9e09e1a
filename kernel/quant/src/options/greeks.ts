import { millsRatio, NORMAL_REACH, normalDensity } from '../normal-distribution.ts';
import { ln } from 'argosy/core';
import {
  blackPrice,
  checkForward,
  checkSpot,
  discountOf,
  distanceOf,
  forwardOf,
  type ForwardOption,
  type OptionTerms,
  type SpotOption,
} from './option-price.ts';
import { farValue, isNear, nearDifference } from './time-value.ts';

/**
 * A price and what it changes by. All are plain derivatives: of one unit of the underlying's price, of a volatility
 * of 1.00, of one year that passes, of a rate of 1.00. `perVolatilityPoint`, `perDay` and `perBasisPoint` say them
 * in the units of a desk.
 */
export type Greeks = {
  price: number;
  /** By the underlying: the spot, or the forward of an option on one. */
  delta: number;
  /** Delta by the underlying. */
  gamma: number;
  /** By volatility. */
  vega: number;
  /** By the passing of time: mostly below zero for what is held. */
  theta: number;
  /** By the rate; the spot, or of an option on a forward the forward, stays. */
  rho: number;
};

/** Makes a record of Greeks to be written into, all zero. */
export function emptyGreeks(): Greeks {
  return { price: 0, delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0 };
}

/**
 * Price and first Greeks of an option on a thing that is paid for now, written into a record that is
 * given, so that a chain can be gone through without making any.
 *
 * Where there is no time or no volatility left, the price is a line with a bend at the strike: gamma
 * and vega are zero, and at the bend itself delta is the middle of both sides.
 *
 * @example
 * const at = { spot: 100, strike: 100, years: 1, volatility: 0.2, rate: 0.05, yieldRate: 0 };
 * greeksBlackScholes({ right: 'call', ...at }).delta; // 0.6368
 */
export function greeksBlackScholes(option: SpotOption, into: Greeks = emptyGreeks()): Greeks {
  checkSpot(option, option.volatility);
  const { spot, rate, yieldRate, years } = option;
  const forward = forwardOf(option);
  writeOnForward(into, option, { forward, discount: discountOf(option) });
  const carried = forward / spot;
  const spreading = into.theta;
  into.delta *= carried;
  into.gamma *= carried * carried;
  into.theta = spreading + rate * into.price - (rate - yieldRate) * spot * into.delta;
  into.rho = years * (spot * into.delta - into.price);
  return into;
}

/**
 * Price and first Greeks of an option on a forward, as `greeksBlackScholes`; delta and gamma are by the
 * forward, and rho knows no forward that moves with the rate.
 *
 * @example
 * const at = { forward: 100, strike: 100, years: 1, volatility: 0.2, discount: 1 };
 * greeksBlack76({ right: 'put', ...at }).delta; // -0.4602
 */
export function greeksBlack76(option: ForwardOption, into: Greeks = emptyGreeks()): Greeks {
  checkForward(option, option.volatility);
  const { years, discount } = option;
  writeOnForward(into, option, option);
  // With no time left there is no rate to find, and the price is what it will be.
  if (years > 0) into.theta -= (ln(discount) / years) * into.price;
  into.rho = -years * into.price;
  return into;
}

/** A vega, or anything else by a volatility of 1.00, for one point (0.01) of it. */
export function perVolatilityPoint(greek: number): number {
  return greek / 100;
}

/** A theta, or anything else by a year, for one day: of 365 in a year unless told. */
export function perDay(greek: number, daysPerYear: number = 365): number {
  return greek / daysPerYear;
}

/** A rho, or anything else by a rate of 1.00, for a hundredth of a percent of it. */
export function perBasisPoint(greek: number): number {
  return greek / 10_000;
}

type OnForward = { readonly forward: number; readonly discount: number };

/**
 * Price, delta, gamma and vega by the forward; theta without what comes of interest. The price is
 * `blackPrice`, bit for bit, made once more here because what it is made of makes the Greeks too.
 */
function writeOnForward(into: Greeks, option: OptionTerms, on: OnForward): void {
  const { right, strike, years, volatility } = option;
  const { forward, discount } = on;
  const root = Math.sqrt(years);
  const deviation = volatility * root;
  const isCall = right === 'call';
  const lesser = Math.min(forward, strike);
  const distance = distanceOf(forward, strike);
  const centre = distance / deviation;
  const half = deviation / 2;
  if (!(centre + half > -NORMAL_REACH)) return writeAtEnd(into, option, on);
  const above = Math.min(centre + half, NORMAL_REACH);
  const density = normalDensity(above);
  const first = millsRatio(Math.abs(above));
  const second = millsRatio(half - centre);
  const value = isNear(distance, half)
    ? density * nearDifference(centre, half)
    : farValue(above, density, first, second);
  const gain = Math.max(0, isCall ? forward - strike : strike - forward);
  into.price = discount * (gain + lesser * value);
  // The forward times the density at its own argument is the lesser times the density at this one.
  const reached = lesser * density;
  const tail = (reached / forward) * (forward > strike ? second : first);
  const isBelow = forward <= strike && above <= 0;
  into.delta = discount * (isCall ? (isBelow ? tail : 1 - tail) : isBelow ? tail - 1 : -tail);
  into.vega = discount * reached * root;
  into.gamma = (discount * reached) / (forward * forward * deviation);
  into.theta = (-into.vega * volatility) / (2 * years);
}

/** At the end, or too far from the money to feel it, the price is a line with a bend. */
function writeAtEnd(into: Greeks, option: OptionTerms, { forward, discount }: OnForward): void {
  const sign = option.right === 'call' ? 1 : -1;
  into.price = blackPrice(option, forward, discount);
  into.delta = (discount * sign * (1 + Math.sign(sign * (forward - option.strike)))) / 2;
  into.gamma = into.vega = into.theta = 0;
}
