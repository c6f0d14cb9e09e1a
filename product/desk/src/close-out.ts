import {
  assert,
  compareText,
  ok,
  toQuantity,
  type OriginCode,
  type Quantity,
  type Refusal,
  type Result,
} from 'argosy/core';
import { positionKeyText, type Instrument, type Position, type PositionKey } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

import type { CancelAll, LeftOpen } from './desk-face.ts';
import { readRefusal, type DeskLine } from './desk-line.ts';
import { deskRefusal } from './errors.ts';
import type { TicketWindow } from './ticket-window.ts';
import type { Actor, Placed, Ticket } from './ticket.ts';

/** How many orders one closing out makes at most. */
export const CLOSING_ORDERS_MAX = 500;

/** What positions are closed by. */
export type ClosingParts = {
  readonly trading: TradingMachine;
  readonly line: DeskLine;
  readonly window: TicketWindow;
  readonly origin: OriginCode;
};

/**
 * Closes positions by market orders that only reduce, each as large as the exchange and the checks let through: where
 * books oppose each other a close may make the account's net larger, and limits hold for it. What is refused now may
 * pass once others have filled, so whoever asks goes round again.
 */
export class ClosingOut {
  /** The orders of all rounds. */
  readonly made: Placed[] = [];
  readonly #parts: ClosingParts;
  readonly #what: CancelAll;
  readonly #by: Actor;

  constructor(parts: ClosingParts, what: CancelAll, by: Actor) {
    this.#parts = parts;
    this.#what = what;
    this.#by = by;
  }

  /** Sends what may be sent now; what is left. */
  goRound(): readonly LeftOpen[] {
    const meant = this.#parts.trading
      .positions()
      .filter(({ key, qty }) => qty !== 0 && isMeant(key, this.#what))
      .toSorted((one, other) => compareText(positionKeyText(one.key), positionKeyText(other.key)));
    return meant.flatMap((position) => this.#close(position) ?? []);
  }

  /** Null where orders close all of it. */
  #close(position: Position): LeftOpen | null {
    let left = Math.abs(position.qty);
    while (left > 0) {
      const part = this.#partOf(position, left);
      // Orders that work already close as much as there is.
      if (!part.ok && part.refusal.code === 'REDUCE_ONLY_WOULD_INCREASE') return null;
      const why = part.ok ? this.#send(ticketOf(position, part.value)) : part.refusal;
      if (why !== null) return { key: position.key, qty: Math.sign(position.qty) * left, why };
      left -= part.ok ? part.value : 0;
    }
    return null;
  }

  #send(ticket: Ticket): Refusal | null {
    if (this.made.length >= CLOSING_ORDERS_MAX) {
      return deskRefusal('TOO_MANY_PARTS', `${CLOSING_ORDERS_MAX} were made`);
    }
    const placed = this.#parts.window.place(ticket, this.#by);
    if (!placed.ok) return placed.refusal;
    const { state, reason } = placed.value.order;
    if (state === 'DENIED') return readRefusal(reason ?? '');
    this.made.push(placed.value);
    return null;
  }

  /** The largest part that passes now, found by halves; where none does, why the least does not. */
  #partOf(position: Position, left: number): Result<Quantity> {
    const { instrument: id } = position.key;
    const instrument = this.#parts.trading.instrument(id);
    assert(instrument !== undefined, `instrument ${id} is held`);
    const { lot, minQty, maxQty } = instrument;
    const whole = Math.min(left, Math.max(lot, maxQty - (maxQty % lot)));
    let why = this.#refusalOf(position, whole);
    if (why === null) return ok(toQuantity(whole));
    const none = Math.ceil(Math.max(minQty, lot) / lot) - 1;
    let [passes, fails] = [none, Math.ceil(whole / lot)];
    while (fails - passes > 1) {
      const middle = Math.floor((passes + fails) / 2);
      const no = this.#refusalOf(position, middle * lot);
      if (no === null) passes = middle;
      else [fails, why] = [middle, no];
    }
    if (passes === none) return { ok: false, refusal: why };
    return ok(toQuantity(leaveEnough(passes * lot, left, instrument)));
  }

  #refusalOf(position: Position, qty: number): Refusal | null {
    const { trading, line, window, origin } = this.#parts;
    const request = { ...window.wouldBe(ticketOf(position, qty), this.#by), link: null };
    const looked = { request, touch: window.touchOf(request), now: line.now };
    const { refused, denied } = trading.view.assess({ origin, strategy: null }, looked);
    return refused ?? denied;
  }
}

/** Whether what is left may pass though nothing else happens. */
export function mayPassLater(left: readonly LeftOpen[]): boolean {
  return left.some(({ why }) => why.code === 'RATE_LIMIT');
}

/** Why something is left, as a refusal: of several the first's. */
export function refusalOfLeft({ key, why }: LeftOpen, count: number): Refusal {
  const others = count > 1 ? `, and ${count - 1} more` : '';
  return { code: why.code, reason: `${key.instrument} in ${key.book}${others}: ${why.reason}` };
}

function isMeant(key: PositionKey, { account, book, instrument }: CancelAll): boolean {
  if (key.account !== account) return false;
  return (
    (book === null || key.book === book) && (instrument === null || key.instrument === instrument)
  );
}

/** A part that leaves less than the exchange takes would leave it for good: it is made smaller where it can be. */
function leaveEnough(part: number, left: number, { lot, minQty }: Instrument): number {
  const rest = left - part;
  if (rest === 0 || rest >= minQty) return part;
  const smaller = part - Math.ceil((minQty - rest) / lot) * lot;
  return smaller >= minQty ? smaller : part;
}

function ticketOf({ key, qty: held }: Position, qty: number): Ticket {
  const { account, book, instrument, product, id: position } = key;
  return {
    account,
    book,
    instrument,
    product,
    position,
    side: held > 0 ? 'sell' : 'buy',
    qty: toQuantity(qty),
    terms: { type: 'market' },
    tif: 'DAY',
    reduceOnly: true,
    note: 'flatten',
    key: null,
  };
}
