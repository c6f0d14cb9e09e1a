import type { BarColumns } from './bar-columns.ts';
import type { FillCause } from './signal-fills.ts';

/** The exits of a position; NaN where there is none of a kind. */
export type Exits = {
  /** 1 of a long position, -1 of a short one. */
  readonly side: number;
  readonly stop: number;
  readonly target: number;
  /** The row at whose open they came, with the entry. */
  readonly arrived: number;
};

/** How a fill comes about. */
export type Meeting = {
  readonly cause: FillCause;
  readonly liquidity: 'maker' | 'taker';
  /** What slippage stops at; NaN for none. */
  readonly limit: number;
};

/** An exit that a bar came to, and at what price, before slippage. */
export type MetExit = Meeting & { readonly price: number };

/** A price on a bar's path, and the one before it; NaN at the open, which is jumped to. */
type Point = { readonly from: number; readonly to: number; readonly isArrival: boolean };

/**
 * The exit that a bar comes to first on its path: the open, the nearer extreme, the other one, the
 * close, as a venue walks it. A gap beyond an exit fills at the open. Exits of a position that is entered
 * at the open come behind it: what is beyond one of them then takes at the next point.
 */
export function exitIn(bars: BarColumns, row: number, exits: Exits): MetExit | null {
  const [high = NaN, low = NaN] = [bars.high[row], bars.low[row]];
  if (!reaches(exits, high, low)) return null;
  const path = pathOf(bars, row);
  const isNew = exits.arrived === row;
  for (const [place, to] of path.entries()) {
    if (place === 0 && isNew) continue;
    const isArrival = place === 1 && isNew;
    const met = meet(exits, { from: path[place - 1] ?? NaN, to, isArrival });
    if (met !== null) return met;
  }
  return null;
}

function pathOf({ open, high, low, close }: BarColumns, row: number): readonly number[] {
  const [first = NaN, most = NaN, least = NaN] = [open[row], high[row], low[row]];
  const isHighFirst = most - first < first - least;
  return [first, ...(isHighFirst ? [most, least] : [least, most]), close[row] ?? NaN];
}

/** Whether a bar comes to an exit at all: most do not. */
function reaches({ side, stop, target }: Exits, high: number, low: number): boolean {
  const [worst, best] = side > 0 ? [low, high] : [high, low];
  return side * (worst - stop) <= 0 || side * (best - target) >= 0;
}

/** At one point the target is met first, as it was placed first. */
function meet({ side, stop, target }: Exits, { from, to, isArrival }: Point): MetExit | null {
  if (side * (to - target) >= 0) {
    const isJump = Number.isNaN(from) && to !== target;
    const takes = isJump || (isArrival && side * (from - target) >= 0);
    if (takes) return { cause: 'target', price: to, liquidity: 'taker', limit: target };
    return { cause: 'target', price: target, liquidity: 'maker', limit: target };
  }
  const isStopped = side * (to - stop) <= 0;
  const wasStopped = side * (from - stop) <= 0;
  if (!isStopped && !(wasStopped && isArrival)) return null;
  const price = wasStopped || Number.isNaN(from) ? to : stop;
  return { cause: 'stop', price, liquidity: 'taker', limit: NaN };
}
