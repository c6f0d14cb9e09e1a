/**
 * The smile of one expiry as a hyperbola (J. Gatheral, 2004): total variance, volatility squared times years, at
 * the logarithm `k` of strike over forward is `level + slope (tilt (k - centre) + √((k - centre)² + bend²))`.
 */
export type Svi = {
  readonly level: number;
  /** How steep both wings are together, zero or above. */
  readonly slope: number;
  /** From -1, all of it in the left wing, to 1. */
  readonly tilt: number;
  readonly centre: number;
  /** How round the turn is, above zero. */
  readonly bend: number;
};

/** Where a smile, or two of them, would let somebody earn without risk. */
export type Arbitrage = {
  /** `butterfly`: a likelihood below zero; `calendar`: a later expiry with less total variance. */
  readonly kind: 'butterfly' | 'calendar';
  readonly at: number;
  /** By how much: of Durrleman's function, or of total variance; below zero. */
  readonly by: number;
};

/** Less than this below zero is rounding. */
const ROUNDING = 1e-10;
const GRID_STEPS = 60;
/** How far from a smile's centre, in bends, its turn is looked at closely. */
const TURN_REACH = 6;
const TURN_STEPS = 12;
/** No wing may rise by more (R. Lee, 2004): the total variance at `k` is below `2 |k|` far out. */
export const WING_SLOPE_MAX = 2;

/** Total variance at a logarithm of strike over forward. */
export function totalVarianceOf(svi: Svi, k: number): number {
  const away = k - svi.centre;
  const root = Math.sqrt(away * away + svi.bend * svi.bend);
  return svi.level + svi.slope * (svi.tilt * away + root);
}

/**
 * What the density of the price at the end is made of (V. Durrleman, 2005): where it is below zero, a
 * butterfly around that strike costs less than nothing.
 */
export function durrlemanOf(svi: Svi, k: number): number {
  const away = k - svi.centre;
  const root = Math.sqrt(away * away + svi.bend * svi.bend);
  const variance = svi.level + svi.slope * (svi.tilt * away + root);
  if (!(variance > 0)) return Number.NEGATIVE_INFINITY;
  const first = svi.slope * (svi.tilt + away / root);
  const second = (svi.slope * svi.bend * svi.bend) / (root * root * root);
  const part = 1 - (k * first) / (2 * variance);
  return part * part - ((first * first) / 4) * (1 / variance + 0.25) + second / 2;
}

/** The worst butterfly of a smile as far as `reach` to both sides and in its wings; null without one. */
export function findButterfly(svi: Svi, reach: number): Arbitrage | null {
  const steepest = svi.slope * (1 + Math.abs(svi.tilt));
  if (steepest > WING_SLOPE_MAX + ROUNDING) {
    const at = svi.tilt < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    return { kind: 'butterfly', at, by: (WING_SLOPE_MAX - steepest) / 4 };
  }
  return worstOf('butterfly', gridOf([svi], reach), (k) => durrlemanOf(svi, k));
}

/** Where a later smile has less total variance than an earlier one by most; null where nowhere. */
export function findCalendar(earlier: Svi, later: Svi, reach: number): Arbitrage | null {
  for (const side of [-1, 1]) {
    const [before, after] = [earlier, later].map((svi) => svi.slope * (1 + side * svi.tilt));
    const by = (after ?? 0) - (before ?? 0);
    if (by < -ROUNDING) return { kind: 'calendar', at: side * Number.POSITIVE_INFINITY, by };
  }
  const excess = (k: number): number => totalVarianceOf(later, k) - totalVarianceOf(earlier, k);
  return worstOf('calendar', gridOf([earlier, later], reach), excess);
}

/** Where smiles are looked at: evenly as far as `reach`, and closely where each of them turns. */
export function gridOf(smiles: readonly Svi[], reach: number): readonly number[] {
  const grid: number[] = [];
  for (let step = 0; step <= GRID_STEPS; step += 1) {
    grid.push(reach * ((2 * step) / GRID_STEPS - 1));
  }
  for (const { centre, bend } of smiles) {
    for (let step = -TURN_STEPS; step <= TURN_STEPS; step += 1) {
      grid.push(centre + (bend * TURN_REACH * step) / TURN_STEPS);
    }
  }
  return grid;
}

function worstOf(
  kind: Arbitrage['kind'],
  grid: readonly number[],
  valueAt: (k: number) => number,
): Arbitrage | null {
  let worst: Arbitrage = { kind, at: 0, by: 0 };
  for (const at of grid) {
    const by = valueAt(at);
    if (by < worst.by) worst = { kind, at, by };
  }
  return worst.by < -ROUNDING ? worst : null;
}
