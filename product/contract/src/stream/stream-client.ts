import {
  parseTimestamp,
  RECONNECT_DEFAULTS,
  Reconnection,
  refuse,
  toTimestamp,
  type Connection,
  type ReconnectOptions,
  type Result,
  type Timestamp,
} from 'argosy/core';

import { readRecords } from './binary-layout.ts';
import type { ContentOf } from './channel-values.ts';
import { ClientChannels, type ChannelListener } from './client-channels.ts';
import { ClientRequests } from './client-requests.ts';
import { hostTime, type ClientSocket, type ClientTime } from './client-socket.ts';
import { adviceOf } from './close-codes.ts';
import {
  streamProtocols,
  type ServerMessage,
  type StreamEncoding,
  type Welcome,
} from './server-messages.ts';

/** What a client of the stream needs. */
export type StreamClientOptions = {
  /** `wss://host/ws`. */
  readonly url: string;
  /** A token that is good now: asked for at each connection, and before the one that holds ends. */
  readonly token: () => Promise<string>;
  readonly encoding?: StreamEncoding;
  /** How long lies between two messages of market data, in milliseconds; left out for the server's own. */
  readonly paceMs?: number;
  /** Hears of each change of the connection. */
  readonly onConnection?: (connection: Connection) => void;
  readonly open?: (url: string, protocols: readonly string[]) => ClientSocket;
  readonly time?: ClientTime;
  /** A number from 0 up to 1: many clients that lose one server come back apart. */
  readonly draw?: () => number;
  readonly reconnect?: ReconnectOptions;
};

/** How many channels go into one message. */
const CHANNELS_PER_MESSAGE = 500;
/** How long before its end a token is renewed, in milliseconds; at half of what is left where that is less. */
const RENEW_AHEAD_MS = 60_000;
/** After so many heartbeats' time without a word the server is taken for gone. */
const HEARTBEATS_MISSED = 3;
const MICROS_PER_MS = 1_000;

/**
 * A client of the stream: connects, and again after each loss, resumes what it hears where it left off, and shows
 * the five states of its connection. Orders go out while it is connected; they are never kept for later.
 *
 * @example
 * const client = new StreamClient({ url: 'ws://127.0.0.1:8000/ws', token });
 * client.hear('quotes:SBIN.NSE', { value: (quote) => show(quote) });
 * client.start();
 */
export class StreamClient {
  readonly #options: StreamClientOptions;
  readonly #time: ClientTime;
  readonly #reconnection: Reconnection;
  readonly #channels = new ClientChannels();
  readonly #requests: ClientRequests;
  #socket: ClientSocket | null = null;
  #stream: string | null = null;
  #ids = 0;
  #isWelcome = false;
  #cancelStep: (() => void) | null = null;
  #cancelRenewal: (() => void) | null = null;
  #cancelSilence: (() => void) | null = null;

  constructor(options: StreamClientOptions) {
    this.#options = options;
    this.#time = options.time ?? hostTime;
    this.#reconnection = new Reconnection(
      options.reconnect ?? RECONNECT_DEFAULTS,
      options.draw ?? Math.random,
    );
    this.#requests = new ClientRequests(this.#time);
  }

  /** Where it stands: one of five states, since when and why. */
  get connection(): Connection {
    return this.#reconnection.connection;
  }

  /** How often items of a log did not follow each other, and the log was asked for anew. */
  get gaps(): number {
    return this.#channels.gaps;
  }

  /** Begins to connect. Safe to call twice. */
  start(): void {
    this.#reconnection.start(this.#now());
    this.#step();
  }

  /** Ends. Safe to call twice. */
  stop(): void {
    this.#reconnection.stop(this.#now());
    this.#drop();
    this.#changed();
  }

  /** Listens to a channel, whose name says what it brings; gives back what ends it. */
  hear<const Name extends string>(
    channel: Name,
    listener: ChannelListener<ContentOf<Name>>,
  ): () => void {
    this.#channels.add(channel, listener);
    this.#ask([{ channel }]);
    return () => {
      if (!this.#channels.remove(channel, listener)) return;
      this.#send({ type: 'unsubscribe', id: this.#nextId(), channels: [channel] });
    };
  }

  /** Places an order; the same key again places nothing and is answered as before. */
  place(order: Readonly<Record<string, unknown>>, key: string): Promise<Result<unknown>> {
    return this.#request({ type: 'place', key, order });
  }

  /** Changes an order. */
  amend(order: string, change: Readonly<Record<string, unknown>>): Promise<Result<unknown>> {
    return this.#request({ type: 'amend', order, change });
  }

  /** Cancels an order. */
  cancel(order: string): Promise<Result<unknown>> {
    return this.#request({ type: 'cancel', order });
  }

  #request(message: Readonly<Record<string, unknown>>): Promise<Result<unknown>> {
    if (!this.#isWelcome) {
      const { state } = this.connection;
      return Promise.resolve(refuse('OFFLINE', `the stream is ${state}: nothing was sent`));
    }
    if (!this.#requests.hasRoom) {
      return Promise.resolve(refuse('TOO_MANY_REQUESTS', 'others wait for their answers'));
    }
    const id = this.#nextId();
    const answer = this.#requests.wait(id);
    this.#send({ ...message, id });
    return answer;
  }

  #step(): void {
    const step = this.#reconnection.step(this.#now());
    if (step === 'abandon') this.#drop();
    else if (step === 'connect') this.#connect();
    this.#changed();
  }

  #connect(): void {
    const { url, encoding = 'json', open = openSocket } = this.#options;
    const socket = open(url, [streamProtocols[encoding]]);
    socket.binaryType = 'arraybuffer';
    this.#socket = socket;
    const isCurrent = (): boolean => this.#socket === socket;
    socket.addEventListener('open', () => {
      if (isCurrent()) this.#prove(socket);
    });
    socket.addEventListener('message', ({ data }) => {
      if (isCurrent()) this.#hear(data);
    });
    // What went wrong is told by the close that follows.
    socket.addEventListener('error', () => {});
    socket.addEventListener('close', ({ code, reason }) => {
      if (isCurrent()) this.#lost(code, reason);
    });
  }

  #prove(socket: ClientSocket): void {
    this.#options.token().then(
      (token) => {
        if (this.#socket === socket) this.#send({ type: 'auth', id: this.#nextId(), token });
      },
      (error: unknown) => {
        if (this.#socket === socket) this.#fail(`no token: ${String(error)}`);
      },
    );
  }

  #hear(data: unknown): void {
    this.#watchSilence();
    if (data instanceof ArrayBuffer) {
      for (const record of readRecords(data)) this.#channels.takeRecord(record);
      return;
    }
    const message: ServerMessage = JSON.parse(String(data)) as ServerMessage;
    if (message.type === 'welcome') this.#welcome(message);
    else if (message.type === 'done' || message.type === 'error') this.#requests.take(message);
    else this.#ask(this.#channels.take(message).map((channel) => ({ channel })));
  }

  #welcome(welcome: Welcome): void {
    this.#renewBefore(welcome.expiresAt);
    this.#heartbeatMs = welcome.heartbeatMs;
    this.#watchSilence();
    if (this.#isWelcome) return;
    this.#isWelcome = true;
    const isSameStream = welcome.stream === this.#stream;
    this.#stream = welcome.stream;
    this.#reconnection.succeed(this.#now());
    const { paceMs } = this.#options;
    if (paceMs !== undefined) this.#send({ type: 'pace', id: this.#nextId(), intervalMs: paceMs });
    this.#ask(this.#channels.wanted(isSameStream));
    this.#changed();
  }

  #heartbeatMs = 0;

  #ask(channels: readonly { readonly channel: string; readonly since?: number }[]): void {
    for (let from = 0; from < channels.length; from += CHANNELS_PER_MESSAGE) {
      const part = channels.slice(from, from + CHANNELS_PER_MESSAGE);
      const stream = this.#stream ?? undefined;
      this.#send({ type: 'subscribe', id: this.#nextId(), stream, channels: part });
    }
  }

  #renewBefore(expiresAt: string): void {
    const parsed = parseTimestamp(expiresAt);
    if (!parsed.ok) return;
    const leftMs = (parsed.value.at - this.#time.now()) / MICROS_PER_MS;
    this.#cancelRenewal?.();
    this.#cancelRenewal = this.#time.after(Math.max(leftMs / 2, leftMs - RENEW_AHEAD_MS), () => {
      if (this.#socket !== null) this.#prove(this.#socket);
    });
  }

  #watchSilence(): void {
    this.#cancelSilence?.();
    if (this.#heartbeatMs === 0) return;
    this.#cancelSilence = this.#time.after(this.#heartbeatMs * HEARTBEATS_MISSED, () => {
      this.#fail('the server is silent');
    });
  }

  /** The socket has ended: who was told that no try can help waits for its owner. */
  #lost(code: number, reason: string): void {
    const why = reason === '' ? `closed with ${code}` : reason;
    if (adviceOf(code) !== 'stop') {
      this.#fail(why);
      return;
    }
    this.#drop();
    this.#reconnection.giveUp(why, this.#now());
    this.#changed();
  }

  #fail(reason: string): void {
    this.#drop();
    this.#reconnection.fail(reason, this.#now());
    this.#changed();
  }

  #drop(): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#isWelcome = false;
    this.#cancelRenewal?.();
    this.#cancelSilence?.();
    this.#heartbeatMs = 0;
    this.#requests.lose();
    socket?.close();
  }

  /** Tells of where it stands, and comes back when something is due. */
  #changed(): void {
    this.#cancelStep?.();
    this.#cancelStep = null;
    const { nextDueAt } = this.#reconnection;
    if (nextDueAt !== null) {
      const waitMs = Math.max(0, nextDueAt - this.#time.now()) / MICROS_PER_MS;
      this.#cancelStep = this.#time.after(Math.ceil(waitMs), () => this.#step());
    }
    this.#options.onConnection?.(this.connection);
  }

  #send(message: Readonly<Record<string, unknown>>): void {
    if (this.#socket === null) return;
    if (!this.#isWelcome && message['type'] !== 'auth') return;
    this.#socket.send(JSON.stringify(message));
  }

  #nextId(): string {
    this.#ids += 1;
    return String(this.#ids);
  }

  #now(): Timestamp {
    return toTimestamp(this.#time.now());
  }
}

function openSocket(url: string, protocols: readonly string[]): ClientSocket {
  return new WebSocket(url, [...protocols]);
}
