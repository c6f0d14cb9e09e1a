import {
  formatScaled,
  formatScaledBigint,
  divideRounded,
  powerOfTen,
  type OrderId,
} from 'argosy/core';
import { notionalScale, type Instrument } from 'argosy/domain';

import type { KnownOrder } from '../fold/fill-costs.ts';
import type { SheetFacts } from '../fold/sheet-facts.ts';
import { instantText } from '../measure/sheet-text.ts';
import type { OrderSide } from '../sheet-comparison.ts';

/** What an order came to on one side: sums over its fills. */
export type Outcome = {
  readonly order: KnownOrder;
  readonly instrument: Instrument;
  readonly qty: number;
  /** Σ price × quantity, and of the middle of the market; null where no market was seen with a fill. */
  readonly value: number;
  readonly middle: number | null;
};

/** Sums the fills of each order. */
export function outcomesOf({ fills }: SheetFacts): ReadonlyMap<OrderId, Outcome> {
  const outcomes = new Map<OrderId, Outcome>();
  for (const { order, instrument, fill } of fills) {
    const before = outcomes.get(order.request.id);
    const { qty, price, touch } = fill;
    const middle = touch.mid2 === null ? null : (touch.mid2 / 2) * qty;
    const sum = before === undefined ? 0 : before.middle;
    outcomes.set(order.request.id, {
      order,
      instrument,
      qty: (before?.qty ?? 0) + qty,
      value: (before?.value ?? 0) + price * qty,
      middle: middle === null || sum === null ? null : sum + middle,
    });
  }
  return outcomes;
}

/** How an order came out, as a comparison tells it. */
export function sideOf(order: KnownOrder, outcome: Outcome | undefined): OrderSide {
  const { request, decidedAt } = order;
  const side = { id: request.id, at: instantText(decidedAt) };
  if (outcome === undefined) return { ...side, qty: '0', price: null };
  const { instrument, qty, value } = outcome;
  return {
    ...side,
    qty: formatScaled(qty, instrument.sizePrecision),
    price: averageText(value, qty, instrument),
  };
}

/** Places that an average has beyond the price's own. */
const EXTRA = 2;

function averageText(value: number, qty: number, { pricePrecision }: Instrument): string {
  const average = divideRounded(
    BigInt(Math.round(value)) * powerOfTen(EXTRA),
    BigInt(qty),
    'halfEven',
  );
  return formatScaledBigint(average, pricePrecision + EXTRA);
}

/** What one unit of price times one of quantity is in minor units of the sheet's currency; null without a rate. */
export function unitOf(instrument: Instrument, { scaleOf, rateOf }: SheetFacts): number | null {
  const rate = rateOf(instrument.currency);
  if (rate === null) return null;
  const places = notionalScale(instrument) - scaleOf(instrument.currency);
  return (Number(instrument.multiplier) / 10 ** places) * rate;
}
