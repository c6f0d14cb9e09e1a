import {
  formatTimestamp,
  MICROS_PER_DAY,
  parseDay,
  parseTimestamp,
  toTimestamp,
} from 'argosy/core';

import { roundStep } from '../measure/round-step.ts';

/** A place on an axis: where, as a part of its length, and what is written there. */
export type Tick = { readonly at: number; readonly text: string };

/** An axis from the least to the most, widened to round numbers. */
export type Axis = {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly Tick[];
  /** Where a value lies, as a part of the length. */
  readonly place: (value: number) => number;
};

/** About how many lines a chart has. */
const LINES = 4;

/** An axis that holds all values, with a few round ticks. */
export function axisOf(
  values: Iterable<number>,
  textOf: (value: number) => string,
  including: readonly number[] = [],
): Axis {
  const [least, most] = rangeOf([...values, ...including]);
  const step = roundStep((most - least) / LINES, [1, 2, 2.5, 5, 10]);
  const low = Math.floor(least / step + 1e-9) * step;
  const high = Math.max(low + step, Math.ceil(most / step - 1e-9) * step);
  const place = (value: number): number => (value - low) / (high - low);
  const count = Math.round((high - low) / step);
  const ticks = Array.from({ length: count + 1 }, (_, at) => {
    const value = low + at * step;
    return { at: place(value), text: textOf(Math.abs(value) < step / 1e6 ? 0 : value) };
  });
  return { low, high, ticks, place };
}

/** Days or months to be written below a chart: a few, evenly, each no longer than it must be. */
export function timeTicks(instants: readonly string[], count: number = 6): readonly Tick[] {
  const first = microsOf(instants[0] ?? '');
  const span = microsOf(instants.at(-1) ?? '') - first;
  if (!(span > 0)) return [];
  const letters = lettersOf(span);
  const ticks: Tick[] = [];
  for (let at = 0; at < count; at += 1) {
    const part = (at + 0.5) / count;
    const instant = formatTimestamp(toTimestamp(Math.floor(first + part * span)));
    const text = instant.slice(...letters).replace('T', ' ');
    if (ticks.at(-1)?.text !== text) ticks.push({ at: part, text });
  }
  return ticks;
}

/** Microseconds of an instant or a day; NaN of what is neither. */
export function microsOf(text: string): number {
  const day = parseDay(text);
  if (day.ok) return day.value * MICROS_PER_DAY;
  const instant = parseTimestamp(text);
  return instant.ok ? instant.value.at : NaN;
}

function lettersOf(span: number): readonly [number, number] {
  if (span > 900 * MICROS_PER_DAY) return [0, 7];
  return span > 3 * MICROS_PER_DAY ? [0, 10] : [5, 16];
}

function rangeOf(values: readonly number[]): readonly [number, number] {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (least > most) return [0, 1];
  const size = Math.max(Math.abs(least), Math.abs(most));
  // What differs by less than doubles can tell apart well is one value.
  if (most - least > Math.max(size * 1e-9, 1e-100)) return [least, most];
  const around = size > 1e-100 ? size / 2 : 0.5;
  return [least - around, most + around];
}
