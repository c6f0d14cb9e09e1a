import { quantError } from '../errors.ts';
import { checkLegs, exerciseOf, type Leg, type OptionLeg } from './legs.ts';

/** What a portfolio brings at the one end of its options. */
export type Payoff = {
  /** The profit at a spot of zero, at each strike and at none between: it is a line from each to the next. */
  readonly corners: readonly { readonly spot: number; readonly profit: number }[];
  /** By how much the profit changes for each unit of the spot beyond the last strike. */
  readonly slopeAbove: number;
  /** Null where there is no limit. */
  readonly maxGain: number | null;
  /** Zero or below; null where there is no limit. */
  readonly maxLoss: number | null;
  /** Spots at which nothing is gained or lost, the lowest first; of a stretch of them both its ends. */
  readonly breakevens: readonly number[];
};

/**
 * What the legs bring at their end, exactly: corners, the greatest gain and loss, and where neither is. The options
 * must end together: of several ends `computeScenarios` shows what the later ones are worth at the first.
 *
 * @example
 * summarisePayoff([longCall, shortCall]).breakevens; // [24_612.5]
 */
export function summarisePayoff(legs: readonly Leg[]): Payoff {
  checkLegs(legs);
  const options = legs.flatMap((leg) => (leg.kind === 'option' ? [leg] : []));
  checkEnds(options);
  const spots = [0, ...new Set(options.map(({ strike }) => strike))].sort(
    (one, other) => one - other,
  );
  const corners = spots.map((spot) => ({ spot, profit: earnedAt(legs, spot) }));
  const slopeAbove = slopeOf(legs);
  const profits = corners.map(({ profit }) => profit);
  return {
    corners,
    slopeAbove,
    maxGain: slopeAbove > 0 ? null : Math.max(...profits),
    maxLoss: slopeAbove < 0 ? null : Math.min(0, ...profits),
    breakevens: breakevensOf(corners, slopeAbove),
  };
}

/** What the legs have earned at the end of their options, at this spot. */
export function profitAtEnd(legs: readonly Leg[], spot: number): number {
  checkLegs(legs);
  return earnedAt(legs, spot);
}

function earnedAt(legs: readonly Leg[], spot: number): number {
  let profit = 0;
  for (const leg of legs) {
    const value = leg.kind === 'underlying' ? spot : exerciseOf(leg, spot);
    profit += leg.quantity * (value - leg.price);
  }
  return profit;
}

function checkEnds(options: readonly OptionLeg[]): void {
  for (const { strike, years } of options) {
    if (!(strike > 0 && Number.isFinite(strike))) {
      throw quantError('BAD_OPTION', `strike ${strike}, expected above zero`);
    }
    const [first] = options;
    if (years !== first?.years) {
      throw quantError(
        'BAD_OPTION',
        `ends in ${first?.years} and ${years} years, expected one end`,
      );
    }
  }
}

/** Beyond the last strike every call goes with the spot, and no put does. */
function slopeOf(legs: readonly Leg[]): number {
  return legs.reduce((sum, leg) => {
    const follows = leg.kind === 'underlying' || leg.right === 'call';
    return follows ? sum + leg.quantity : sum;
  }, 0);
}

function breakevensOf(corners: Payoff['corners'], slopeAbove: number): readonly number[] {
  const found = new Set<number>();
  for (const [at, corner] of corners.entries()) {
    const next = corners[at + 1];
    if (corner.profit === 0) found.add(corner.spot);
    if (next !== undefined && corner.profit * next.profit < 0) {
      const share = corner.profit / (corner.profit - next.profit);
      found.add(corner.spot + share * (next.spot - corner.spot));
    }
  }
  const last = corners.at(-1);
  if (last !== undefined && last.profit * slopeAbove < 0) {
    found.add(last.spot - last.profit / slopeAbove);
  }
  return [...found].sort((one, other) => one - other);
}
