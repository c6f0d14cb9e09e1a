import type { SheetDistribution } from '../sheet.ts';
import { roundStep } from './round-step.ts';
import { numberOf } from './sheet-text.ts';

/** About how many bars a distribution has. */
const BARS = 24;

/** Bars of an even, round width with an edge at zero; each counts its lower edge, the last one both. */
export function distributionOf(values: readonly number[]): SheetDistribution {
  const [low, high] = [Math.min(0, ...extremesOf(values)), Math.max(0, ...extremesOf(values))];
  const width = roundStep((high - low) / BARS);
  const first = Math.floor(low / width);
  const last = Math.max(first + 1, Math.ceil(high / width));
  const counts = Array.from({ length: last - first }, () => 0);
  for (const value of values) {
    const bar = Math.min(counts.length - 1, Math.floor(value / width) - first);
    counts[bar] = (counts[bar] ?? 0) + 1;
  }
  const edges = Array.from({ length: counts.length + 1 }, (_, at) =>
    numberOf((first + at) * width),
  );
  return { edges, counts };
}

/** Spreading thousands of arguments into a call may be more than it takes. */
function extremesOf(values: readonly number[]): readonly number[] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) [low, high] = [Math.min(low, value), Math.max(high, value)];
  return [low, high];
}
