import { checkChoice, quantError } from '../errors.ts';
import { exp, ln } from 'argosy/core';
import {
  checkSpot,
  discountOf,
  forwardOf,
  priceBlackScholes,
  type SpotOption,
} from './option-price.ts';

/** Cash that the underlying pays, and when, in years from now. */
export type CashDividend = { readonly years: number; readonly amount: number };

/** How a tree is made, and what the underlying pays beside its yield. */
export type TreeOptions = {
  /** Levels of the tree, odd: 301 unless told. More are nearer, and cost by their square. */
  readonly steps?: number;
  /** Of those behind the option's end nothing is taken. */
  readonly dividends?: readonly CashDividend[];
  /** When the option can be exercised: at any time unless told. */
  readonly exercise?: 'american' | 'european';
};

const STEPS = 301;
const STEPS_MAX = 10_001;
/** Prices that differ by this part of the strike are the same. */
const ROUNDING = 1e-14;

/**
 * The price of an option that may be exercised before its end, by the binomial tree of D. Leisen and M. Reimer
 * (1996), which has the strike between two of its last nodes and so comes nearer smoothly: with 301 levels to
 * some 1e-4 of the strike. Cash dividends are escrowed: the tree is of the spot less what they are worth
 * now, and exercise brings what is still to come as well. Of an option on a future the yield is the rate.
 *
 * @example
 * const put = { right: 'put', spot: 36, strike: 40, years: 1, volatility: 0.2, rate: 0.06, yieldRate: 0 } as const;
 * priceAmerican(put); // 4.486
 */
export function priceAmerican(option: SpotOption, tree: TreeOptions = {}): number {
  checkSpot(option, option.volatility);
  const walk = toWalk(option, tree);
  // Refuses rates beyond what a number holds.
  forwardOf(option);
  if (option.years === 0) return priceBlackScholes(option);
  const odds = toOdds(walk);
  const price = odds === null ? priceOnPath(walk).price : priceOnTree(walk, odds);
  if (Number.isFinite(price)) return price;
  throw quantError('BAD_OPTION', `rate ${option.rate} and yieldRate ${option.yieldRate}, too far`);
}

/**
 * The slope by the spot where nothing is left to chance, null where something is: what one more of the spot brings at
 * the best moment, and where two moments, or none, are as good, the middle of both.
 */
export function slopeOnPath(option: SpotOption, tree: TreeOptions): number | null {
  const walk = toWalk(option, tree);
  if (option.years > 0 && toOdds(walk) !== null) return null;
  const { low, high } = priceOnPath(walk);
  return (low + high) / 2;
}

type Walk = SpotOption & {
  readonly sign: number;
  readonly steps: number;
  /** At each level what dividends still to come are worth there, one of the level itself included. */
  readonly pending: Float64Array;
  readonly isAmerican: boolean;
};

function toWalk(option: SpotOption, tree: TreeOptions): Walk {
  const { steps = STEPS, dividends = [], exercise = 'american' } = tree;
  checkChoice('exercise', exercise, ['american', 'european']);
  if (!(Number.isSafeInteger(steps) && steps >= 3 && steps <= STEPS_MAX && steps % 2 === 1)) {
    throw quantError('BAD_OPTION', `${steps} steps, expected an odd number from 3 to ${STEPS_MAX}`);
  }
  const pending = toPending(option, dividends, steps);
  const escrowed = pending[0] ?? 0;
  const spot = option.spot - escrowed;
  if (!(spot > 0)) {
    throw quantError('BAD_OPTION', `dividends worth ${escrowed}, expected below ${option.spot}`);
  }
  const sign = option.right === 'call' ? 1 : -1;
  return { ...option, spot, sign, steps, pending, isAmerican: exercise === 'american' };
}

type Odds = { readonly rise: number; readonly up: number; readonly down: number };

/** Null where nothing is left to chance: the likelihood of a rise is one or zero to the last place. */
function toOdds({ spot, strike, years, volatility, rate, yieldRate, steps }: Walk): Odds | null {
  const deviation = volatility * Math.sqrt(years);
  if (deviation === 0) return null;
  const carry = (rate - yieldRate) * years;
  const above = (ln(spot / strike) + carry) / deviation + deviation / 2;
  const rise = likelihoodOf(above - deviation, steps);
  const weighted = likelihoodOf(above, steps);
  const growth = exp(carry / steps);
  const up = (growth * weighted) / rise;
  const down = (growth * (1 - weighted)) / (1 - rise);
  return rise > 0 && rise < 1 && down > 0 && up > down ? { rise, up, down } : null;
}

/** The second inversion of D. Peizer and J. Pratt (1968). */
function likelihoodOf(value: number, steps: number): number {
  const part = value / (steps + 1 / 3 + 0.1 / (steps + 1));
  const root = Math.sqrt(0.25 - 0.25 * exp(-part * part * (steps + 1 / 6)));
  return value < 0 ? 0.5 - root : 0.5 + root;
}

function priceOnTree(walk: Walk, { rise, up, down }: Odds): number {
  const { sign, strike, steps, pending, isAmerican } = walk;
  const discount = discountOf({ rate: walk.rate, years: walk.years / steps });
  const [byRise, byFall] = [discount * rise, discount * (1 - rise)];
  const ratio = up / down;
  const values = new Float64Array(steps + 1);
  let lowest = walk.spot;
  for (let level = 0; level < steps; level += 1) lowest *= down;
  for (let node = 0, spot = lowest; node <= steps; node += 1, spot *= ratio) {
    values[node] = Math.max(0, sign * (spot - strike));
  }
  for (let level = steps - 1; level >= 0; level -= 1) {
    lowest /= down;
    const bar = strike - (pending[level] ?? 0);
    for (let node = 0, spot = lowest; node <= level; node += 1, spot *= ratio) {
      const held = byFall * (values[node] ?? 0) + byRise * (values[node + 1] ?? 0);
      values[node] = isAmerican ? Math.max(held, sign * (spot - bar)) : held;
    }
  }
  return values[0] ?? 0;
}

type OnPath = { readonly price: number; readonly low: number; readonly high: number };

/** What the best moment brings where the spot goes the one way it can, and the slopes of all that are as good. */
function priceOnPath(walk: Walk): OnPath {
  const { spot, sign, strike, years, rate, yieldRate, steps, pending, isAmerican } = walk;
  // Never to exercise brings nothing, and has no slope.
  let best = { price: 0, low: 0, high: 0 };
  for (let level = isAmerican ? 0 : steps; level <= steps; level += 1) {
    const at = level === steps ? years : (years * level) / steps;
    const left = level === steps ? 0 : (pending[level] ?? 0);
    const whole = spot * exp((rate - yieldRate) * at) + left;
    const price = exp(-rate * at) * sign * (whole - strike);
    const slope = sign * exp(-yieldRate * at);
    if (Math.abs(price - best.price) <= ROUNDING * strike) {
      const { low, high } = best;
      best = {
        price: Math.max(price, best.price),
        low: Math.min(low, slope),
        high: Math.max(high, slope),
      };
    } else if (price > best.price) best = { price, low: slope, high: slope };
  }
  return best;
}

function toPending(
  { years, rate }: SpotOption,
  dividends: readonly CashDividend[],
  steps: number,
): Float64Array {
  const pending = new Float64Array(steps + 1);
  for (const { years: at, amount } of dividends) {
    if (!(Number.isFinite(amount) && at > 0 && amount >= 0 && Number.isFinite(at + amount))) {
      throw quantError('BAD_OPTION', `a dividend of ${amount} in ${at} years`);
    }
    if (at >= years) continue;
    // Just before it is paid exercise still brings it: the level nearest to that has it.
    const last = Math.round((at / years) * steps);
    for (let level = 0; level <= last; level += 1) {
      pending[level] = (pending[level] ?? 0) + amount * exp(-rate * (at - (years * level) / steps));
    }
  }
  return pending;
}
