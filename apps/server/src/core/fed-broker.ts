import { assert } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import type {
  AccountsPart,
  Answered,
  BridgeFeed,
  BrokerAdapter,
  BrokerCapabilities,
  BrokerListener,
  Call,
  Connection,
  ExecutionPart,
  MarginPart,
} from '@argosy/bridge';
import { formatFeedAddress, type FeedLine, type FeedState } from '@argosy/feed';
import type { SimAdapter } from '@argosy/sim';
import type { Gauge, Logger, Metrics } from '@argosy/telemetry';

/** What a broker on paper is fed by. */
export type FedBrokerOptions = {
  readonly paper: SimAdapter;
  readonly line: FeedLine;
  readonly log: Logger;
  readonly metrics: Metrics;
};

/** Of rows that cannot be, so many are told; all are counted. */
const FLAWS_TOLD_MAX = 20;

/**
 * A broker on paper on prices of another process. They go to the bridge as they come; the broker has those that leave
 * it: it meets what the machines have met and the tape holds, each once and in the order of their numbers.
 */
export class FedBroker implements BrokerAdapter {
  readonly name: string;
  readonly capabilities: BrokerCapabilities;
  readonly session: null = null;
  readonly marketData: null = null;
  readonly execution: ExecutionPart;
  readonly accounts: AccountsPart;
  readonly history: null = null;
  readonly instruments: null = null;
  readonly margin: MarginPart | null;
  readonly #options: FedBrokerOptions;
  readonly #isFed: Gauge;
  #feed: BridgeFeed | null = null;
  #onFed: (isFed: boolean) => void = () => {};
  #rows: MarketData[] = [];
  #flaws = 0;

  constructor(options: FedBrokerOptions) {
    const { paper, metrics } = options;
    this.#options = options;
    this.name = paper.name;
    this.capabilities = { ...paper.capabilities, marketData: null };
    this.execution = paper.execution;
    this.accounts = paper.accounts;
    this.margin = paper.margin;
    this.#isFed = metrics.gauge('bridge_feed_connected').with({ feed: this.name });
  }

  get connection(): Connection {
    return this.#options.paper.connection;
  }

  /** Whether somebody feeds. */
  get state(): FeedState {
    return this.#options.line.state;
  }

  /** Its door to the bridge, once there is one; `onFed` hears whether somebody feeds. */
  attach(feed: BridgeFeed, onFed: (isFed: boolean) => void): void {
    this.#feed = feed;
    this.#onFed = onFed;
  }

  /** Takes what has left the bridge: the broker meets it once what is under way has returned. */
  hear(row: MarketData): void {
    this.#rows.push(row);
    if (this.#rows.length === 1) setImmediate(() => this.#meet());
  }

  async start(listener: BrokerListener, call: Call): Answered<Connection> {
    const { paper, line, log } = this.#options;
    await line.start({
      onRows: (rows) => listener.onData(rows),
      onState: (state) => this.#tell(state),
      onSession: () => this.#feed?.reset(),
      onFlaw: (reason) => this.#leaveOut(reason),
    });
    log.info('listens for a feed', { at: formatFeedAddress(line.address) });
    return paper.start({ ...listener, onData: () => {} }, call);
  }

  async stop(): Promise<void> {
    await this.#options.line.stop();
    await this.#options.paper.stop();
  }

  #meet(): void {
    const rows = this.#rows;
    this.#rows = [];
    this.#options.paper.offer(rows);
  }

  #tell({ isFed, name, reason }: FeedState): void {
    this.#isFed.set(isFed ? 1 : 0);
    this.#onFed(isFed);
    const { log } = this.#options;
    if (isFed) log.info('the feed is there', { name });
    else log.warn('the feed is gone', { name, reason });
  }

  #leaveOut(reason: string): void {
    assert(this.#feed !== null, 'a feed has its door before it is heard');
    this.#feed.leaveOut();
    this.#flaws += 1;
    const { log } = this.#options;
    if (this.#flaws <= FLAWS_TOLD_MAX) log.warn('a row of the feed cannot be', { reason });
  }
}
