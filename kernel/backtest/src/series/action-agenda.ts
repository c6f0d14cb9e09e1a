import { compareText, TRADING_ORIGIN, type AccountId, type Timestamp } from 'argosy/core';
import {
  actionMark,
  bookedAction,
  datedActionText,
  dueAtOf,
  toInputNumber,
  type Adjustment,
  type Command,
  type CommandBody,
  type DatedAction,
  type Input,
  type InstrumentTable,
} from 'argosy/domain';
import type { Portfolio } from 'argosy/engine';
import type { TradingMachine } from 'argosy/trading';

import type { Agenda } from '../agenda.ts';

/** What actions are booked on and told with. */
export type ActionParts = {
  readonly instruments: InstrumentTable;
  readonly accounts: readonly { readonly id: AccountId }[];
  readonly trading: TradingMachine;
  readonly portfolio: Portfolio;
  readonly note: (text: string) => void;
};

/**
 * What issuers do to those who hold, at its instant: strategies hear of it, marks follow, positions are
 * booked, and orders that ask for what is no more end.
 */
export class ActionAgenda {
  readonly #parts: ActionParts;
  readonly #actions: readonly DatedAction[];
  readonly #byToken = new Map<Input, { readonly action: DatedAction; readonly place: number }>();

  constructor(actions: readonly DatedAction[], parts: ActionParts) {
    this.#parts = parts;
    this.#actions = actions
      .filter(({ type }) => type !== 'rename')
      .toSorted((a, b) => dueAtOf(a) - dueAtOf(b) || compareText(a.instrument, b.instrument));
  }

  /** Plans those from an instant on; what happened before a run began is in its prices already. */
  schedule(agenda: Agenda, from: Timestamp): void {
    for (const [place, action] of this.#actions.entries()) {
      const at = dueAtOf(action);
      if (at < from) continue;
      const token: Input = { kind: 'time', availableAt: action.exAt };
      this.#byToken.set(token, { action, place });
      agenda.add(token, at, 5);
    }
  }

  /** What comes in the place of a scheduled input; null where it is none of these. */
  inputsFor(input: Input, now: Timestamp): readonly Input[] | null {
    const planned = this.#byToken.get(input);
    if (planned === undefined) return null;
    this.#byToken.delete(input);
    const { action, place } = planned;
    const bodies = this.#parts.accounts.flatMap(({ id }) => this.#bodiesFor(id, action, place));
    // Strategies hear of it once it is booked: what is held then and what it is worth go together.
    return [...bodies.map((body) => toCommand(body, now)), this.#adjustment(action, now)];
  }

  #adjustment(action: DatedAction, now: Timestamp): Adjustment {
    const { instruments, portfolio } = this.#parts;
    const index = instruments.indexOf(action.instrument);
    const twice = index === undefined ? null : portfolio.mark2(index);
    const precision = instruments.find(action.instrument)?.pricePrecision ?? 0;
    return {
      kind: 'adjustment',
      instrument: action.instrument,
      eventAt: action.exAt,
      nanos: 0,
      availableAt: now,
      sourceSequence: 0,
      cause: 'action',
      detail: datedActionText(action),
      into: null,
      ...actionMark(action, { twice: twice ?? 0, precision }),
      restates: false,
    };
  }

  #bodiesFor(account: AccountId, action: DatedAction, place: number): readonly CommandBody[] {
    const { instrument } = action;
    const held = this.#parts.trading.positions().some(({ key, qty }) => {
      return key.account === account && key.instrument === instrument && qty !== 0;
    });
    if (!held) return this.#cancels(account, action);
    const booked = bookedAction(action);
    if (booked !== null) {
      const entry = `action/${place + 1}`;
      return [{ type: 'bookAction', account, entry, instrument, action: booked }];
    }
    this.#parts.note(`${account} gets nothing for ${datedActionText(action)} of ${instrument}`);
    return [];
  }

  /** Nothing is held, but orders may ask for what is no more. */
  #cancels(account: AccountId, { type, instrument }: DatedAction): readonly CommandBody[] {
    if (type === 'dividend' || type === 'rights') return [];
    const open = this.#parts.trading.openOrders().filter(({ request }) => {
      return request.account === account && request.instrument === instrument;
    });
    const books = [...new Set(open.map(({ request }) => request.book))].sort();
    return books.map((book) => ({ type: 'cancelAll', account, book, instrument }));
  }
}

function toCommand(body: CommandBody, at: Timestamp): Command {
  return {
    kind: 'command',
    origin: TRADING_ORIGIN,
    strategy: null,
    readTo: toInputNumber(0),
    at,
    body,
  };
}
