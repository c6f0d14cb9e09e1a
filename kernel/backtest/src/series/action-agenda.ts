import {
  compareText,
  divideRounded,
  toPrice,
  TRADING_ORIGIN,
  type AccountId,
  type Timestamp,
} from 'argosy/core';
import {
  actionMark,
  bookedAction,
  datedActionText,
  dueAtOf,
  mapTwice,
  toInputNumber,
  type Adjustment,
  type Command,
  type CommandBody,
  type CorporateAction,
  type DatedAction,
  type Input,
  type InstrumentTable,
  type Position,
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
    this.#noteContracts(action, now);
    const bodies = this.#parts.accounts.flatMap(({ id }) => this.#bodiesFor(id, action, place));
    // Strategies hear of it once it is booked: what is held then and what it is worth go together.
    return [...bodies.map((body) => toCommand(body, now)), this.#adjustment(action, now)];
  }

  /** What exchanges do about futures and options of a share whose units change, a run has to list by itself. */
  #noteContracts(action: DatedAction, now: Timestamp): void {
    if (action.type !== 'split' && action.type !== 'bonus') return;
    const { instruments, trading, note } = this.#parts;
    const held = new Set(
      trading.positions().flatMap(({ key, qty }) => (qty === 0 ? [] : [key.instrument])),
    );
    for (const one of instruments.all) {
      const isOn = 'underlying' in one && one.underlying === action.instrument && held.has(one.id);
      if (!isOn || now >= one.expiresAt) continue;
      const isListed = this.#actions.some(
        ({ instrument, exAt }) => instrument === one.id && exAt === action.exAt,
      );
      if (isListed) continue;
      note(
        `${one.id} is on ${action.instrument}: what is held of it stays in units of before the ${this.#textOf(action)}, and settles in them`,
      );
    }
  }

  /** An action in words, its prices in decimals of what it happens to. */
  #textOf(action: DatedAction): string {
    const listed = this.#parts.instruments.find(action.instrument);
    return datedActionText(action, listed?.pricePrecision ?? 0);
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
      detail: this.#textOf(action),
      into: null,
      ...actionMark(action, { twice: twice ?? 0, precision }),
      restates: false,
    };
  }

  #bodiesFor(account: AccountId, action: DatedAction, place: number): readonly CommandBody[] {
    const { instrument } = action;
    const held = this.#parts.trading.positions().filter(({ key, qty }) => {
      return key.account === account && key.instrument === instrument && qty !== 0;
    });
    if (held.length === 0) return this.#cancels(account, action);
    const booked = bookedAction(action);
    if (booked !== null) {
      const entry = `action/${place + 1}`;
      const paid = this.#withFraction(booked, { action, held });
      return [{ type: 'bookAction', account, entry, instrument, action: paid }];
    }
    this.#parts.note(`${account} gets nothing for ${this.#textOf(action)} of ${instrument}`);
    return [];
  }

  /**
   * What less than a lot is paid at where nobody says it: what the last price of before it comes to. Of one that
   * becomes known late nobody knows which that is.
   */
  #withFraction(
    booked: CorporateAction,
    { action, held }: { readonly action: DatedAction; readonly held: readonly Position[] },
  ): CorporateAction {
    if (booked.type !== 'split' || booked.fractionPrice !== null) return booked;
    const { instruments, portfolio } = this.#parts;
    const index = instruments.indexOf(action.instrument);
    const twice = index === undefined ? null : portfolio.mark2(index);
    if (index === undefined || twice === null || dueAtOf(action) > action.exAt) return booked;
    const lot = BigInt(booked.denominator) * BigInt(instruments.at(index).lot);
    const isWhole = held.every(({ qty }) => (BigInt(qty) * BigInt(booked.numerator)) % lot === 0n);
    if (isWhole) return booked;
    const adjustment = this.#adjustment(action, action.exAt);
    const price = divideRounded(BigInt(mapTwice(adjustment, twice)), 2n, 'halfEven');
    return { ...booked, fractionPrice: toPrice(Number(price)) };
  }

  /** Nothing is held, but orders, and what is worked for them, may ask for what is no more. */
  #cancels(account: AccountId, { type, instrument }: DatedAction): readonly CommandBody[] {
    if (type === 'dividend' || type === 'rights') return [];
    const { trading } = this.#parts;
    const parents = trading.executions().filter(({ state }) => state !== 'ended');
    const open = [...trading.openOrders(), ...parents].filter(({ request }) => {
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
