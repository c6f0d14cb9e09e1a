import { quantError } from '../errors.ts';
import { checkLegs, profitOfLegs, type Leg, type LegMarket } from './legs.ts';

/** What is asked: every combination of these. */
export type ScenarioAxes = {
  readonly spots: readonly number[];
  /** Added to each option's volatility; none unless told. */
  readonly volatilityShifts?: readonly number[];
  /** Time that has passed, in years; now unless told. */
  readonly years?: readonly number[];
};

/** The profits of all combinations, and where which stands. */
export type ScenarioGrid = {
  readonly spots: readonly number[];
  readonly volatilityShifts: readonly number[];
  readonly years: readonly number[];
  /** Spot by spot, then volatility by volatility, then time by time. */
  readonly profits: Float64Array;
  readonly worst: GridPoint;
  readonly best: GridPoint;
};

/** One combination, and its profit. */
export type GridPoint = {
  readonly spot: number;
  readonly volatilityShift: number;
  readonly years: number;
  readonly profit: number;
};

/** Prices that are reckoned at most, for a grid and its legs. */
const PRICES_MAX = 10_000_000;

/**
 * The profit of a portfolio over spots, volatilities and times, and the worst and best of it.
 *
 * @example
 * const grid = computeScenarios(legs, market, { spots: [23_000, 24_000, 25_000], years: [0, 7 / 365] });
 * grid.profits[4]; // at 24,000 after a week
 */
export function computeScenarios(
  legs: readonly Leg[],
  market: Pick<LegMarket, 'rate' | 'yieldRate'>,
  axes: ScenarioAxes,
): ScenarioGrid {
  checkLegs(legs);
  const { spots, volatilityShifts = [0], years = [0] } = axes;
  const cells = spots.length * volatilityShifts.length * years.length;
  checkAxes({ spots, volatilityShifts, years }, cells * Math.max(1, legs.length));
  const profits = new Float64Array(cells);
  let worst: GridPoint | null = null;
  let best: GridPoint | null = null;
  let at = 0;
  for (const passed of years) {
    for (const volatilityShift of volatilityShifts) {
      for (const spot of spots) {
        const scenario = { spot, volatilityShift, years: passed };
        const point = { ...scenario, profit: profitOfLegs(legs, market, scenario) };
        profits[at] = point.profit;
        at += 1;
        worst = worst === null || point.profit < worst.profit ? point : worst;
        best = best === null || point.profit > best.profit ? point : best;
      }
    }
  }
  if (worst === null || best === null) throw quantError('BAD_OPTION', 'a grid without a point');
  return { spots, volatilityShifts, years, profits, worst, best };
}

function checkAxes(axes: Required<ScenarioAxes>, prices: number): void {
  if (prices > PRICES_MAX) {
    throw quantError('BAD_OPTION', `${prices} prices in a grid, expected at most ${PRICES_MAX}`);
  }
  for (const [name, values] of Object.entries(axes)) {
    const isBad = (value: number): boolean =>
      !Number.isFinite(value) || (name !== 'volatilityShifts' && value < 0);
    const bad = values.find(isBad);
    if (bad !== undefined)
      throw quantError('BAD_OPTION', `${bad} of ${name}, expected zero or above`);
    if (values.length === 0) throw quantError('BAD_OPTION', `no ${name}, expected one or more`);
  }
}
