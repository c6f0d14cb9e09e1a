import { assert } from 'argosy/core';
import type { LiveTime } from '@argosy/bridge';
import type { Counter } from '@argosy/telemetry';

import type { Connection } from './connection.ts';
import { LatestChannel, type LatestChannelOptions } from './latest-channel.ts';
import { Pace } from './pace.ts';
import { valuesFrame, WatchSet } from './watch-set.ts';

/** How many connections are sent to before other work of the thread has its turn. */
const CONNECTIONS_PER_TURN = 512;
/** How long a connection is left alone that has not taken what it was sent: doubles to the second. */
const REST_MIN = 32_000;
const REST_MAX = 256_000;

/** What a board of newest values needs. */
export type LatestBoardOptions = {
  readonly time: LiveTime;
  /** How long lies between two messages to a connection, in microseconds. */
  readonly flushMicros: number;
  /** How much of the thread sending may take before it is done less often. */
  readonly busyShare: number;
  readonly sent: Counter;
};

/**
 * Newest values to those who hear them. A value that comes costs the same however many hear it; a pass asks each
 * connection what it has not been sent and sends it by one system call. What has not taken the last message is
 * passed over, so that nothing heaps up for it: it gets the newest values once it reads again.
 */
export class LatestBoard {
  readonly #options: LatestBoardOptions;
  readonly #pace: Pace;
  readonly #connections: Connection[] = [];
  readonly #eager = new Set<Connection>();
  readonly #sets = new Map<string, WatchSet>();
  readonly #nobody = new WatchSet('', []);
  /** Counts every value that came. */
  #revision = 0;
  /** The revision that all who want each value have been sent. */
  #eagerSeen = 0;
  /** Whether a pass is under way or planned. */
  #isPlanned = false;
  /** Whether there may be something to send once this pass is over. */
  #isOwed = false;
  #handles = 0;
  #passAt = Number.NEGATIVE_INFINITY;
  #passTook = 0;
  #isStopped = false;

  constructor(options: LatestBoardOptions) {
    this.#options = options;
    this.#pace = new Pace(options.flushMicros, options.busyShare);
  }

  /** The set of who hears nothing. */
  get nobody(): WatchSet {
    return this.#nobody;
  }

  /** How long lies between two passes, stretched by load; microseconds. */
  get intervalMicros(): number {
    return this.#pace.interval;
  }

  /** How many different sets are heard. */
  get sets(): number {
    return this.#sets.size;
  }

  /** Begins a channel. */
  open<Value>(options: Omit<LatestChannelOptions<Value>, 'handle'>): LatestChannel<Value> {
    this.#handles += 1;
    return new LatestChannel({ ...options, handle: this.#handles });
  }

  /** Takes a connection in. */
  add(connection: Connection): void {
    connection.place = this.#connections.length;
    this.#connections.push(connection);
  }

  /** Lets a connection go. */
  remove(connection: Connection): void {
    const last = this.#connections.pop();
    assert(last !== undefined && connection.place >= 0, 'a connection that leaves was there');
    if (last !== connection) {
      this.#connections[connection.place] = last;
      last.place = connection.place;
    }
    connection.place = -1;
    this.#isOwed = true;
    this.#watch(connection, []);
    this.#eager.delete(connection);
  }

  /** Takes a value in; it goes out with the next pass. */
  publish<Value>(channel: LatestChannel<Value>, value: Value): void {
    if (channel.eagerHolders > 0 && channel.revision > this.#eagerSeen) this.flushEager();
    channel.take(value, ++this.#revision);
    this.#isOwed = true;
    this.#plan();
  }

  /** Sends what has come to those who want each value; to be called once a batch is over. */
  flushEager(): void {
    if (this.#eager.size === 0 || !this.#pace.isEager) {
      this.#eagerSeen = this.#revision;
      if (!this.#pace.isEager) this.#pace.judgeEager(this.#options.time.elapsed());
      return;
    }
    const begin = this.#options.time.elapsed();
    for (const connection of this.#eager) this.#flush(connection, begin);
    this.#eagerSeen = this.#revision;
    const end = this.#options.time.elapsed();
    this.#pace.tookEager(end - begin, end);
  }

  /** How often a connection wants market data. */
  setPace(connection: Connection, paceMicros: number): void {
    const { channels } = connection.watch;
    if (connection.isEager) for (const channel of channels) channel.eagerHolders -= 1;
    connection.paceMicros = paceMicros;
    connection.quietUntil = 0;
    if (connection.isEager) for (const channel of channels) channel.eagerHolders += 1;
    this.#holdEager(connection);
  }

  /** Begins to send channels; the newest values of those whose are not known go out at once. */
  hear(
    connection: Connection,
    channels: readonly LatestChannel[],
    unknown: readonly LatestChannel[],
  ): void {
    if (connection.socket.backlogBytes === 0) this.#send(connection);
    const all = new Set([...connection.watch.channels, ...channels]);
    this.#watch(connection, [...all]);
    const values = valuesFrame(unknown, connection.form);
    if (values === null) return;
    connection.socket.write(values);
    this.#options.sent.add();
  }

  /** Sends channels no more. */
  leave(connection: Connection, channels: ReadonlySet<LatestChannel>): void {
    const rest = connection.watch.channels.filter((channel) => !channels.has(channel));
    this.#watch(connection, rest);
  }

  /** Ends the passes. */
  stop(): void {
    this.#isStopped = true;
  }

  #watch(connection: Connection, channels: readonly LatestChannel[]): void {
    const before = connection.watch;
    connection.watch = this.#intern(channels);
    connection.watch.holders += 1;
    before.holders -= 1;
    if (before.holders === 0) this.#sets.delete(before.key);
    for (const channel of before.channels) channel.holders -= 1;
    for (const channel of connection.watch.channels) channel.holders += 1;
    if (connection.isEager) {
      for (const channel of before.channels) channel.eagerHolders -= 1;
      for (const channel of connection.watch.channels) channel.eagerHolders += 1;
    }
    this.#holdEager(connection);
  }

  #holdEager(connection: Connection): void {
    const isHeld = connection.isEager && connection.watch.channels.length > 0;
    if (isHeld) this.#eager.add(connection);
    else this.#eager.delete(connection);
  }

  #intern(channels: readonly LatestChannel[]): WatchSet {
    if (channels.length === 0) return this.#nobody;
    const sorted = channels.toSorted((one, other) => one.handle - other.handle);
    const key = sorted.map((channel) => channel.handle).join(',');
    let set = this.#sets.get(key);
    if (set === undefined) {
      set = new WatchSet(key, sorted);
      this.#sets.set(key, set);
    }
    return set;
  }

  #plan(): void {
    if (this.#isPlanned || this.#isStopped || this.#sets.size === 0) return;
    this.#isPlanned = true;
    const { time } = this.#options;
    const wait = this.#passAt + this.#pace.interval - time.elapsed();
    if (wait <= 0) time.soon(() => this.#begin());
    else time.after(wait, () => this.#begin());
  }

  #begin(): void {
    this.#passAt = this.#options.time.elapsed();
    this.#passTook = 0;
    this.#isOwed = false;
    this.#turn(0);
  }

  #turn(from: number): void {
    if (this.#isStopped) return;
    const { time } = this.#options;
    const begin = time.elapsed();
    const end = Math.min(from + CONNECTIONS_PER_TURN, this.#connections.length);
    for (let place = from; place < end; place += 1) {
      const connection = this.#connections[place];
      if (connection !== undefined) this.#flush(connection, begin);
    }
    this.#passTook += time.elapsed() - begin;
    if (end < this.#connections.length) {
      time.soon(() => this.#turn(end));
      return;
    }
    this.#pace.tookPass(this.#passTook);
    this.#isPlanned = false;
    if (this.#isOwed) this.#plan();
  }

  #flush(connection: Connection, now: number): void {
    if (connection.seen === this.#revision || connection.watch === this.#nobody) return;
    if (now < connection.quietUntil) {
      this.#isOwed = true;
      return;
    }
    if (connection.socket.backlogBytes > 0) {
      this.#isOwed = true;
      const rest = Math.min(REST_MAX, Math.max(REST_MIN, connection.restMicros * 2));
      connection.restMicros = rest;
      connection.quietUntil = now + rest;
      return;
    }
    connection.restMicros = 0;
    connection.blockedSince = null;
    if (!this.#send(connection)) return;
    if (connection.paceMicros > this.#options.flushMicros) {
      connection.quietUntil = now + connection.paceMicros;
    }
  }

  /** Whether there was something to send. */
  #send(connection: Connection): boolean {
    const frame = connection.watch.frame(connection.seen, connection.form, this.#revision);
    connection.seen = this.#revision;
    if (frame === null) return false;
    connection.socket.write(frame);
    this.#options.sent.add();
    return true;
  }
}
