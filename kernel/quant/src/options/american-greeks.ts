import { priceAmerican, type CashDividend, type TreeOptions } from './american-tree.ts';
import type { Greeks } from './greeks.ts';
import { checkSpot, type SpotOption } from './option-price.ts';

/**
 * The tree is moved to both sides by this part of the deviation until the end: less, and the gamma would show
 * where exercise jumps from node to node; more, and it would be that of another spot.
 */
const DEVIATION_PART = 0.1;
const SPOT_PART_MIN = 1e-4;
const SPOT_PART_MAX = 0.05;
const VOLATILITY_STEP = 0.005;
const RATE_STEP = 0.0005;
/** A day, and of what ends or pays sooner a tenth of that time. */
const TIME_STEP = 1 / 365;

/**
 * Price and first Greeks of an option that may be exercised before its end, in the units of `Greeks`, by trees around
 * it: delta, gamma, vega and rho of both sides, theta of the time to come, in which no dividend is paid.
 *
 * @example
 * const put = { right: 'put', spot: 36, strike: 40, years: 1, volatility: 0.2, rate: 0.06, yieldRate: 0 } as const;
 * greeksAmerican(put).delta; // -0.698
 */
export function greeksAmerican(option: SpotOption, tree: TreeOptions = {}): Greeks {
  checkSpot(option, option.volatility);
  const priceOf = (change: Partial<SpotOption>): number =>
    priceAmerican({ ...option, ...change }, tree);
  const { spot, volatility, rate } = option;
  const price = priceOf({});
  const part = DEVIATION_PART * volatility * Math.sqrt(option.years);
  const step = spot * Math.max(SPOT_PART_MIN, Math.min(part, SPOT_PART_MAX));
  const [up, down] = [priceOf({ spot: spot + step }), priceOf({ spot: spot - step })];
  const calmer = Math.max(0, volatility - VOLATILITY_STEP);
  const wilder = volatility + VOLATILITY_STEP;
  const vega =
    (priceOf({ volatility: wilder }) - priceOf({ volatility: calmer })) / (wilder - calmer);
  const rho =
    (priceOf({ rate: rate + RATE_STEP }) - priceOf({ rate: rate - RATE_STEP })) / (2 * RATE_STEP);
  return {
    price,
    delta: (up - down) / (2 * step),
    gamma: (up - 2 * price + down) / (step * step),
    vega,
    theta: thetaOf(option, tree, price),
    rho,
  };
}

function thetaOf(option: SpotOption, tree: TreeOptions, price: number): number {
  const { dividends = [] } = tree;
  const soonest = dividends.reduce((least, { years }) => Math.min(least, years), option.years);
  const passed = Math.min(TIME_STEP, soonest / 10);
  if (passed === 0) return 0;
  const nearer = dividends.map(({ years, amount }): CashDividend => ({
    years: years - passed,
    amount,
  }));
  const later = priceAmerican(
    { ...option, years: option.years - passed },
    { ...tree, dividends: nearer },
  );
  return (later - price) / passed;
}
