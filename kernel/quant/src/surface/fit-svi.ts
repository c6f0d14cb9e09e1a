import { exp, ln, ok, refuse, type Result } from 'argosy/core';

import { minimise, type Valued } from './nelder-mead.ts';
import { solveBox } from './solve-box.ts';
import {
  durrlemanOf,
  findButterfly,
  findCalendar,
  gridOf,
  totalVarianceOf,
  WING_SLOPE_MAX,
  type Arbitrage,
  type Svi,
} from './svi.ts';

/** One strike of a smile: where, how much, and how surely. */
export type SmilePoint = {
  /** The logarithm of strike over forward. */
  readonly k: number;
  readonly totalVariance: number;
  /** One over the square of what the total variance may be off by. */
  readonly weight: number;
};

/** A smile, and what had to be done to have it without arbitrage. */
export type FittedSmile = {
  readonly svi: Svi;
  /** `fitted`: nearest to the points, and free of arbitrage; `repaired`: the nearest that is. */
  readonly status: 'fitted' | 'repaired';
  /** The root of the mean square by which total variance misses the points, by their weights. */
  readonly error: number;
};

const POINTS_MIN = 5;
const POINTS_MAX = 5_000;
/** How round a smile's turn is at least and at most. */
const BEND_MIN = 0.005;
const BEND_MAX = 10;
/** A repair keeps so far from arbitrage: of Durrleman's function, of a wing's slope, and of the mean variance. */
const MARGIN = 1e-4;
/** What arbitrage costs in the fit of a smile that has to be repaired, each time more. */
const penalties = [1e2, 1e4, 1e6, 1e8];

/**
 * The smile of one expiry that is nearest to its points and lets nobody earn without risk, neither by itself nor
 * against an earlier one. For a given turn the rest of it is a least square with bounds (Zeliade Systems,
 * Quasi-explicit calibration of Gatheral's SVI model, 2009), so only the turn is searched for. Where the nearest smile
 * has arbitrage (J. Gatheral and A. Jacquier, 2014), it is fitted anew at a price for it, and `repaired`.
 */
export function fitSmile(points: readonly SmilePoint[], earlier: Svi | null): Result<FittedSmile> {
  if (points.length < POINTS_MIN || points.length > POINTS_MAX) {
    const found = `${points.length} strikes`;
    return refuse('SMILE_POINTS', `${found}, expected from ${POINTS_MIN} to ${POINTS_MAX}`);
  }
  const reach = reachOf(points);
  const nearest = polish(fit(points), points, reach);
  const fault = findArbitrage(nearest, earlier, reach);
  if (fault === null) {
    return ok({ svi: nearest, status: 'fitted', error: Math.sqrt(missOf(nearest, points)) });
  }
  let repaired = nearest;
  for (const penalty of penalties) {
    repaired = repair(repaired, points, { earlier, reach, penalty });
    if (findArbitrage(repaired, earlier, reach) !== null) continue;
    return ok({ svi: repaired, status: 'repaired', error: Math.sqrt(missOf(repaired, points)) });
  }
  return refuse('SMILE_ARBITRAGE', `${fault.kind} at ${fault.at}, beyond repair`);
}

/** The nearest smile, whatever arbitrage it has. */
function fit(points: readonly SmilePoint[]): Svi {
  const ks = points.map(({ k }) => k);
  const [low, high] = [Math.min(...ks), Math.max(...ks)];
  const width = Math.max(high - low, 1e-3);
  const sviAt = ([centre = 0, logBend = 0]: readonly number[]): Svi => {
    const near = Math.max(low - width, Math.min(centre, high + width));
    return withTurn(points, near, boundedBend(logBend));
  };
  const lowest = points.reduce((least, point) =>
    point.totalVariance < least.totalVariance ? point : least,
  );
  const starts = [lowest.k, (low + high) / 2].flatMap((centre) =>
    [width / 10, width / 2].map((bend) => [centre, ln(bend)]),
  );
  const found = starts.map((start) =>
    minimise((point) => missOf(sviAt(point), points), start, [width / 5, 0.5]),
  );
  return sviAt(bestOf(found).point);
}

/** All five numbers at once: the level may be below zero, which the quasi-explicit fit does not know. */
function polish(svi: Svi, points: readonly SmilePoint[], reach: number): Svi {
  const polished = search(svi, points, { earlier: null, reach, penalty: 0 });
  return missOf(toSvi(polished.point), points) < missOf(svi, points) ? toSvi(polished.point) : svi;
}

type Aim = { readonly earlier: Svi | null; readonly reach: number; readonly penalty: number };

/** All five numbers at a price for arbitrage, from where the smile is and from one that surely has none. */
function repair(svi: Svi, points: readonly SmilePoint[], aim: Aim): Svi {
  const scale = scaleOf(points);
  // A flat smile has none, and the earlier one none against itself.
  const sure = aim.earlier ?? { level: scale, slope: 0, tilt: 0, centre: 0, bend: 0.1 };
  const starts = [svi, { ...sure, level: sure.level + MARGIN * scale }];
  return toSvi(bestOf(starts.map((from) => search(from, points, aim))).point);
}

function search(from: Svi, points: readonly SmilePoint[], aim: Aim): Valued {
  const wing = from.slope / 5 + 0.01;
  const sizes = [scaleOf(points) / 5, wing, wing, 0.1, 0.3];
  return minimise((point) => costOf(toSvi(point), points, aim), toPoint(from), sizes);
}

/** By level, right and left wing, centre and the logarithm of the bend; a wing below zero is none. */
function toSvi([level = 0, right = 0, left = 0, centre = 0, logBend = 0]: readonly number[]): Svi {
  const [rise, fall] = [Math.max(0, right), Math.max(0, left)];
  const both = rise + fall;
  const tilt = both > 0 ? (rise - fall) / both : 0;
  return { level, slope: both / 2, tilt, centre, bend: boundedBend(logBend) };
}

function toPoint(svi: Svi): readonly number[] {
  return [svi.level, wingOf(svi, 1), wingOf(svi, -1), svi.centre, ln(svi.bend)];
}

function boundedBend(logBend: number): number {
  return Math.min(BEND_MAX, Math.max(BEND_MIN, exp(logBend)));
}

function bestOf(found: readonly Valued[]): Valued {
  return found.reduce((one, other) => (other.value < one.value ? other : one));
}

/** The rest of a smile by its turn: of three numbers, each between bounds, that stand linearly in the variance. */
function withTurn(points: readonly SmilePoint[], centre: number, bend: number): Svi {
  const most = points.reduce((high, { totalVariance }) => Math.max(high, totalVariance), 0);
  const rows = points.map(({ k, totalVariance, weight }) => {
    const away = (k - centre) / bend;
    const root = Math.sqrt(away * away + 1);
    return {
      factors: [1, (root + away) / 2, (root - away) / 2] as const,
      value: totalVariance,
      weight,
    };
  });
  const wing = WING_SLOPE_MAX * bend;
  const [level, right, left] = solveBox(rows, [most, wing, wing]);
  const both = right + left;
  return {
    level,
    slope: both / (2 * bend),
    tilt: both > 0 ? (right - left) / both : 0,
    centre,
    bend,
  };
}

/** In total variance squared, so that a penalty means the same for every smile. */
function costOf(svi: Svi, points: readonly SmilePoint[], { earlier, reach, penalty }: Aim): number {
  if (penalty === 0) return missOf(svi, points);
  const scale = scaleOf(points);
  let arbitrage = 0;
  for (const k of gridOf(earlier === null ? [svi] : [svi, earlier], reach)) {
    arbitrage += shortOf(Math.max(-1e3, durrlemanOf(svi, k)), MARGIN);
    if (earlier === null) continue;
    const excess = totalVarianceOf(svi, k) - totalVarianceOf(earlier, k);
    arbitrage += shortOf(excess / scale, MARGIN / 2);
  }
  for (const side of [-1, 1]) {
    const wing = wingOf(svi, side);
    arbitrage += shortOf(WING_SLOPE_MAX - wing, 0);
    if (earlier !== null) arbitrage += shortOf(wing - wingOf(earlier, side), 0);
  }
  return missOf(svi, points) + penalty * arbitrage * scale * scale;
}

function scaleOf(points: readonly SmilePoint[]): number {
  return points.reduce((sum, point) => sum + point.totalVariance, 0) / points.length;
}

/** The square of what a number is below the least it should be. */
function shortOf(value: number, least: number): number {
  const short = Math.min(0, value - least);
  return short * short;
}

function wingOf(svi: Svi, side: number): number {
  return svi.slope * (1 + side * svi.tilt);
}

function missOf(svi: Svi, points: readonly SmilePoint[]): number {
  let [sum, weights] = [0, 0];
  for (const { k, totalVariance, weight } of points) {
    const miss = totalVarianceOf(svi, k) - totalVariance;
    sum += weight * miss * miss;
    weights += weight;
  }
  return sum / weights;
}

function findArbitrage(svi: Svi, earlier: Svi | null, reach: number): Arbitrage | null {
  const butterfly = findButterfly(svi, reach);
  return butterfly ?? (earlier === null ? null : findCalendar(earlier, svi, reach));
}

/** Twice as far as there are strikes, and to five deviations of the money at least. */
function reachOf(points: readonly SmilePoint[]): number {
  const far = points.reduce((most, { k }) => Math.max(most, Math.abs(k)), 0);
  const nearest = points.reduce((one, other) =>
    Math.abs(other.k) < Math.abs(one.k) ? other : one,
  );
  return Math.max(2 * far, 5 * Math.sqrt(nearest.totalVariance));
}
