import {
  divideRounded,
  ledgerScaleOf,
  powerOfTen,
  type LedgerScales,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  exactNotional,
  notionalScale,
  ownTriggerOf,
  type Fill,
  type Instrument,
  type InstrumentTable,
  type OrderEvent,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';

/** An order as far as its fills are judged by it. */
export type KnownOrder = {
  readonly request: OrderRequest;
  readonly terms: OrderTerms;
  /** Twice the middle of the market when it was decided; null where nothing was known. */
  readonly decided2: number | null;
  readonly decidedAt: Timestamp;
};

/** What a fill cost beside its charges, in minor units of its instrument's currency; above zero costs. */
export type FillCost = {
  readonly order: KnownOrder;
  readonly instrument: Instrument;
  readonly fill: Fill;
  /** What was bought or sold, without a sign. */
  readonly notional: bigint;
  /** Null where the market that it is measured by is not known. */
  readonly delay: bigint | null;
  readonly slippage: bigint | null;
};

/** How slippage and delay are measured. */
export const costConvention: string =
  'delay: from the middle of the market at the decision to that at the fill, of orders that take at once; slippage: from there to the price of the fill; of stops, from their trigger to the price; of limits that rested, none. Gross is what fills at the prices of the decision would have come to.';

/** How many orders are remembered behind their last event, for what comes late. */
const ORDERS_MAX = 100_000;

/** Follows orders from their decision to their fills, and says what each fill cost. */
export class FillCosts {
  readonly #instruments: InstrumentTable;
  readonly #scales: LedgerScales;
  readonly #orders = new Map<OrderId, KnownOrder>();

  constructor(instruments: InstrumentTable, scales: LedgerScales) {
    this.#instruments = instruments;
    this.#scales = scales;
  }

  /** The order of an id, while it is remembered. */
  find(order: OrderId): KnownOrder | undefined {
    return this.#orders.get(order);
  }

  /** Takes an event in; gives what a fill cost, else null. */
  take({ order, change, at }: OrderEvent): FillCost | null {
    if (change.type === 'initialized') {
      const { request, touch } = change;
      const { terms } = request;
      this.#remember({ request, terms, decided2: touch.mid2, decidedAt: at });
      return null;
    }
    const known = this.#orders.get(order);
    if (known === undefined) return null;
    if (change.type === 'updated') this.#orders.set(order, { ...known, terms: change.terms });
    return change.type === 'filled' ? this.#costOf(known, change.fill) : null;
  }

  #remember(order: KnownOrder): void {
    this.#orders.set(order.request.id, order);
    if (this.#orders.size <= ORDERS_MAX) return;
    const [oldest] = this.#orders.keys();
    if (oldest !== undefined) this.#orders.delete(oldest);
  }

  #costOf(order: KnownOrder, fill: Fill): FillCost | null {
    const instrument = this.#instruments.find(order.request.instrument);
    if (instrument === undefined) return null;
    const sign = order.request.side === 'buy' ? 1 : -1;
    const minor = (distance2: number): bigint => this.#minorOf(instrument, distance2, fill.qty);
    const { reference2, delay2 } = referenceOf(order, fill);
    return {
      order,
      instrument,
      fill,
      notional: minor(2 * Math.abs(fill.price)),
      delay: delay2 === null ? null : minor(sign * delay2),
      slippage: reference2 === null ? null : minor(sign * (2 * fill.price - reference2)),
    };
  }

  #minorOf(instrument: Instrument, price2: number, qty: number): bigint {
    const places = notionalScale(instrument) - ledgerScaleOf(this.#scales, instrument.currency);
    const exact = exactNotional(instrument, price2, qty);
    const [up, down] = places >= 0 ? [1n, powerOfTen(places)] : [powerOfTen(-places), 1n];
    return divideRounded(exact * up, 2n * down, 'halfEven');
  }
}

type Reference = { readonly reference2: number | null; readonly delay2: number | null };

/** Twice the price that a fill is judged by, and twice how far the market had gone there from the decision. */
function referenceOf(
  { request, terms, decided2 }: KnownOrder,
  { price, touch, liquidity }: Fill,
): Reference {
  const trigger = ownTriggerOf(request, terms);
  if (trigger !== null) return { reference2: 2 * trigger, delay2: 0 };
  const { mid2, bid, ask } = touch;
  const isMarket = terms.type === 'market' || terms.type === 'marketToLimit';
  const takes = isMarket || (liquidity === 'taker' && bid !== null && ask !== null);
  if (!takes) return { reference2: 2 * price, delay2: 0 };
  const delay2 = mid2 === null || decided2 === null ? null : mid2 - decided2;
  return { reference2: mid2, delay2: isMarket ? delay2 : 0 };
}
