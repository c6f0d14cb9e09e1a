import { assertNever } from 'argosy/core';
import type { TriggerSource } from 'argosy/domain';

import type { FedBy } from './venue-config.ts';
import type { VenueOrder } from './venue-order.ts';

/** What an instrument's data told at once, of the prices that may fire a trigger. */
export type ToldPrices = {
  /** Of a trade; null where none was told. */
  readonly last: number | null;
  /** Both sides of a quote or a book; null where none was told, NaN for a side that is empty. */
  readonly quote: { readonly buyAt: number; readonly sellAt: number } | null;
  /** Of others; null where none was told. */
  readonly reference: { readonly by: TriggerSource; readonly price: number } | null;
};

const none: readonly TriggerSource[] = [];
/** Of others: they may come beside whatever feeds the venue, or not at all. */
const ofOthers: readonly TriggerSource[] = ['mark', 'index'];
const ofQuotes: readonly TriggerSource[] = ['touch', 'mid', 'doubleTouch'];
const ofTrades: readonly TriggerSource[] = ['last', 'doubleLast'];

/** The prices that can fire triggers, by what feeds the venue; the first is the one that does unless told. */
export const triggerSourcesOf: Readonly<Record<FedBy, readonly TriggerSource[]>> = {
  quotes: [...ofQuotes, ...ofOthers],
  trades: [...ofTrades, ...ofOthers],
  quotesAndTrades: [...ofQuotes, ...ofTrades, ...ofOthers],
  book: [...ofQuotes, ...ofTrades, ...ofOthers],
  queue: [...ofQuotes, ...ofTrades, ...ofOthers],
  bars: ['last', ...ofOthers],
  orders: ['last'],
  none,
};

/** The price that an order waits for where that is another than it trades at; null where it is the same. */
export function otherSourceOf(order: VenueOrder, fedBy: FedBy): TriggerSource | null {
  const asked = order.request.instructions?.triggerBy ?? null;
  return asked === triggerSourcesOf[fedBy][0] ? null : asked;
}

/** Whether an order's own price was told and fires its trigger; a stop that trails follows it else. */
export function firesBy(order: VenueOrder, told: ToldPrices): boolean {
  const price = priceFor(order, told);
  const { trigger } = order;
  if (price === null || Number.isNaN(price) || trigger === null) return false;
  const isBeyond = order.triggerWay * (price - trigger) >= 0;
  order.beyondCount = isBeyond ? order.beyondCount + 1 : 0;
  if (!isBeyond) order.trailing?.follow(price);
  const isDouble = order.firedBy === 'doubleLast' || order.firedBy === 'doubleTouch';
  return order.beyondCount >= (isDouble ? 2 : 1);
}

function priceFor(
  { firedBy, sign }: VenueOrder,
  { last, quote, reference }: ToldPrices,
): number | null {
  switch (firedBy) {
    case 'last':
    case 'doubleLast':
      return last;
    case 'touch':
    case 'doubleTouch':
      return quote === null ? null : sign > 0 ? quote.buyAt : quote.sellAt;
    case 'mid':
      return quote === null ? null : (quote.buyAt + quote.sellAt) / 2;
    case 'mark':
    case 'index':
      return reference?.by === firedBy ? reference.price : null;
    case null:
      return null;
    default:
      return assertNever(firedBy);
  }
}
