import { ln } from 'argosy/core';
import { emptyGreeks, greeksBlack76, greeksBlackScholes, type Greeks } from './greeks.ts';
import { forwardOf, type ForwardOption, type SpotOption } from './option-price.ts';

/**
 * What the first Greeks change by, in the same units: of one unit of the underlying, of a volatility of
 * 1.00, of one year that passes.
 */
export type SecondGreeks = {
  /** Delta by volatility, which is vega by the underlying. */
  vanna: number;
  /** Delta by the passing of time. */
  charm: number;
  /** Vega by volatility, also called volga. */
  vomma: number;
  /** Vega by the passing of time. */
  veta: number;
  /** Gamma by the underlying. */
  speed: number;
  /** Gamma by volatility. */
  zomma: number;
  /** Gamma by the passing of time. */
  colour: number;
  /** Vomma by volatility. */
  ultima: number;
};

/** Makes a record of second Greeks to be written into, all zero. */
export function emptySecondGreeks(): SecondGreeks {
  return { vanna: 0, charm: 0, vomma: 0, veta: 0, speed: 0, zomma: 0, colour: 0, ultima: 0 };
}

/**
 * The second Greeks of an option on a thing that is paid for now, written into a record that is given.
 * Where no time or no volatility is left, all are zero but for the charm of what is in the money and yields.
 *
 * @example
 * const at = { spot: 100, strike: 100, years: 1, volatility: 0.2, rate: 0.05, yieldRate: 0 };
 * secondGreeksBlackScholes({ right: 'call', ...at }).vomma; // 9.85
 */
export function secondGreeksBlackScholes(
  option: SpotOption,
  into: SecondGreeks = emptySecondGreeks(),
): SecondGreeks {
  const first = greeksBlackScholes(option, scratch);
  const { spot, rate, yieldRate } = option;
  const logMoney = ln(forwardOf(option) / option.strike);
  write(into, first, { option, underlying: spot, logMoney, yieldRate, carry: rate - yieldRate });
  return into;
}

/** The second Greeks of an option on a forward, as `secondGreeksBlackScholes`, by the forward. */
export function secondGreeksBlack76(
  option: ForwardOption,
  into: SecondGreeks = emptySecondGreeks(),
): SecondGreeks {
  const first = greeksBlack76(option, scratch);
  const { forward, strike, years, discount } = option;
  const yieldRate = years > 0 ? -ln(discount) / years : 0;
  const logMoney = ln(forward / strike);
  write(into, first, { option, underlying: forward, logMoney, yieldRate, carry: 0 });
  return into;
}

/** Written and read within one call. */
const scratch = emptyGreeks();

type Ground = {
  readonly option: { readonly volatility: number; readonly years: number };
  readonly underlying: number;
  /** The logarithm of the forward over the strike. */
  readonly logMoney: number;
  readonly yieldRate: number;
  /** What holding the underlying costs, yearly: the rate less the yield. */
  readonly carry: number;
};

function write(into: SecondGreeks, first: Greeks, ground: Ground): void {
  const { option, underlying, logMoney, yieldRate, carry } = ground;
  const { volatility, years } = option;
  const deviation = volatility * Math.sqrt(years);
  const { vega, gamma, delta } = first;
  if (vega === 0) {
    // Also where the density is less than a number holds, and its arguments may be beyond one.
    Object.assign(into, emptySecondGreeks(), { charm: 0 + yieldRate * delta });
    return;
  }
  const above = logMoney / deviation + deviation / 2;
  const below = above - deviation;
  const product = above * below;
  // How fast the first argument moves as time to the end grows, and the density of delta with it.
  const drift = carry / deviation - below / (2 * years);
  const density = gamma * underlying * deviation;
  into.vanna = (-density * below) / volatility;
  into.charm = yieldRate * delta - density * drift;
  into.vomma = (vega * product) / volatility;
  into.veta = vega * (yieldRate - 1 / (2 * years) + above * drift);
  into.speed = (-gamma / underlying) * (above / deviation + 1);
  into.zomma = (gamma * (product - 1)) / volatility;
  into.colour = gamma * (yieldRate + 1 / (2 * years) + above * drift);
  const squares = above * above + below * below;
  into.ultima = (-vega / (volatility * volatility)) * (product * (1 - product) + squares);
}
