import {
  assert,
  assertNever,
  BACKTEST_SESSION,
  negateMoney,
  OrderIdFactory,
  toAccountId,
  toBookId,
  toPositionId,
  toOriginCode,
  TRADING_ORIGIN,
  type OriginCode,
  type Timestamp,
} from 'argosy/core';
import {
  toInputNumber,
  type Command,
  type CommandBody,
  type Input,
  type OrderRequest,
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

/** Whose the orders are that are sent by hand. */
const MANUAL_ORIGIN: OriginCode = toOriginCode('0MAN');

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
    body: toBody(hand, { place, at, product }),
  };
}

function toBody(hand: HandCommand, { place, at, product }: HandMoment): CommandBody {
  const account = toAccountId(hand.account);
  const entry = `by-hand/${place + 1}`;
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
    case 'bookAction':
      return { ...hand, account, entry };
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
    case 'execute':
      return toExecution(hand, { place, at, product });
    default:
      return assertNever(hand);
  }
}

/** Which of the commands it is, when it comes, and the product of its account. */
type HandMoment = {
  readonly place: number;
  readonly at: Timestamp;
  readonly product: Product;
};

/** The market it was decided on is the one that it meets: nobody looked at it before the run. */
function toExecution(
  hand: Extract<HandCommand, { readonly type: 'execute' }>,
  { place, at, product }: HandMoment,
): CommandBody {
  const { limit, plan, instrument, side, qty } = hand;
  const ids = new OrderIdFactory({
    session: BACKTEST_SESSION,
    origin: MANUAL_ORIGIN,
    lastCounter: place - 1,
  });
  const request: OrderRequest = {
    id: ids.next(),
    account: toAccountId(hand.account),
    book: toBookId(hand.book),
    strategy: null,
    instrument,
    product: hand.product ?? product,
    position: null,
    side,
    qty,
    terms: limit === undefined ? { type: 'market' } : { type: 'limit', limit },
    tif: 'DAY',
    reduceOnly: false,
    link: null,
    algo: null,
    tag: null,
  };
  const touch = { bid: null, ask: null, mid2: null, at };
  return { type: 'execute', request, touch, plan };
}

function toPlace(place: HandPlace, otherwise: Product): PositionPlace {
  const { book, product = otherwise, position } = place;
  return {
    book: toBookId(book),
    product,
    position: position === undefined ? null : toPositionId(position),
  };
}
