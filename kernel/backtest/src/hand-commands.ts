import {
  assert,
  assertNever,
  negateMoney,
  toAccountId,
  toBookId,
  toPositionId,
  TRADING_ORIGIN,
} from 'argosy/core';
import {
  toInputNumber,
  type Command,
  type CommandBody,
  type Input,
  type PositionPlace,
  type Product,
  type TradingEvent,
} from 'argosy/domain';

import type { Agenda } from './agenda.ts';
import type { BacktestConfig } from './config.ts';
import {
  inTime,
  type CommandOutcome,
  type HandCommand,
  type HandPlace,
  type TimedCommand,
} from './hand-command.ts';

type Planned = { readonly command: Command; outcome: CommandOutcome };

/** What is done by hand in a run: planned before it, and followed while it goes on. */
export class HandCommands {
  readonly #plan: readonly Planned[];
  readonly #byInput: ReadonlyMap<Input, Planned>;
  #current: Planned | null = null;

  constructor(config: BacktestConfig) {
    this.#plan = inTime(config.commands).map((timed, place) => ({
      command: toCommand(timed, place, config),
      outcome: { ...timed, outcome: 'notReached', refusal: null },
    }));
    this.#byInput = new Map(this.#plan.map((planned) => [planned.command, planned]));
  }

  /** Whether what is said now comes of one of them. */
  get isUnderWay(): boolean {
    return this.#current !== null;
  }

  /** What has come of each, in the order of their instants. */
  get outcomes(): readonly CommandOutcome[] {
    return this.#plan.map(({ outcome }) => outcome);
  }

  /** Puts them where the commands of strategies go, before any of those of the same instant. */
  schedule(agenda: Agenda): void {
    for (const { command } of this.#plan) agenda.add(command, command.at, 5);
  }

  /** A scheduled input is taken: what is said before `end` comes of it. */
  begin(input: Input): void {
    this.#current = this.#byInput.get(input) ?? null;
    if (this.#current === null) return;
    this.#current.outcome = { ...this.#current.outcome, outcome: 'done' };
  }

  /** What was begun has been taken all the way. */
  end(): void {
    this.#current = null;
  }

  /** Takes one of trading's events in. */
  onEvent(event: TradingEvent): void {
    if (this.#current === null) return;
    if (event.kind !== 'anomaly' || event.type !== 'commandRefused') return;
    const { outcome } = this.#current;
    this.#current.outcome = { ...outcome, outcome: 'refused', refusal: event.detail };
  }
}

function toCommand(timed: TimedCommand, place: number, config: BacktestConfig): Command {
  const { at, ...hand } = timed;
  const account = config.accounts.find(({ id }) => id === hand.account);
  const product = account?.products[0];
  assert(product !== undefined, `command ${place}: account ${hand.account} is checked`);
  return {
    kind: 'command',
    origin: TRADING_ORIGIN,
    strategy: null,
    readTo: toInputNumber(0),
    at,
    body: toBody(hand, { entry: `by-hand/${place + 1}`, product }),
  };
}

function toBody(
  hand: HandCommand,
  { entry, product }: { readonly entry: string; readonly product: Product },
): CommandBody {
  const account = toAccountId(hand.account);
  switch (hand.type) {
    case 'deposit':
      return { type: 'transfer', account, entry, amount: hand.amount };
    case 'withdraw':
      return { type: 'transfer', account, entry, amount: negateMoney(hand.amount) };
    case 'setState': {
      const { type, scope = { kind: 'account' }, state, reason = 'by hand' } = hand;
      return { type, account, scope, state, reason };
    }
    case 'kill': {
      const { type, scope = { kind: 'account' }, reason = 'by hand' } = hand;
      return { type, account, scope, reason };
    }
    case 'setLimit': {
      const { scope = { kind: 'account' }, until = null, reason = 'by hand' } = hand;
      return { ...hand, account, scope, until, reason };
    }
    case 'setStatus':
    case 'setFloor':
      return { reason: 'by hand', ...hand, account };
    case 'movePosition': {
      const [from, to] = [toPlace(hand.from, product), toPlace(hand.to, product)];
      return { ...hand, account, entry, from, to };
    }
    case 'convertProduct': {
      const { book, position, instrument, qty } = hand;
      const held = { book, ...(position === undefined ? {} : { position }) };
      const [from, to] = [toPlace(held, hand.from), toPlace(held, hand.to)];
      return { type: 'movePosition', account, entry, instrument, qty, from, to };
    }
    default:
      return assertNever(hand);
  }
}

function toPlace(place: HandPlace, otherwise: Product): PositionPlace {
  const { book, product = otherwise, position } = place;
  return {
    book: toBookId(book),
    product,
    position: position === undefined ? null : toPositionId(position),
  };
}
