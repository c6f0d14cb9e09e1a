import { assert } from 'argosy/core';
import type { Instrument } from 'argosy/domain';

import type { FillModel } from './fills/fill-model.ts';
import type { Match } from './match.ts';
import type { PriceStep } from './price-step.ts';
import type { SlippageModel } from './slippage/slippage-model.ts';
import type { VenueOrder } from './venue-order.ts';

/** A match that fills, if something is there. */
export type Filling = Extract<Match, { readonly type: 'fill' }>;

/** One fill of an order that is about to happen. */
export type PlannedFill = { readonly qty: number; readonly price: number };

/** What a plan is made of. */
export type FillPlanOptions = {
  readonly filling: Filling;
  readonly step: PriceStep;
  readonly instrument: Instrument;
  readonly fills: FillModel;
  readonly slippage: SlippageModel;
};

type Portion = { readonly qty: number; readonly ticksWorse: number };

/** How many fills one order may have at one price; what is left then waits for the next. */
const PORTIONS_MAX = 1000;

/**
 * What an order fills at a price, given the size there: nothing, a part or all of it. A FOK order
 * fills all of it or nothing.
 */
export function planFills(order: VenueOrder, options: FillPlanOptions): readonly PlannedFill[] {
  const portions = findPortions(order, options);
  const qty = portions.reduce((sum, portion) => sum + portion.qty, 0);
  const isShort = order.request.tif === 'FOK' && qty < order.qty - order.filled;
  if (qty === 0 || isShort) return [];
  if (options.filling.liquidity === 'maker') {
    const { price } = options.filling;
    return portions.map((portion) => ({ qty: portion.qty, price }));
  }
  const ticks = slipTicks(order, qty, options);
  return portions.map((portion) => ({
    qty: portion.qty,
    price: worsen(order, portion.ticksWorse + ticks, options),
  }));
}

function findPortions(order: VenueOrder, options: FillPlanOptions): readonly Portion[] {
  const { step, instrument, fills } = options;
  const { lot } = instrument;
  const shown = step.depth.sizeFor(order.sign);
  let taken = step.depth.takenFor(order.sign);
  let wanted = order.qty - order.filled;
  const portions: Portion[] = [];
  while (wanted > 0 && portions.length < PORTIONS_MAX) {
    const portion = fills.nextPortion({ wanted, shown, taken, lot });
    const { qty } = portion;
    assert(Number.isSafeInteger(qty) && qty >= 0, 'a fill model fills whole units');
    assert(qty <= wanted, 'a fill model fills no more than is wanted');
    if (qty === 0 || !isWithinLimit(order, portion.ticksWorse, options)) break;
    portions.push(portion);
    taken += qty;
    wanted -= qty;
  }
  return portions;
}

/** Levels are counted from the price that is there, also for an order that makes at its limit. */
function isWithinLimit(order: VenueOrder, ticks: number, options: FillPlanOptions): boolean {
  const { limit, sign } = order;
  if (limit === null || ticks === 0) return true;
  const { filling, step, instrument } = options;
  const touch = sign > 0 ? step.buyAt : step.sellAt;
  const from = filling.liquidity === 'maker' ? touch : filling.price;
  return sign * (limit - from) >= ticks * instrument.tick;
}

function slipTicks(order: VenueOrder, qty: number, options: FillPlanOptions): number {
  const { filling, step, instrument, fills, slippage } = options;
  const { side } = order.request;
  const volume = step.depth.volumeFor(order.sign);
  const ticks = slippage.computeTicks({ instrument, side, qty, price: filling.price, volume });
  assert(Number.isSafeInteger(ticks) && ticks >= 0, 'a slippage model slips whole ticks');
  return order.limit === null ? ticks + fills.slipTicks(order.fillStream) : ticks;
}

/** Never past a limit; a sale above zero never below the least price, one tick. */
function worsen(
  order: VenueOrder,
  ticks: number,
  { filling, instrument }: FillPlanOptions,
): number {
  const { limit, sign } = order;
  const { price } = filling;
  const worse = price + sign * ticks * instrument.tick;
  const held = price > 0 ? Math.max(worse, Math.min(price, instrument.tick)) : worse;
  if (limit === null) return held;
  return sign > 0 ? Math.min(held, limit) : Math.max(held, limit);
}
