import {
  toTimestamp,
  type InstrumentId,
  type OrderId,
  type Quantity,
  type Timestamp,
} from 'argosy/core';

import type { Touch } from './market-data.ts';
import type { OrderRequest, OrderTerms } from './order.ts';

/**
 * How a large order is cut into children.
 * - `twap`: so many equal parts, evenly over the time.
 * - `vwap`: a part for each of the equal spans of the time, by its weight in a volume curve.
 * - `shortfall`: so many parts along an Almgren–Chriss trajectory; `urgency` is (κτ)² in thousandths,
 *   0 sells evenly, more sells earlier.
 * - `pov`: a share of what the market trades, in parts of at least `least`.
 * - `iceberg`: parts of `shown`, each once the one before is done; with `varyBps` each larger or smaller by up
 *   to so many hundredths of a percent, by the parent's id and the part's number.
 */
export type ExecutionAlgorithm =
  | { readonly type: 'twap'; readonly slices: number }
  | { readonly type: 'vwap'; readonly curve: readonly number[] }
  | { readonly type: 'shortfall'; readonly slices: number; readonly urgency: number }
  | { readonly type: 'pov'; readonly rateBps: number; readonly least: Quantity }
  | { readonly type: 'iceberg'; readonly shown: Quantity; readonly varyBps?: number };

/** What becomes of what is left at the deadline: it is given up, or taken at once. */
export type DeadlinePolicy = 'cancel' | 'sweep';

/** How, from when and until when a parent order is worked. */
export type ExecutionPlan = {
  readonly algorithm: ExecutionAlgorithm;
  /** Null means from when it comes in. */
  readonly startAt: Timestamp | null;
  readonly endAt: Timestamp;
  readonly atEnd: DeadlinePolicy;
  /** Where else the same thing is listed: each child goes where it is cheapest then. */
  readonly routes?: readonly InstrumentId[];
};

/** How a parent ended; also filled where what is left is less than can be traded. */
export type ExecutionOutcome = 'filled' | 'canceled' | 'expired' | 'denied' | 'failed';

/** What can happen to a parent order. What happens to its children is told by their own events. */
export type ExecutionChange =
  | {
      readonly type: 'began';
      /** Its quantity is the whole; its terms and the rest are those of every child. */
      readonly request: OrderRequest;
      readonly plan: ExecutionPlan;
      /** The market as its sender saw it: what its fills are held against. */
      readonly touch: Touch;
    }
  | {
      /** The next child is made. */
      readonly type: 'sliced';
      readonly qty: Quantity;
      /** What the market had traded since the beginning, as far as it was seen. */
      readonly volume: Quantity;
    }
  /** A check stands in the way of the next child: it is tried again. */
  | { readonly type: 'held'; readonly code: string; readonly reason: string }
  | { readonly type: 'amended'; readonly qty: Quantity; readonly terms: OrderTerms }
  /** It makes no more children, and those it has are cancelled. */
  | { readonly type: 'ending'; readonly outcome: ExecutionOutcome; readonly reason: string }
  | { readonly type: 'ended'; readonly outcome: ExecutionOutcome; readonly reason: string };
/** The discriminator of `ExecutionChange`. */
export type ExecutionChangeType = ExecutionChange['type'];

/** The deadline of a parent that has none: it works until it is done, or its owner ends it. */
export const NO_DEADLINE: Timestamp = toTimestamp(Number.MAX_SAFE_INTEGER);

/** How many other listings a plan may name. */
const ROUTES_MAX = 8;
/** The most parts a plan may name. */
export const EXECUTION_SLICES_MAX = 1_000;
/** The largest weight of a span in a volume curve. */
const CURVE_WEIGHT_MAX = 1_000_000_000;
/** The largest urgency: with it nearly all goes out at once. */
const URGENCY_MAX = 1_000_000;
const BPS = 10_000;

/** The ids of parents and children tell that they belong together: a child's is its parent's, and a number. */
const PARENT_ID_LENGTH = 14;

/**
 * The parent of a child order; null for an order of its own.
 *
 * @example
 * parentOf(toOrderId('0000EMAX0000012')); // '0000EMAX000001'
 */
export function parentOf(id: OrderId): string | null {
  return id.length > PARENT_ID_LENGTH ? id.slice(0, PARENT_ID_LENGTH) : null;
}

/** What keeps a plan from being followed, with the field's name; null where nothing does. */
export function flawOfPlan(plan: ExecutionPlan): string | null {
  const { algorithm, startAt, endAt, atEnd, routes = [] } = plan;
  if (routes.length > ROUTES_MAX) return `it has ${routes.length} routes, at most ${ROUTES_MAX}`;
  if (atEnd !== 'cancel' && atEnd !== 'sweep') return `atEnd is ${String(atEnd)}`;
  if (startAt !== null && startAt >= endAt) return `it ends at ${endAt}, not after ${startAt}`;
  switch (algorithm.type) {
    case 'twap':
      return flawOfCount('slices', algorithm.slices, EXECUTION_SLICES_MAX);
    case 'vwap':
      return flawOfCurve(algorithm.curve);
    case 'shortfall':
      return (
        flawOfCount('slices', algorithm.slices, EXECUTION_SLICES_MAX) ??
        flawOfCount('urgency', algorithm.urgency + 1, URGENCY_MAX + 1)
      );
    case 'pov':
      return (
        flawOfCount('rateBps', algorithm.rateBps, BPS) ??
        flawOfCount('least', algorithm.least, Number.MAX_SAFE_INTEGER)
      );
    case 'iceberg':
      return (
        flawOfCount('shown', algorithm.shown, Number.MAX_SAFE_INTEGER) ??
        (algorithm.varyBps === undefined ? null : flawOfCount('varyBps', algorithm.varyBps, BPS))
      );
    default:
      return `there is no algorithm ${JSON.stringify(algorithm)}`;
  }
}

function flawOfCurve(curve: readonly number[]): string | null {
  const count = flawOfCount('the length of curve', curve.length, EXECUTION_SLICES_MAX);
  if (count !== null) return count;
  for (const weight of curve) {
    const flaw = flawOfCount('a weight of curve', weight + 1, CURVE_WEIGHT_MAX + 1);
    if (flaw !== null) return flaw;
  }
  return curve.some((weight) => weight > 0) ? null : 'curve has no weight above 0';
}

function flawOfCount(field: string, value: number, max: number): string | null {
  if (Number.isSafeInteger(value) && value >= 1 && value <= max) return null;
  return `${field} is ${value}, not a whole number from 1 to ${max}`;
}
