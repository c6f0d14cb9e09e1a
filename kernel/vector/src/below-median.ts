import { FAILED } from './failed-trials.ts';

/** Whether a score is in the lower half of all; those alike share their places. */
function isBelowMedian(scores: Float64Array, score: number): boolean {
  const below = scores.reduce((count, one) => count + Number(one < score), 0);
  const alike = scores.reduce((count, one) => count + Number(one === score), 0);
  return (below + (alike + 1) / 2) / (scores.length + 1) <= 0.5;
}

/**
 * Whether what scored best on one side is in the lower half on the other; null where all scored alike, as trials do that
 * never traded: nothing was chosen there. What threw counts on neither side.
 */
export function isChosenBelow(
  chosen: Float64Array,
  tried: Float64Array,
  score: number,
): boolean | null {
  const ran = chosen.filter((one) => one !== FAILED);
  const isAlike = ran.every((one) => one === ran[0]);
  return isAlike
    ? null
    : isBelowMedian(
        tried.filter((one) => one !== FAILED),
        score,
      );
}

/** The part of the choices that are in the lower half; null where nothing was chosen. */
export function shareBelow(
  choices: readonly { readonly isBelowMedian: boolean | null }[],
): number | null {
  const made = choices.filter(({ isBelowMedian: isBelow }) => isBelow !== null);
  const below = made.filter(({ isBelowMedian: isBelow }) => isBelow === true);
  return made.length === 0 ? null : below.length / made.length;
}
