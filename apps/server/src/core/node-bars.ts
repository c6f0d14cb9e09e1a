import { join } from 'node:path';

import {
  SessionClock,
  toTimestamp,
  type InstrumentIndex,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { BarSpecText, MarketData } from 'argosy/domain';
import {
  LiveBars,
  SeenMinutes,
  type BrokerAdapter,
  type Connection,
  type HistoryRange,
  type LatestBars,
  type LiveBar,
  type Page,
  type QueueState,
} from '@argosy/bridge';
import type { HistoryFace } from '@argosy/gateway';
import type { Logger } from '@argosy/telemetry';

import type { CoreMarket } from './live-core.ts';
import { MinuteFiles, type MinuteFilesOptions } from './minute-files.ts';

const HISTORY_MILLIS = 20_000;
/** How often it looks whether anything comes, in microseconds of the wall clock. */
const LOOK_US = 1_000_000;
/** Where nothing has come for so many looks, what was known that long ago has been handled: minutes end without prices too. */
const QUIET_LOOKS = 2;

/** What bars need of a market. */
export type BarsMarket = Pick<CoreMarket, 'instruments' | 'calendars'> & {
  readonly time: Pick<CoreMarket['time'], 'wall' | 'after'>;
  readonly adapter: Pick<BrokerAdapter, 'history'>;
  readonly fed: object | null;
};

/** Where bars of a node are kept. */
export type NodeBarsPlace = {
  readonly folder: string;
  readonly log: Logger;
  /** How much faster than the wall clock the market's time runs just now. */
  readonly pace: () => number;
};

/** Bars of a node: what the machines have handled, minute by minute, and before it the past as the broker has it. */
export class NodeBars implements HistoryFace {
  readonly #seen: SeenMinutes;
  readonly #bars: LiveBars;
  readonly #now: () => Timestamp;
  readonly #time: BarsMarket['time'];
  readonly #pace: () => number;
  #isTaken = false;
  #quietLooks = 0;
  #callOff: () => void = () => {};
  #isConnected = false;
  #isWhole = true;
  /** Whether somebody brings prices, where another process does. */
  #isFed: boolean;
  readonly #began: Timestamp;
  #isDeaf = true;

  readonly #place: MinuteFilesOptions;
  #files: MinuteFiles | null = null;

  constructor(
    { adapter: { history }, instruments, calendars, time, fed }: BarsMarket,
    { folder, log, pace }: NodeBarsPlace,
  ) {
    this.#time = time;
    this.#pace = pace;
    this.#now = () => toTimestamp(Math.floor(time.wall()));
    this.#isFed = fed === null;
    this.#began = this.#now();
    this.#place = { folder: join(folder, 'minutes'), instruments, log };
    this.#seen = new SeenMinutes(this.#began, (minute) => this.#files?.write(minute));
    this.#seen.pause();
    this.#bars = new LiveBars({
      instruments,
      calendars: new Map(calendars.map((one) => [one.id, new SessionClock(one)])),
      seen: this.#seen,
      past: async (spec, range) => {
        if (history === null)
          return { ok: false, refusal: { code: 'UNSUPPORTED', reason: 'history' } };
        return history.bars(spec, range, { timeoutMs: HISTORY_MILLIS });
      },
    });
  }

  /**
   * Takes up what was heard before, once the data are this node's alone. From then on it looks at the time: minutes end
   * also while nothing trades.
   */
  start(): void {
    this.#files ??= new MinuteFiles(this.#place);
    this.#seen.restore(this.#files.read(this.#began));
    this.#callOff = this.#time.after(this.#lookUs, this.#look);
  }

  /** Takes what was handled; `instrument` is -1 where it is of all. */
  take(input: MarketData, instrument: InstrumentIndex | -1): void {
    this.#isTaken = true;
    // What comes first may tell how things stood before: time is the clock's from here on.
    if (this.#isDeaf && this.#hearsAll) {
      this.#seen.resume(this.#now());
      this.#isDeaf = false;
    }
    if (instrument === -1) this.#seen.advance(input.availableAt);
    else this.#seen.take(input, instrument);
  }

  /** What comes while the link is down is not heard: those minutes are the broker's to tell. */
  onConnection({ state }: Connection): void {
    this.#isConnected = state === 'connected';
    this.#deafen();
  }

  /** Nor is what the bridge leaves out while too much comes. */
  onPressure(state: QueueState): void {
    this.#isWhole = state === 'normal';
    this.#deafen();
  }

  /** Nor is what nobody brings: while a feed is away no minute is whole. */
  onFed(isFed: boolean): void {
    this.#isFed = isFed;
    this.#deafen();
  }

  bars(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<LiveBar>>> {
    return this.#bars.bars(spec, range);
  }

  async latest(specs: readonly BarSpecText[]): Promise<readonly (LatestBars | null)[]> {
    const found = await Promise.all(specs.map((spec) => this.#bars.latest(spec)));
    return found.map((latest) => (latest.ok ? latest.value : null));
  }

  /** Ends: what is over is kept. */
  async stop(): Promise<void> {
    this.#callOff();
    await this.#files?.close();
  }

  get #lookUs(): number {
    return LOOK_US * this.#pace();
  }

  get #hearsAll(): boolean {
    return this.#isConnected && this.#isWhole && this.#isFed;
  }

  #deafen(): void {
    if (this.#hearsAll) return;
    this.#seen.pause();
    this.#isDeaf = true;
  }

  /** A thread that was held up has not heard of what came: it looks again before it calls a time quiet. */
  readonly #look = (): void => {
    this.#quietLooks = this.#isTaken ? 0 : this.#quietLooks + 1;
    this.#isTaken = false;
    if (this.#quietLooks >= QUIET_LOOKS) {
      this.#seen.advance(this.#now() - QUIET_LOOKS * this.#lookUs);
    }
    this.#callOff = this.#time.after(this.#lookUs, this.#look);
  };
}
