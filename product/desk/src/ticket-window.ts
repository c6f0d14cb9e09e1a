import { assert, ok, type OrderId, type Refusal, type Result } from 'argosy/core';
import type { NewOrder, Order, OrderLink, OrderRequest, Touch } from 'argosy/domain';
import { isClosed, LIST_MAX } from 'argosy/orders';
import type { TradingMachine } from 'argosy/trading';

import type { ListedTicket } from './desk-face.ts';
import type { DeskIds } from './desk-ids.ts';
import type { DeskLine } from './desk-line.ts';
import { deskRefusal, refuseAtDesk } from './errors.ts';
import { KnownKeys } from './known-keys.ts';
import { toOrder } from './parent-order.ts';
import { readTag } from './tag.ts';
import { digestOf, findOtherWish, flawOfTicket, ownPosition, requestOf } from './ticket-request.ts';
import type { Actor, Placed, Refused, Ticket } from './ticket.ts';

/** What tickets are taken with. */
export type WindowParts = {
  readonly trading: TradingMachine;
  readonly line: DeskLine;
  /** Goes on behind the last id that was used. */
  readonly ids: DeskIds;
};

/** An order as it is to be sent, and its key as it is kept. */
type Wish = { readonly request: OrderRequest; readonly digest: string | null };

/**
 * Where tickets become orders. A key belongs to the order that it has placed: it stands in the order's tag, so that
 * whoever recovers the orders knows the keys.
 */
export class TicketWindow {
  readonly #parts: WindowParts;
  readonly #keys: KnownKeys;

  constructor(parts: WindowParts) {
    this.#parts = parts;
    this.#keys = new KnownKeys((id) => {
      const order = this.find(id);
      return order !== undefined && !isClosed(order);
    });
    this.#recoverKeys();
  }

  /** An order, or a parent that was asked for as one; undefined where it is not known any more. */
  find(id: OrderId): Order | undefined {
    const { trading } = this.#parts;
    const order = trading.order(id);
    if (order !== undefined) return order;
    const parent = trading.view.execution(id);
    return parent === undefined ? undefined : toOrder(parent);
  }

  /** Sends a ticket, unless its key has placed an order. */
  place(ticket: Ticket, by: Actor): Result<Placed, Refused> {
    const flaw = flawOfTicket(ticket, by);
    if (flaw !== null) return { ok: false, refusal: flaw };
    const digest = digestOf(ticket, by);
    const known = digest === null ? undefined : this.#keys.find(digest);
    if (known !== undefined) return this.#repeat(known, this.#wish(ticket, known, { digest }));
    if (digest !== null && !this.#keys.makeRoom(1)) return refuseAtDesk('TOO_MANY_KEYS', 'one');
    const wish = this.#wish(ticket, this.#parts.ids.next(), { digest });
    const { line } = this.#parts;
    const sent = line.send({ type: 'submit', ...this.#newOrder(wish) });
    if (sent.refusal !== null) return { ok: false, refusal: sent.refusal };
    return ok(this.#keepPlaced(wish, sent.number ?? line.lastNumber));
  }

  /** Sends a list, unless one of its keys has placed an order. */
  placeList(tickets: readonly ListedTicket[], by: Actor): Result<readonly Placed[], Refused> {
    const flaw = flawOfList(tickets, by);
    if (flaw !== null) return { ok: false, refusal: flaw };
    const digests = tickets.map((ticket) => digestOf(ticket, by));
    const known = digests.map((digest) => (digest === null ? undefined : this.#keys.find(digest)));
    if (known.some((id) => id !== undefined)) return this.#repeatList(tickets, digests, known);
    const keyed = digests.filter((digest) => digest !== null);
    if (!this.#keys.makeRoom(keyed.length)) return refuseAtDesk('TOO_MANY_KEYS', `${keyed.length}`);
    const { ids, line } = this.#parts;
    const named = tickets.map(() => ids.next());
    const wishes = this.#wishList(tickets, digests, named);
    const orders = wishes.map((wish) => this.#newOrder(wish));
    const sent = line.send({ type: 'submitList', orders });
    if (sent.refusal !== null) return { ok: false, refusal: sent.refusal };
    const number = sent.number ?? line.lastNumber;
    return ok(wishes.map((wish) => this.#keepPlaced(wish, number)));
  }

  /** The order that a ticket would become now, under the id that it would have. */
  wouldBe(ticket: Ticket, by: Actor): OrderRequest {
    const next = this.#parts.ids.peek();
    return this.#wish(ticket, next, { digest: digestOf(ticket, by) }).request;
  }

  /** The market of an order as it is known. */
  touchOf({ instrument }: OrderRequest): Touch {
    const { trading, line } = this.#parts;
    const { now } = line;
    const unknown = { bid: null, ask: null, mid2: null, at: now };
    return trading.touchOf(instrument, now) ?? unknown;
  }

  #newOrder({ request }: Wish): NewOrder {
    return { request, touch: this.touchOf(request) };
  }

  #keepPlaced({ request, digest }: Wish, number: Placed['number']): Placed {
    const order = this.find(request.id);
    assert(order !== undefined, `order ${request.id} was not refused`);
    if (digest !== null) this.#keys.keep(digest, request.id);
    return { order, number, isRepeat: false };
  }

  #repeat(id: OrderId, { request }: Wish): Result<Placed> {
    const order = this.find(id);
    if (order === undefined) return refuseAtDesk('KEY_SPENT', id);
    const other = findOtherWish(order.request, request);
    if (other !== null) return refuseAtDesk('KEY_REUSED', `${id}, whose ${other} is another`);
    return ok({ order, number: this.#parts.line.lastNumber, isRepeat: true });
  }

  /** A list has ids behind each other: from one of them the others are known. */
  #repeatList(
    tickets: readonly ListedTicket[],
    digests: readonly (string | null)[],
    known: readonly (OrderId | undefined)[],
  ): Result<readonly Placed[]> {
    const first = known.find((id) => id !== undefined);
    const list = first === undefined ? undefined : this.find(first)?.request.link?.list;
    if (list === undefined) return refuseAtDesk('KEY_REUSED', `${first}, which is in no list`);
    const named = this.#parts.ids.from(list, tickets.length);
    const wishes = this.#wishList(tickets, digests, named);
    const placed: Placed[] = [];
    for (const [place, wish] of wishes.entries()) {
      const keyed = known[place];
      const isOther = wish.digest !== null && keyed !== wish.request.id;
      if (isOther) return refuseAtDesk('KEY_REUSED', keyed ?? `of ticket ${place}, in ${list}`);
      const repeated = this.#repeat(wish.request.id, wish);
      if (!repeated.ok) return repeated;
      placed.push(repeated.value);
    }
    return ok(placed);
  }

  #wishList(
    tickets: readonly ListedTicket[],
    digests: readonly (string | null)[],
    named: readonly OrderId[],
  ): readonly Wish[] {
    const wishes: Wish[] = [];
    for (const [place, ticket] of tickets.entries()) {
      const [id, list] = [named[place], named[0]];
      assert(id !== undefined && list !== undefined, 'each ticket has its id');
      const { release, contingency } = ticket;
      const parent = ticket.parent === null ? undefined : wishes[ticket.parent]?.request;
      const link = { list, parent: parent?.id ?? null, release, contingency };
      wishes.push(this.#wish(ticket, id, { digest: digests[place] ?? null, link, parent }));
    }
    return wishes;
  }

  #wish(
    ticket: Ticket,
    id: OrderId,
    of: {
      readonly digest: string | null;
      readonly link?: OrderLink;
      readonly parent?: OrderRequest | undefined;
    },
  ): Wish {
    const { digest, link = null, parent } = of;
    const isHedging = this.#parts.trading.view.bookMode(ticket.account, ticket.book) === 'hedging';
    const position = isHedging ? positionIn(ticket, id, parent) : null;
    return { request: requestOf(ticket, { id, digest, link, position }), digest };
  }

  #recoverKeys(): void {
    const { trading } = this.#parts;
    const parents = trading.executions().map(({ request }) => ({ request }));
    for (const { request } of [...trading.closedOrders(), ...parents, ...trading.openOrders()]) {
      const { digest } = readTag(request.strategy === null ? request.tag : null);
      if (digest !== null && this.#keys.makeRoom(1)) this.#keys.keep(digest, request.id);
    }
  }
}

/** An exit in a hedging book belongs to its entry's position, anything else opens one of its own. */
function positionIn(
  { instrument, product, side }: Ticket,
  id: OrderId,
  parent: OrderRequest | undefined,
): OrderRequest['position'] {
  const isExit =
    parent?.instrument === instrument && parent.product === product && parent.side !== side;
  return isExit ? parent.position : ownPosition(id);
}

function flawOfList(tickets: readonly ListedTicket[], by: Actor): Refusal | null {
  if (tickets.length < 2 || tickets.length > LIST_MAX) {
    return deskRefusal('BAD_LIST', `${tickets.length} tickets`);
  }
  const keys = new Set<string>();
  for (const [place, ticket] of tickets.entries()) {
    const { parent, key } = ticket;
    const isLost = parent !== null && !(Number.isInteger(parent) && parent >= 0 && parent < place);
    if (isLost) return deskRefusal('BAD_LIST', `the parent of ticket ${place} is ${parent}`);
    if (key !== null && keys.has(key)) return deskRefusal('BAD_LIST', `the key of ticket ${place}`);
    if (key !== null) keys.add(key);
    const flaw = flawOfTicket(ticket, by);
    if (flaw !== null) return flaw;
  }
  return null;
}
