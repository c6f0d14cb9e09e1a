import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

import {
  ArgosyError,
  RECONNECT_DEFAULTS,
  Reconnection,
  toTimestamp,
  type Connection,
  type ReconnectOptions,
  type Timestamp,
} from 'argosy/core';
import { MessageWriter, WireReader, type WireMessage } from '@argosy/bridge/wire';

import { lastingRefusals } from './errors.ts';
import { parseFeedAddress, type FeedAddress } from './feed-address.ts';
import { proofOf } from './feed-proof.ts';
import { feedTags, FEED_BYTES_MAX, readChallenge, readRefusal, writeHello } from './feed-wire.ts';
import type { FeedRow } from './fed-row.ts';
import { OutgoingRows } from './outgoing-rows.ts';

/** What a feed needs to write to a node. */
export type FeedWriterOptions = {
  /** Where the node listens: the path of its socket, or `127.0.0.1:9100`. */
  readonly to: string;
  /** As people of the node see it; `feed` unless told. */
  readonly name?: string;
  /** What the node knows as `ARGOSY_FEED_SECRET`; null, as unless told, for a socket that is a file. */
  readonly secret?: string | null;
  /** Hears of each change of the connection. */
  readonly onConnection?: (connection: Connection) => void;
  readonly reconnect?: ReconnectOptions;
  /** A number from 0 up to 1: many that lose one node come back apart. */
  readonly draw?: () => number;
  /** What time it is, in microseconds since 1970; the machine's clock unless told. */
  readonly now?: () => number;
};

/** So many bytes make a message; what is less leaves once what is under way has returned. */
const MESSAGE_BYTES = 32 * 1024;
/** With so many bytes on their way only last values wait: what waits behind more is old when it arrives. */
const WAITING_BYTES_MAX: number = 512 * 1024;
const MICROS_PER_MILLI = 1_000;
const CLOSE_MILLIS = 5_000;

/**
 * Writes prices to a node that takes its market from a feed. It connects, and again after each loss; each row gets its
 * number. While the node does not read, or is not there, the last value of each instrument and kind waits and nothing
 * else, so it takes no more memory than there are instruments. Behind a loss the node is told where the market stands.
 *
 * @example
 * const feed = new FeedWriter({ to: 'data/feed.sock' });
 * feed.start();
 * feed.write({ kind: 'quote', instrument, bid, ask, bidQty, askQty });
 * await feed.close();
 */
export class FeedWriter {
  readonly #options: FeedWriterOptions;
  readonly #address: FeedAddress;
  readonly #session = randomUUID();
  readonly #reconnection: Reconnection;
  readonly #rows = new OutgoingRows();
  #line: Line | null = null;
  #isWelcome = false;
  #isFlushing = false;
  #cancelStep: (() => void) | null = null;
  #roomWaiters: (() => void)[] = [];

  constructor(options: FeedWriterOptions) {
    this.#options = options;
    this.#address = parseFeedAddress(options.to);
    const { reconnect = RECONNECT_DEFAULTS, draw = Math.random } = options;
    this.#reconnection = new Reconnection(reconnect, draw);
  }

  /** Where it stands: one of five states, since when and why. */
  get connection(): Connection {
    return this.#reconnection.connection;
  }

  /** How many rows did not leave because a later one of their instrument and kind stood for them. */
  get conflated(): number {
    return this.#rows.conflated;
  }

  /** Begins to connect. Safe to call twice. */
  start(): void {
    this.#reconnection.start(this.#now());
    this.#step();
  }

  /** Takes a row, in whole numbers of its instrument's precision; whether it leaves at once. */
  write(row: FeedRow): boolean {
    const now = this.#now();
    if (this.#line === null || this.#mustWait(this.#line)) {
      this.#rows.hold(row, now);
      return false;
    }
    this.#rows.add(row, now);
    if (this.#rows.bytes >= MESSAGE_BYTES) this.#flush();
    else this.#flushSoon();
    return true;
  }

  /** Once rows leave at once again: for who would rather wait than have values left out. */
  whenRoom(): Promise<void> {
    if (this.#line !== null && !this.#mustWait(this.#line)) return Promise.resolve();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#roomWaiters.push(resolve);
    return promise;
  }

  /** Ends, once the node has taken what is on its way, or after some seconds. Safe to call twice. */
  async close(): Promise<void> {
    const line = this.#line;
    if (line !== null && this.#isWelcome) {
      const isTaken = await within(CLOSE_MILLIS, this.#emptied(line));
      if (!isTaken) line.socket.destroy();
    }
    this.#reconnection.stop(this.#now());
    this.#drop();
    this.#changed();
  }

  async #emptied({ socket }: Line): Promise<void> {
    await this.whenRoom();
    this.#flush();
    this.#line = null;
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
      socket.end();
    });
  }

  #mustWait({ messages }: Line): boolean {
    return !this.#isWelcome || this.#rows.hasWaiting || messages.waiting > WAITING_BYTES_MAX;
  }

  #step(): void {
    const step = this.#reconnection.step(this.#now());
    if (step === 'abandon') this.#drop();
    else if (step === 'connect') this.#connect();
    this.#changed();
  }

  #connect(): void {
    const address = this.#address;
    const socket =
      address.kind === 'path' ? connect(address.path) : connect(address.port, address.host);
    socket.setNoDelay(true);
    const line: Line = { socket, messages: new MessageWriter(socket, byHand) };
    const reader = new WireReader(FEED_BYTES_MAX);
    let why = 'the node has closed the line';
    this.#line = line;
    const isCurrent = (): boolean => this.#line === line;
    socket.on('data', (piece) => {
      if (isCurrent()) this.#guarded(() => this.#hear(reader.push(piece), line));
    });
    socket.on('drain', () => {
      if (isCurrent() && this.#isWelcome) this.#catchUp();
    });
    // What went wrong is told by the close that follows.
    socket.on('error', (error) => {
      why = error.message;
    });
    socket.on('close', () => {
      if (isCurrent()) this.#fail(why);
    });
  }

  #hear(messages: readonly WireMessage[], line: Line): void {
    for (const { tag, body } of messages) {
      if (tag === feedTags.challenge) this.#prove(readChallenge(body), line);
      else if (tag === feedTags.welcome) this.#welcome();
      else if (tag === feedTags.refused) {
        const { code, reason } = readRefusal(body);
        if (!lastingRefusals.has(code)) this.#fail(`${code}: ${reason}`);
        else this.#giveUp(`${code}: ${reason}`);
        return;
      }
    }
  }

  #prove(nonce: Uint8Array, { messages }: Line): void {
    const { name = 'feed', secret = null } = this.#options;
    const proof = proofOf(secret, nonce);
    const body = writeHello({ name, session: this.#session, proof });
    messages.write({ tag: feedTags.hello, body });
    messages.flush();
  }

  #welcome(): void {
    this.#isWelcome = true;
    this.#reconnection.succeed(this.#now());
    this.#rows.standAgain();
    this.#catchUp();
    this.#changed();
  }

  /** What waited leaves as far as there is room. */
  #catchUp(): void {
    const line = this.#line;
    if (line === null) return;
    while (this.#rows.hasWaiting && line.messages.waiting <= WAITING_BYTES_MAX) {
      this.#rows.release(MESSAGE_BYTES, this.#now());
      this.#flush();
    }
    if (this.#mustWait(line)) return;
    for (const resolve of this.#roomWaiters.splice(0)) resolve();
  }

  #flushSoon(): void {
    if (this.#isFlushing) return;
    this.#isFlushing = true;
    setImmediate(() => {
      this.#isFlushing = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#line === null || !this.#isWelcome || this.#rows.bytes === 0) return;
    this.#line.messages.write({ tag: feedTags.rows, body: this.#rows.take() });
    this.#line.messages.flush();
  }

  #giveUp(reason: string): void {
    this.#drop();
    this.#reconnection.giveUp(reason, this.#now());
    this.#changed();
  }

  #fail(reason: string): void {
    this.#drop();
    this.#reconnection.fail(reason, this.#now());
    this.#changed();
  }

  /** A node that says what cannot be is not spoken to any more. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      if (!(error instanceof ArgosyError)) throw error;
      if (error.code === 'VERSION') this.#giveUp(error.message);
      else this.#fail(error.message);
    }
  }

  #drop(): void {
    const line = this.#line;
    this.#line = null;
    this.#isWelcome = false;
    line?.socket.destroy();
  }

  /** Tells of where it stands, and comes back when something is due. */
  #changed(): void {
    this.#cancelStep?.();
    this.#cancelStep = null;
    const { nextDueAt } = this.#reconnection;
    if (nextDueAt !== null) {
      const waitMs = Math.ceil(Math.max(0, nextDueAt - this.#now()) / MICROS_PER_MILLI);
      const timer = setTimeout(() => this.#step(), waitMs);
      this.#cancelStep = () => clearTimeout(timer);
    }
    this.#options.onConnection?.(this.connection);
  }

  #now(): Timestamp {
    return toTimestamp(this.#options.now?.() ?? machineNow());
  }
}

/** It is flushed where that is right. */
const byHand = { soon: () => {}, late: () => {} };

type Line = { readonly socket: Socket; readonly messages: MessageWriter };

function machineNow(): number {
  return Math.round((performance.timeOrigin + performance.now()) * MICROS_PER_MILLI);
}

/** Whether something was done in time. */
async function within(millis: number, doing: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), millis);
  doing.then(
    () => resolve(true),
    () => resolve(false),
  );
  const isDone = await promise;
  clearTimeout(timer);
  return isDone;
}
