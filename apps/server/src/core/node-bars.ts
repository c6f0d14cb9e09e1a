import {
  SessionClock,
  toTimestamp,
  type InstrumentIndex,
  type Result,
  type Timestamp,
} from 'argosy/core';
import type { Bar, BarSpecText, MarketData } from 'argosy/domain';
import {
  LiveBars,
  SeenMinutes,
  type Connection,
  type HistoryRange,
  type LatestBars,
  type Page,
  type QueueState,
} from '@argosy/bridge';
import type { HistoryFace } from '@argosy/gateway';

import type { CoreMarket } from './live-core.ts';

const HISTORY_MILLIS = 20_000;
/** What was known so long ago has been handled by now, in microseconds of the wall clock: a minute without prices ends too. */
const HANDLED_US = 2_000_000;

/** Bars of a node: what the machines have handled, minute by minute, and before it the past as the broker has it. */
export class NodeBars implements HistoryFace {
  readonly #seen: SeenMinutes;
  readonly #bars: LiveBars;
  readonly #now: () => Timestamp;
  readonly #handledUs: number;
  #isConnected = false;
  #isWhole = true;

  /** `pace` is how much faster than the wall clock the market's time runs. */
  constructor({ adapter: { history }, instruments, calendars, time }: CoreMarket, pace: number) {
    this.#handledUs = HANDLED_US * pace;
    this.#now = () => toTimestamp(Math.floor(time.wall()));
    this.#seen = new SeenMinutes(this.#now());
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

  /** Takes what was handled; `instrument` is -1 where it is of all. */
  take(input: MarketData, instrument: InstrumentIndex | -1): void {
    if (instrument === -1) this.#seen.advance(input.availableAt);
    else this.#seen.take(input, instrument);
  }

  /** What comes while the link is down is not heard: those minutes are the broker's to tell. */
  onConnection({ state }: Connection): void {
    this.#isConnected = state === 'connected';
    this.#listen();
  }

  /** Nor is what the bridge leaves out while too much comes. */
  onPressure(state: QueueState): void {
    this.#isWhole = state === 'normal';
    this.#listen();
  }

  bars(spec: BarSpecText, range: HistoryRange): Promise<Result<Page<Bar>>> {
    this.#advance();
    return this.#bars.bars(spec, range);
  }

  async latest(specs: readonly BarSpecText[]): Promise<readonly (LatestBars | null)[]> {
    this.#advance();
    const found = await Promise.all(specs.map((spec) => this.#bars.latest(spec)));
    return found.map((latest) => (latest.ok ? latest.value : null));
  }

  #listen(): void {
    if (this.#isConnected && this.#isWhole) this.#seen.resume();
    else this.#seen.pause();
  }

  #advance(): void {
    this.#seen.advance(this.#now() - this.#handledUs);
  }
}
