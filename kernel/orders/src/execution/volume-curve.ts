import { MICROS_PER_DAY } from 'argosy/core';
import type { Bar } from 'argosy/domain';

/** Which part of the day a curve is of, and how many equal spans it has. */
export type CurveShape = {
  /** Microseconds after midnight UTC. */
  readonly from: number;
  readonly until: number;
  readonly parts: number;
};

/** What the largest span of a learned curve weighs: enough for a part in a million. */
const LARGEST_WEIGHT = 1_000_000n;

/**
 * A volume curve out of past bars: how much of the day's volume each span has had. Corrected bars and
 * bars outside the part of the day are left out; without any volume the curve is flat.
 *
 * @example
 * const curve = learnVolumeCurve(this.cache.bars(spec), { from: nineAm, until: threePm, parts: 12 });
 * this.orders.execute(parent, vwap({ curve, until }));
 */
export function learnVolumeCurve(bars: Iterable<Bar>, shape: CurveShape): readonly number[] {
  const { from, until, parts } = shape;
  const sums = Array.from({ length: parts }, () => 0n);
  for (const { opensAt, volume, revision } of bars) {
    const ofDay = opensAt - Math.floor(opensAt / MICROS_PER_DAY) * MICROS_PER_DAY;
    if (revision !== 0 || ofDay < from || ofDay >= until) continue;
    const part = Math.floor(((ofDay - from) * parts) / (until - from));
    sums[part] = (sums[part] ?? 0n) + BigInt(volume);
  }
  const largest = sums.reduce((most, sum) => (sum > most ? sum : most), 0n);
  if (largest === 0n) return sums.map(() => 1);
  return sums.map((sum) => Number((sum * LARGEST_WEIGHT) / largest));
}
