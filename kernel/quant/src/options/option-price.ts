import { quantError, shownOf } from '../errors.ts';
import { exp, ln } from 'argosy/core';
import { timeValueOf } from './time-value.ts';

/** Below it a ratio loses its last places. */
const RATIO_MIN = 1e-300;

/** What a European option is, whatever it is priced on. */
export type OptionTerms = {
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** Until the end, in years; 0 at the end itself. */
  readonly years: number;
  /** Of a year, as a fraction: 0.2 is 20 %. */
  readonly volatility: number;
};

/** A European option on a forward: on a future, or on anything by its forward price. */
export type ForwardOption = OptionTerms & {
  /** What the underlying costs for delivery at the end. */
  readonly forward: number;
  /** What 1 paid at the end is worth now: `exp(-rate × years)`. */
  readonly discount: number;
};

/** A European option on a thing that is paid for now. */
export type SpotOption = OptionTerms & {
  readonly spot: number;
  /** Yearly and continuously compounded, as a fraction. */
  readonly rate: number;
  /** What the underlying yields in the same way: dividends, the interest of a foreign currency. */
  readonly yieldRate: number;
};

/**
 * The price of a European option on a forward (F. Black, 1976). Without time or volatility it is what
 * exercise at the forward would bring, discounted.
 *
 * @example
 * priceBlack76({ right: 'call', forward: 100, strike: 100, years: 1, volatility: 0.2, discount: 1 }); // 7.9656
 */
export function priceBlack76(option: ForwardOption): number {
  checkForward(option, option.volatility);
  return blackPrice(option, option.forward, option.discount);
}

/**
 * The price of a European option on a thing that is paid for now (Black and Scholes, 1973, with the
 * yield of R. Merton).
 *
 * @example
 * const at = { spot: 100, strike: 100, years: 1, volatility: 0.2, rate: 0.05, yieldRate: 0 };
 * priceBlackScholes({ right: 'call', ...at }); // 10.4506
 */
export function priceBlackScholes(option: SpotOption): number {
  checkSpot(option, option.volatility);
  return blackPrice(option, forwardOf(option), discountOf(option));
}

type Carried = Pick<SpotOption, 'spot' | 'rate' | 'yieldRate' | 'years'>;

/** What the underlying of a spot option costs for delivery at its end. */
export function forwardOf({ spot, rate, yieldRate, years }: Carried): number {
  const forward = spot * exp((rate - yieldRate) * years);
  if (!isAbove(forward)) throw misfit('forward', forward, 'above zero');
  return forward;
}

/** What 1 paid at a spot option's end is worth now. */
export function discountOf({ rate, years }: Pick<Carried, 'rate' | 'years'>): number {
  return exp(-rate * years);
}

/** What exercise would bring and what the option is worth beyond that, discounted; all of it checked before. */
export function blackPrice(option: OptionTerms, forward: number, discount: number): number {
  const { right, strike, years, volatility } = option;
  const deviation = volatility * Math.sqrt(years);
  const gain = Math.max(0, right === 'call' ? forward - strike : strike - forward);
  if (deviation === 0) return discount * gain;
  const lesser = Math.min(forward, strike);
  const distance = distanceOf(forward, strike);
  return discount * (gain + lesser * timeValueOf(distance, deviation));
}

/** The logarithm of the lesser of two prices over the greater, also where their ratio is less than a number holds. */
export function distanceOf(forward: number, strike: number): number {
  const lesser = Math.min(forward, strike);
  const greater = Math.max(forward, strike);
  const ratio = lesser / greater;
  return ratio > RATIO_MIN ? ln(ratio) : ln(lesser) - ln(greater);
}

/** Refuses what is no option on a forward; its volatility is told apart where it is asked for. */
export function checkForward(option: Omit<ForwardOption, 'volatility'>, volatility: number): void {
  if (!isAbove(option.forward)) throw misfit('forward', option.forward, 'above zero');
  if (!isAbove(option.discount)) throw misfit('discount', option.discount, 'above zero');
  checkTerms(option, volatility);
}

/** Refuses what is no option on a thing paid for now. */
export function checkSpot(option: Omit<SpotOption, 'volatility'>, volatility: number): void {
  const { spot, rate, yieldRate } = option;
  if (!isAbove(spot)) throw misfit('spot', spot, 'above zero');
  if (!Number.isFinite(rate)) throw misfit('rate', rate, 'finite');
  if (!Number.isFinite(yieldRate)) throw misfit('yieldRate', yieldRate, 'finite');
  checkTerms(option, volatility);
}

/** Asked one by one: this is done for each price of a chain. */
function checkTerms(option: Omit<OptionTerms, 'volatility'>, volatility: number): void {
  const { right, strike, years } = option;
  if (right !== 'call' && right !== 'put') throw misfit('right', right, 'call or put');
  if (!isAbove(strike)) throw misfit('strike', strike, 'above zero');
  if (years !== 0 && !isAbove(years)) throw misfit('years', years, 'zero or above');
  if (volatility !== 0 && !isAbove(volatility)) {
    throw misfit('volatility', volatility, 'zero or above');
  }
}

/** Refuses a price that is no number: what it may be is for whoever inverts it to say. */
export function checkPrice(price: number): void {
  if (!Number.isFinite(price)) throw misfit('price', price, 'finite');
}

function isAbove(value: number): boolean {
  return typeof value === 'number' && value > 0 && value < Number.POSITIVE_INFINITY;
}

function misfit(name: string, found: unknown, expected: string): Error {
  const wanted = typeof found === 'string' && name !== 'right' ? `a number, ${expected}` : expected;
  return quantError('BAD_OPTION', `${name} ${shownOf(found)}, expected ${wanted}`);
}
