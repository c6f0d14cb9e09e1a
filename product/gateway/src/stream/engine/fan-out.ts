import { formatTimestamp, toTimestamp } from 'argosy/core';
import type { LiveTime } from '@argosy/bridge';
import { closeCodes, type CloseName } from '@argosy/contract/stream';
import type { Counter, Gauge, Metrics } from '@argosy/telemetry';

import type { EndedSession } from '../../auth/caller.ts';
import { Connection } from './connection.ts';
import { pingFrame, textFrame } from './frame.ts';
import type { LatestChannel } from './latest-channel.ts';
import { LatestBoard } from './latest-board.ts';
import { LogBoard, type Heard } from './log-board.ts';
import type { LogChannel, LogItem } from './log-channel.ts';
import { streamLimits, type StreamLimits } from './stream-limits.ts';
import type { StreamSocket } from './stream-socket.ts';
import type { Form } from './watch-set.ts';

/** What a fan-out needs. */
export type FanOutOptions = {
  readonly time: LiveTime;
  readonly metrics: Metrics;
  readonly limits?: Partial<StreamLimits>;
};

/** How often it looks after its connections. */
const SWEEP_MICROS = 500_000;

/**
 * Market data and logs to many connections. Frames are built once for all who are due; a connection that does not
 * read is passed over by market data, and closed when it stays so or when what may not be left out heaps up for it.
 *
 * @example
 * const fanOut = new FanOut({ time, metrics });
 * const connection = fanOut.add(socket, 'json');
 * fanOut.latest.publish(quotes, quote);
 * fanOut.append(orders, '{"id":"0001DESK00000A"}');
 * fanOut.endBatch();
 */
export class FanOut {
  readonly latest: LatestBoard;
  readonly limits: StreamLimits;
  readonly #time: LiveTime;
  readonly #logs: LogBoard;
  readonly #connections = new Set<Connection>();
  /** How many connections each user has. */
  readonly #perUser = new Map<string, number>();
  readonly #open: Gauge;
  readonly #control: Counter;
  #strangers = 0;
  #serial = 0;
  #sweeps = 0;
  #closedSlow = 0;
  #cancelSweep: (() => void) | null = null;

  constructor({ time, metrics, limits = {} }: FanOutOptions) {
    this.limits = { ...streamLimits, ...limits };
    this.#time = time;
    const messages = metrics.counter('websocket_messages_total');
    const sent = messages.with({ direction: 'out', channel: 'market' });
    this.#control = messages.with({ direction: 'out', channel: 'control' });
    this.#open = metrics.gauge('websocket_connections').with({});
    const { flushMicros, busyShare } = this.limits;
    this.latest = new LatestBoard({ time, flushMicros, busyShare, sent });
    this.#logs = new LogBoard({
      metrics,
      write: (connection, bytes) => this.#write(connection, bytes),
    });
  }

  /** How many connections are open. */
  get size(): number {
    return this.#connections.size;
  }

  /** How many of them have said who they are. */
  get identified(): number {
    return this.#connections.size - this.#strangers;
  }

  /** How many were closed because they did not read. */
  get closedSlow(): number {
    return this.#closedSlow;
  }

  /** Whether no further connection can be taken. */
  get isFull(): boolean {
    const { connectionsMax, strangersMax } = this.limits;
    return this.#connections.size >= connectionsMax || this.#strangers >= strangersMax;
  }

  /** Takes a connection in. */
  add(socket: StreamSocket, form: Form, address = ''): Connection {
    const now = this.#time.elapsed();
    const { flushMicros: paceMicros } = this.limits;
    this.#serial += 1;
    const connection = new Connection({
      socket,
      form,
      address,
      serial: this.#serial,
      now,
      watch: this.latest.nobody,
      paceMicros,
    });
    this.#connections.add(connection);
    this.latest.add(connection);
    this.#strangers += 1;
    this.#open.set(this.#connections.size);
    this.#cancelSweep ??= this.#time.after(SWEEP_MICROS, () => this.#sweep());
    return connection;
  }

  /** A socket has ended. Safe to call twice. */
  remove(connection: Connection): void {
    if (!this.#connections.delete(connection)) return;
    this.#logs.remove(connection);
    this.latest.remove(connection);
    if (connection.caller === null) this.#strangers -= 1;
    else this.#countUser(connection.caller.user, -1);
    this.#open.set(this.#connections.size);
  }

  /** Closes a connection and says why; nothing is sent to it any more. */
  close(connection: Connection, name: CloseName): void {
    if (connection.closedFor !== null) return;
    connection.closedFor = name;
    if (name === 'SLOW_CONSUMER') this.#closedSlow += 1;
    this.remove(connection);
    connection.socket.close(closeCodes[name].code, name);
  }

  /** A connection has said who it is, or has said so again; false where it has ended, or the user has too many. */
  identify(connection: Connection, caller: NonNullable<Connection['caller']>): boolean {
    // It may have ended while its token was looked at.
    if (!this.#connections.has(connection)) return false;
    if (connection.caller === null) {
      if ((this.#perUser.get(caller.user) ?? 0) >= this.limits.connectionsPerUserMax) {
        this.close(connection, 'TOO_MANY_CONNECTIONS');
        return false;
      }
      this.#strangers -= 1;
      this.#countUser(caller.user, 1);
    }
    connection.caller = caller;
    return true;
  }

  /** Closes whoever came by a session that holds no more. */
  endSession({ user, session }: EndedSession): void {
    for (const connection of this.#connections) {
      const { caller } = connection;
      if (caller?.user !== user) continue;
      if (session === null || caller.session === session) this.close(connection, 'SESSION_ENDED');
    }
  }

  /** Sends a message that belongs to a connection alone. */
  tell(connection: Connection, message: string): void {
    this.#control.add();
    this.#write(connection, textFrame(message));
  }

  /** Adds an item to a channel; `endBatch` sends it. */
  append(channel: LogChannel, item: LogItem): void {
    this.#logs.append(channel, item);
  }

  /** What belongs together has come: sends what may not wait. */
  endBatch(): void {
    this.#logs.flush();
    this.latest.flushEager();
  }

  /** How many channels a connection hears. */
  heardBy(connection: Connection): number {
    return connection.watch.channels.length + connection.logs.size;
  }

  /** Begins to send a channel that leaves nothing out; `tellLog` sends what is to be known first. */
  hearLog(connection: Connection, channel: LogChannel, since: number | null): Heard {
    return this.#logs.hear(connection, channel, since);
  }

  /** Sends what `hearLog` has promised. */
  tellLog(connection: Connection, channel: LogChannel, heard: Heard): void {
    this.#logs.tell(connection, channel, heard);
  }

  /** Sends channels no more. */
  leave(connection: Connection, channels: readonly (LatestChannel | LogChannel)[]): void {
    const latest = new Set<LatestChannel>();
    for (const channel of channels) {
      if (channel.mode === 'log') this.#logs.leave(connection, channel);
      else latest.add(channel);
    }
    if (latest.size > 0) this.latest.leave(connection, latest);
  }

  /** Closes every connection. Safe to call twice. */
  stop(): void {
    this.latest.stop();
    this.#cancelSweep?.();
    this.#cancelSweep = null;
    for (const connection of this.#connections) this.close(connection, 'GOING_AWAY');
  }

  #write(connection: Connection, bytes: Uint8Array): void {
    if (connection.closedFor !== null) return;
    const { backlogBytes } = connection.socket;
    if (backlogBytes > 0 && backlogBytes + bytes.length > this.limits.backlogBytesMax) {
      this.close(connection, 'SLOW_CONSUMER');
      return;
    }
    connection.socket.write(bytes);
  }

  #countUser(user: string, by: number): void {
    const count = (this.#perUser.get(user) ?? 0) + by;
    if (count === 0) this.#perUser.delete(user);
    else this.#perUser.set(user, count);
  }

  /** Looks after every connection; heartbeats go to a part of them at a time. */
  #sweep(): void {
    const now = this.#time.elapsed();
    const wall = this.#time.wall();
    const parts = Math.max(1, Math.round(this.limits.heartbeatMicros / SWEEP_MICROS));
    const turn = this.#sweeps % parts;
    this.#sweeps += 1;
    const heartbeat = heartbeatFrames(wall);
    for (const connection of this.#connections) {
      const fault = this.#faultOf(connection, now, wall);
      if (fault !== null) this.close(connection, fault);
      else if (connection.serial % parts === turn && connection.blockedSince === null) {
        connection.socket.write(heartbeat);
        this.#control.add();
      }
    }
    this.#cancelSweep =
      this.#connections.size === 0 ? null : this.#time.after(SWEEP_MICROS, () => this.#sweep());
  }

  #faultOf(connection: Connection, now: number, wall: number): CloseName | null {
    const { authMicros, blockedMicros, silentMicros } = this.limits;
    if (connection.socket.backlogBytes === 0) connection.blockedSince = null;
    else connection.blockedSince ??= now;
    if (connection.caller === null) {
      return now - connection.openedAt >= authMicros ? 'AUTH_TIMEOUT' : null;
    }
    if (wall >= connection.caller.expiresAt) return 'TOKEN_EXPIRED';
    if (connection.blockedSince !== null) {
      return now - connection.blockedSince >= blockedMicros ? 'SLOW_CONSUMER' : null;
    }
    return now - connection.heardAt >= silentMicros ? 'NO_HEARTBEAT' : null;
  }
}

/** What tells a client that the server lives, and asks whether it does: browsers answer the ping by themselves. */
function heartbeatFrames(wall: number): Buffer {
  const at = formatTimestamp(toTimestamp(Math.floor(wall)));
  return Buffer.concat([pingFrame(), textFrame(`{"type":"heartbeat","at":"${at}"}`)]);
}
