import { assert } from 'argosy/core';
import { NO_LEVEL, type Instrument } from 'argosy/domain';

import type { BookFeed } from './book-feed.ts';
import type { FillModel, FillPortion, FillRoom } from './fills/fill-model.ts';
import type { Match } from './match-trigger.ts';
import type { PriceStep } from './price-step.ts';
import type { SlippageModel } from './slippage/slippage-model.ts';
import type { VenueOrder } from './venue-order.ts';

/** A match that fills, if something is there. */
export type Filling = Extract<Match, { readonly type: 'fill' }>;

/** One fill of an order that is about to happen. */
export type PlannedFill = {
  readonly qty: number;
  readonly price: number;
  /** The price of a recorded book that it takes from; null without one. */
  readonly level: number | null;
};

/** What a plan is made of. */
export type FillPlanOptions = {
  readonly filling: Filling;
  readonly step: PriceStep;
  readonly instrument: Instrument;
  readonly fills: FillModel;
  readonly slippage: SlippageModel;
};

/** A part of an order, at a price before slippage. */
type Portion = PlannedFill;

/** How many fills one order may have at one price; what is left then waits for the next. */
const PORTIONS_MAX = 1000;

/**
 * What an order fills at a price, given the size there: nothing, a part or all of it. A FOK order
 * fills all of it or nothing.
 */
export function planFills(order: VenueOrder, options: FillPlanOptions): readonly PlannedFill[] {
  const portions = portionsOf(order, options);
  const qty = portions.reduce((sum, portion) => sum + portion.qty, 0);
  const isShort = order.request.tif === 'FOK' && qty < order.qty - order.filled;
  if (qty === 0 || isShort) return [];
  if (options.filling.liquidity === 'maker') {
    const { price } = options.filling;
    return portions.map((portion) => ({ ...portion, price }));
  }
  const ticks = options.step.manner === 'cross' ? 0 : slipTicks(order, qty, options);
  return portions.map((portion) => ({
    ...portion,
    price: worsen(order, portion.price, ticks, options.instrument),
  }));
}

function portionsOf(order: VenueOrder, options: FillPlanOptions): readonly Portion[] {
  const { book, allotted } = options.step;
  if (allotted !== undefined) {
    const qty = allotted.get(order) ?? 0;
    return qty === 0 ? [] : [{ qty, price: options.filling.price, level: null }];
  }
  return book === null ? findPortions(order, options) : walkLevels(order, book, options);
}

/** A recorded book has prices and sizes of its own: no level fills more than it shows. */
function walkLevels(
  order: VenueOrder,
  feed: BookFeed,
  options: FillPlanOptions,
): readonly Portion[] {
  const { fills, instrument } = options;
  const { sign, limit } = order;
  const { lot } = instrument;
  const side = feed.book.facing(sign);
  const portions: Portion[] = [];
  let wanted = order.qty - order.filled;
  for (let at = side.best; at !== NO_LEVEL && wanted > 0; at = side.worse(at)) {
    const price = side.priceOf(at);
    if (limit !== null && sign * (limit - price) < 0) break;
    const shown = side.qtyOf(at);
    const taken = feed.takenAt(sign, price);
    const portion = checkedPortion(fills, { wanted, shown, taken, lot });
    const there = shown - taken;
    const qty = portion.ticksWorse > 0 ? 0 : Math.min(portion.qty, there - (there % lot));
    if (qty > 0) portions.push({ qty, price, level: price });
    wanted -= qty;
  }
  return portions;
}

function checkedPortion(fills: FillModel, room: FillRoom): FillPortion {
  const portion = fills.nextPortion(room);
  const { qty } = portion;
  assert(Number.isSafeInteger(qty) && qty >= 0, 'a fill model fills whole units');
  assert(qty <= room.wanted, 'a fill model fills no more than is wanted');
  return portion;
}

function findPortions(order: VenueOrder, options: FillPlanOptions): readonly Portion[] {
  const { step, instrument, fills } = options;
  const { lot } = instrument;
  const shown = step.depth.sizeFor(order.sign);
  let taken = step.depth.takenFor(order.sign);
  let wanted = wantedAt(order, options);
  const portions: Portion[] = [];
  while (wanted > 0 && portions.length < PORTIONS_MAX) {
    const { qty, ticksWorse } = checkedPortion(fills, { wanted, shown, taken, lot });
    if (qty === 0 || !isWithinLimit(order, ticksWorse, options)) break;
    portions.push({
      qty,
      price: worsen(order, options.filling.price, ticksWorse, instrument),
      level: null,
    });
    taken += qty;
    wanted -= qty;
  }
  return portions;
}

/** Of what an order hides nothing fills while the price only comes to its limit: others do not see it. */
function wantedAt(order: VenueOrder, { filling, step }: FillPlanOptions): number {
  const left = order.qty - order.filled;
  if (order.display === null || filling.liquidity === 'taker') return left;
  const touch = order.sign > 0 ? step.buyAt : step.sellAt;
  return touch === filling.price ? Math.min(left, order.visible) : left;
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
function worsen(order: VenueOrder, price: number, ticks: number, { tick }: Instrument): number {
  const { limit, sign } = order;
  const worse = price + sign * ticks * tick;
  const held = price > 0 ? Math.max(worse, Math.min(price, tick)) : worse;
  if (limit === null) return held;
  return sign > 0 ? Math.min(held, limit) : Math.max(held, limit);
}
