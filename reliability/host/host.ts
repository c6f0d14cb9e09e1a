import {
  BACKTEST_SESSION,
  encodeVersioned,
  OrderIdFactory,
  toTimestamp,
  type InputNumber,
  type OrderId,
} from 'argosy/core';
import {
  toInputNumber,
  type CommandBody,
  type Effect,
  type Input,
  type OrderRequest,
  type ReportBody,
  type TradingEvent,
} from 'argosy/domain';
import { Reconciler, type ReconciliationPolicy } from 'argosy/reconciliation';
import {
  Link,
  OutputGate,
  Shard,
  shardStateCodec,
  type JournalEntry,
  type Tape,
} from 'argosy/shard';
import type { TradingMachine } from 'argosy/trading';
import {
  FileJournal,
  recoverShard,
  SnapshotKeeper,
  type Disk,
  type FollowerOptions,
  type FollowerState,
  type Snapshots,
} from '@argosy/journal';
import { aQuote, aTouch } from '@argosy/testkit';

import type { KillPointId } from '../kill-points.ts';
import type { JournalFold } from './journal-fold.ts';
import { NotingJournal } from './noting-journal.ts';
import { ourEngine } from './our-engine.ts';
import { account, byHand, handBook, instrument, instruments, ourConfig } from './our-side.ts';
import { WatchedTrading } from './watched-trading.ts';

const KIB = 1024;
/** So many records lie between two snapshots: many lives begin with one. */
const SNAPSHOT_EVERY = 1_500;

/** The sizes of our logs: small, so that a short life sees more than one segment. */
export const logSizes = {
  segmentBytes: 128 * KIB,
  reserveBytes: 32 * KIB,
  blockBytesMax: 64 * KIB,
  recordBytesMax: 16 * KIB,
  backlogBytes: 1024 * KIB,
} as const;

/** What a process of ours lives in. */
export type Surroundings = {
  readonly disk: Disk;
  readonly folder: string;
  /** Whether the journal is taken over from a process that may still live. */
  readonly takeOver: boolean;
  /** A second journal beside the first; none unless told. */
  readonly follower?: FollowerOptions;
  readonly tape: Tape;
  /** The last number on the tape. */
  readonly taped: InputNumber | null;
  /** Where states are kept, to begin with at the next start; without it the journal tells all. */
  readonly snapshots?: Snapshots;
  readonly policy: Partial<ReconciliationPolicy>;
  /** Counts microseconds; it neither goes back nor jumps. */
  readonly clock: () => number;
  /** What the clock on the wall says. */
  readonly wall: () => number;
  /** Begins a commit soon. */
  readonly schedule: (run: () => void) => void;
  /** What the strategy's chance comes of. */
  readonly seed: () => string;
  readonly send: (effect: Effect) => void;
  /** Hears the orders of a client that were acknowledged. */
  readonly onAck: (order: OrderId) => void;
  /** Hears up to which position all was called safe. */
  readonly onSafe: (position: number) => void;
  /** Hears of each place that it comes past where it may be killed. */
  readonly reach: (point: KillPointId) => void;
  /** May look at a process that has recovered and not begun. */
  readonly onRecovered?: (host: Host) => void;
  /** Hears of each record that is appended. */
  readonly onAppended?: (entry: JournalEntry, position: number) => void;
};

/** One process of ours: both machines, the journal, the gate; from its start until it is killed. */
export class Host {
  readonly trading: TradingMachine;
  readonly reconciler: Reconciler;
  isAlive = true;
  /** What was known once the journal was replayed. */
  readonly recoveredHash: string;
  /** The position of the snapshot it began with; 0 where the journal told all. */
  readonly snapshotAt: number;
  readonly #surroundings: Surroundings;
  readonly #journal: FileJournal;
  readonly #noting: NotingJournal;
  readonly #gate: OutputGate;
  readonly #shard: Shard;
  readonly #link = new Link();
  readonly #handIds: OrderIdFactory;
  readonly #keeper: SnapshotKeeper | null;
  /** What time it was when this process began, and when in the world that was. */
  readonly #begun: { readonly time: number; readonly at: number };

  private constructor(surroundings: Surroundings, journal: FileJournal, trading: TradingMachine) {
    this.#surroundings = surroundings;
    this.#journal = journal;
    this.trading = trading;
    const { reach } = surroundings;
    this.#noting = new NotingJournal(journal, {
      appended: (entry, position) => surroundings.onAppended?.(entry, position),
      safe: (position, waiting) => {
        surroundings.onSafe(position);
        if (waiting > 0) reach('K06');
      },
      told: (count) => {
        if (count > 0) reach('K07');
      },
    });
    this.#gate = new OutputGate(this.#noting, {
      send: (effect) => {
        reach('gate');
        if (this.isAlive) surroundings.send(effect);
      },
    });
    this.reconciler = new Reconciler({ account, gate: this.#gate, policy: surroundings.policy });
    this.#shard = new Shard({
      trading,
      engine: ourEngine(surroundings.seed(), this.#link),
      journal: this.#noting,
      tape: surroundings.tape,
      gate: this.#gate,
      venue: null,
      onEvent: ({ index }) => {
        if (index > 0) reach('projection');
      },
    });
    const { taped, snapshots = null } = surroundings;
    const from = { recovered: journal.recovered, read: (at?: number) => this.#toReplay(at) };
    const { position } = recoverShard(this.#shard, { journal: from, snapshots, taped });
    this.snapshotAt = position;
    this.recoveredHash = trading.hash();
    this.#keeper = snapshots === null ? null : this.#keeperOf(snapshots);
    this.#begun = {
      time: Math.max(this.#shard.now, surroundings.wall()),
      at: surroundings.clock(),
    };
    const lastCounter = trading.lastCounter(BACKTEST_SESSION, byHand);
    this.#handIds = new OrderIdFactory({ session: BACKTEST_SESSION, origin: byHand, lastCounter });
  }

  /** Starts a process on what an earlier one left; fails where the disk does. */
  static async start(surroundings: Surroundings): Promise<Host> {
    const { folder, disk, takeOver, clock, schedule, reach, follower } = surroundings;
    const trading = new WatchedTrading(ourConfig(), (event) => reachDecided(event, reach));
    let host: Host | null = null;
    const journal = await FileJournal.open({
      ...logSizes,
      folder,
      disk,
      shard: 'sim',
      region: 'in',
      takeOver,
      now: clock,
      schedule,
      ...(follower === undefined ? {} : { follower }),
      accountOf: (order) => trading.order(order)?.request.account ?? null,
      onFatal: () => {
        if (host !== null) host.isAlive = false;
      },
    });
    host = new Host(surroundings, journal, trading);
    surroundings.onRecovered?.(host);
    host.#begin();
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
    const { reach, onAck } = this.#surroundings;
    reach('K01');
    const id = this.#handIds.next();
    const request: OrderRequest = {
      ...changes,
      id,
      account,
      book: handBook,
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
    this.command({ type: 'submit', request, touch: aTouch() }, () => onAck(id));
  }

  /** A client asks for something else, and hears of it once it is safe. */
  command(body: CommandBody, whenSafe: () => void = () => {}): void {
    const at = toTimestamp(this.#now());
    const readTo = toInputNumber(Math.max(0, this.#shard.inputs - 1));
    const command = { kind: 'command', origin: byHand, strategy: null, readTo, at, body } as const;
    if (!this.#take(command, -1)) return;
    this.#noting.whenSafe(() => {
      if (this.isAlive) whenSafe();
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
      this.command({ type: 'cancel', order: request.id });
    }
  }

  /** Somebody looks into why the account was restricted, and lets it go on. */
  goOn(): void {
    const scope = { kind: 'account' } as const;
    this.command({ type: 'setState', account, scope, state: 'ACTIVE', reason: 'seen' });
  }

  /** Resolves when all that was said is safe. */
  flush(): Promise<void> {
    return this.#journal.flush();
  }

  /** Whether a request waits for the disk. */
  get isSending(): boolean {
    return this.#gate.size > 0;
  }

  /** How the journal and its follower stand; null where it has none. */
  get follower(): FollowerState | null {
    return this.#journal.follower;
  }

  /** Up to where all is safe. */
  get safe(): number {
    return this.#journal.durable;
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

  #keeperOf(snapshots: Snapshots): SnapshotKeeper {
    return new SnapshotKeeper({
      shard: this.#shard,
      journal: this.#journal,
      snapshots,
      everyRecords: SNAPSHOT_EVERY,
      onFailed: () => {},
    });
  }

  /** All that is known, in bytes, as a snapshot keeps it. */
  exportState(): Uint8Array {
    return encodeVersioned(shardStateCodec, this.#shard.exportState());
  }

  /** Whether all that is known is what a fold of the journal tells; to be asked before anything comes in. */
  isAsFolded(fold: JournalFold): boolean {
    return fold.isLike(this.#shard, this.#journal);
  }

  *#toReplay(from: number = 1): Iterable<JournalEntry> {
    for (const entry of this.#journal.read(from)) {
      this.#surroundings.reach('K21');
      yield entry;
    }
  }

  /** What the reconciler has found. */
  take(input: Input): void {
    this.#take(input, -1);
  }

  /** Whether it was taken; where the journal has no room a new order may not be. */
  #take(input: Input, index: 0 | -1): boolean {
    if (!this.isAlive) return false;
    const place = index === 0 ? (instruments.indexOf(instrument.id) ?? -1) : -1;
    const refusal = this.#shard.take(input, toTimestamp(this.#now()), place);
    this.#drain();
    return refusal === null;
  }

  #drain(): void {
    this.#keeper?.look();
    while (this.isAlive && !this.#link.isEmpty) {
      this.#link.drain(
        (command) => this.#shard.take(command, toTimestamp(this.#now()), -1),
        () => {},
      );
      this.#keeper?.look();
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
    return this.#begun.time + this.#surroundings.clock() - this.#begun.at;
  }
}

/** Where in a decision a process may be killed: nothing of it is in the journal yet. */
function reachDecided(event: TradingEvent, reach: Surroundings['reach']): void {
  if (event.kind === 'order' && event.change.type === 'initialized') reach('K03');
  else if (event.kind === 'hold' && event.change === 'placed') reach('K04');
  else if (event.kind === 'entry' && event.purpose === 'charges') reach('K25');
  else if (event.kind === 'account' && event.scope.kind === 'strategy') reach('K27');
}
