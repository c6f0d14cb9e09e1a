import { Random } from 'argosy/core';

import { vectorError } from './errors.ts';
import type { RoundTripGain } from './round-trips.ts';
import type { SignalRun } from './signal-engine.ts';

/** How paths are drawn: so many, from a seed. */
export type PathDraws = { readonly paths: number; readonly seed: string };

/** What drawn paths came to, each column from the lowest to the highest. */
export type DrawnPaths = {
  /** The gain of each path, as a part of what was there at first. */
  readonly gains: Float64Array;
  /** The deepest fall of each. */
  readonly falls: Float64Array;
};

const PATHS_MAX = 1_000_000;

/**
 * What else the returns of a run could have come to: paths as long as the run, made of blocks of its own
 * returns that begin anywhere and go round its end. Blocks keep what hangs together within them.
 *
 * @example
 * const { falls } = bootstrapRun(run, { block: 20, paths: 10_000, seed: 'a' });
 * quantileOf(falls, 0.95); // a fall that one path of twenty goes beyond
 */
export function bootstrapRun(
  { equity, funds }: Pick<SignalRun, 'equity' | 'funds'>,
  { block, paths, seed }: PathDraws & { readonly block: number },
): DrawnPaths {
  const rows = equity.length;
  checkCount('block', block, rows);
  checkCount('paths', paths, PATHS_MAX);
  const growth = Float64Array.from(equity, (worth, row) => {
    const before = row === 0 ? funds : (equity[row - 1] ?? NaN);
    return before > 0 ? worth / before : 1;
  });
  const random = Random.fromSeed(seed);
  const path = new Float64Array(rows);
  return draw(paths, () => {
    for (let row = 0; row < rows;) {
      const from = random.nextInt(rows);
      const until = Math.min(row + block, rows);
      for (let at = from; row < until; row += 1, at += 1) path[row] = growth[at % rows] ?? NaN;
    }
    return path;
  });
}

/**
 * What else the order of the round trips could have been: the gain is the same but for compounding, the
 * fall is not.
 */
export function shuffleTrips(
  trips: readonly RoundTripGain[],
  { paths, seed }: PathDraws,
): DrawnPaths {
  checkCount('paths', paths, PATHS_MAX);
  const random = Random.fromSeed(seed);
  const path = Float64Array.from(trips, ({ part }) => 1 + part);
  return draw(paths, () => {
    for (let at = path.length - 1; at > 0; at -= 1) {
      const other = random.nextInt(at + 1);
      [path[at], path[other]] = [path[other] ?? NaN, path[at] ?? NaN];
    }
    return path;
  });
}

/** The value that a part of a sorted column is at or below, between two of them by their distance. */
export function quantileOf(sorted: Float64Array, part: number): number {
  const place = part * (sorted.length - 1);
  const low = Math.floor(place);
  const [one = NaN, other = one] = [sorted[low], sorted[low + 1]];
  return one + (other - one) * (place - low);
}

function draw(paths: number, next: () => Float64Array): DrawnPaths {
  const gains = new Float64Array(paths);
  const falls = new Float64Array(paths);
  for (let path = 0; path < paths; path += 1) {
    let [worth, peak, fall] = [1, 1, 0];
    for (const growth of next()) {
      worth *= growth;
      peak = Math.max(peak, worth);
      fall = Math.max(fall, 1 - worth / peak);
    }
    gains[path] = worth - 1;
    falls[path] = fall;
  }
  return { gains: gains.sort(), falls: falls.sort() };
}

function checkCount(name: string, count: number, most: number): void {
  if (Number.isSafeInteger(count) && count >= 1 && count <= most) return;
  throw vectorError('BAD_SEARCH', `${name} of ${count}, expected 1 to ${most}`);
}
