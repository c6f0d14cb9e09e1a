import { checkChoice, quantError } from '../errors.ts';
import { emptyGreeks, greeksBlackScholes, type Greeks } from '../options/greeks.ts';
import { priceBlackScholes } from '../options/option-price.ts';

/** An option in a portfolio; what is written has a quantity below zero. */
export type OptionLeg = {
  readonly kind: 'option';
  readonly right: 'call' | 'put';
  readonly strike: number;
  /** From now to its end, in years. */
  readonly years: number;
  /** At which it is valued: of a year, as a fraction. */
  readonly volatility: number;
  /** In units of the underlying: contracts times their multiplier. */
  readonly quantity: number;
  /** What was paid, or got, for one. */
  readonly price: number;
};

/** The underlying itself, or a future on it at its price. */
export type UnderlyingLeg = {
  readonly kind: 'underlying';
  readonly quantity: number;
  readonly price: number;
};

/** One position of a portfolio on one underlying. */
export type Leg = OptionLeg | UnderlyingLeg;

/** What a portfolio is valued in. */
export type LegMarket = {
  readonly spot: number;
  readonly rate: number;
  readonly yieldRate: number;
};

/** Another state of the market. */
export type Scenario = {
  readonly spot: number;
  /** Added to the volatility of each option, which does not fall below zero: 0.01 is a point. */
  readonly volatilityShift: number;
  /** Time that has passed, in years. */
  readonly years: number;
};

const LEGS_MAX = 1_000;

/**
 * What the legs have earned where the market stands so: each option at its Black-Scholes price, and one
 * whose end has come at what exercise at this spot brings.
 *
 * @example
 * profitAt(legs, { rate: 0.05, yieldRate: 0 }, { spot: 24_800, volatilityShift: 0.02, years: 7 / 365 });
 */
export function profitAt(
  legs: readonly Leg[],
  rates: Pick<LegMarket, 'rate' | 'yieldRate'>,
  scenario: Scenario,
): number {
  checkLegs(legs);
  return profitOfLegs(legs, rates, scenario);
}

/** `profitAt` of legs that were looked at before: a grid asks it often. */
export function profitOfLegs(
  legs: readonly Leg[],
  rates: Pick<LegMarket, 'rate' | 'yieldRate'>,
  scenario: Scenario,
): number {
  const { spot, volatilityShift, years } = scenario;
  let profit = 0;
  for (const leg of legs) {
    if (leg.kind === 'underlying') profit += leg.quantity * (spot - leg.price);
    else {
      const left = Math.max(0, leg.years - years);
      const volatility = Math.max(0, leg.volatility + volatilityShift);
      const value =
        left === 0
          ? exerciseOf(leg, spot)
          : priceBlackScholes({ ...toOption(leg, rates, spot), years: left, volatility });
      profit += leg.quantity * (value - leg.price);
    }
  }
  return profit;
}

/** Worth and Greeks of all legs together; `price` is what they are worth, without what was paid. */
export function greeksOfLegs(legs: readonly Leg[], market: LegMarket): Greeks {
  checkLegs(legs);
  const total = emptyGreeks();
  const each = emptyGreeks();
  for (const leg of legs) {
    if (leg.kind === 'underlying') {
      total.price += leg.quantity * market.spot;
      total.delta += leg.quantity;
      continue;
    }
    greeksBlackScholes(toOption(leg, market, market.spot), each);
    total.price += leg.quantity * each.price;
    total.delta += leg.quantity * each.delta;
    total.gamma += leg.quantity * each.gamma;
    total.vega += leg.quantity * each.vega;
    total.theta += leg.quantity * each.theta;
    total.rho += leg.quantity * each.rho;
  }
  return total;
}

/** What exercise of one brings. */
export function exerciseOf({ right, strike }: OptionLeg, spot: number): number {
  return Math.max(0, right === 'call' ? spot - strike : strike - spot);
}

/** Refuses legs that hold no numbers, and more of them than anybody has. */
export function checkLegs(legs: readonly Leg[]): void {
  if (legs.length > LEGS_MAX) {
    throw quantError('BAD_OPTION', `${legs.length} legs, expected at most ${LEGS_MAX}`);
  }
  for (const [at, leg] of legs.entries()) {
    checkChoice(`kind of leg ${at}`, leg.kind, ['option', 'underlying']);
    if (leg.kind === 'option') checkChoice(`right of leg ${at}`, leg.right, ['call', 'put']);
    if (Number.isFinite(leg.quantity) && Number.isFinite(leg.price)) continue;
    const found = `quantity ${leg.quantity} and price ${leg.price} of leg ${at}`;
    throw quantError('BAD_OPTION', `${found}, expected finite`);
  }
}

function toOption(
  { right, strike, years, volatility }: OptionLeg,
  { rate, yieldRate }: Pick<LegMarket, 'rate' | 'yieldRate'>,
  spot: number,
): Parameters<typeof priceBlackScholes>[0] {
  return { right, strike, years, volatility, spot, rate, yieldRate };
}
