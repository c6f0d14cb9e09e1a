import { assert, type OrderId } from 'argosy/core';
import {
  notionalScale,
  type Fill,
  type Instrument,
  type InstrumentTable,
  type OrderChange,
  type OrderRequest,
  type TradingEvent,
} from 'argosy/domain';

const LEDGER_SCALE = 2;

/**
 * The books of one account in rupees as a child would keep them, from orders, transfers and holds
 * alone: the oracle for the ledger, whose entries it does not look at.
 */
export class NaiveBooks {
  readonly quantities: Map<string, number> = new Map();
  readonly holds: Map<OrderId, bigint> = new Map();
  cash = 0n;
  submitted = 0;
  readonly #instruments: InstrumentTable;
  readonly #requests = new Map<OrderId, OrderRequest>();
  readonly #fills = new Map<OrderId, Fill[]>();

  constructor(instruments: InstrumentTable) {
    this.#instruments = instruments;
  }

  /** What all holds together have set aside. */
  get held(): bigint {
    return [...this.holds.values()].reduce((sum, amount) => sum + amount, 0n);
  }

  /** Takes an event in. */
  apply(event: TradingEvent): void {
    if (event.kind === 'order') this.#applyOrder(event.order, event.change);
    else if (event.kind === 'entry' && event.order === null) {
      this.cash += event.legs[0]?.amount.amount ?? 0n;
    } else if (event.kind === 'hold') {
      if (event.change === 'released') this.holds.delete(event.order);
      else this.holds.set(event.order, event.money.amount);
    }
  }

  #applyOrder(order: OrderId, change: OrderChange): void {
    if (change.type === 'initialized') this.#requests.set(order, change.request);
    else if (change.type === 'submitted') this.submitted += 1;
    else if (change.type === 'filled') {
      this.#fillsOf(order).push(change.fill);
      this.#book(order, change.fill, 1);
    } else if (change.type === 'busted') {
      const fills = this.#fillsOf(order);
      const [fill] = fills.splice(
        fills.findIndex(({ trade }) => trade === change.trade),
        1,
      );
      assert(fill !== undefined, `no fill ${change.trade} of ${order}`);
      this.#book(order, fill, -1);
    }
  }

  #fillsOf(order: OrderId): Fill[] {
    const fills = this.#fills.get(order) ?? [];
    this.#fills.set(order, fills);
    return fills;
  }

  #book(order: OrderId, fill: Fill, sign: 1 | -1): void {
    const request = this.#requests.get(order);
    assert(request !== undefined, `no order ${order}`);
    const instrument = this.#instruments.find(request.instrument);
    assert(instrument !== undefined, `no instrument ${request.instrument}`);
    const { id } = instrument;
    const qty = sign * (request.side === 'buy' ? fill.qty : 0 - fill.qty);
    this.quantities.set(id, (this.quantities.get(id) ?? 0) + qty);
    this.cash -= toPaise(BigInt(qty) * BigInt(fill.price), instrument);
    this.cash -= BigInt(sign) * fill.fee.amount;
  }
}

/** Half to even, by counting: the nearest whole paisa, and of two equally near the even one. */
function toPaise(value: bigint, instrument: Instrument): bigint {
  const unit = 10n ** BigInt(notionalScale(instrument) - LEDGER_SCALE);
  const exact = value * instrument.multiplier;
  const down = (exact - (((exact % unit) + unit) % unit)) / unit;
  const above = exact - down * unit;
  if (2n * above === unit) return down % 2n === 0n ? down : down + 1n;
  return 2n * above > unit ? down + 1n : down;
}
