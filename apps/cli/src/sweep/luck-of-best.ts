import type { Band, SheetSearched } from 'argosy/report';
import {
  bootstrapRun,
  jitterSearch,
  quantileOf,
  roundTripsOf,
  scoreOf,
  shuffleTrips,
  Sweep,
  type DrawnPaths,
  type SweepVerdict,
} from 'argosy/vector';

import type { OpenedSweep } from './open-sweep.ts';
import type { Swept } from './run-trials.ts';
import { percent, rounded } from './sweep-text.ts';

/** What else the best trial could have come to: by chance, in another order, with parameters beside its own. */
export type LuckOfBest = {
  readonly seed: string;
  readonly drawn: DrawnPaths;
  /** Null where no position has ended. */
  readonly shuffled: (DrawnPaths & { readonly trips: number }) | null;
  /** From the lowest to the highest; null where no parameter is a range. */
  readonly jittered: { readonly scores: Float64Array; readonly gains: Float64Array } | null;
};

const PATHS = 2_000;
const BLOCK_BARS = 20;
const MOVES = 100;
const MOVE_SHARE = 0.1;

/** Draws it from a seed of the sweep's own: the same sweep comes to the same. */
export function luckOf(opened: OpenedSweep, { search, table }: Swept, best: number): LuckOfBest {
  const { file, options } = opened;
  const run = new Sweep({ ...options, search, table }).runTrial(best);
  const terms = { paths: PATHS, seed: `${file.title}/${file.search.seed}` };
  const block = Math.min(BLOCK_BARS, options.bars.close.length);
  const trips = roundTripsOf(run);
  return {
    seed: terms.seed,
    drawn: bootstrapRun(run, { block, ...terms }),
    shuffled: trips.length === 0 ? null : { ...shuffleTrips(trips, terms), trips: trips.length },
    jittered: jitter(opened, search.valuesAt(best), terms.seed),
  };
}

/** Each combination beside the best once; those that are not fine are left out. */
function jitter(
  { file: { by, space }, options, isFine }: OpenedSweep,
  values: ReturnType<Swept['search']['valuesAt']>,
  seed: string,
): LuckOfBest['jittered'] {
  if (!Object.values(space).some((range) => 'from' in range)) return null;
  const search = jitterSearch(space, values, { share: MOVE_SHARE, count: MOVES, seed });
  const moved = new Sweep({ ...options, search });
  const seen = new Set<string>([JSON.stringify(values)]);
  for (let move = 1; move < search.size; move += 1) {
    const next = search.valuesAt(move);
    const key = JSON.stringify(next);
    if (seen.has(key) || isFine?.(next) === false) continue;
    seen.add(key);
    moved.run(move, move + 1);
  }
  const found = Array.from({ length: search.size }, (_, move) => moved.table.at(move));
  const ran = found.filter((one) => one !== null);
  if (ran.length === 0) return null;
  return {
    scores: Float64Array.from(ran, (figures) => scoreOf(figures, by)).sort(),
    gains: Float64Array.from(ran, ({ gain }) => gain).sort(),
  };
}

/** What is said of it. */
export function luckText({ drawn, shuffled, jittered }: LuckOfBest, by: string): string {
  const gain = [0.05, 0.5, 0.95].map((part) => percent(quantileOf(drawn.gains, part)));
  const lines = [
    `of ${PATHS} paths drawn from blocks of ${BLOCK_BARS} bars of the best:`,
    `  gain ${gain[1]}, in nine of ten ${gain[0]} to ${gain[2]}`,
    `  ${fallText(drawn)}`,
  ];
  if (shuffled !== null) {
    lines.push(`of ${PATHS} orders of its ${shuffled.trips} round trips: ${fallText(shuffled)}`);
  }
  if (jittered !== null) {
    const { scores, gains } = jittered;
    const moved = `of ${scores.length} combinations within a tenth of the best`;
    const score = `${by} ${rounded(quantileOf(scores, 0.5))} in the middle`;
    const least = `at worst ${rounded(quantileOf(scores, 0))}`;
    lines.push(`${moved}: ${score}, ${least}, gain ${percent(quantileOf(gains, 0.5))}`);
  }
  return lines.join('\n');
}

function fallText({ falls }: DrawnPaths): string {
  const [middle, deep] = [0.5, 0.95].map((part) => percent(quantileOf(falls, part)));
  return `deepest fall ${middle}, in one of twenty beyond ${deep}`;
}

/** The same as data: `drawn` from blocks of returns, `shuffled` in order, `jittered` in parameters. */
export function luckReport({ drawn, shuffled, jittered }: LuckOfBest): object {
  const at = [0.05, 0.25, 0.5, 0.75, 0.95];
  const of = (column: Float64Array): readonly number[] =>
    at.map((part) => quantileOf(column, part));
  const paths = ({ gains, falls }: DrawnPaths): object => ({ gains: of(gains), falls: of(falls) });
  return {
    drawn: { paths: PATHS, blockBars: BLOCK_BARS, at, ...paths(drawn) },
    shuffled: shuffled && { paths: PATHS, trips: shuffled.trips, at, ...paths(shuffled) },
    jittered: jittered && {
      combinations: jittered.scores.length,
      share: MOVE_SHARE,
      at,
      scores: of(jittered.scores),
      gains: of(jittered.gains),
    },
  };
}

/** The same as the tear sheet says it: the middle, and where nine of ten lie. */
export function luckOnSheet(
  { shuffled, jittered, seed }: LuckOfBest,
  { by, minimumBars }: Pick<SweepVerdict, 'by' | 'minimumBars'>,
): SheetSearched {
  const band = (sorted: Float64Array, sign: 1 | -1 = 1): Band => {
    const [low, middle, high] = [0.05, 0.5, 0.95].map((part) => {
      return sign * quantileOf(sorted, sign === 1 ? part : 1 - part);
    });
    return { low: low ?? NaN, middle: middle ?? NaN, high: high ?? NaN };
  };
  return {
    returnsAtLeast: minimumBars,
    shuffle:
      shuffled === null
        ? { absent: 'no position has ended' }
        : {
            paths: PATHS,
            trips: shuffled.trips,
            seed,
            growth: band(shuffled.gains),
            deepestFall: band(shuffled.falls, -1),
          },
    jitter:
      jittered === null
        ? { absent: 'no combination is beside it: no parameter is a range' }
        : {
            combinations: jittered.scores.length,
            share: MOVE_SHARE,
            seed,
            by,
            score: band(jittered.scores),
            growth: band(jittered.gains),
          },
  };
}
