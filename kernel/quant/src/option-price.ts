import { quantError } from './errors.ts';
import { exp, ln, normalCdf } from './portable-math.ts';

/** A European option on a forward: on a future, or on anything by its forward price. */
export type ForwardOption = {
  readonly right: 'call' | 'put';
  /** What the underlying costs for delivery at the end. */
  readonly forward: number;
  readonly strike: number;
  /** Until the end, in years; 0 at the end itself. */
  readonly years: number;
  /** Of a year, as a fraction: 0.2 is 20 %. */
  readonly volatility: number;
  /** What 1 paid at the end is worth now: `exp(-rate × years)`. */
  readonly discount: number;
};

/** A European option on a thing that is paid for now. */
export type SpotOption = Omit<ForwardOption, 'forward' | 'discount'> & {
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
  checkForward(option);
  const { right, forward, strike, years, volatility, discount } = option;
  const sign = right === 'call' ? 1 : -1;
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return discount * Math.max(0, sign * (forward - strike));
  const above = ln(forward / strike) / deviation + deviation / 2;
  const below = above - deviation;
  const value = forward * normalCdf(sign * above) - strike * normalCdf(sign * below);
  return discount * Math.max(0, sign * value);
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
  const { spot, rate, yieldRate, years, ...terms } = option;
  for (const [name, value] of [['rate', rate] as const, ['yieldRate', yieldRate] as const]) {
    if (!Number.isFinite(value))
      throw quantError('BAD_OPTION', `${name} ${value}, expected finite`);
  }
  const forward = spot * exp((rate - yieldRate) * years);
  return priceBlack76({ ...terms, years, forward, discount: exp(-rate * years) });
}

/** Asked one by one: this is done for each price of a chain. */
function checkForward({ forward, strike, years, volatility, discount }: ForwardOption): void {
  if (!isAbove(forward)) throw misfit('forward', forward, 'above zero');
  if (!isAbove(strike)) throw misfit('strike', strike, 'above zero');
  if (!isAbove(discount)) throw misfit('discount', discount, 'above zero');
  if (years !== 0 && !isAbove(years)) throw misfit('years', years, 'zero or above');
  if (volatility !== 0 && !isAbove(volatility)) {
    throw misfit('volatility', volatility, 'zero or above');
  }
}

function isAbove(value: number): boolean {
  return value > 0 && value < Number.POSITIVE_INFINITY;
}

function misfit(name: string, found: number, expected: string): Error {
  return quantError('BAD_OPTION', `${name} ${found}, expected ${expected}`);
}
