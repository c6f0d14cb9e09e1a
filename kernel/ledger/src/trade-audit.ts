import type { InputNumber } from 'argosy/core';
import type {
  EntryEvent,
  HoldEvent,
  Order,
  OrderEvent,
  Position,
  PositionEvent,
  TradingEvent,
} from 'argosy/domain';
import { isOpen } from 'argosy/orders';

import { AuditedOrders, type AuditedOrder } from './audited-orders.ts';
import { AuditedPositions, isSameKey } from './audited-positions.ts';
import { isMoved, MOVE_POSITIONS, type AuditedMove } from './audited-move.ts';
import { decidePostHold } from './decide-hold.ts';
import { FillBookings, keyOf, positionText, type DueFill } from './fill-bookings.ts';
import type { LedgerBook } from './ledger-book.ts';

/**
 * Lays what was booked beside the orders and fills that it was booked for. It has no configuration: how
 * much an order needed set aside when it was placed depends on limits, and is not known here; what is left
 * of it after each fill is.
 */
export class TradeAudit {
  readonly #book: LedgerBook;
  readonly #orders = new AuditedOrders();
  readonly #positions = new AuditedPositions();
  readonly #bookings: FillBookings;
  #number: InputNumber | null = null;
  #due: DueFill | null = null;
  #move: AuditedMove | null = null;
  #hasActed = false;

  /** The book is one that each event reaches behind this. */
  constructor(book: LedgerBook) {
    this.#book = book;
    this.#bookings = new FillBookings(book);
  }

  /** Takes the next event in; gives what is wrong with it, or with the turn before it. */
  take(event: TradingEvent): string | null {
    if (event.number !== this.#number) {
      const left = this.findLeft();
      if (left !== null) return left;
      this.#number = event.number;
      this.#move = null;
      this.#hasActed = false;
    }
    if (event.kind === 'order') return this.#takeOrder(event);
    if (event.kind === 'hold') return this.#takeHold(event);
    if (event.kind === 'entry') return this.#takeEntry(event);
    return event.kind === 'position' ? this.#takePosition(event) : null;
  }

  /** What the turn has left undone; null where all is booked. */
  findLeft(): string | null {
    if (this.#due !== null) return `${nameOf(this.#due)} is not booked`;
    if (this.#move === null || this.#move.changes.length === MOVE_POSITIONS) return null;
    return `move ${this.#move.entry.entry} changes no two positions`;
  }

  /** The orders that hold something and are not open, of those that are kept. */
  strayHolds(): readonly string[] {
    return this.#book.holds().flatMap(({ order: id }) => {
      const kept = this.#orders.find(id);
      return kept === undefined || isOpen(kept.order) ? [] : [id];
    });
  }

  #takeOrder(event: OrderEvent): string | null {
    const { order: id, change } = event;
    if (change.type !== 'filled' && change.type !== 'busted') {
      this.#orders.apply(event);
      return null;
    }
    if (this.#due !== null) return `${nameOf(this.#due)} is not booked`;
    const kept = this.#orders.find(id) ?? null;
    const before = kept?.order ?? null;
    this.#orders.apply(event);
    if (change.type === 'filled') {
      const { fill } = change;
      this.#due = dueOf({
        purpose: 'fill',
        of: kept,
        before,
        fill,
        costChange: null,
        trade: fill.trade,
      });
      return null;
    }
    const { trade } = change;
    const place = placeOf(before, trade);
    const costChange = place === -1 ? null : takeCost(kept, place);
    const fill = before?.fills[place];
    this.#due = dueOf({ purpose: 'bust', of: kept, before, fill, costChange, trade });
    return null;
  }

  #takeHold({ order: id, change, money, qty }: HoldEvent): string | null {
    if (change === 'released') {
      return money.amount === 0n && qty === 0 ? null : `order ${id} releases a hold and keeps some`;
    }
    const kept = this.#orders.find(id);
    if (kept === undefined) return null;
    if (!isOpen(kept.order)) return `order ${id} is not open and holds`;
    const due = this.#due;
    if (due === null || due.purpose !== 'fill' || due.entry !== null) return null;
    return due.of === kept ? this.#findShare(kept, due, { money, qty }) : null;
  }

  /** Between a fill and its entry a hold becomes the share of what is left to fill. */
  #findShare(
    { order, asked }: AuditedOrder,
    { before }: DueFill,
    { money, qty }: Pick<HoldEvent, 'money' | 'qty'>,
  ): string | null {
    const { id } = order.request;
    const covered = Math.max(order.qty, asked);
    const left = decidePostHold(this.#book, {
      order: id,
      leavesBefore: covered - (before?.filled ?? 0),
      leavesAfter: covered - order.filled,
    });
    if (left?.money.amount === money.amount && left.qty === qty) return null;
    const share = left === null ? 'as much as before' : `${left.money.amount} and ${left.qty}`;
    return `order ${id} holds ${money.amount} and ${qty} after its fill, which leaves ${share}`;
  }

  #takeEntry(event: EntryEvent): string | null {
    const { purpose, entry } = event;
    if (purpose === 'action') this.#bookings.noteAction(event);
    if (purpose === 'action' || purpose === 'funding' || purpose === 'carry') this.#hasActed = true;
    if (purpose === 'move') this.#move = { entry: event, changes: [] };
    if (purpose !== 'fill' && purpose !== 'bust') return null;
    const due = this.#due;
    if (due === null || !isDueFor(due, event)) return `entry ${entry} books what no order says`;
    due.entry = event;
    if (due.before !== null) due.position = this.#positions.find(keyOf(due.before));
    if (!this.#bookings.isForeign(due)) return null;
    return `entry ${entry} is not what ${nameOf(due)} comes to`;
  }

  #takePosition(event: PositionEvent): string | null {
    const due = this.#due;
    this.#due = null;
    // It was found with the entry.
    const isFound = due !== null && due.entry !== null && due.before !== null;
    const before = isFound ? due.position : this.#positions.find(event.key);
    const fault =
      due === null ? this.#findUncaused(event, before) : this.#findOther(due, event, before);
    this.#positions.apply(event);
    return fault;
  }

  #findOther(due: DueFill, event: PositionEvent, position: Position | undefined): string | null {
    const isKey = due.before === null || isSameKey(keyOf(due.before), event.key);
    if (!isKey || this.#bookings.isOther(due, event, position)) {
      return `${positionText(event)} is not what ${nameOf(due)} makes of it`;
    }
    if (due.purpose === 'fill') due.of?.fillCosts.push(event.cost - (position?.cost ?? 0n));
    return null;
  }

  #findUncaused(event: PositionEvent, before: Position | undefined): string | null {
    const move = this.#move;
    if (move !== null && move.changes.length < MOVE_POSITIONS) {
      move.changes.push({ before, after: event });
      if (move.changes.length < MOVE_POSITIONS) return null;
      return isMoved(move, this.#bookings.termsOf(event.key.instrument))
        ? null
        : `positions are not what move ${move.entry.entry} makes of them`;
    }
    return this.#hasActed
      ? null
      : `${positionText(event)} comes of no fill, move, action or charge`;
  }
}

type Told = Pick<DueFill, 'purpose' | 'of' | 'before' | 'fill' | 'costChange' | 'trade'>;

/** Nothing of it is booked yet. One literal: a record has as many of these as fills. */
function dueOf({ purpose, of, before, fill, costChange, trade }: Told): DueFill {
  return {
    purpose,
    of,
    before,
    fill,
    costChange,
    trade,
    entry: null,
    fitting: null,
    figures: null,
    position: undefined,
  };
}

function placeOf(order: Order | null, trade: string): number {
  return order === null ? -1 : order.fills.findIndex((fill) => fill.trade === trade);
}

/** How much a fill changed its position's cost, which it no longer does. */
function takeCost(kept: AuditedOrder | null, place: number): bigint | null {
  return kept?.fillCosts.splice(place, 1)[0] ?? null;
}

function isDueFor(due: DueFill, { purpose, entry, order }: EntryEvent): boolean {
  if (due.purpose !== purpose || due.entry !== null) return false;
  if (!entry.startsWith(`${purpose}/${order}/${due.trade}`)) return false;
  return due.before === null || due.before.request.id === order;
}

function nameOf({ purpose, trade, before }: DueFill): string {
  const of = before === null ? '' : ` of order ${before.request.id}`;
  return `${purpose === 'fill' ? '' : 'the bust of '}trade ${trade}${of}`;
}
