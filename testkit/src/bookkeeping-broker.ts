import {
  ok,
  refuse,
  toBrokerOrderId,
  toMinor,
  toOrderId,
  toQuantity,
  toTimestamp,
  toTradeId,
  type BrokerOrderId,
  type Money,
  type OrderId,
  type Price,
  type Result,
} from 'argosy/core';
import type { Effect, Fill, OrderRequest, ReportBody } from 'argosy/domain';
import type {
  BrokerAnswer,
  BrokerFill,
  BrokerOrder,
  BrokerPosition,
  BrokerQuery,
} from 'argosy/reconciliation';

import { aTouch, rupees } from './order.ts';

/** A report on its way to us. */
export type BrokerMessage = { readonly order: OrderId; readonly body: ReportBody };

type Working = { -readonly [Key in keyof BrokerOrder]: BrokerOrder[Key] };

/** What a broker gives with its answers. */
export type BrokerManners = { readonly givesIdsBack?: boolean; readonly givesMarks?: boolean };

/** What a test says of an order that is placed at the broker itself. */
export type PlacedElsewhere = Pick<
  OrderRequest,
  'instrument' | 'product' | 'side' | 'qty' | 'terms' | 'tif'
>;

/**
 * An honest broker with books of its own: orders, fills, positions and cash, which it tells whoever
 * asks. What it reports by itself waits in `messages`, for the test to deliver, to lose or to repeat.
 */
export class BookkeepingBroker {
  readonly messages: BrokerMessage[] = [];
  /** The queries that fail. */
  readonly failing: Set<BrokerQuery['type']> = new Set();
  /** How often an order was asked for by name. */
  namedQueries = 0;
  readonly #orders = new Map<BrokerOrderId, Working>();
  readonly #fills: BrokerFill[] = [];
  readonly #hidden: BrokerFill[] = [];
  readonly #positions = new Map<string, BrokerPosition>();
  readonly #givesIdsBack: boolean;
  readonly #givesMarks: boolean;
  /** How an order stood when it was last looked at, and behind which mark it last changed. */
  readonly #changes = new Map<
    BrokerOrderId,
    { readonly standing: string; readonly mark: number }
  >();
  #mark = 0;
  #cash: bigint;
  #trades = 0;
  #now = 0;

  constructor(cash: bigint, { givesIdsBack = true, givesMarks = false }: BrokerManners = {}) {
    this.#cash = cash;
    this.#givesMarks = givesMarks;
    this.#givesIdsBack = givesIdsBack;
  }

  /** Its clock. */
  set now(now: number) {
    this.#now = now;
  }

  /** Every fill it lists. */
  get fills(): readonly BrokerFill[] {
    return this.#fills;
  }

  /** Every order it ever took. */
  get orders(): readonly BrokerOrder[] {
    return [...this.#orders.values()];
  }

  /** What it holds. */
  get positions(): readonly BrokerPosition[] {
    return [...this.#positions.values()].filter(({ qty }) => qty !== 0);
  }

  /** The money it has of us. */
  get cash(): bigint {
    return this.#cash;
  }

  /** Does not take an order, and says so. */
  reject({ order, request }: Extract<Effect, { readonly type: 'submit' }>, reason: string): void {
    const brokerId = toBrokerOrderId(`B-${order}`);
    this.#keep({ ...request, order: this.#givesIdsBack ? order : null }, brokerId);
    Object.assign(this.#orders.get(brokerId) ?? {}, { state: 'rejected', reason });
    this.#tell(order, { type: 'rejected', reason });
  }

  /** Does what it is asked. */
  receive(effect: Effect): void {
    const { order } = effect;
    if (effect.type === 'submit') {
      const brokerId = toBrokerOrderId(`B-${order}`);
      this.#keep({ ...effect.request, order: this.#givesIdsBack ? order : null }, brokerId);
      this.#tell(order, { type: 'accepted', brokerId });
      return;
    }
    const working = this.#orders.get(toBrokerOrderId(`B-${order}`));
    const isOpen = working?.state === 'working';
    if (effect.type === 'cancel') {
      if (isOpen) working.state = 'canceled';
      const reason = 'not open';
      this.#tell(
        order,
        isOpen ? { type: 'canceled', reason: null } : { type: 'cancelRejected', reason },
      );
    } else if (isOpen && effect.qty > working.filled) {
      const { qty, terms } = effect;
      Object.assign(working, { qty, terms });
      this.#tell(order, { type: 'updated', qty, terms });
    } else this.#tell(order, { type: 'modifyRejected', reason: 'too late' });
  }

  /** Takes an order from somebody else. */
  place(asked: PlacedElsewhere): BrokerOrderId {
    const brokerId = toBrokerOrderId(`E-${this.#orders.size}`);
    this.#keep({ ...asked, order: null }, brokerId);
    return brokerId;
  }

  /** Fills some of an order, within what is left of it. */
  fill(order: OrderId | BrokerOrderId, units: number, at: { price: Price; fee?: bigint }): void {
    const working = this.#orders.get(toBrokerOrderId(`B-${order}`)) ?? this.#ordersBy(order);
    if (working?.state !== 'working') return;
    const qty = Math.min(units, working.qty - working.filled);
    this.#trades += 1;
    const fill: Omit<Fill, 'flags'> = {
      trade: toTradeId(`T-${this.#trades}`),
      qty: toQuantity(qty),
      price: at.price,
      fee: rupees(at.fee ?? 0n),
      liquidity: 'taker',
      touch: aTouch(),
      at: toTimestamp(this.#now),
    };
    this.#book(working, fill);
    this.#fills.push({ brokerId: working.brokerId, order: working.order, fill });
    if (working.brokerId.startsWith('B-')) {
      this.#tell(toOrderId(working.brokerId.slice(2)), { type: 'filled', fill });
    }
  }

  /** Takes a trade back. */
  bust(trade: string): void {
    const place = this.#fills.findIndex(({ fill }) => fill.trade === trade);
    const [gone] = this.#fills.splice(place, 1);
    const working = gone === undefined ? undefined : this.#orders.get(gone.brokerId);
    if (gone === undefined || working === undefined) throw new Error(`no trade ${trade}`);
    const { qty, price, fee } = gone.fill;
    const sign = working.side === 'buy' ? 1 : -1;
    working.filled = toQuantity(working.filled - qty);
    working.filledValue = (working.filledValue ?? 0n) - BigInt(price * qty);
    this.#cash += BigInt(sign * price * qty) + fee.amount;
    this.#hold(working, { qty: -sign * qty, value: BigInt(-sign * price * qty) });
    this.#tell(toOrderId(working.brokerId.slice(2)), { type: 'busted', trade: gone.fill.trade });
  }

  /** Forgets an order, as brokers do with old ones; its fills stay booked. */
  forget(order: OrderId): void {
    this.#orders.delete(toBrokerOrderId(`B-${order}`));
  }

  /** Lists none of the fills it has booked so far: only orders show them. */
  hideFills(): void {
    this.#hidden.push(...this.#fills.splice(0));
  }

  /** Lists again what it had hidden. */
  showFills(): void {
    this.#fills.push(...this.#hidden.splice(0));
  }

  /** Changes what it holds and has, without a trace of why. */
  adjust({
    position,
    cash = 0n,
  }: {
    readonly position?: BrokerPosition;
    readonly cash?: bigint;
  }): void {
    if (position !== undefined) this.#positions.set(keyOf(position), position);
    this.#cash += cash;
  }

  /** Answers a question. */
  answer(query: BrokerQuery): BrokerAnswer {
    const failed: Result<never> = refuse('TIMED_OUT', 'no connection');
    if (query.type === 'order') this.namedQueries += 1;
    if (query.type === 'order') return this.#answerOrder(query, failed);
    const isDown = this.failing.has(query.type);
    const { type } = query;
    if (type === 'orders' || type === 'fills') return this.#answerListing(query, isDown);
    if (type === 'positions') return { type, result: isDown ? failed : ok(this.positions) };
    const funds: Money[] = [rupees(this.#cash)];
    return { type: 'funds', result: isDown ? failed : ok(funds) };
  }

  #answerListing(
    { type, after }: Extract<BrokerQuery, { readonly type: 'orders' | 'fills' }>,
    isDown: boolean,
  ): BrokerAnswer {
    const failed: Result<never> = refuse('TIMED_OUT', 'no connection');
    const { orders, fills } = this.#listed(this.#givesMarks ? (after ?? null) : null);
    const mark = this.#givesMarks ? { mark: this.#mark } : {};
    return type === 'orders'
      ? { type, result: isDown ? failed : ok(orders), ...mark }
      : { type, result: isDown ? failed : ok(fills), ...mark };
  }

  /** All, or what is at work or has changed behind a mark. */
  #listed(after: number | null): { readonly orders: BrokerOrder[]; readonly fills: BrokerFill[] } {
    this.#noteChanges();
    const isListed = (id: BrokerOrderId): boolean =>
      after === null ||
      this.#orders.get(id)?.state === 'working' ||
      (this.#changes.get(id)?.mark ?? 0) > after;
    return {
      orders: this.orders.filter(({ brokerId }) => isListed(brokerId)).map((one) => ({ ...one })),
      fills: this.#fills.filter(({ brokerId }) => isListed(brokerId)),
    };
  }

  #noteChanges(): void {
    for (const order of this.orders) {
      const { brokerId } = order;
      const fills = this.#fills.filter((one) => one.brokerId === brokerId).map(({ fill }) => fill);
      const told = [
        order.state,
        order.qty,
        order.filled,
        order.filledValue,
        fills.map(({ trade }) => trade),
      ];
      const standing = told.join(' ');
      if (this.#changes.get(brokerId)?.standing === standing) continue;
      this.#mark += 1;
      this.#changes.set(brokerId, { standing, mark: this.#mark });
    }
  }

  #answerOrder(
    { order, brokerId }: Extract<BrokerQuery, { readonly type: 'order' }>,
    failed: Result<never>,
  ): BrokerAnswer {
    const type = 'order';
    if (this.failing.has(type)) return { type, order, result: failed };
    const found = this.#orders.get(brokerId ?? toBrokerOrderId(`B-${order}`));
    if (found === undefined) return { type, order, result: ok(null) };
    const fills = this.#fills.filter((fill) => fill.brokerId === found.brokerId);
    return { type, order, result: ok({ order: { ...found }, fills }) };
  }

  #keep(
    asked: PlacedElsewhere & { readonly order: OrderId | null },
    brokerId: BrokerOrderId,
  ): void {
    const { order, instrument, product, side, qty, terms, tif } = asked;
    this.#orders.set(brokerId, {
      brokerId,
      order,
      instrument,
      product,
      side,
      qty,
      terms,
      tif,
      state: 'working',
      filled: toQuantity(0),
      filledValue: 0n,
      reason: null,
      placedAt: toTimestamp(this.#now),
    });
  }

  #book(working: Working, { qty, price, fee }: Omit<Fill, 'flags'>): void {
    const sign = working.side === 'buy' ? 1 : -1;
    working.filled = toQuantity(working.filled + qty);
    working.filledValue = (working.filledValue ?? 0n) + BigInt(price * qty);
    if (working.filled >= working.qty) working.state = 'filled';
    this.#cash = toMinor(this.#cash - BigInt(sign * price * qty) - fee.amount);
    this.#hold(working, { qty: sign * qty, value: BigInt(sign * price * qty) });
  }

  #hold(
    of: Pick<BrokerPosition, 'instrument' | 'product'>,
    more: { qty: number; value: bigint },
  ): void {
    const { instrument, product } = of;
    const key = keyOf(of);
    const qty = (this.#positions.get(key)?.qty ?? 0) + more.qty;
    this.#positions.set(key, { instrument, product, qty, value: null });
  }

  #ordersBy(id: string): Working | undefined {
    return [...this.#orders.values()].find(({ brokerId }) => brokerId === id);
  }

  #tell(order: OrderId, body: ReportBody): void {
    this.messages.push({ order, body });
  }
}

function keyOf({ instrument, product }: Pick<BrokerPosition, 'instrument' | 'product'>): string {
  return `${instrument} ${product}`;
}
