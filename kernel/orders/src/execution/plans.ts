import type { InstrumentId, Quantity, Timestamp } from 'argosy/core';
import type { DeadlinePolicy, ExecutionAlgorithm, ExecutionPlan } from 'argosy/domain';

/** When a parent order is worked, and what becomes of what is left. */
export type PlanTimes = {
  /** The deadline. */
  readonly until: Timestamp;
  /** From when it is worked; at once unless told. */
  readonly from?: Timestamp;
  /** What is left at the deadline is given up unless told. */
  readonly atEnd?: DeadlinePolicy;
  /** Where else the same thing is listed; children go where it is cheapest. */
  readonly routes?: readonly InstrumentId[];
};

/**
 * Equal parts, evenly over the time.
 *
 * @example
 * this.orders.execute(parent, twap({ slices: 10, until }));
 */
export function twap({ slices, ...times }: PlanTimes & { readonly slices: number }): ExecutionPlan {
  return planOf({ type: 'twap', slices }, times);
}

/** A part for each of the equal spans of the time, by its weight in a volume curve. */
export function vwap({
  curve,
  ...times
}: PlanTimes & { readonly curve: readonly number[] }): ExecutionPlan {
  return planOf({ type: 'vwap', curve }, times);
}

/** Earlier parts larger than later ones: `urgency` is (κτ)² of Almgren and Chriss in thousandths. */
export function shortfall({
  slices,
  urgency,
  ...times
}: PlanTimes & { readonly slices: number; readonly urgency: number }): ExecutionPlan {
  return planOf({ type: 'shortfall', slices, urgency }, times);
}

/** A share of what the market trades, in hundredths of a percent, in parts of at least `least`. */
export function pov({
  rateBps,
  least,
  ...times
}: PlanTimes & { readonly rateBps: number; readonly least: Quantity }): ExecutionPlan {
  return planOf({ type: 'pov', rateBps, least }, times);
}

/**
 * One part of a size at a time: the next goes out once the one before is done. With `varyBps` each is larger or
 * smaller by up to so many hundredths of a percent, always in the same way for the same order.
 *
 * @example
 * this.orders.execute(parent, iceberg({ shown, varyBps: 2_000, until })); // shown ± 20 %
 */
export function iceberg({
  shown,
  varyBps,
  ...times
}: PlanTimes & { readonly shown: Quantity; readonly varyBps?: number }): ExecutionPlan {
  const varied = varyBps === undefined ? {} : { varyBps };
  return planOf({ type: 'iceberg', shown, ...varied }, times);
}

function planOf(algorithm: ExecutionAlgorithm, times: PlanTimes): ExecutionPlan {
  const { until: endAt, from: startAt = null, atEnd = 'cancel', routes } = times;
  const plan = { algorithm, startAt, endAt, atEnd };
  return routes === undefined ? plan : { ...plan, routes };
}
