import type { Server } from 'node:http';

import type { LiveTime } from '@argosy/bridge';
import type { Logger, Metrics } from '@argosy/telemetry';

import type { Authenticate, OnEnd } from '../auth/caller.ts';
import { Conversations } from './conversations.ts';
import type { ChannelSource } from './engine/channel-source.ts';
import { FanOut } from './engine/fan-out.ts';
import type { StreamLimits } from './engine/stream-limits.ts';
import type { OrderEntry } from './orders/order-entry.ts';
import { StreamServer, type StreamServerOptions } from './stream-server.ts';

/** What the streams of a server need. */
export type StreamsOptions = {
  /** Where channels come from; each is given the fan-out that it feeds. */
  readonly sources: (fanOut: FanOut) => readonly ChannelSource[];
  readonly authenticate: Authenticate;
  readonly onEnd: OnEnd;
  readonly orders: OrderEntry;
  /** Names the stream: another one after each start. */
  readonly stream: string;
  /** Pages of other origins that may connect. */
  readonly origins?: readonly string[];
  /** Refuses what asks under a name that is not ours; the login's. */
  readonly checkUpgrade?: StreamServerOptions['checkUpgrade'];
  /** Whether compression is there for those who ask for it; not unless told. */
  readonly allowsDeflate?: boolean;
  readonly limits?: Partial<StreamLimits>;
  readonly time: LiveTime;
  readonly metrics: Metrics;
  readonly log: Logger;
};

/**
 * The streams of a server, put together.
 *
 * @example
 * const streams = new Streams({ sources: (fanOut) => [new MarketFan({ fanOut, ...market })], ...rest });
 * streams.attach(fastify.server);
 */
export class Streams {
  readonly fanOut: FanOut;
  readonly #server: StreamServer;
  readonly #endListening: () => void;

  constructor(options: StreamsOptions) {
    const { time, metrics, log, limits = {}, authenticate, orders, stream } = options;
    const fanOut = new FanOut({ time, metrics, limits });
    const sources = options.sources(fanOut);
    const conversations = new Conversations({
      fanOut,
      sources,
      authenticate,
      orders,
      stream,
      time,
      metrics,
      log,
    });
    this.fanOut = fanOut;
    this.#server = new StreamServer({
      fanOut,
      conversations,
      origins: options.origins ?? [],
      checkUpgrade: options.checkUpgrade ?? null,
      allowsDeflate: options.allowsDeflate ?? false,
    });
    this.#endListening = options.onEnd((ended) => fanOut.endSession(ended));
  }

  /** Takes the upgrades of a server of HTTP; gives back what ends that. */
  attach(server: Server): () => void {
    return this.#server.attach(server);
  }

  /** Closes every stream. Safe to call twice. */
  stop(): void {
    this.#endListening();
    this.#server.stop();
  }
}
