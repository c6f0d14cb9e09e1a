import { createServer, type Server } from 'node:http';

import {
  ok,
  refuse,
  toAccountId,
  toInstrumentId,
  toMicros,
  toTimestamp,
  type Result,
} from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { MarketCache } from '@argosy/bridge';
import {
  hostLiveTime,
  LogChannel,
  MarketFan,
  Streams,
  type Caller,
  type StreamsOptions,
} from '@argosy/gateway';
import { Log, Metrics, metricTable } from '@argosy/telemetry';

import { anInstrument } from '../instrument.ts';
import { aQuote } from '../market-data.ts';
import { aStreamCaller } from './stream-rig.ts';

/** What a test changes of the streams; `instruments` says how many there are. */
export type StreamNodeOptions = Partial<StreamsOptions> & { readonly instruments?: number };

type Made = {
  readonly log: LogChannel;
  readonly streams: Streams;
  readonly server: Server;
  readonly instruments: InstrumentTable;
  readonly cache: MarketCache;
};

/**
 * A server with streams, and what feeds them: quotes of `SBIN.NSE` and others, and the log `orders:OWN`. The token is
 * `good`; an order named `HANG` is never answered.
 */
export class StreamNode {
  log: LogChannel;
  streams: Streams;
  orders: string[] = [];
  #told: string[] = [];
  #server: Server;
  #starts = 0;
  readonly #sockets = new Set<{ destroy(): void }>();
  #instruments: InstrumentTable;
  #cache: MarketCache;
  #market: MarketFan | null = null;
  #end: () => void = () => {};

  private constructor(options: StreamNodeOptions) {
    const made = this.#make(options);
    this.log = made.log;
    this.streams = made.streams;
    this.#server = made.server;
    this.#instruments = made.instruments;
    this.#cache = made.cache;
  }

  static async start(): Promise<StreamNode> {
    const started = new StreamNode({});
    await started.#listen(0);
    return started;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  names(): readonly string[] {
    return this.#instruments.all.map(({ id }) => id);
  }

  /** Ends, and begins anew at the same address. */
  async restart(options: StreamNodeOptions = {}): Promise<void> {
    const { port } = this;
    await this.stop();
    const made = this.#make(options);
    this.log = made.log;
    this.streams = made.streams;
    this.#server = made.server;
    this.#instruments = made.instruments;
    this.#cache = made.cache;
    await this.#listen(port);
  }

  offer(bid: number, instrument = 'SBIN.NSE'): void {
    const quote: MarketData = aQuote({ bid, instrument });
    const index = this.#instruments.indexOf(quote.instrument);
    if (index === undefined) return;
    this.#cache.keep({ ...quote, availableAt: toTimestamp(Date.now() * 1_000) }, index);
    this.#market?.offer(quote, index);
    this.streams.fanOut.endBatch();
  }

  tell(item: unknown): void {
    this.#told.push(JSON.stringify(item));
    this.streams.fanOut.append(this.log, JSON.stringify(item));
    this.streams.fanOut.endBatch();
  }

  /** The network goes away under every connection. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** The session of everybody ends. */
  end(): void {
    this.#end();
  }

  async stop(): Promise<void> {
    this.streams.stop();
    this.cut();
    await new Promise<void>((done) => void this.#server.close(() => done()));
  }

  async #listen(port: number): Promise<void> {
    await new Promise<void>((done) => void this.#server.listen(port, '127.0.0.1', done));
  }

  #make({ instruments: count = 1, ...options }: StreamNodeOptions): Made {
    this.#starts += 1;
    const metrics = new Metrics(metricTable);
    const time = hostLiveTime();
    const now = () => toTimestamp(Math.floor(time.wall()));
    const others = Array.from({ length: count - 1 }, (_, place) =>
      anInstrument({ id: toInstrumentId(`I${place}.NSE`) }),
    );
    const instruments = new InstrumentTable([anInstrument(), ...others]);
    const hours = { isOpen: () => true };
    const freshFor = toMicros(5_000_000);
    const cache = new MarketCache({ instruments: count, hours, freshFor, metrics });
    const told: string[] = [];
    this.#told = told;
    const log = new LogChannel({ name: 'orders:OWN', kind: 'orders', snapshot: () => told });
    const streams = new Streams({
      sources: (fanOut) => {
        this.#market = new MarketFan({ fanOut, instruments, cache, now });
        return [
          this.#market,
          { kinds: ['orders'], find: (_, key) => (key === 'OWN' ? log : null) },
        ];
      },
      authenticate: (token): Promise<Result<Caller>> =>
        Promise.resolve(token === 'good' ? ok(aCaller()) : refuse('TOKEN_UNKNOWN', 'unknown')),
      onEnd: (listener) => {
        this.#end = () => listener({ user: 'u-1', session: null });
        return () => {};
      },
      orders: {
        handle: (message) => {
          const order = message.type === 'place' ? message.key : message.order;
          this.orders.push(order);
          return order === 'HANG'
            ? new Promise(() => {})
            : Promise.resolve(ok({ canceled: order }));
        },
      },
      stream: `S${this.#starts}`,
      time,
      metrics,
      log: new Log({ now }).logger({}),
      ...options,
    });
    const server = createServer();
    streams.attach(server);
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    return { log, streams, server, instruments, cache };
  }
}

function aCaller(): Caller {
  const expiresAt = toTimestamp(Date.now() * 1_000 + 3_600_000_000);
  return aStreamCaller({ accounts: [toAccountId('OWN')], expiresAt });
}
