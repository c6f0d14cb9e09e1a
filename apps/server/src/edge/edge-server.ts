import { join } from 'node:path';

import { assert, refuse, toTimestamp, type InstrumentIndex, type Timestamp } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import {
  CertificateKeeper,
  createGateway,
  hostLiveTime,
  makeAuth,
  MarketFan,
  openKeyRing,
  readCertificate,
  Streams,
  type Auth,
  type Certificate,
  type CertificateFiles,
  type Gateway,
  type Platform,
} from '@argosy/gateway';
import type { Logger } from '@argosy/telemetry';

import { paperAccountIds } from '../config/index.ts';
import { serverErrors } from '../errors.ts';
import { wallNow } from '../node-log.ts';
import type { EdgeStart, Reached } from '../threads/thread-messages.ts';

/** The server of the network's thread: REST and streams, fed with what the machines say. */
export class EdgeServer {
  readonly #gateway: Gateway;
  readonly #auth: Auth;
  readonly #streams: Streams;
  readonly #market: MarketFan;
  readonly #platform: Platform;
  readonly #keeper: CertificateKeeper | null;

  private constructor(platform: Platform, { gateway, auth, streams, keeper }: EdgeParts) {
    this.#platform = platform;
    this.#gateway = gateway;
    this.#auth = auth;
    this.#streams = streams.streams;
    this.#market = streams.market;
    this.#keeper = keeper;
  }

  /** Makes it, listening to nobody yet. */
  static async open(start: EdgeStart, platform: Platform): Promise<EdgeServer> {
    const { node, version } = start;
    const auth = await openAuth(start, platform);
    const certificate = node.tls === null ? null : await readCertificate(node.tls, Date.now());
    const gateway = await createGateway(platform, {
      version,
      callerOf: auth.callerOf,
      plugins: [auth.plugin],
      trustedProxies: node.trustedProxies,
      ...(certificate === null ? {} : { certificate }),
      loginRoutes: auth.routes,
      errors: serverErrors,
    });
    const keeper = keeperOf(gateway, { certificate, files: node.tls, log: platform.log });
    const streams = openStreams(platform, auth, node.corsOrigins);
    streams.streams.attach(gateway.server.server);
    return new EdgeServer(platform, { gateway, auth, streams, keeper });
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
  async listen({ host, port, tls }: EdgeStart['node']): Promise<Reached> {
    const listens = await this.#gateway.server.listen({ host, port });
    // The framework does not know what is below it.
    const address = tls === null ? listens : listens.replace(/^http:/u, 'https:');
    this.#keeper?.start();
    return { address, firstRun: await this.#auth.firstRunLink() };
  }

  /** Takes nothing new, and lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#keeper?.stop();
    this.#streams.stop();
    await this.#gateway.stop();
  }
}

type EdgeParts = {
  readonly gateway: Gateway;
  readonly auth: Auth;
  readonly streams: StreamParts;
  readonly keeper: CertificateKeeper | null;
};

/** Keeps the certificate fresh, where there is one. */
function keeperOf(
  { server: { server } }: Gateway,
  kept: {
    readonly certificate: Certificate | null;
    readonly files: CertificateFiles | null;
    readonly log: Logger;
  },
): CertificateKeeper | null {
  const { certificate, files, log } = kept;
  if (certificate === null || files === null) return null;
  return new CertificateKeeper(certificate, { files, server, log, nowMillis: () => Date.now() });
}

const KEYS_FILE = 'keys';

async function openAuth({ node, keys }: EdgeStart, { records, log }: Platform): Promise<Auth> {
  const given = keys === null ? undefined : { reveal: (): string => keys };
  return makeAuth({
    records,
    keys: await openKeyRing(join(node.data, KEYS_FILE), given),
    log,
    places: {
      publicOrigin: node.publicOrigin,
      host: node.host,
      port: node.port,
      isTls: node.tls !== null,
      hosts: [],
      corsOrigins: node.corsOrigins,
    },
    accountPool: paperAccountIds(node.paper),
    // Behind a proxy that nobody named each address is the proxy's.
    trustsLoopback: node.publicOrigin === null || node.trustedProxies.length > 0,
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
