import {
  assert,
  toQuantity,
  type InputNumber,
  type InstrumentId,
  type InstrumentIndex,
  type OrderId,
  type Quantity,
  type Timestamp,
} from 'argosy/core';
import {
  flawOfNumber,
  flawOfPlan,
  flawOfRequest,
  flawOfTerms,
  flawOfText,
  isConditional,
  type Instrument,
  type ExecutionPlan,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type PositionKey,
  type Touch,
} from 'argosy/domain';
import { checkList, createOrder } from 'argosy/orders';

import { linkBracket } from './bracket-orders.ts';
import type { EngineParts } from './engine-parts.ts';
import { engineError } from './errors.ts';
import { exitsOf } from './exits.ts';
import type { BracketOrders, BracketParticulars, OrderDesk } from './order-desk.ts';
import { OrderMaker, type Sending } from './order-maker.ts';
import type { Outgoing } from './outgoing.ts';
import type { SeatSetup } from './seat-setup.ts';
import type { SeatSight } from './seat-sight.ts';
import type { Ordered } from './topics.ts';

/** The order desk of one strategy: it makes requests and holds the commands until its callback returns. */
export class SeatOrders<Listener extends Ordered> extends OrderMaker implements OrderDesk {
  readonly #setup: SeatSetup;
  readonly #parts: EngineParts<Listener>;
  readonly #outgoing: Outgoing;
  readonly #sight: SeatSight;

  constructor(
    setup: SeatSetup,
    parts: EngineParts<Listener>,
    { outgoing, ids, sight }: Sending & { readonly sight: SeatSight },
  ) {
    super(setup, { outgoing, ids });
    this.#sight = sight;
    this.#setup = setup;
    this.#parts = parts;
    this.#outgoing = outgoing;
  }

  submitBracket(of: BracketParticulars): BracketOrders {
    const tag = of.tags?.entry;
    const terms = of.entry ?? { type: 'market' };
    const entry = this.make({ ...of, ...(tag === undefined ? {} : { tag }) }, terms);
    const [first, ...exits] = this.submitList(linkBracket(this, entry, of));
    assert(first !== undefined, `bracket ${entry.id} was sent without its entry`);
    const targets = exits.filter(({ request }) => request.terms.type === 'limit');
    const stop = exits.find(({ request }) => isConditional(request.terms)) ?? null;
    return { entry: first, target: targets[0] ?? null, targets, stop };
  }

  submit(request: OrderRequest): Order {
    const { order, touch } = this.#expect(request);
    this.#outgoing.command({ type: 'submit', request, touch });
    return order;
  }

  submitList(requests: readonly OrderRequest[]): readonly Order[] {
    const checked = checkList(requests);
    if (!checked.ok) throw engineError('BAD_LIST', checked.refusal.reason);
    const expected = requests.map((request) => this.#expect(request));
    const orders = expected.map(({ order, touch }) => ({ request: order.request, touch }));
    this.#outgoing.command({ type: 'submitList', orders });
    return expected.map(({ order }) => order);
  }

  execute(parent: OrderRequest, plan: ExecutionPlan): OrderId {
    const { market, moment } = this.#parts;
    const { id } = parent;
    refuseFlaw(id, flawOfRequest(parent) ?? this.#foreignIn(parent) ?? flawOfPlan(plan));
    const touch = market.touch(this.#seen(parent.instrument), moment.now);
    this.#outgoing.command({ type: 'execute', request: parent, touch, plan });
    return id;
  }

  amend(id: OrderId, change: { readonly qty?: Quantity; readonly terms?: OrderTerms }): void {
    const { orders, executions } = this.#parts;
    if ((orders.find(id) ?? executions.find(id)) === undefined)
      throw engineError('ORDER_UNKNOWN', `${id}`);
    const { qty = null, terms = null } = change;
    refuseFlaw(id, qty === null ? null : flawOfNumber('qty', qty));
    refuseFlaw(id, terms === null ? null : flawOfTerms(terms));
    this.#outgoing.command({ type: 'amend', order: id, qty, terms });
  }

  cancel(order: OrderId): void {
    refuseFlaw(order, flawOfText('order', order));
    this.#outgoing.command({ type: 'cancel', order });
  }

  cancelAll(instrument?: InstrumentId): void {
    const { account, book } = this.#setup;
    if (instrument !== undefined) this.#indexOf(instrument);
    const body = { type: 'cancelAll', account, book, instrument: instrument ?? null } as const;
    this.#outgoing.command(body);
  }

  close(instrument: InstrumentId): void {
    const { account, book } = this.#setup;
    for (const { key, qty } of this.#parts.portfolio.positions(account, book)) {
      if (key.instrument === instrument && qty !== 0) this.#closeOne(key, qty);
    }
  }

  roll(from: InstrumentId, into: InstrumentId): void {
    const { account, book } = this.#setup;
    const [old, next] = [from, into].map((id) => this.#parts.instruments.at(this.#indexOf(id)));
    assert(old !== undefined && next !== undefined, 'two contracts');
    const misfit = misfitOfRoll(old, next);
    if (misfit !== null) throw engineError('BAD_ROLL', `${from} into ${into}: ${misfit}`);
    for (const { key, qty } of this.#parts.portfolio.positions(account, book)) {
      if (key.instrument !== from || qty === 0) continue;
      const size = Math.abs(qty);
      if (size % next.lot !== 0) {
        const lots = `${size} is no multiple of its lot, ${next.lot}`;
        throw engineError('BAD_ROLL', `${from} into ${into}: ${lots}`);
      }
      this.#closeOne(key, qty);
      const side = qty > 0 ? 'buy' : 'sell';
      const { product } = key;
      this.submit(this.market({ instrument: into, side, product, qty: toQuantity(size) }));
    }
  }

  /** Shows an order before it is answered, with the market as it is decided on. */
  #expect(request: OrderRequest): { readonly order: Order; readonly touch: Touch } {
    const { market, orders, moment } = this.#parts;
    refuseFlaw(request.id, flawOfRequest(request) ?? this.#foreignIn(request));
    const index = this.#seen(request.instrument);
    const touch = market.touch(index, moment.now);
    const order = unansweredOrder(request, touch, moment);
    orders.expect(order);
    return { order, touch };
  }

  /** What in a request is another's: a strategy trades for itself alone. */
  #foreignIn({ account, book, strategy }: OrderRequest): string | null {
    const { account: ownAccount, book: ownBook, id } = this.#setup;
    if (account !== ownAccount) return `account is ${account}, the strategy's is ${ownAccount}`;
    if (book !== ownBook) return `book is ${book}, the strategy's is ${ownBook}`;
    return strategy === id ? null : `strategy is ${strategy}, it is sent by ${id}`;
  }

  /** Of what is traded the price is seen. */
  #seen(instrument: InstrumentId): InstrumentIndex {
    return this.#indexOf(this.#sight.require(instrument));
  }

  #indexOf(instrument: InstrumentId): InstrumentIndex {
    const index = this.#parts.instruments.indexOf(instrument);
    if (index === undefined) throw engineError('UNKNOWN_INSTRUMENT', `${instrument}`);
    return index;
  }

  /**
   * What exits cover is closed by a sibling of theirs, which shares their hold and ends them; the
   * rest by an order of its own. What is being closed already is left alone.
   */
  #closeOne(key: PositionKey, qty: number): void {
    const side = qty > 0 ? 'sell' : 'buy';
    const { instrument, product, id } = key;
    const open = this.#parts.orders.open({ strategy: this.#setup.id, instrument });
    const { groups, closing } = exitsOf(open, { key, side });
    let left = Math.abs(qty) - closing;
    const of = { instrument, side, product, ...(id === null ? {} : { position: id }) } as const;
    for (const { request, covered } of groups) {
      const taken = Math.min(left, covered);
      if (taken === 0) continue;
      left -= taken;
      this.submit({ ...this.market({ ...of, qty: request.qty }), link: request.link });
    }
    if (left > 0) this.submit(this.market({ ...of, qty: toQuantity(left) }));
  }
}

function refuseFlaw(order: OrderId, flaw: string | null): void {
  if (flaw !== null) throw engineError('BAD_ORDER', `${order}: ${flaw}`);
}

/** How an order looks between being sent and being answered. */
function unansweredOrder(
  request: OrderRequest,
  touch: Order['touches']['decision'],
  { now, number }: { readonly now: Timestamp; readonly number: InputNumber },
): Order {
  const change = { type: 'initialized', request, touch } as const;
  const head = { number, index: 0, at: now, receivedAt: now };
  return createOrder({ ...head, kind: 'order', order: request.id, change });
}

/** Why so many of one contract are not as many of another; null where they are. */
function misfitOfRoll(old: Instrument, next: Instrument): string | null {
  if (old.id === next.id) return 'it is the same';
  if (old.currency !== next.currency) return `${old.currency} and ${next.currency}`;
  const isSameUnit =
    old.sizePrecision === next.sizePrecision &&
    old.multiplier === next.multiplier &&
    old.multiplierScale === next.multiplierScale;
  return isSameUnit ? null : 'one unit of each is not as much';
}
