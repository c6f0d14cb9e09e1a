import { MICROS_PER_DAY } from 'argosy/core';

/**
 * The day that an instant counts in for the limits of losses and messages, from 1970 on, by a clock
 * that is `offset` ahead of UTC. Midnight itself is still of the day before, as at the venue: the last
 * bar of a day closes there.
 */
export function limitDayOf(at: number, offset: number): number {
  return Math.floor((at - 1 + offset) / MICROS_PER_DAY);
}

/** The first instant of a day. */
export function limitDayBegins(day: number, offset: number): number {
  return day * MICROS_PER_DAY - offset + 1;
}
