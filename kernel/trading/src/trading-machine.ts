import {
  assert,
  assertNever,
  type AccountId,
  type BrokerOrderId,
  type InstrumentId,
  type InstrumentIndex,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  boundReport,
  positionKeyText,
  type CommandBody,
  type Input,
  type Instrument,
  type MarketData,
  type Order,
  type Position,
  type PositionKey,
  type TradingEvent,
  type StateScope,
  type Touch,
  type TradingState,
  type Turn,
} from 'argosy/domain';
import type { LedgerBook, RealisedTotal, Violation } from 'argosy/ledger';
import type { Execution } from 'argosy/orders';

import { AccountFunds } from './accounts/account-funds.ts';
import { meetPrices } from './emulation/emulation-calls.ts';
import { endOpenings } from './emulation/end-openings.ts';
import { endOrders } from './emulation/end-orders.ts';
import { AccountUpkeep } from './accounts/account-upkeep.ts';
import { EquityWatch, type EquityNote } from './losses/equity-watch.ts';
import { EventEmitter, type TradingOutbox } from './event-emitter.ts';
import { checkTradingInvariants } from './invariants.ts';
import { ExecutionDesk } from './executions/execution-desk.ts';
import { payFunding } from './positions/funding-path.ts';
import { obeyCommand } from './obey-command.ts';
import { openAccount } from './accounts/open-account.ts';
import { takeReport } from './reports/report-path.ts';
import { expireReserved } from './accounts/reservation-path.ts';
import { forgiveHeld, isExecutionDue } from './executions/settle-executions.ts';
import { settleTrades } from './accounts/settlement-path.ts';
import { SettlementRules } from './accounts/settlement-rules.ts';
import { settleAll } from './settle-all.ts';
import { TouchTable } from './touch-table.ts';
import { assertConfig, type TradingConfig } from './trading-config.ts';
import type { TradingCounters } from './trading-counters.ts';
import { TradingFold } from './trading-fold.ts';
import { boundsOf, requireAccounts, requireBounds, type TradingMemory } from './trading-memory.ts';
import type { TradingParts } from './trading-parts.ts';
import { TradingView } from './trading-view.ts';
import { exportMachine, importMachine, type TradingMachineState } from './trading-state.ts';
import { relieveAccounts } from './margin/utilisation-path.ts';

/**
 * Machine two: risk, holds, orders, positions and the ledger of a group of accounts. A pure
 * function of its numbered inputs; it says events and asks for effects, and waits for nothing.
 *
 * @example
 * const machine = new TradingMachine(config);
 * machine.open(firstTurn, outbox);
 * machine.handle(command, turn, outbox); // the outbox gets events, and effects for the broker
 * machine.hash(); // equal on every run over the same inputs
 */
export class TradingMachine {
  /** What people want to know of it besides. */
  readonly view: TradingView;
  readonly #config: TradingConfig;
  readonly #fold: TradingFold;
  readonly #touches: TouchTable;
  readonly #emitter: EventEmitter;
  readonly #parts: TradingParts;
  readonly #upkeep: AccountUpkeep;

  constructor(config: TradingConfig) {
    assertConfig(config);
    this.#config = config;
    this.#fold = new TradingFold(config);
    this.#touches = new TouchTable(config.instruments.room);
    this.#emitter = new EventEmitter(this.#fold);
    const [fold, touches, emitter] = [this.#fold, this.#touches, this.#emitter];
    const funds = new AccountFunds(config, { fold, touches, now: () => emitter.now });
    const settlements = new SettlementRules(config);
    const equity = new EquityWatch({ config, fold, funds, touches });
    const executions = new ExecutionDesk();
    this.#parts = { config, fold, touches, emitter, funds, settlements, equity, executions };
    this.#upkeep = new AccountUpkeep(this.#parts);
    this.view = new TradingView(this.#parts);
  }

  /** Opens the accounts: their balances are deposits. The first input of a shard's life. */
  open(turn: Turn, out: TradingOutbox): void {
    this.#emitter.begin(turn, out);
    for (const account of this.#config.accounts) openAccount(this.#parts, account);
  }

  /** Takes one input in. Market data only changes what is known of the market. */
  handle(input: Input, turn: Turn, out: TradingOutbox): void {
    if (this.#parts.equity.isDayOver(turn.now)) this.#beginDay(turn, out);
    const isExpiring = this.#isAnythingDue(turn.now);
    switch (input.kind) {
      case 'quote':
      case 'trade':
      case 'bar':
      case 'status':
      case 'book':
      case 'queue':
      case 'mark':
      case 'index':
        if (isExpiring) this.#expire(turn, out);
        this.#touches.keep(turn.instrument, input);
        if (this.#fold.emulated.isWatching(turn.instrument)) this.#meet(input, turn, out);
        if (!this.#fold.openings.isEmpty) this.#endOpenings(input, turn, out);
        this.#work(input, turn, out);
        this.#noteEquity(turn, out);
        this.#watchMargins(turn, out, turn.instrument);
        break;
      case 'funding':
        this.#begin(turn, out);
        payFunding(this.#parts, input, turn.instrument);
        this.#conclude(turn, out);
        break;
      case 'command':
        this.#begin(turn, out);
        relieveAccounts(this.#parts);
        obeyCommand(this.#parts, input);
        forgiveHeld(this.#parts);
        this.#conclude(turn, out);
        break;
      case 'report':
        this.#begin(turn, out);
        takeReport(this.#parts, boundReport(input, turn.now));
        this.#conclude(turn, out);
        break;
      case 'time':
      case 'answer':
      case 'adjustment':
        if (isExpiring) this.#expire(turn, out);
        this.#work(null, turn, out);
        break;
      default:
        assertNever(input);
    }
  }

  /**
   * Takes in what a turn said before, all of it: afterwards the machine knows what it knew then, and
   * its hash is the same. It decides nothing and sends nothing.
   */
  recall(events: readonly TradingEvent[]): void {
    this.#emitter.recall(events);
    this.#parts.executions.clear();
  }

  /** When a parent order may have something due, behind the data of then; Infinity for never. */
  get nextWorkAt(): number {
    if (this.#fold.executions.size === 0) return Number.POSITIVE_INFINITY;
    return this.#parts.executions.wakeAt;
  }

  /** The parent orders that are kept: those that have ended first. */
  executions(): readonly Execution[] {
    return this.#fold.executions.all();
  }

  /** The digest of every event so far: 32 hexadecimal digits. */
  hash(): string {
    return this.#emitter.digest();
  }

  /** An order, open or among the closed ones that are still kept. */
  order(id: OrderId): Order | undefined {
    return this.#fold.orders.find(id);
  }

  /** The open orders, in the order they came. */
  openOrders(): readonly Order[] {
    return this.#fold.orders.open();
  }

  /** The closed orders that are still kept, as they closed. */
  closedOrders(): readonly Order[] {
    return [...this.#fold.orders.closed()];
  }

  /** The closed order that has this id at the broker, if it is still kept. The first to ask has them all looked through. */
  closedOrderAt(account: AccountId, brokerId: BrokerOrderId): OrderId | undefined {
    return this.#fold.orders.closedAt(account, brokerId);
  }

  /** Another number whenever something came of the fills of an order that had closed; else what was read of them still holds. */
  get closedChanges(): number {
    return this.#fold.orders.closedChanges;
  }

  /** Whether an order of this id, or a later one of its sender, was ever made; kept or not. */
  hasSeen(id: OrderId): boolean {
    return this.#fold.seenIds.isSeen(id);
  }

  /** The market of an instrument as it is known; null where nothing is, or no such instrument. */
  touchOf(instrument: InstrumentId, now: Timestamp): Touch | null {
    const index = this.#config.instruments.indexOf(instrument);
    return index === undefined ? null : this.#touches.touch(index, now);
  }

  /** An instrument that is traded here. */
  instrument(id: InstrumentId): Instrument | undefined {
    return this.#config.instruments.find(id);
  }

  /** What an account, or something in it, may do. */
  stateOf(account: AccountId, scope: StateScope): TradingState {
    return this.#fold.accounts.stateOf(account, scope);
  }

  /**
   * The command by which this machine learns how much room the journal has; null where it knows, or
   * where no account trades. A halt of a person's stays as it is.
   */
  roomCommand(shortage: string | null): CommandBody | null {
    const account = this.#config.accounts[0]?.id;
    const isKnown = (this.storageShortage === null) === (shortage === null);
    if (account === undefined || isKnown) return null;
    const state = shortage === null ? 'ACTIVE' : 'HALTED';
    const reason = shortage ?? 'there is room again';
    return { type: 'setState', account, scope: { kind: 'storage' }, state, reason };
  }

  /** When something next ends by itself that nothing else may wake this machine for; Infinity for never. */
  get nextWakeAt(): number {
    return this.#fold.clocks.next;
  }

  /** Why new orders would find no room in the journal; null while they do. */
  get storageShortage(): string | null {
    return this.#fold.accounts.storageShortage;
  }

  /** A position; undefined where it was never held. */
  position(key: PositionKey): Position | undefined {
    return this.#fold.positions.find(positionKeyText(key));
  }

  /** What each book has realised in each instrument, over all positions it ever held. */
  realised(): readonly RealisedTotal[] {
    return this.#fold.positions.realised();
  }

  /**
   * Every position in the order it was first held, flat ones of netting books too; then the closed
   * ones of hedging books that are still kept.
   */
  positions(): readonly Position[] {
    return [...this.#fold.positions.held(), ...this.#fold.positions.closed()];
  }

  /** The books. Whoever looks changes nothing. */
  get book(): LedgerBook {
    return this.#fold.book;
  }

  /** How often each thing out of the ordinary has happened. */
  get counters(): TradingCounters {
    return this.#fold.counters.exportState();
  }

  /** The last counter each session and origin has used, for a sender that attaches again. */
  lastCounter(session: string, origin: string): number {
    return this.#fold.seenIds.lastCounter(session, origin);
  }

  /** The rules that do not hold; none, unless there is a bug. */
  checkInvariants(): readonly Violation[] {
    return checkTradingInvariants(this.#config, this.#fold);
  }

  /** The machine as plain data, between two turns. */
  exportState(): TradingMachineState {
    return exportMachine(this.#parts);
  }

  /** Goes on where another machine of the same configuration stood. */
  importState(state: TradingMachineState): void {
    importMachine(this.#parts, state);
  }

  /** What `recall` of all it ever said would make known, between two turns. */
  exportMemory(): TradingMemory {
    return {
      bounds: boundsOf(this.#config),
      fold: this.#fold.exportState(),
      emitter: this.#emitter.exportState(),
    };
  }

  /** Throws where a memory is not of this configuration. */
  checkMemory({ bounds, fold }: TradingMemory): void {
    requireBounds(bounds, this.#config);
    requireAccounts(fold, this.#config);
  }

  /** Knows what another machine of the same configuration knew, and nothing of the market. */
  importMemory(memory: TradingMemory): void {
    this.checkMemory(memory);
    this.#fold.importState(memory.fold);
    this.#parts.executions.clear();
    this.#emitter.importState(memory.emitter);
  }

  /** Ends a turn of a command, a report or what a rate has paid: what follows by itself. */
  #conclude(turn: Turn, out: TradingOutbox): void {
    settleAll(this.#parts);
    this.#noteEquity(turn, out);
    this.#watchMargins(turn, out, -1);
  }

  /** Starts a turn that may say something: first what has ended by now. */
  #begin(turn: Turn, out: TradingOutbox): void {
    this.#emitter.begin(turn, out);
    expireReserved(this.#parts);
    settleTrades(this.#parts);
    this.#upkeep.bookNights(turn.now);
    endOrders(this.#parts);
  }

  /** Ends what has ended by now, and does what follows from that, before anything of now is known. */
  #expire(turn: Turn, out: TradingOutbox): void {
    this.#begin(turn, out);
    settleAll(this.#parts);
  }

  /** Lets what waits here for a price of an instrument meet it. */
  #meet(datum: MarketData, turn: Turn, out: TradingOutbox): void {
    const { instrument } = turn;
    assert(instrument !== -1, 'market data without an instrument');
    const begin = (): void => this.#begin(turn, out);
    if (meetPrices(this.#parts, { datum, instrument }, begin)) settleAll(this.#parts);
  }

  /** Ends what is left of orders for an opening that has its price. */
  #endOpenings(datum: MarketData, turn: Turn, out: TradingOutbox): void {
    assert(turn.instrument !== -1, 'market data without an instrument');
    const found = { datum, instrument: turn.instrument };
    if (endOpenings(this.#parts, found, () => this.#begin(turn, out))) settleAll(this.#parts);
  }

  /** Lets parent orders go on where the clock or the market has something for them. */
  #work(datum: MarketData | null, turn: Turn, out: TradingOutbox): void {
    if (!isExecutionDue(this.#parts, datum, turn.now)) return;
    this.#begin(turn, out);
    settleAll(this.#parts);
  }

  /** Before anything of the new day is known: its prices are none of the day before. */
  #beginDay(turn: Turn, out: TradingOutbox): void {
    this.#parts.equity.beginDay(turn.now);
    this.#noteEquity(turn, out);
  }

  /**
   * Says from where losses are counted, as far as that has changed. On the path of every price; what
   * prices make takes no room that the journal keeps for fills.
   */
  #noteEquity(turn: Turn, out: TradingOutbox): void {
    const { equity, fold } = this.#parts;
    if (!equity.isOn(turn.now)) return;
    const isShort = fold.accounts.storageShortage !== null;
    for (const account of equity.takeDue(turn.instrument)) {
      const notes = equity.look(account);
      if (isShort && notes.length > 0) equity.putOff();
      else for (const note of notes) this.#say(note, turn, out);
    }
  }

  /** On the path of every price: what it leaves of the margin that accounts have to keep, where any has. */
  #watchMargins(turn: Turn, out: TradingOutbox, priced: InstrumentIndex | -1): void {
    if (!this.#upkeep.isMarginMoved(priced)) return;
    this.#emitter.begin(turn, out);
    if (this.#upkeep.watchMargins(priced)) settleAll(this.#parts);
  }

  #say(note: EquityNote, turn: Turn, out: TradingOutbox): void {
    this.#emitter.begin(turn, out);
    this.#emitter.emit(note);
  }

  /** Whether something ends or settles by itself by now. */
  #isAnythingDue(now: Timestamp): boolean {
    const { book } = this.#fold;
    if (now >= book.nextExpiry || now >= this.#fold.clocks.next) return true;
    return this.#parts.settlements.isAnyDue(book, now) || this.#upkeep.isNightDue(now);
  }
}
