import { ledgerScaleOf, type LedgerScales, type Random } from 'argosy/core';
import type { Instrument, Order, Report } from 'argosy/domain';

import type { VenueReasonCode } from './errors.ts';
import { chargeFill, type FeeModel } from './fees/fee-model.ts';
import type { VenueOutbox } from './venue-config.ts';
import { VenueOrder } from './venue-order.ts';

/** By what an order's past fills were charged. */
export type PastCharging = {
  readonly instrument: Instrument;
  readonly fees: FeeModel;
  readonly scales: LedgerScales;
};

/**
 * An order as it worked at a venue that is no more: what it has filled stays filled, its next trade has the next
 * number, and bounds of its fee go on from what it was charged.
 */
export function restoredOrder(order: Order, random: Random, charging: PastCharging): VenueOrder {
  const { request, qty, terms, touches, initializedAt } = order;
  const restored = new VenueOrder(request, touches.send?.at ?? initializedAt, random);
  restored.isRestored = true;
  restored.ask(qty, terms);
  restored.filled = order.filled;
  restored.fillCount = fillCountOf(order);
  restored.isTriggered = order.state === 'TRIGGERED' || order.filled > 0;
  if (restored.display !== null) {
    restored.visible = Math.min(restored.display, restored.qty - restored.filled);
  }
  chargeAgain(order, restored, charging);
  return restored;
}

/** Says of an order that comes back only what is news: it was accepted long ago, and is not rejected any more. */
export function newsOnly(out: VenueOutbox): VenueOutbox {
  return {
    report: (report) => {
      const news = newsIn(report);
      if (news !== null) out.report(news);
    },
    data: (datum) => out.data?.(datum),
  };
}

function newsIn(report: Report): Report | null {
  const { body } = report;
  if (body.type === 'accepted') return null;
  if (body.type !== 'rejected') return report;
  const isOver = overReasons.some((code) => body.reason.startsWith(`${code}:`));
  if (isOver) return { ...report, body: { type: 'expired' } };
  return { ...report, body: { type: 'canceled', reason: body.reason } };
}

const overReasons: readonly VenueReasonCode[] = ['DAY_OVER', 'EXPIRY_PAST'];

/** Trades of the venue are numbered behind the order's id; one that was taken back keeps its number. */
function fillCountOf({ request, fills }: Order): number {
  const numbers = fills.map(({ trade }) => {
    const [id, number] = trade.split('-');
    return id === request.id ? Number(number) : 0;
  });
  return Math.max(fills.length, ...numbers.filter((number) => Number.isSafeInteger(number)));
}

function chargeAgain(
  { request, fills }: Order,
  { feeTally: tally }: VenueOrder,
  { instrument, fees, scales }: PastCharging,
): void {
  const { side, product } = request;
  const scale = ledgerScaleOf(scales, instrument.currency);
  for (const { qty, price, liquidity, at } of fills) {
    chargeFill(fees, { instrument, side, qty, price, product, liquidity, at, tally }, scale);
  }
}
