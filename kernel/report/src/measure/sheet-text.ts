import {
  dayNumber,
  formatDay,
  formatScaledBigint,
  formatTimestamp,
  toMicros,
  toTimestamp,
} from 'argosy/core';

import type { Absent, Day, Figure, Instant } from '../sheet.ts';

/** Digits of a figure: what is beyond says nothing and makes the document longer. */
const DIGITS = 8;

/** Why a part is not there. */
export function absent(reason: string): Absent {
  return { absent: reason };
}

/** An amount in minor units as a decimal text. */
export function amountText(amount: bigint, scale: number): string {
  return formatScaledBigint(amount, scale);
}

/** An analytic amount, rounded to a minor unit. */
export function roundedText(amount: number, scale: number): string {
  return formatScaledBigint(BigInt(Math.round(amount)), scale);
}

/** A figure as it stands in the document; null where it is no finite number. */
export function figureOf(value: number | null): Figure {
  if (value === null || !Number.isFinite(value)) return null;
  return Number(value.toPrecision(DIGITS));
}

/** A figure that is known to be a number. */
export function numberOf(value: number): number {
  return figureOf(value) ?? 0;
}

/** ISO 8601, UTC. */
export function instantText(at: number): Instant {
  return formatTimestamp(toTimestamp(at));
}

/** The day that an instant ends or lies in, by a calendar so far ahead of UTC: midnight ends its day. */
export function dayText(at: number, offset: number): Day {
  return formatDay(dayNumber(toTimestamp(at - 1), toMicros(offset)));
}
