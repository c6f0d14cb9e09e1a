import { millsRatio, normalDensity } from '../normal-distribution.ts';
import { ln } from 'argosy/core';
import { timeValueOf } from './time-value.ts';

/** Steps at most; five are the most ever seen, as a step that leaves its bracket halves it. */
const STEPS_MAX = 64;
/** A step of this part of the deviation or less leaves an error of its fourth power. */
const STEP_ENOUGH = 2e-4;
const LN_ROOT_TWO_PI = 0.9189385332046728;
const DENSITY_AT_ZERO = 0.3989422804014327;
const MILLS_AT_ZERO = 1.2533141373155003;

/**
 * The deviation (volatility times the root of time) at which `timeValueOf` of this distance has this value:
 * above zero and below one. The value is convex in the deviation below `√(-2 distance)` and concave
 * above it (P. Jäckel, Let's be rational, 2015), which parts three ways to ask for it:
 *
 * - below, one over the logarithm, which goes nearly as the square of the deviation, however small the value;
 * - above, the value itself;
 * - where it is more than half, the logarithm of what it lacks of one.
 *
 * Each is near enough to a line that a third-order step of Householder takes a rough start to the last
 * places in two or three.
 */
export function deviationOf(distance: number, value: number): number {
  const bend = Math.sqrt(-2 * distance);
  const atBend = DENSITY_AT_ZERO * (MILLS_AT_ZERO - millsRatio(bend));
  if (value < atBend) {
    const tangent = bend + (value - atBend) / DENSITY_AT_ZERO;
    const logarithm = ln(value);
    const start =
      value > atBend / 2 ? tangent : Math.min(tangent, startInWing(distance, logarithm, bend));
    return search(start, [0, bend], (at) => stepInWing(distance, at, logarithm));
  }
  if (value <= 0.5) {
    const start = bend + (value - atBend) / DENSITY_AT_ZERO;
    return search(start, [bend, Infinity], (at) => stepByValue(distance, at, value));
  }
  const lack = 1 - value;
  return search(startAbove(distance, lack), [bend, Infinity], (at) =>
    stepByLack(distance, at, lack),
  );
}

function search(
  start: number,
  [from, to]: readonly [number, number],
  stepAt: (at: number) => number,
): number {
  let [low, high, at] = [from, to, start];
  for (let count = 0; count < STEPS_MAX; count += 1) {
    const step = stepAt(at);
    if (step > 0) low = at;
    else high = at;
    const next = at + step;
    if (Math.abs(step) <= STEP_ENOUGH * Math.min(at, 1)) return next;
    if (next > low && next < high) at = next;
    else at = high === Infinity ? 2 * low : (low + high) / 2;
  }
  return at;
}

/** Solves what the value comes to far from the money, twice by its own last answer. */
function startInWing(distance: number, logarithm: number, bend: number): number {
  const known = -2 * (logarithm + LN_ROOT_TWO_PI) - distance;
  let deviation = Math.min(bend, -distance / Math.sqrt(-2 * logarithm));
  for (let count = 0; count < 2; count += 1) {
    const centre = distance / deviation;
    const quarter = (deviation * deviation) / 4;
    const square = known + 2 * ln(deviation / (centre * centre - quarter + 2)) - quarter;
    if (!(square > 0)) return bend;
    deviation = Math.min(bend, -distance / Math.sqrt(square));
  }
  return deviation;
}

/** Takes the lack for two equal tails (Abramowitz and Stegun, 26.2.23). */
function startAbove(distance: number, lack: number): number {
  const root = Math.sqrt(-2 * ln(lack / 2));
  const above = root - (2.30753 + 0.27061 * root) / (1 + root * (0.99229 + root * 0.04481));
  return above + Math.sqrt(above * above - 2 * distance);
}

function stepInWing(distance: number, deviation: number, wanted: number): number {
  const value = timeValueOf(distance, deviation);
  // Less than a number holds: the deviation is too small, by how much nobody can say.
  if (value === 0) return Infinity;
  const [second, third] = curvature(distance, deviation);
  const logarithm = ln(value);
  const growth = slopeAt(distance, deviation) / value;
  const inverse = 1 / logarithm;
  const newton = ((wanted - logarithm) * logarithm) / (wanted * growth);
  const bent = second - growth * (1 + 2 * inverse);
  const turned =
    third +
    2 * growth * growth * (1 + 3 * inverse * (1 + inverse)) -
    3 * second * growth * (1 + 2 * inverse);
  return householder(newton, bent, turned);
}

function stepByValue(distance: number, deviation: number, wanted: number): number {
  const [second, third] = curvature(distance, deviation);
  const excess = wanted - timeValueOf(distance, deviation);
  return householder(excess / slopeAt(distance, deviation), second, third);
}

function stepByLack(distance: number, deviation: number, wanted: number): number {
  const [second, third] = curvature(distance, deviation);
  const centre = distance / deviation;
  const above = centre + deviation / 2;
  const slope = normalDensity(above);
  const ratios = millsRatio(above) + millsRatio(deviation / 2 - centre);
  const growth = 1 / ratios;
  return householder(
    ln((slope * ratios) / wanted) * ratios,
    second + growth,
    third + growth * (2 * growth + 3 * second),
  );
}

/** By Newton's step, and the second and third slopes over the first. */
function householder(newton: number, second: number, third: number): number {
  const step =
    (newton * (1 + 0.5 * second * newton)) / (1 + newton * (second + (third * newton) / 6));
  return step * newton > 0 ? step : newton;
}

function slopeAt(distance: number, deviation: number): number {
  return normalDensity(distance / deviation + deviation / 2);
}

function curvature(distance: number, deviation: number): readonly [number, number] {
  const centre = distance / deviation;
  const square = centre * centre;
  const second = square / deviation - deviation / 4;
  return [second, second * second - (3 * square) / (deviation * deviation) - 0.25];
}
