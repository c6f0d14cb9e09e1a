import {
  priceAmerican,
  slopeOnPath,
  type CashDividend,
  type TreeOptions,
} from './american-tree.ts';
import { greeksBlackScholes, type Greeks } from './greeks.ts';
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

/** Prices that differ by this part of them are the same. */
const ROUNDING = 1e-13;

/**
 * Price and first Greeks of an option that may be exercised before its end, in the units of `Greeks`, by trees around
 * it: delta, gamma, vega and rho of both sides, theta of the time to come, in which no dividend is paid. At its end
 * they are those of `greeksBlackScholes`, and without volatility gamma and vega are zero as there, and delta at a
 * bend the middle of both sides.
 *
 * @example
 * const put = { right: 'put', spot: 36, strike: 40, years: 1, volatility: 0.2, rate: 0.06, yieldRate: 0 } as const;
 * greeksAmerican(put).delta; // -0.698
 */
export function greeksAmerican(option: SpotOption, tree: TreeOptions = {}): Greeks {
  checkSpot(option, option.volatility);
  const price = priceAmerican(option, tree);
  if (option.years === 0) return greeksBlackScholes(option);
  const { rate } = option;
  const rho = slopeOf(
    [priceAmerican({ ...option, rate: rate + RATE_STEP }, tree), rate + RATE_STEP],
    [priceAmerican({ ...option, rate: rate - RATE_STEP }, tree), rate - RATE_STEP],
  );
  const theta = thetaOf(option, tree, price);
  const delta = slopeOnPath(option, tree);
  if (delta !== null) {
    return { price, delta, gamma: 0, vega: 0, theta: surelyThetaOf(option, tree) ?? theta, rho };
  }
  return { price, ...bySpot(option, tree, price), vega: vegaOf(option, tree), theta, rho };
}

function bySpot(
  option: SpotOption,
  tree: TreeOptions,
  price: number,
): Pick<Greeks, 'delta' | 'gamma'> {
  const { spot, strike, volatility, years } = option;
  const part = DEVIATION_PART * volatility * Math.sqrt(years);
  const step = spot * Math.max(SPOT_PART_MIN, Math.min(part, SPOT_PART_MAX));
  const sign = option.right === 'call' ? 1 : -1;
  const [down, middle, up] = [spot - step, spot, spot + step].map((at) => {
    const value = at === spot ? price : priceAmerican({ ...option, spot: at }, tree);
    return { value, isExercised: isSame(value, sign * (at - strike)) };
  });
  if (down === undefined || middle === undefined || up === undefined) return { delta: 0, gamma: 0 };
  if (down.isExercised && middle.isExercised && up.isExercised) return { delta: sign, gamma: 0 };
  return {
    delta: (up.value - down.value) / (2 * step),
    gamma: (up.value - 2 * price + down.value) / (step * step),
  };
}

function vegaOf(option: SpotOption, tree: TreeOptions): number {
  const calmer = Math.max(0, option.volatility - VOLATILITY_STEP);
  const wilder = option.volatility + VOLATILITY_STEP;
  return slopeOf(
    [priceAmerican({ ...option, volatility: wilder }, tree), wilder],
    [priceAmerican({ ...option, volatility: calmer }, tree), calmer],
  );
}

/** From a value at one place to that at another: none where they differ by rounding alone. */
function slopeOf(
  [one, at]: readonly [number, number],
  [other, from]: readonly [number, number],
): number {
  return isSame(one, other) ? 0 : (one - other) / (at - from);
}

function isSame(one: number, other: number): boolean {
  return Math.abs(one - other) <= ROUNDING * Math.abs(one);
}

function thetaOf(option: SpotOption, tree: TreeOptions, price: number): number {
  const { years } = option;
  const { dividends = [] } = tree;
  const soonest = dividends.reduce((least, dividend) => Math.min(least, dividend.years), years);
  const passed = Math.min(TIME_STEP, soonest / 10);
  const nearer = dividends.map((dividend): CashDividend => ({
    years: dividend.years - passed,
    amount: dividend.amount,
  }));
  const later = priceAmerican({ ...option, years: years - passed }, { ...tree, dividends: nearer });
  return slopeOf([later, passed], [price, 0]);
}

/** Theta of both sides, where no chance bends it and no dividend lies between; null where one may. */
function surelyThetaOf(option: SpotOption, tree: TreeOptions): number | null {
  if ((tree.dividends ?? []).length > 0) return null;
  const step = Math.min(TIME_STEP, option.years / 10);
  const [sooner, later] = [option.years + step, option.years - step];
  return slopeOf(
    [priceAmerican({ ...option, years: later }, tree), -later],
    [priceAmerican({ ...option, years: sooner }, tree), -sooner],
  );
}
