/** Whether a score is in the lower half of all; those alike share their places. */
export function isBelowMedian(scores: Float64Array, score: number): boolean {
  const below = scores.reduce((count, one) => count + Number(one < score), 0);
  const alike = scores.reduce((count, one) => count + Number(one === score), 0);
  return (below + (alike + 1) / 2) / (scores.length + 1) <= 0.5;
}
