import {
  SessionClock,
  alwaysOpen,
  ledgerScales,
  nseClosingAuction,
  nseEquity,
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toOrderId,
  toOriginCode,
  toQuantity,
  toStrategyId,
  toTimestamp,
  toTradeId,
  type AccountId,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type CommandBody,
  type Effect,
  type Input,
  type Instrument,
  type MarketData,
  type OrderRequest,
  type OrderTerms,
  type ReportBody,
  type TradingEvent,
  type TradingEventKind,
  type TradingState,
  type Turn,
} from 'argosy/domain';
import { defaultLimits, type RiskLimits } from 'argosy/risk';
import { TradingMachine, type AccountConfig, type TradingConfig } from 'argosy/trading';

import { anInstrument } from './instrument.ts';
import { aFill, aTouch, rupees, type FillChanges } from './order.ts';
import { anOrderRequest } from './order-request.ts';

/** What a test changes of the rig's machine. */
export type TradingRigOptions = Partial<
  Omit<TradingConfig, 'instruments' | 'limits' | 'accounts'>
> & {
  readonly instruments?: readonly Instrument[];
  readonly limits?: Partial<RiskLimits>;
  readonly accounts?: readonly AccountConfig[];
  /** What the account `MAIN` opens with, in paise; 10,000.00 rupees unless told. */
  readonly cash?: bigint;
};

/** An account `MAIN` with rupees. */
export function anAccount(changes: Partial<AccountConfig> = {}): AccountConfig {
  return {
    id: toAccountId('MAIN'),
    kind: 'cash',
    mode: 'netting',
    base: rupees(0n).currency,
    balances: [rupees(10_000_00n)],
    products: ['delivery', 'intraday', 'carryForward', 'margin'],
    ...changes,
  };
}

/** A trading machine's configuration without fees, for one share that trades around the clock. */
export function aTradingConfig(options: TradingRigOptions = {}): TradingConfig {
  const { instruments = [anInstrument()], limits, cash, accounts, ...changes } = options;
  return {
    instruments: new InstrumentTable(instruments),
    accounts: accounts ?? [anAccount(cash === undefined ? {} : { balances: [rupees(cash)] })],
    calendars: new Map(
      [alwaysOpen, nseClosingAuction, nseEquity].map((one) => [one.id, new SessionClock(one)]),
    ),
    limits: { ...defaultLimits, ...limits },
    scales: ledgerScales({}),
    estimateFee: () => rupees(0n),
    activeFrom: toTimestamp(0),
    ...changes,
  };
}

/** Drives a trading machine turn by turn and keeps what it says; each turn is one second later. */
export class TradingRig {
  readonly events: TradingEvent[] = [];
  readonly effects: Effect[] = [];
  readonly #config: TradingConfig;
  readonly #outbox = {
    event: (event: TradingEvent): void => {
      this.events.push(event);
      this.#heard.push(event);
    },
    effect: (effect: Effect): void => void this.effects.push(effect),
  };
  /** All that was ever said. */
  readonly #heard: TradingEvent[] = [];
  #machine: TradingMachine;
  #number = 0;
  #orders = 0;

  constructor(options: TradingRigOptions = {}) {
    this.#config = aTradingConfig(options);
    this.#machine = new TradingMachine(this.#config);
    this.#machine.open(this.#nextTurn(), this.#outbox);
  }

  /** The machine that the rig drives now. */
  get machine(): TradingMachine {
    return this.#machine;
  }

  /** What the machine was made of. */
  get config(): TradingConfig {
    return this.#config;
  }

  /** Goes on with a new machine that knows nothing but what the old one exports. */
  restart(): void {
    const state = structuredClone(this.#machine.exportState());
    this.#machine = new TradingMachine(this.#config);
    this.#machine.importState(state);
  }

  /** Goes on with a new machine that knows what the old one has said, and the market as the tape would tell it. */
  recall(): void {
    const { touches, equity, armed, executions } = this.#machine.exportState();
    this.recover();
    this.#machine.importState({
      ...this.#machine.exportState(),
      touches,
      equity,
      armed,
      executions,
    });
  }

  /** Goes on with a new machine that knows what the old one has said, and no price. */
  recover(): void {
    this.#machine = new TradingMachine(this.#config);
    const turns = Map.groupBy(this.#heard, ({ number }) => number);
    for (const events of turns.values()) this.#machine.recall(events);
  }

  /** Goes on with a new machine that knows what a snapshot of the old one tells, and no price. */
  resume(): void {
    const memory = structuredClone(this.#machine.exportMemory());
    this.#machine = new TradingMachine(this.#config);
    this.#machine.importMemory(memory);
  }

  /** Any input at all. */
  take(input: Input): void {
    this.#machine.handle(input, this.#nextTurn(input), this.#outbox);
  }

  /** Market data becomes available. */
  feed(...data: readonly MarketData[]): void {
    for (const datum of data) this.take(datum);
  }

  /** A command of the strategy `TEST`; of a person where `isOwn` is false. */
  command(body: CommandBody, sender: { strategy?: string | null; origin?: string } = {}): void {
    const { strategy = 'TEST', origin = 'TEST' } = sender;
    this.take({
      kind: 'command',
      origin: toOriginCode(origin),
      strategy: strategy === null ? null : toStrategyId(strategy),
      readTo: toInputNumber(0),
      at: toTimestamp(0),
      body,
    });
  }

  /** Submits an order under the next id, unless the changes name one. */
  submit(changes: Partial<OrderRequest> = {}): OrderId {
    this.#orders += 1;
    const id = toOrderId(`0000TEST${String(this.#orders).padStart(6, '0')}`);
    const request = anOrderRequest({ id, ...changes });
    this.command({ type: 'submit', request, touch: aTouch() });
    return request.id;
  }

  /** Submits an order and has the broker accept it. */
  work(changes: Partial<OrderRequest> = {}): OrderId {
    const order = this.submit(changes);
    this.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) });
    return order;
  }

  /** Asks for another quantity and other terms. */
  amend(order: OrderId, qty: number, terms: OrderTerms): void {
    this.command({ type: 'amend', order, qty: toQuantity(qty), terms });
  }

  /** Asks for an order's end. */
  cancel(order: OrderId): void {
    this.command({ type: 'cancel', order });
  }

  /** Asks for the end of every order of the book `TEST`. */
  cancelAll(): void {
    const [account, book] = [toAccountId('MAIN'), toBookId('TEST')];
    this.command({ type: 'cancelAll', account, book, instrument: null });
  }

  /** A person sets the state of the account `MAIN`. */
  setState(state: TradingState): void {
    const account = toAccountId('MAIN');
    const scope = { kind: 'account' } as const;
    this.command({ type: 'setState', account, scope, state, reason: 'test' }, { strategy: null });
  }

  /** A person pays rupees into the account `MAIN`, or out of it. */
  transfer(entry: string, paise: bigint): void {
    const account = toAccountId('MAIN');
    this.command({ type: 'transfer', account, entry, amount: rupees(paise) }, { strategy: null });
  }

  /** The broker reports. */
  report(order: OrderId, body: ReportBody, account: AccountId = toAccountId('MAIN')): void {
    const at = toTimestamp(this.#now());
    this.take({ kind: 'report', account, order, eventAt: at, availableAt: at, body });
  }

  /** The broker reports a fill. */
  fill(order: OrderId, changes: FillChanges = {}): void {
    const { flags: _, ...fill } = aFill(changes);
    this.report(order, { type: 'filled', fill });
  }

  /** The broker takes a fill back. */
  bust(order: OrderId, trade: string): void {
    this.report(order, { type: 'busted', trade: toTradeId(trade) });
  }

  /** The events of a kind, in order. */
  of<Kind extends TradingEventKind>(kind: Kind): Extract<TradingEvent, { readonly kind: Kind }>[] {
    return this.events.filter(
      (event): event is Extract<TradingEvent, { kind: Kind }> => event.kind === kind,
    );
  }

  /** The events since the last call, a word each: `accepted`, `hold placed`, `entry fill`. */
  said(): readonly string[] {
    return this.events.splice(0).map(toWord);
  }

  /** The instant of the next turn. */
  get now(): Timestamp {
    return toTimestamp(this.#now());
  }

  #now(): number {
    return this.#number * 1_000_000;
  }

  #nextTurn(input?: Input): Turn {
    const number = toInputNumber(this.#number);
    const now = toTimestamp(this.#now());
    this.#number += 1;
    const isDatum = input !== undefined && 'instrument' in input;
    const index = isDatum ? this.#config.instruments.indexOf(input.instrument) : undefined;
    return { number, now, instrument: index ?? -1 };
  }
}

function toWord(event: TradingEvent): string {
  switch (event.kind) {
    case 'order':
      return event.change.type;
    case 'entry':
      return `entry ${event.purpose}`;
    case 'hold':
      return `hold ${event.change}`;
    case 'position':
      return `position ${event.qty}`;
    case 'account':
      return event.state;
    case 'reservation':
      return `reservation ${event.change}`;
    case 'status':
      return event.status;
    case 'floor':
      return 'floor';
    case 'limit':
      return `limit ${event.limit}`;
    case 'equity':
      return `${event.point} ${event.gain.amount}`;
    case 'execution':
      return event.change.type;
    case 'margin':
      return `margin ${event.level}`;
    case 'anomaly':
      return event.type;
    default:
      return 'unknown';
  }
}
