import type { SignalRun } from './signal-engine.ts';

/** A position from its entry to its end. */
export type RoundTripGain = {
  /** The rows at which it was entered and ended. */
  readonly from: number;
  readonly until: number;
  readonly side: 'long' | 'short';
  /** What it came to, charges taken off, in the smallest units of the money. */
  readonly gain: number;
  /** The same as a part of what was there before it. */
  readonly part: number;
};

/** The positions of a run that have ended, in order. */
export function roundTripsOf({ trades, funds, unit }: SignalRun): readonly RoundTripGain[] {
  const trips: RoundTripGain[] = [];
  let worth = funds;
  let cash = 0;
  let entry: { readonly row: number; readonly qty: number } | null = null;
  for (const { row, qty, price, fee } of trades) {
    cash -= qty * price * unit + fee;
    if (entry === null) {
      entry = { row, qty };
      continue;
    }
    const side = entry.qty > 0 ? 'long' : 'short';
    trips.push({ from: entry.row, until: row, side, gain: cash, part: cash / worth });
    worth += cash;
    cash = 0;
    entry = null;
  }
  return trips;
}
