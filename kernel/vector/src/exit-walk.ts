import type { TrailingStop } from 'argosy/orders';

import type { BarColumns } from './bar-columns.ts';
import type { FillCause } from './signal-fills.ts';

/** The exits of a position; NaN where there is none of a kind. */
export type Exits = {
  /** 1 of a long position, -1 of a short one. */
  readonly side: number;
  readonly stop: number;
  /** The stop that follows the price, in place of the other; null where none does. */
  readonly trailing: TrailingStop | null;
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
export type MetExit = Meeting & {
  readonly price: number;
  /** Whether only the way to the close came to it: who decides at that close has not heard of it. */
  readonly isAtClose: boolean;
};

type Met = Meeting & { readonly price: number };

/** A price on a bar's path, and the one before it; NaN at the open, which is jumped to. */
type Point = { readonly from: number; readonly to: number; readonly isArrival: boolean };

/**
 * The exit that a bar comes to first on its path: the open, the nearer extreme, the other one, the
 * close, as a venue walks it. A gap beyond an exit fills at the open. Exits of a position that is entered
 * at the open come behind it: what is beyond one of them then takes at the next point.
 */
export function exitIn(bars: BarColumns, row: number, exits: Exits): MetExit | null {
  const [high = NaN, low = NaN] = [bars.high[row], bars.low[row]];
  const isNew = exits.arrived === row;
  if (!reaches(exits, high, low) && !(isNew && exits.trailing !== null)) return null;
  const path = pathOf(bars, row);
  for (const [place, to] of path.entries()) {
    if (place === 0 && isNew) continue;
    const isArrival = place === 1 && isNew;
    const met = meet(exits, { from: path[place - 1] ?? NaN, to, isArrival });
    if (met !== null) return { ...met, isAtClose: place === path.length - 1 };
  }
  return null;
}

function pathOf({ open, high, low, close }: BarColumns, row: number): readonly number[] {
  const [first = NaN, most = NaN, least = NaN] = [open[row], high[row], low[row]];
  const isHighFirst = most - first < first - least;
  return [first, ...(isHighFirst ? [most, least] : [least, most]), close[row] ?? NaN];
}

/** Whether a bar comes to an exit at all, or to a price that a stop follows: most do not. */
function reaches({ side, stop, trailing, target }: Exits, high: number, low: number): boolean {
  const [worst, best] = side > 0 ? [low, high] : [high, low];
  if (side * (best - target) >= 0) return true;
  if (trailing === null) return side * (worst - stop) <= 0;
  return side * (worst - trailing.stop) <= 0 || side * (best - trailing.best) > 0;
}

/** At one point the target is met first, as it was placed first. */
function meet({ side, stop, trailing, target }: Exits, point: Point): Met | null {
  const { from, to, isArrival } = point;
  if (side * (to - target) >= 0) {
    const isJump = Number.isNaN(from) && to !== target;
    const takes = isJump || (isArrival && side * (from - target) >= 0);
    if (takes) return { cause: 'target', price: to, liquidity: 'taker', limit: target };
    return { cause: 'target', price: target, liquidity: 'maker', limit: target };
  }
  if (trailing === null) return meetStop(side, stop, point);
  if (isArrival) trailing.follow(from);
  const met = meetStop(side, trailing.stop, point);
  // It is met where it stood before, or follows.
  if (met === null) trailing.follow(to);
  return met;
}

function meetStop(side: number, stop: number, { from, to, isArrival }: Point): Met | null {
  const isStopped = side * (to - stop) <= 0;
  const wasStopped = side * (from - stop) <= 0;
  if (!isStopped && !(wasStopped && isArrival)) return null;
  const price = wasStopped || Number.isNaN(from) ? to : stop;
  return { cause: 'stop', price, liquidity: 'taker', limit: NaN };
}
