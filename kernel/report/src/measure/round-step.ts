/**
 * The least round number at or above a number: so many times a power of ten, found by steps of ten, for
 * logarithms are not the same bits on every machine.
 */
export function roundStep(least: number, times: readonly number[] = [1, 2, 5, 10]): number {
  if (!(least > 0 && least < Infinity)) return 1;
  let power = 1;
  while (power > least) power /= 10;
  while (power * 10 <= least) power *= 10;
  const fits = times.find((one) => one * power >= least * (1 - 1e-9));
  return (fits ?? 10) * power;
}
