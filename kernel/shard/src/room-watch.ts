import { toMicros, type Micros, type Refusal, type Timestamp } from 'argosy/core';
import type { CommandBody, Input } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

import type { Journal } from './ports.ts';

/** How long to wait before a journal without room is asked again: looking costs the disk a try. */
export const ROOM_LOOK_EVERY: Micros = toMicros(1_000_000);

/**
 * How many orders are refused on the record each time the journal is short of room. Further ones leave
 * no trace: a sender that does not stop would use up what is kept for cancels and fills.
 */
export const STORAGE_REFUSALS_MAX = 200;

const SHORTAGE = 'the disk is nearly full, or far behind';

/** Watches how much room the journal has, so that trading learns of it before the next new order. */
export class RoomWatch {
  readonly #journal: Journal;
  readonly #trading: TradingMachine;
  #lookAgainAt = Number.NEGATIVE_INFINITY;
  #refused = 0;

  constructor(journal: Journal, trading: TradingMachine) {
    this.#journal = journal;
    this.#trading = trading;
  }

  /** What trading has to learn before an input; null where it knows. */
  changeBefore(input: Input | null, now: Timestamp): CommandBody | null {
    const isShort = this.#trading.storageShortage !== null;
    if (isShort ? now < this.#lookAgainAt : input !== null && countOrders(input) === 0) return null;
    const { room } = this.#journal;
    if (room === null) return null;
    this.#lookAgainAt = now + ROOM_LOOK_EVERY;
    const change = this.#trading.roomCommand(room === 'open' ? null : SHORTAGE);
    if (change !== null) this.#refused = 0;
    return change;
  }

  /** Why an input is turned away without a record; null where it is taken. */
  turnAway(input: Input): Refusal | null {
    const reason = this.#trading.storageShortage;
    if (reason === null) return null;
    const orders = countOrders(input);
    if (orders === 0) return null;
    if (this.#refused >= STORAGE_REFUSALS_MAX) return { code: 'STORAGE_UNAVAILABLE', reason };
    this.#refused += orders;
    return null;
  }
}

/** How many orders an input would make or change; what cannot be read may have been one. */
function countOrders(input: Input): number {
  if (input.kind !== 'command') return 0;
  const { body } = input;
  if (body.type === 'submitList') return body.orders.length;
  const isOrder =
    body.type === 'submit' ||
    body.type === 'submitConfirmed' ||
    body.type === 'execute' ||
    body.type === 'amend' ||
    body.type === 'unreadable';
  return isOrder ? 1 : 0;
}
