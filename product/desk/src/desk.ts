import {
  ok,
  type AccountId,
  type OrderId,
  type OriginCode,
  type Refusal,
  type Result,
  type SessionCode,
} from 'argosy/core';
import type { CommandBody, Order, OrderRequest, StateScope } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';
import type { LiveTime, MarginPart } from '@argosy/bridge';

import { ClosingOut, mayPassLater, refusalOfLeft } from './close-out.ts';
import type {
  CancelAll,
  DeskFace,
  DeskSnapshot,
  Flattened,
  Funds,
  HeldPosition,
  LimitChange,
  LimitRow,
  ListedTicket,
  Preview,
  ScopeChange,
  StateRow,
} from './desk-face.ts';
import { DeskIds } from './desk-ids.ts';
import { DeskLine, readRefusal, type DeskShard, type Sent } from './desk-line.ts';
import { fundsOf, limitsOf, openOrdersOf, positionsOf, statesOf } from './desk-reads.ts';
import { deskRefusal, refuseAtDesk } from './errors.ts';
import { previewOrder, type PreviewParts } from './preview-order.ts';
import { flawOfBook, flawOfScope, type KnownPlaces } from './known-places.ts';
import { flawOfTicket } from './ticket-request.ts';
import { TicketWindow } from './ticket-window.ts';
import type {
  Actor,
  Answered,
  BatchAnswer,
  Placed,
  Refused,
  Ticket,
  TicketChange,
  Told,
} from './ticket.ts';

/** How many tickets a batch may have. */
export const BATCH_MAX = 100;
/** How long flattening waits for cancels, and how often it looks. */
const CANCEL_US_MAX = 5_000_000;
const LOOK_US = 5_000;
/** How long it tries to close what others have to fill before, and how often. */
const CLOSE_US_MAX = 5_000_000;
const CLOSE_LOOK_US = 50_000;
/** How long a broker may take to say what an order would bind. */
const MARGIN_MILLIS = 2_000;

/** What a desk stands on. */
export type DeskOptions = {
  readonly live: DeskShard;
  readonly trading: TradingMachine;
  /** Under which name its orders are made; nobody else makes any under it. */
  readonly session: SessionCode;
  readonly origin: OriginCode;
  /** Every account that is traded here: who may act on all of them may act on the firm. */
  readonly accounts: readonly AccountId[];
  readonly after: LiveTime['after'];
  /** The books and strategies there are; left out, any are taken. */
  readonly places?: KnownPlaces;
  /** Of the broker, where it has one: what orders would bind there. */
  readonly margin: MarginPart | null;
} & Omit<PreviewParts, 'trading' | 'origin'>;

/**
 * People's orders beside the trading machine, in its thread: a command is obeyed at once, and answered once what
 * became of it is safe. Made once the shard has recovered, it knows which keys have placed what.
 *
 * @example
 * const desk = new Desk({ live, trading, session, origin: toOriginCode('HAND'), accounts, after });
 * const placed = await desk.place(ticket, { user, accounts });
 */
export class Desk implements DeskFace {
  readonly #options: DeskOptions;
  readonly #line: DeskLine;
  readonly #window: TicketWindow;

  constructor(options: DeskOptions) {
    const { live, trading, session, origin } = options;
    this.#options = options;
    this.#line = new DeskLine(live, origin);
    const lastCounter = trading.lastCounter(session, origin);
    const ids = new DeskIds({ session, origin, lastCounter });
    this.#window = new TicketWindow({ trading, line: this.#line, ids });
  }

  place(ticket: Ticket, by: Actor): Promise<Result<Placed, Refused>> {
    return this.#answer(() => {
      const flaw = this.#flawOfBooks([ticket]);
      return flaw === null ? this.#window.place(ticket, by) : { ok: false, refusal: flaw };
    });
  }

  placeList(
    tickets: readonly ListedTicket[],
    by: Actor,
  ): Promise<Result<readonly Placed[], Refused>> {
    return this.#answer(() => {
      const flaw = this.#flawOfBooks(tickets);
      return flaw === null ? this.#window.placeList(tickets, by) : { ok: false, refusal: flaw };
    });
  }

  async placeBatch(tickets: readonly Ticket[], by: Actor): Promise<readonly BatchAnswer[]> {
    if (tickets.length === 0 || tickets.length > BATCH_MAX) {
      const refusal = deskRefusal('BATCH_SIZE', `${tickets.length}`);
      return tickets.map(() => ({ ok: false, refusal }));
    }
    return Promise.all(tickets.map((ticket) => this.place(ticket, by)));
  }

  async preview(ticket: Ticket, by: Actor): Promise<Result<Preview>> {
    const flaw = flawOfTicket(ticket, by) ?? this.#flawOfBooks([ticket]);
    if (flaw !== null) return { ok: false, refusal: flaw };
    const request = this.#window.wouldBe(ticket, by);
    const { now } = this.#line;
    const touch = this.#window.touchOf(request);
    const previewed = previewOrder(this.#options, { request, touch, now });
    if (!previewed.ok) return previewed;
    return ok({ ...previewed.value, brokerMargin: await this.#brokerMargin(request) });
  }

  amend(id: OrderId, { qty, terms }: TicketChange, by: Actor): Promise<Answered<Order>> {
    return this.#answer(() => this.#sendFor(id, by, { type: 'amend', order: id, qty, terms }));
  }

  cancel(id: OrderId, by: Actor): Promise<Answered<Order>> {
    return this.#answer(() => this.#sendFor(id, by, { type: 'cancel', order: id }));
  }

  cancelAll(what: CancelAll, by: Actor): Promise<Answered<readonly OrderId[]>> {
    return this.#answer(() => {
      const refusal = refuseForeign(what.account, by) ?? this.#flawOfPlace(what);
      return refusal === null ? this.#cancelAll(what) : { ok: false, refusal };
    });
  }

  async flatten(what: CancelAll, by: Actor): Promise<Answered<Flattened>> {
    const canceled = await this.cancelAll(what, by);
    if (!canceled.ok) return canceled;
    const until = this.#line.now + CANCEL_US_MAX;
    while (this.#isWorking(what)) {
      if (this.#line.now >= until) return refuseAtDesk('STILL_WORKING', what.account);
      await this.#pause(LOOK_US);
    }
    const closed = await this.#closeOut(what, by);
    if (!closed.ok) return closed;
    const { made, left } = closed.value;
    const number = made.at(-1)?.number ?? canceled.value.number;
    const [first] = left;
    if (first !== undefined && made.length === 0) {
      const refusal = refusalOfLeft(first, left.length);
      return { ok: false, refusal: number === null ? refusal : { ...refusal, number } };
    }
    return ok({ value: { orders: made.map(({ order }) => order), left }, number });
  }

  order(id: OrderId, by: Actor): Promise<Result<Order>> {
    return this.#line.whenSafe(this.#ownOrder(id, by));
  }

  openOrders(by: Actor): Promise<readonly Order[]> {
    return this.#line.whenSafe(openOrdersOf(this.#options.trading, by));
  }

  positions(by: Actor): Promise<readonly HeldPosition[]> {
    return this.#line.whenSafe(positionsOf(this.#options.trading, by));
  }

  funds(by: Actor): Promise<readonly Funds[]> {
    return this.#line.whenSafe(fundsOf(this.#options.trading, by));
  }

  snapshot(by: Actor): Promise<DeskSnapshot> {
    const { trading, live } = this.#options;
    return this.#line.whenSafe({
      inputs: live.inputs,
      orders: openOrdersOf(trading, by),
      positions: positionsOf(trading, by),
      funds: fundsOf(trading, by),
    });
  }

  states(by: Actor): Promise<readonly StateRow[]> {
    return this.#line.whenSafe(statesOf(this.#options.trading, by));
  }

  limits(by: Actor): Promise<readonly LimitRow[]> {
    const { trading, live } = this.#options;
    return this.#line.whenSafe(limitsOf(trading, by, live.now));
  }

  kill(what: ScopeChange, by: Actor): Promise<Answered<null>> {
    return this.#change(what, by, { type: 'kill', ...pickScope(what) });
  }

  setState(what: ScopeChange & Pick<StateRow, 'state'>, by: Actor): Promise<Answered<null>> {
    const { state } = what;
    return this.#change(what, by, { type: 'setState', ...pickScope(what), state });
  }

  setLimit(what: LimitChange, by: Actor): Promise<Answered<null>> {
    const { limit, value, until } = what;
    return this.#change(what, by, { type: 'setLimit', ...pickScope(what), limit, value, until });
  }

  async #brokerMargin(request: OrderRequest): Promise<Preview['brokerMargin']> {
    const call = { timeoutMs: MARGIN_MILLIS };
    const estimate = await this.#options.margin?.estimate(request.account, [request], call);
    return estimate?.ok === true ? estimate.value.required : null;
  }

  /** Does something now, unless too many wait already, and answers once what came of it is safe. */
  #answer<Value>(act: () => Result<Value, Refused>): Promise<Result<Value, Refused>> {
    if (this.#line.isFull) return Promise.resolve(refuseAtDesk('DESK_BUSY', 'try again'));
    return this.#line.whenSafe(act());
  }

  /** What one close leaves may pass once it has filled: it is tried again, but not for long. */
  async #closeOut(
    what: CancelAll,
    by: Actor,
  ): Promise<Result<Pick<ClosingOut, 'made'> & Pick<Flattened, 'left'>, Refused>> {
    const { trading, origin } = this.#options;
    const parts = { trading, origin, line: this.#line, window: this.#window };
    const closing = new ClosingOut(parts, what, by);
    const until = this.#line.now + CLOSE_US_MAX;
    for (;;) {
      const before = closing.made.length;
      const left = await this.#answer(() => ok(closing.goRound()));
      if (!left.ok) return left;
      const mayPass =
        closing.made.length > before || this.#isWorking(what) || mayPassLater(left.value);
      if (left.value.length === 0 || !mayPass || this.#line.now >= until) {
        return ok({ made: closing.made, left: left.value });
      }
      await this.#pause(CLOSE_LOOK_US);
    }
  }

  #pause(us: number): Promise<void> {
    return new Promise((resolve) => void this.#options.after(us, resolve));
  }

  #change({ account, scope }: ScopeChange, by: Actor, body: CommandBody): Promise<Answered<null>> {
    const { trading } = this.#options;
    return this.#answer(() => {
      const flaw =
        refuseForeign(account, by) ??
        this.#refuseScope(scope, by) ??
        flawOfScope(this.#options.places ?? null, scope, { account, trading });
      if (flaw !== null) return { ok: false, refusal: flaw };
      const { refusal, number } = this.#line.send(body);
      return refusal === null ? ok({ value: null, number }) : { ok: false, refusal };
    });
  }

  #flawOfBooks(tickets: readonly Ticket[]): Refusal | null {
    for (const { book } of tickets) {
      const flaw = flawOfBook(this.#options.places ?? null, book);
      if (flaw !== null) return flaw;
    }
    return null;
  }

  /** What names nothing there is would leave what was meant as it is. */
  #flawOfPlace({ account, book, instrument }: CancelAll): Refusal | null {
    const { trading, places = null } = this.#options;
    const of = { account, trading };
    const bookFlaw = book === null ? null : flawOfScope(places, { kind: 'book', book }, of);
    if (bookFlaw !== null || instrument === null) return bookFlaw;
    return flawOfScope(places, { kind: 'instrument', instrument }, of);
  }

  /** What lies on all accounts is for those who may act on all. */
  #refuseScope({ kind }: StateScope, { accounts }: Actor): Refusal | null {
    if (kind === 'storage' || kind === 'reconciliation')
      return deskRefusal('SCOPE_FORBIDDEN', kind);
    if (kind !== 'firm' || this.#options.accounts.every((id) => accounts.includes(id))) return null;
    return deskRefusal('SCOPE_FORBIDDEN', kind);
  }

  #ownOrder(id: OrderId, { accounts }: Actor): Result<Order> {
    const order = this.#window.find(id);
    if (order !== undefined && accounts.includes(order.request.account)) return ok(order);
    return refuseAtDesk('ORDER_UNKNOWN', id);
  }

  #sendFor(id: OrderId, by: Actor, body: CommandBody): Result<Told<Order>, Refused> {
    const known = this.#ownOrder(id, by);
    if (!known.ok) return known;
    const sent = this.#line.send(body);
    const refusal = sent.refusal ?? refusalOfChange(id, sent);
    if (refusal !== null) return { ok: false, refusal };
    const after = this.#ownOrder(id, by);
    return after.ok ? ok({ value: after.value, number: sent.number }) : after;
  }

  #cancelAll({ account, book, instrument }: CancelAll): Result<Told<readonly OrderId[]>, Refused> {
    const asked: OrderId[] = [];
    let number: Told<unknown>['number'] = null;
    for (const one of book === null ? this.#booksAtWork(account) : [book]) {
      const sent = this.#line.send({ type: 'cancelAll', account, book: one, instrument });
      if (sent.refusal !== null) return { ok: false, refusal: sent.refusal };
      asked.push(...canceledBy(sent));
      number = sent.number ?? number;
    }
    return ok({ value: asked, number });
  }

  #booksAtWork(account: AccountId): ReadonlySet<Order['request']['book']> {
    const open = openOrdersOf(this.#options.trading, { user: '', accounts: [account] });
    return new Set(open.map(({ request }) => request.book));
  }

  #isWorking({ account, book, instrument }: CancelAll): boolean {
    const open = openOrdersOf(this.#options.trading, { user: '', accounts: [account] });
    return open.some(
      ({ request }) =>
        (book === null || request.book === book) &&
        (instrument === null || request.instrument === instrument),
    );
  }
}

function refuseForeign(account: AccountId, { accounts }: Actor): Refusal | null {
  return accounts.includes(account) ? null : deskRefusal('ACCOUNT_FORBIDDEN', account);
}

function pickScope({ account, scope, reason }: ScopeChange): ScopeChange {
  return { account, scope, reason };
}

/** A check's refusal of an amendment shows as one that was asked for and refused. */
function refusalOfChange(id: OrderId, { events }: Sent): Refused | null {
  for (const event of events) {
    const isOfIt = event.kind === 'order' && event.order === id;
    if (!isOfIt || event.change.type !== 'modifyRejected') continue;
    return { ...readRefusal(event.change.reason), number: event.number };
  }
  return null;
}

/** The orders that a command has ended, or asked the broker to end. */
function canceledBy({ events }: Sent): readonly OrderId[] {
  return events.flatMap((event) => {
    if (event.kind === 'execution') return event.change.type === 'ending' ? [event.execution] : [];
    if (event.kind !== 'order') return [];
    const { type } = event.change;
    return type === 'pendingCancel' || type === 'canceled' ? [event.order] : [];
  });
}
