import type { OrderEvent } from '@argosy/contract';

/** A step in an order's life, with the time since the one before and since the first. */
export type Hop = {
  readonly event: OrderEvent;
  /** Milliseconds; null for the first. */
  readonly sincePrevious: number | null;
  readonly sinceFirst: number;
};

/** The steps of an order with the times between them, by the clock that the platform took them by. */
export function hopsOf(events: readonly OrderEvent[]): readonly Hop[] {
  const times = events.map(({ receivedAt }) => instantMillis(receivedAt));
  const [first = 0] = times;
  return events.map((event, at) => {
    const time = times[at] ?? Number.NaN;
    const before = times[at - 1];
    return {
      event,
      sincePrevious: before === undefined ? null : time - before,
      sinceFirst: time - first,
    };
  });
}

/** An instant in milliseconds with its microseconds: a Date alone would lose them. */
export function instantMillis(at: string): number {
  const MICRO_DIGITS = 6;
  const MILLI_DIGITS = 3;
  const found = /\.(\d+)/u.exec(at);
  const digits = (found?.[1] ?? '').padEnd(MICRO_DIGITS, '0');
  const MICROS_PER_MILLI = 1_000;
  return Date.parse(at) + Number(digits.slice(MILLI_DIGITS, MICRO_DIGITS)) / MICROS_PER_MILLI;
}
