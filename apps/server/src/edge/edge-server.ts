import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ArgosyError,
  assert,
  toTimestamp,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import type { MarketData, TradingEvent } from 'argosy/domain';
import {
  AccountFan,
  BarFan,
  CertificateKeeper,
  createGateway,
  hostLiveTime,
  makeAuth,
  MarketFan,
  NodeFan,
  openKeyRing,
  readCertificate,
  StatusFan,
  streamPlugin,
  type Auth,
  type Certificate,
  type CertificateFiles,
  HeldMarks,
  type FanOut,
  type Gateway,
  type GatewayPlugin,
  type Platform,
  type SpareAudit,
} from '@argosy/gateway';
import type { Logger } from '@argosy/telemetry';

import { paperAccountIds } from '../config/paper-accounts.ts';
import { whyNoPort } from '../doctor/check-network.ts';
import { serverError, serverErrors } from '../errors.ts';
import { wallNow } from '../node-log.ts';
import type { EdgePlatform } from './edge-platform.ts';
import type { EdgeStart, Reached } from '../threads/thread-messages.ts';
import { AheadAudit } from './ahead-audit.ts';
import { readTerminal } from './read-terminal.ts';

/** The server of the network's thread: REST and streams, fed with what the machines say. */
export class EdgeServer {
  readonly #gateway: Gateway;
  readonly #auth: Auth;
  readonly #fans: Fans;
  readonly #platform: Platform;
  readonly #keeper: CertificateKeeper | null;

  private constructor(platform: Platform, { gateway, auth, fans, keeper }: EdgeParts) {
    this.#platform = platform;
    this.#gateway = gateway;
    this.#auth = auth;
    this.#fans = fans;
    this.#keeper = keeper;
  }

  /** Makes it, listening to nobody yet. */
  static async open(
    start: EdgeStart,
    { platform, spareAudit }: Pick<EdgePlatform, 'platform' | 'spareAudit'>,
  ): Promise<EdgeServer> {
    const { node, version } = start;
    const auth = await openAuth(start, platform, spareAudit);
    const certificate = node.tls === null ? null : await readCertificate(node.tls, Date.now());
    const parts: { fans: Fans | null } = { fans: null };
    const streams = streamsOf(start, platform, { auth, onFans: (fans) => (parts.fans = fans) });
    const terminal = readTerminal(start.terminal, platform.log);
    const gateway = await createGateway(platform, {
      version,
      callerOf: auth.callerOf,
      nameSubject: auth.nameSubject,
      plugins: [...(start.isHeadless ? [withoutPages] : []), auth.plugin, streams],
      trustedProxies: node.trustedProxies,
      ...(certificate === null ? {} : { certificate }),
      ...(terminal === null ? {} : { terminal }),
      loginRoutes: auth.routes,
      errors: serverErrors,
    });
    assert(parts.fans !== null, 'a plugin has run once the server is there');
    const keeper = keeperOf(gateway, { certificate, files: node.tls, log: platform.log });
    return new EdgeServer(platform, { gateway, auth, fans: parts.fans, keeper });
  }

  /** Takes in how accounts stand; what was said meanwhile waits. */
  async begin({ paper }: EdgeStart['node']): Promise<void> {
    await this.#fans.accounts.begin(paperAccountIds(paper));
    await this.#fans.node.begin();
  }

  /** Market data, in their order; `endBatch` follows. */
  onMarket(input: MarketData, instrument: number): void {
    if (instrument < 0) return;
    const index = instrument as InstrumentIndex;
    this.#platform.market.keep(input, index);
    this.#fans.marks.keep(index, input);
    this.#fans.market.offer(input, index);
    this.#fans.status.offer(input, index);
  }

  /** An event, once it is safe. */
  onEvent(event: TradingEvent): void {
    this.#fans.accounts.take(event);
  }

  /** What has come together goes out together. */
  endBatch(): void {
    this.#fans.fanOut.endBatch();
  }

  /** Listens; gives where it is reached, and the link for its first owner while there is none. */
  async listen({ host, port, tls }: EdgeStart['node']): Promise<Reached> {
    const listens = await this.#gateway.server.listen({ host, port }).catch((error: unknown) => {
      throw serverError('PORT_REFUSED', whyNoPort(error));
    });
    // The framework does not know what is below it.
    const address = tls === null ? listens : listens.replace(/^http:/u, 'https:');
    this.#keeper?.start();
    const link = await this.#auth.firstRunLink();
    // The login knows the port that was asked for; 0 asks for any.
    const firstRun = port === 0 ? (link?.replace(':0/', `:${portOf(address)}/`) ?? null) : link;
    return { address, firstRun };
  }

  /** Takes nothing new, and lets what is under way come to its end. */
  async stop(): Promise<void> {
    this.#keeper?.stop();
    this.#fans.node.stop();
    this.#fans.bars.stop();
    this.#fans.status.stop();
    await this.#gateway.stop();
  }
}

function portOf(address: string): string {
  return new URL(address).port;
}

type EdgeParts = {
  readonly gateway: Gateway;
  readonly auth: Auth;
  readonly fans: Fans;
  readonly keeper: CertificateKeeper | null;
};

/** What the streams are fed by. */
type Fans = {
  readonly fanOut: FanOut;
  readonly market: MarketFan;
  readonly bars: BarFan;
  readonly status: StatusFan;
  readonly accounts: AccountFan;
  readonly marks: HeldMarks;
  readonly node: NodeFan;
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

/** Where pages for people are. */
const pages = /^\/(ui(\/.*)?|api\/docs.*)?(\?.*)?$/u;

/** Answers as if there were no pages: the API alone is served. */
const withoutPages: GatewayPlugin = (app) => {
  app.addHook('onRequest', (request, _, done) => {
    const isPage = pages.test(request.url);
    done(isPage ? new ArgosyError('ROUTE_UNKNOWN', 'this node serves no pages') : undefined);
  });
};

const KEYS_FILE = 'keys';
const AHEAD_FILE = 'audit.ahead';
/** So often a second at most the funds of an account are told anew. */
const FUNDS_REST_MILLIS = 50;
/** Where nobody hears them they are kept at hand for who comes. */
const UNHEARD_REST_MILLIS = 1_000;

async function openAuth(
  { node, keys }: EdgeStart,
  { records, log }: Platform,
  spareAudit: SpareAudit,
): Promise<Auth> {
  const given = keys === null ? undefined : { reveal: (): string => keys };
  return makeAuth({
    records,
    spareAudit,
    auditAhead: await AheadAudit.open(join(node.data, AHEAD_FILE), spareAudit),
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

type StreamParts = { readonly auth: Auth; readonly onFans: (fans: Fans) => void };

function streamsOf(
  { node }: EdgeStart,
  platform: Platform,
  { auth, onFans }: StreamParts,
): GatewayPlugin {
  const { instruments, scales, market: cache, system, desk, metrics, log } = platform;
  const { fleet, jobs, history, calendars } = platform;
  const time = hostLiveTime();
  const now = (): Timestamp => toTimestamp(system.now());
  return streamPlugin({
    sources: (fanOut) => {
      const market = new MarketFan({ fanOut, instruments, cache, now });
      const marks = new HeldMarks(instruments);
      const accounts = new AccountFan({
        fanOut,
        scales: { instruments, scales },
        desk,
        marks,
        log,
        rest: (isHeard) => pause(isHeard ? FUNDS_REST_MILLIS : UNHEARD_REST_MILLIS),
      });
      const bars = new BarFan({ fanOut, instruments, history, time, log });
      const status = new StatusFan({ fanOut, instruments, calendars, market: cache, now, time });
      const fares = new NodeFan({
        fanOut,
        accounts: paperAccountIds(node.paper),
        fleet,
        jobs,
        time,
        log,
      });
      onFans({ fanOut, market, bars, status, accounts, marks, node: fares });
      return [market, bars, status, accounts, fares];
    },
    authenticate: auth.authenticate,
    onEnd: auth.onEnd,
    checkUpgrade: auth.checkUpgrade,
    stream: randomUUID(),
    origins: node.corsOrigins,
    time,
    metrics,
    log,
  });
}
