import {
  toPrice,
  money,
  ok,
  refuse,
  toCurrency,
  toBrokerOrderId,
  toOrderId,
  type AccountId,
  type Currency,
  type InputNumber,
  type OrderId,
  type Result,
} from 'argosy/core';
import {
  instructOrder,
  toInputNumber,
  type Order,
  type OrderChange,
  type OrderRequest,
} from 'argosy/domain';
import { createOrder, evolveOrder } from 'argosy/orders';
import type {
  Actor,
  Answered,
  BatchAnswer,
  CancelAll,
  DeskFace,
  DeskSnapshot,
  Flattened,
  Funds,
  HeldPosition,
  LimitChange,
  LimitRow,
  ListedTicket,
  Placed,
  Preview,
  ScopeChange,
  StateRow,
  Ticket,
  TicketChange,
} from '@argosy/desk';

import { aTouch, anOrderEvent, rupees } from '../order.ts';

/** Above it an order is denied. */
const QTY_MAX = 1_000_000;
/** What is done has numbers above it: further than any table of a test. */
const NUMBERS_FROM = 1_000_000;

/** A desk that does what it is asked in memory, at once, and denies what is large. */
export class ScriptedDesk implements DeskFace {
  readonly #orders = new Map<OrderId, Order>();
  readonly #keys = new Map<string, Placed>();
  readonly #held: readonly HeldPosition[];
  readonly #states: StateRow[] = [];
  readonly #limits: LimitRow[] = [];
  #count = 0;

  /** Begins with what others have left. */
  constructor(orders: readonly Order[] = [], held: readonly HeldPosition[] = []) {
    for (const order of orders) this.#orders.set(order.request.id, order);
    this.#held = held;
  }

  place(ticket: Ticket, by: Actor): Promise<Result<Placed>> {
    return Promise.resolve(this.#place(ticket, by));
  }

  placeList(tickets: readonly ListedTicket[], by: Actor): Promise<Result<readonly Placed[]>> {
    const placed: Placed[] = [];
    for (const { parent: _, release: __, contingency: ___, ...ticket } of tickets) {
      const one = this.#place(ticket, by);
      if (!one.ok) return Promise.resolve(one);
      placed.push(one.value);
    }
    return Promise.resolve(ok(placed));
  }

  placeBatch(tickets: readonly Ticket[], by: Actor): Promise<readonly BatchAnswer[]> {
    return Promise.resolve(tickets.map((ticket) => this.#place(ticket, by)));
  }

  preview(ticket: Ticket, by: Actor): Promise<Result<Preview>> {
    if (!by.accounts.includes(ticket.account)) return forbidden(ticket.account);
    const isLarge = ticket.qty > QTY_MAX;
    const reason = `${ticket.qty}, at most ${QTY_MAX}`;
    return Promise.resolve(
      ok({
        request: this.#requestOf(ticket),
        denial: isLarge ? { code: 'ORDER_QTY_LIMIT', reason } : null,
        price: toPrice(10_000),
        value: rupees(100_000n),
        margin: rupees(20_000n),
        brokerMargin: null,
        available: rupees(5_000_000n),
        charges: [{ name: 'stt', amount: rupees(105n) }],
        nudges: [],
      }),
    );
  }

  amend(id: OrderId, { qty, terms }: TicketChange, by: Actor): Promise<Answered<Order>> {
    const found = this.#find(id, by);
    if (!found.ok) return Promise.resolve(found);
    const change = { qty: qty ?? found.value.qty, terms: terms ?? found.value.terms };
    return Promise.resolve(this.#told(this.#change(found.value, { type: 'updated', ...change })));
  }

  cancel(id: OrderId, by: Actor): Promise<Answered<Order>> {
    const found = this.#find(id, by);
    if (!found.ok) return Promise.resolve(found);
    const change = { type: 'canceled', reason: 'asked for' } as const;
    return Promise.resolve(this.#told(this.#change(found.value, change)));
  }

  cancelAll(what: CancelAll, by: Actor): Promise<Answered<readonly OrderId[]>> {
    if (!by.accounts.includes(what.account)) return forbidden(what.account);
    const meant = [...this.#orders.values()].filter(
      ({ request, closedAt }) => closedAt === null && request.account === what.account,
    );
    for (const order of meant) this.#change(order, { type: 'canceled', reason: 'asked for' });
    return Promise.resolve(this.#told(ok(meant.map(({ request }) => request.id))));
  }

  flatten(what: CancelAll, by: Actor): Promise<Answered<Flattened>> {
    if (!by.accounts.includes(what.account)) return forbidden(what.account);
    const left = this.#held
      .filter(({ key, qty }) => key.account === what.account && qty !== 0)
      .map(({ key, qty }) => ({
        key,
        qty,
        why: { code: 'POSITION_LIMIT', reason: 'a script' },
      }));
    return Promise.resolve(this.#told(ok({ orders: [], left })));
  }

  order(id: OrderId, by: Actor): Promise<Result<Order>> {
    return Promise.resolve(this.#find(id, by));
  }

  openOrders(by: Actor): Promise<readonly Order[]> {
    return Promise.resolve(
      [...this.#orders.values()].filter(
        ({ request, closedAt }) => closedAt === null && by.accounts.includes(request.account),
      ),
    );
  }

  positions(by: Actor): Promise<readonly HeldPosition[]> {
    return Promise.resolve(this.#held.filter(({ key }) => by.accounts.includes(key.account)));
  }

  funds(by: Actor): Promise<readonly Funds[]> {
    const currency: Currency = toCurrency('INR');
    const [cash, held] = [rupees(5_000_000n), rupees(1_250n)];
    const reserved = money(0n, currency);
    const available = rupees(4_998_750n);
    const amounts = { currency, cash, held, reserved, available, margin: null };
    return Promise.resolve(by.accounts.map((account) => ({ account, ...amounts })));
  }

  async snapshot(by: Actor): Promise<DeskSnapshot> {
    return {
      inputs: 1,
      orders: await this.openOrders(by),
      positions: await this.positions(by),
      funds: await this.funds(by),
    };
  }

  states(by: Actor): Promise<readonly StateRow[]> {
    return Promise.resolve(this.#states.filter(({ account }) => by.accounts.includes(account)));
  }

  limits(by: Actor): Promise<readonly LimitRow[]> {
    return Promise.resolve(this.#limits.filter(({ account }) => by.accounts.includes(account)));
  }

  kill(what: ScopeChange, by: Actor): Promise<Answered<null>> {
    return this.setState({ ...what, state: 'HALTED' }, by);
  }

  setState(
    { account, scope, state, reason }: ScopeChange & { readonly state: StateRow['state'] },
    by: Actor,
  ): Promise<Answered<null>> {
    if (!by.accounts.includes(account)) return forbidden(account);
    this.#states.push({ account, scope, state, reason });
    return Promise.resolve(this.#told(ok(null)));
  }

  setLimit(change: LimitChange, by: Actor): Promise<Answered<null>> {
    const { account, value, ...limit } = change;
    if (!by.accounts.includes(account)) return forbidden(account);
    if (value !== null) {
      const own = { currency: null, from: 'person', used: 0n } as const;
      this.#limits.push({ account, value, ...own, ...limit });
    }
    return Promise.resolve(this.#told(ok(null)));
  }

  #place(ticket: Ticket, by: Actor): Result<Placed> {
    if (!by.accounts.includes(ticket.account)) return refuse('ACCOUNT_FORBIDDEN', ticket.account);
    const key = ticket.key === null ? null : `${by.user} ${ticket.key}`;
    const known = key === null ? undefined : this.#keys.get(key);
    if (known !== undefined) return ok({ ...known, isRepeat: true });
    const number = this.#nextNumber();
    const request = this.#requestOf(ticket);
    const touch = aTouch();
    const made = createOrder(
      anOrderEvent({ type: 'initialized', request, touch }, { order: request.id }),
    );
    const reason = `${ticket.qty}, at most ${QTY_MAX}`;
    const accepted = { type: 'accepted', brokerId: toBrokerOrderId('B-1') } as const;
    const changes: readonly OrderChange[] =
      ticket.qty > QTY_MAX
        ? [{ type: 'denied', code: 'ORDER_QTY_LIMIT', reason }]
        : [{ type: 'submitted', touch }, accepted];
    const order = changes.reduce(
      (before, change) => evolveOrder(before, anOrderEvent(change, { order: request.id })),
      made,
    );
    this.#orders.set(request.id, order);
    const placed = { order, number, isRepeat: false };
    if (key !== null) this.#keys.set(key, placed);
    return ok(placed);
  }

  #nextNumber(): InputNumber {
    this.#count += 1;
    return toInputNumber(NUMBERS_FROM + this.#count);
  }

  /** Whatever was done is behind a number of its own. */
  #told<Value>(done: Result<Value>): Answered<Value> {
    return done.ok ? ok({ value: done.value, number: this.#nextNumber() }) : done;
  }

  #requestOf(given: Ticket): OrderRequest {
    const { note, key: _, instructions, ...ticket } = given;
    const id = toOrderId(`0001DESK${String(this.#count).padStart(6, '0')}`);
    const none = { strategy: null, link: null, algo: null };
    return instructOrder({ ...ticket, ...none, id, tag: note }, instructions ?? {});
  }

  #find(id: OrderId, by: Actor): Result<Order> {
    const order = this.#orders.get(id);
    if (order !== undefined && by.accounts.includes(order.request.account)) return ok(order);
    return refuse('ORDER_UNKNOWN', id);
  }

  #change(order: Order, change: OrderChange): Result<Order> {
    if (order.closedAt !== null) return refuse('ORDER_NOT_OPEN', order.request.id);
    const changed = evolveOrder(order, anOrderEvent(change, { order: order.request.id }));
    this.#orders.set(order.request.id, changed);
    return ok(changed);
  }
}

function forbidden(account: AccountId): Promise<Result<never>> {
  return Promise.resolve(refuse('ACCOUNT_FORBIDDEN', account));
}
