import { assert, refuse, toTimestamp, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import {
  createGateway,
  hostLiveTime,
  MarketFan,
  Streams,
  type Gateway,
  type Platform,
} from '@argosy/gateway';

import type { EdgeStart } from '../threads/thread-messages.ts';

/** The server of the network's thread: REST and streams, fed with what the machines say. */
export class EdgeServer {
  readonly #gateway: Gateway;
  readonly #streams: Streams;
  readonly #market: MarketFan;
  readonly #platform: Platform;

  private constructor(platform: Platform, gateway: Gateway, streams: StreamParts) {
    this.#platform = platform;
    this.#gateway = gateway;
    this.#streams = streams.streams;
    this.#market = streams.market;
  }

  /** Makes it, listening to nobody yet. */
  static async open(start: EdgeStart, platform: Platform): Promise<EdgeServer> {
    const { node, version } = start;
    const gateway = await createGateway(platform, { version, callerOf: () => null });
    const streams = openStreams(platform, node.corsOrigins);
    streams.streams.attach(gateway.server.server);
    return new EdgeServer(platform, gateway, streams);
  }

  /** Market data, in their order; `endBatch` follows. */
  onMarket(input: MarketData, instrument: number): void {
    if (instrument < 0) return;
    const index = instrument as InstrumentIndex;
    this.#platform.market.keep(input, index);
    this.#market.offer(input, index);
  }

  /** What has come together goes out together. */
  endBatch(): void {
    this.#streams.fanOut.endBatch();
  }

  /** Listens; gives the address. */
  listen({ host, port }: EdgeStart['node']): Promise<string> {
    return this.#gateway.server.listen({ host, port });
  }

  /** Takes nothing new, and lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#streams.stop();
    await this.#gateway.stop();
  }
}

type StreamParts = { readonly streams: Streams; readonly market: MarketFan };

function openStreams(platform: Platform, origins: readonly string[]): StreamParts {
  const { instruments, market: cache, system, metrics, log } = platform;
  const now = (): Timestamp => toTimestamp(system.now());
  let market: MarketFan | null = null;
  const streams = new Streams({
    sources: (fanOut) => {
      market = new MarketFan({ fanOut, instruments, cache, now });
      return [market];
    },
    authenticate: () => Promise.resolve(refuse('UNAUTHORIZED', 'nobody logs in yet')),
    onEnd: () => () => {},
    orders: { handle: () => Promise.resolve(refuse('UNAUTHORIZED', 'nobody logs in yet')) },
    stream: crypto.randomUUID(),
    origins,
    time: hostLiveTime(),
    metrics,
    log,
  });
  assert(market !== null, 'streams ask for their sources');
  return { streams, market };
}
