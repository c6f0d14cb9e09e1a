import { join } from 'node:path';

import { assert, refuse, toTimestamp, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import {
  createGateway,
  hostLiveTime,
  makeAuth,
  MarketFan,
  openKeyRing,
  Streams,
  type Auth,
  type Gateway,
  type Platform,
} from '@argosy/gateway';

import { paperAccountIds } from '../config/index.ts';
import { wallNow } from '../node-log.ts';
import type { EdgeStart, Reached } from '../threads/thread-messages.ts';

/** The server of the network's thread: REST and streams, fed with what the machines say. */
export class EdgeServer {
  readonly #gateway: Gateway;
  readonly #auth: Auth;
  readonly #streams: Streams;
  readonly #market: MarketFan;
  readonly #platform: Platform;

  private constructor(platform: Platform, { gateway, auth, streams }: EdgeParts) {
    this.#platform = platform;
    this.#gateway = gateway;
    this.#auth = auth;
    this.#streams = streams.streams;
    this.#market = streams.market;
  }

  /** Makes it, listening to nobody yet. */
  static async open(start: EdgeStart, platform: Platform): Promise<EdgeServer> {
    const { node, version } = start;
    const auth = await openAuth(start, platform);
    const gateway = await createGateway(platform, {
      version,
      callerOf: auth.callerOf,
      plugins: [auth.plugin],
    });
    const streams = openStreams(platform, auth, node.corsOrigins);
    streams.streams.attach(gateway.server.server);
    return new EdgeServer(platform, { gateway, auth, streams });
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

  /** Listens; gives where it is reached, and the link for its first owner while there is none. */
  async listen({ host, port }: EdgeStart['node']): Promise<Reached> {
    const address = await this.#gateway.server.listen({ host, port });
    return { address, firstRun: await this.#auth.firstRunLink() };
  }

  /** Takes nothing new, and lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#streams.stop();
    await this.#gateway.stop();
  }
}

type EdgeParts = {
  readonly gateway: Gateway;
  readonly auth: Auth;
  readonly streams: StreamParts;
};

const KEYS_FILE = 'keys';

async function openAuth({ node, keys }: EdgeStart, { records, log }: Platform): Promise<Auth> {
  const given = keys === null ? undefined : { reveal: (): string => keys };
  return makeAuth({
    records,
    keys: await openKeyRing(join(node.data, KEYS_FILE), given),
    log,
    places: {
      publicOrigin: null,
      host: node.host,
      port: node.port,
      isTls: node.tls !== null,
      hosts: [],
      corsOrigins: node.corsOrigins,
    },
    accountPool: paperAccountIds(node.paper),
    now: wallNow,
  });
}

type StreamParts = { readonly streams: Streams; readonly market: MarketFan };

function openStreams(platform: Platform, auth: Auth, origins: readonly string[]): StreamParts {
  const { instruments, market: cache, system, metrics, log } = platform;
  const now = (): Timestamp => toTimestamp(system.now());
  let market: MarketFan | null = null;
  const streams = new Streams({
    sources: (fanOut) => {
      market = new MarketFan({ fanOut, instruments, cache, now });
      return [market];
    },
    authenticate: auth.authenticate,
    onEnd: auth.onEnd,
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
