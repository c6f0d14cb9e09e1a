import {
  alwaysOpen,
  BACKTEST_SESSION,
  ledgerScales,
  OrderIdFactory,
  Random,
  SessionClock,
  toAccountId,
  toBookId,
  toOriginCode,
  toStrategyId,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  type Input,
  type OrderRequest,
  type ReportBody,
} from 'argosy/domain';
import { EngineMachine } from 'argosy/engine';
import { Reconciler } from 'argosy/reconciliation';
import { Link, OutputGate, Shard } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';
import { FileJournal } from '@argosy/journal';
import {
  anAccount,
  anInstrument,
  aSeat,
  aQuote,
  aTouch,
  aTradingConfig,
  rupees,
  type SimDisk,
} from '@argosy/testkit';

import type { Line } from './line.ts';
import { NotingJournal } from './noting-journal.ts';
import { policy } from './policy.ts';
import { Trader } from './trader.ts';
import type { World } from './world.ts';

/** What our side opens with, in paise. */
export const OPENING: bigint = 1_000_000_000_00n;
/** The account of everything in the simulation. */
export const account = toAccountId('MAIN');
const instrument = anInstrument();
const instruments = new InstrumentTable([instrument]);
const KIB = 1024;

/** What a process of ours lives in. */
export type Surroundings = {
  readonly world: World;
  readonly disk: SimDisk;
  readonly line: Line;
  /** What the clock on the wall says. */
  readonly wall: () => number;
  /** Hears the orders of a client that were acknowledged. */
  readonly onAck: (order: OrderId) => void;
  /** Hears up to which position all was called safe. */
  readonly onSafe: (position: number) => void;
  readonly life: number;
};

/** One process of ours: both machines, the journal, the gate; from its start until it is killed. */
export class Host {
  readonly trading: TradingMachine;
  readonly reconciler = new Reconciler({ account, policy });
  isAlive = true;
  readonly #surroundings: Surroundings;
  readonly #journal: FileJournal;
  readonly #noting: NotingJournal;
  readonly #shard: Shard;
  readonly #link = new Link();
  readonly #handIds: OrderIdFactory;
  /** What time it was when this process began, and when in the world that was. */
  readonly #begun: { readonly time: number; readonly at: number };

  private constructor(surroundings: Surroundings, journal: FileJournal, trading: TradingMachine) {
    this.#surroundings = surroundings;
    this.#journal = journal;
    this.trading = trading;
    this.#noting = new NotingJournal(journal, (position) => surroundings.onSafe(position));
    this.#shard = new Shard({
      trading,
      engine: this.#engine(),
      journal: this.#noting,
      tape: { append: () => {} },
      gate: new OutputGate(this.#noting, {
        send: (effect) => {
          if (this.isAlive) surroundings.line.send(effect);
        },
      }),
      venue: null,
      onEvent: () => {},
    });
    this.#shard.recover(journal.read());
    this.#begun = {
      time: Math.max(this.#shard.now, surroundings.wall()),
      at: surroundings.world.now,
    };
    const origin = toOriginCode('HAND');
    const lastCounter = trading.lastCounter(BACKTEST_SESSION, origin);
    this.#handIds = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter });
  }

  /** Starts a process on what an earlier one left; fails where the disk does. */
  static async start(surroundings: Surroundings): Promise<Host> {
    const { world, disk, line } = surroundings;
    const config = aTradingConfig({ accounts: [anAccount({ balances: [rupees(OPENING)] })] });
    const trading = new TradingMachine(config);
    let host: Host | null = null;
    const journal = await FileJournal.open({
      folder: '/journal',
      disk,
      shard: 'sim',
      region: 'in',
      segmentBytes: 128 * KIB,
      reserveBytes: 32 * KIB,
      blockBytesMax: 64 * KIB,
      recordBytesMax: 16 * KIB,
      backlogBytes: 1024 * KIB,
      takeOver: true,
      now: () => world.now,
      schedule: (run) => {
        world.after(20, run);
      },
      accountOf: (order) => trading.order(order)?.request.account ?? null,
      onFatal: () => {
        if (host !== null) host.isAlive = false;
      },
    });
    host = new Host(surroundings, journal, trading);
    host.#begin();
    line.onReport = ({ order, body }) => host.report(order, body);
    return host;
  }

  /** How much of the journal an earlier life was found to have left. */
  get found(): number {
    return this.#journal.recovered.next - 1;
  }

  /** The market moves. */
  quote(bid: number): void {
    this.#take(aQuote({ at: this.#now(), bid, ask: bid + 5 }), 0);
  }

  /** A client sends an order by hand, and hears of it once it is safe. */
  byHand(changes: Pick<OrderRequest, 'side' | 'qty' | 'terms'>): void {
    if (!this.isAlive) return;
    const id = this.#handIds.next();
    const request: OrderRequest = {
      ...changes,
      id,
      account,
      book: toBookId('HAND'),
      strategy: null,
      instrument: instrument.id,
      product: 'delivery',
      position: null,
      tif: 'GTC',
      reduceOnly: false,
      link: null,
      algo: null,
      tag: null,
    };
    this.#command(toOriginCode('HAND'), { type: 'submit', request, touch: aTouch() });
    this.#noting.whenSafe(() => {
      if (this.isAlive) this.#surroundings.onAck(id);
    });
  }

  /** A report of the broker, or what we conclude about it. */
  report(order: OrderId, body: ReportBody): void {
    if (!this.isAlive) return;
    const at = toTimestamp(this.#now());
    this.#take({ kind: 'report', account, order, eventAt: at, availableAt: at, body }, -1);
  }

  /** Asks for the end of all that works. */
  cancelAll(): void {
    for (const { request } of this.trading.openOrders()) {
      this.#command(toOriginCode('HAND'), { type: 'cancel', order: request.id });
    }
  }

  /** Somebody looks into why the account was restricted, and lets it go on. */
  goOn(): void {
    const scope = { kind: 'account' } as const;
    this.#command(toOriginCode('HAND'), {
      type: 'setState',
      account,
      scope,
      state: 'ACTIVE',
      reason: 'seen',
    });
  }

  /** Ends in order: all is safe, and the journal given back. */
  async close(): Promise<void> {
    await this.#journal.close();
    this.isAlive = false;
  }

  #begin(): void {
    this.#shard.open(toTimestamp(this.#now()));
    this.#drain();
  }

  #command(
    origin: ReturnType<typeof toOriginCode>,
    body: Extract<Input, { kind: 'command' }>['body'],
  ): void {
    const at = toTimestamp(this.#now());
    const readTo = toInputNumber(Math.max(0, this.#shard.inputs - 1));
    this.#take({ kind: 'command', origin, strategy: null, readTo, at, body }, -1);
  }

  /** What the reconciler has found. */
  take(input: Input): void {
    this.#take(input, -1);
  }

  #take(input: Input, index: 0 | -1): void {
    if (!this.isAlive) return;
    this.#shard.take(
      input,
      toTimestamp(this.#now()),
      index === 0 ? (instruments.indexOf(instrument.id) ?? -1) : -1,
    );
    this.#drain();
  }

  #drain(): void {
    while (this.isAlive && !this.#link.isEmpty) {
      this.#link.drain(
        (command) => this.#shard.take(command, toTimestamp(this.#now()), -1),
        () => {},
      );
    }
  }

  /** What time it is for us. */
  get now(): ReturnType<typeof toTimestamp> {
    return toTimestamp(this.#now());
  }

  /**
   * A process asks the clock on the wall once, when it begins; from then on it counts. So its time
   * neither goes back nor stands still, whatever happens to that clock.
   */
  #now(): number {
    return this.#begun.time + this.#surroundings.world.now - this.#begun.at;
  }

  #engine(): EngineMachine {
    const { world, life } = this.#surroundings;
    return new EngineMachine({
      instruments,
      calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
      externalBars: [],
      scales: ledgerScales({}),
      strategies: [
        aSeat({
          strategy: new Trader({}),
          id: toStrategyId('TRADER'),
          code: toOriginCode('TRAD'),
          book: toBookId('TRADER'),
        }),
      ],
      random: Random.fromSeed(`${world.random.nextUint32()}/${life}`),
      out: {
        command: (command) => this.#link.send(command),
        ask: () => {},
        log: () => {},
        fault: ({ message }) => {
          throw new Error(`the strategy failed: ${message}`);
        },
      },
    });
  }
}
