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
  limitOf,
  triggerOf,
  type Instrument,
  type ExecutionPlan,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type PositionKey,
  type TimeInForce,
  type Touch,
} from 'argosy/domain';
import { checkList, createOrder, linkOto, linkOuo } from 'argosy/orders';

import type { EngineParts } from './engine-parts.ts';
import { engineError } from './errors.ts';
import { exitsOf } from './exits.ts';
import type {
  BracketOrders,
  BracketParticulars,
  OrderDesk,
  OrderParticulars,
} from './order-desk.ts';
import { OrderMaker, type Sending } from './order-maker.ts';
import type { Outgoing } from './outgoing.ts';
import type { SeatSetup } from './seat-setup.ts';
import type { Ordered } from './topics.ts';

/** The order desk of one strategy: it makes requests and holds the commands until its callback returns. */
export class SeatOrders<Listener extends Ordered> extends OrderMaker implements OrderDesk {
  readonly #setup: SeatSetup;
  readonly #parts: EngineParts<Listener>;
  readonly #outgoing: Outgoing;

  constructor(setup: SeatSetup, parts: EngineParts<Listener>, { outgoing, ids }: Sending) {
    super(setup, { outgoing, ids });
    this.#setup = setup;
    this.#parts = parts;
    this.#outgoing = outgoing;
  }

  submitBracket(of: BracketParticulars): BracketOrders {
    const { entry: terms, target, stop, exitTif = 'GTC', tags = {}, ...particulars } = of;
    const tagged = (tag = of.tag): Partial<OrderParticulars> => (tag === undefined ? {} : { tag });
    const entry = this.make({ ...particulars, ...tagged(tags.entry) }, terms ?? { type: 'market' });
    refuseCrossedExits(entry, of);
    const { position } = entry;
    const exit = {
      ...withoutInstructions(particulars, exitTif),
      ...(position === null ? {} : { position }),
      side: of.side === 'buy' ? 'sell' : 'buy',
      tif: exitTif,
    } as const;
    const exits: OrderRequest[] = [];
    if (target !== undefined) {
      exits.push(this.limit({ ...exit, ...tagged(tags.target), limit: target }));
    }
    if (stop !== undefined) {
      exits.push(this.stopMarket({ ...exit, ...tagged(tags.stop), trigger: stop }));
    }
    if (exits.length === 0) throw engineError('BAD_BRACKET', `${entry.id} has no exit`);
    const linked = exits.length > 1 ? linkOuo(exits) : exits;
    const [first, ...sent] = this.submitList(linkOto(entry, linked, 'eachFill'));
    assert(first !== undefined, `bracket ${entry.id} was sent without its entry`);
    const sentAs = (type: OrderTerms['type']): Order | null =>
      sent.find(({ request }) => request.terms.type === type) ?? null;
    return { entry: first, target: sentAs('limit'), stop: sentAs('stopMarket') };
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
    const touch = market.touch(this.#indexOf(parent.instrument), moment.now);
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
    const index = this.#indexOf(request.instrument);
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

/** A target lies where the position gains, a stop where it loses; either would fill at once. */
function refuseCrossedExits(
  { id, side, terms }: OrderRequest,
  { target, stop }: Pick<BracketParticulars, 'target' | 'stop'>,
): void {
  const sign = side === 'buy' ? 1 : -1;
  const entry = limitOf(terms) ?? triggerOf(terms) ?? undefined;
  const order = [stop, entry, target].filter((price) => price !== undefined);
  if (order.every((price, n) => n === 0 || sign * ((order[n - 1] ?? 0) - price) < 0)) return;
  const detail = `stop ${stop ?? 'none'}, entry ${entry ?? 'at the market'}, target ${target ?? 'none'}`;
  throw engineError('BAD_BRACKET', `${id} to ${side}: ${detail}`);
}

/** What an entry asks for besides is not what its exits ask for; the end of those that have one is. */
function withoutInstructions(of: OrderParticulars, tif: TimeInForce): OrderParticulars {
  const { triggerBy: _by, display: _shown, postOnly: _making, expiresAt, ...plain } = of;
  return tif === 'GTD' && expiresAt !== undefined ? { ...plain, expiresAt } : plain;
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
