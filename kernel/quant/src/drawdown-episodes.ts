import { quantError } from './errors.ts';
import { checkSample, type Sample } from './sample.ts';

/** A fall of an equity from a peak, until the peak is reached again. */
export type DrawdownEpisode = {
  /** Trough over peak, less one: -0.2 is a fall by a fifth. */
  readonly fraction: number;
  readonly peakIndex: number;
  readonly troughIndex: number;
  /** Where the equity first is as high again; null where it never is. */
  readonly recoveryIndex: number | null;
  /** When, by the times that were given; else the places once more. */
  readonly peakAt: number;
  readonly troughAt: number;
  readonly recoveredAt: number | null;
};

/** What is counted as a fall. */
export type EpisodeOptions = {
  /** One for each point of the equity, in any unit. */
  readonly times?: readonly number[];
  /** Falls by less than this are none: 0 unless told. */
  readonly least?: number;
};

/** How much of its time an equity was below a peak. */
export type Underwater = {
  /** At each point the fall from the peak before it, zero or below. */
  readonly falls: Float64Array;
  /** The part of the points that were below one. */
  readonly share: number;
  /** Points from a peak to where it was reached again, at most; to the end where it never was. */
  readonly longest: number;
};

/**
 * Every fall of an equity in its order, with its peak, trough and recovery. An equity that begins with its start
 * (`equityOfReturns` puts it there) counts a loss in the first period. Null where it begins with nothing or less.
 *
 * @example
 * computeDrawdowns([100, 80, 100, 120, 90])?.length; // 2
 */
export function computeDrawdowns(
  equity: Sample,
  { times, least = 0 }: EpisodeOptions = {},
): readonly DrawdownEpisode[] | null {
  checkTimes(equity, times);
  if (!((equity[0] ?? 0) > 0)) return null;
  const episodes: DrawdownEpisode[] = [];
  const timeOf = (index: number): number => times?.[index] ?? index;
  let [peakIndex, troughIndex] = [0, 0];
  const close = (recoveryIndex: number | null): void => {
    const fraction = (equity[troughIndex] ?? 0) / (equity[peakIndex] ?? 1) - 1;
    if (fraction >= 0 || -fraction < least) return;
    episodes.push({
      fraction,
      peakIndex,
      troughIndex,
      recoveryIndex,
      peakAt: timeOf(peakIndex),
      troughAt: timeOf(troughIndex),
      recoveredAt: recoveryIndex === null ? null : timeOf(recoveryIndex),
    });
  };
  for (const [index, value] of equity.entries()) {
    if (value >= (equity[peakIndex] ?? 0)) {
      close(index);
      [peakIndex, troughIndex] = [index, index];
    } else if (value < (equity[troughIndex] ?? 0)) troughIndex = index;
  }
  close(null);
  return episodes;
}

/**
 * The fall at each point of an equity, and how long falls last. Null where it begins with nothing or less.
 *
 * @example
 * computeUnderwater([100, 80, 100])?.longest; // 2
 */
export function computeUnderwater(equity: Sample): Underwater | null {
  checkSample(equity);
  if (!((equity[0] ?? 0) > 0)) return null;
  const falls = new Float64Array(equity.length);
  let [peak, peakIndex, below, longest] = [equity[0] ?? 0, 0, 0, 0];
  for (const [index, value] of equity.entries()) {
    falls[index] = Math.min(0, value / peak - 1);
    if (value < peak) below += 1;
    // The way back belongs to the fall; between peaks that follow each other there is none.
    if (index - peakIndex > 1 || value < peak) longest = Math.max(longest, index - peakIndex);
    if (value >= peak) [peak, peakIndex] = [value, index];
  }
  return { falls, share: below / equity.length, longest };
}

function checkTimes(equity: Sample, times: readonly number[] | undefined): void {
  checkSample(equity);
  if (times === undefined) return;
  checkSample(times);
  if (times.length === equity.length) return;
  throw quantError(
    'BAD_NUMBER',
    `${times.length} times of ${equity.length} points, expected as many`,
  );
}
