import type { Metrics } from '@argosy/telemetry';

import type { Connection } from './connection.ts';
import type { LogChannel, LogItem } from './log-channel.ts';

/** What a board of logs needs. */
export type LogBoardOptions = {
  readonly metrics: Metrics;
  /** Sends bytes to a connection, unless too much waits there already. */
  readonly write: (connection: Connection, bytes: Uint8Array) => void;
};

/** What came of asking to hear a channel. */
export type Heard = { readonly seq: number; readonly from: 'snapshot' | 'resumed' };

/** Items that are never left out, sent as soon as the batch that brought them is over. */
export class LogBoard {
  readonly #options: LogBoardOptions;
  readonly #holders = new Map<LogChannel, Set<Connection>>();
  readonly #unsent = new Set<LogChannel>();

  constructor(options: LogBoardOptions) {
    this.#options = options;
  }

  /** Adds an item to a channel; `flush` sends it. */
  append(channel: LogChannel, item: LogItem): void {
    if (channel.append(item)) this.#unsent.add(channel);
  }

  /** Sends what was added: by one system call a connection. */
  flush(): void {
    if (this.#unsent.size === 0) return;
    const channels = [...this.#unsent];
    this.#unsent.clear();
    const corked = new Set<Connection>();
    for (const channel of channels) {
      const frames = channel.takeUnsent();
      const bytes = Buffer.concat(frames);
      const isAlone = channels.length === 1;
      for (const connection of this.#holders.get(channel) ?? []) {
        if (!isAlone && !corked.has(connection)) {
          corked.add(connection);
          connection.socket.cork();
        }
        this.#options.write(connection, bytes);
      }
      this.#count(channel, frames.length * channel.holders);
    }
    for (const connection of corked) connection.socket.uncork();
  }

  /** Begins to send a channel: what has come behind a number, or how things stand. `answer` goes out before. */
  hear(connection: Connection, channel: LogChannel, since: number | null): Heard {
    this.flush();
    this.#hold(connection, channel);
    const missed = since === null ? null : channel.replay(since);
    return {
      seq: since === null || missed === null ? channel.seq : since,
      from: missed === null ? 'snapshot' : 'resumed',
    };
  }

  /** Sends what `hear` has promised. */
  tell(connection: Connection, channel: LogChannel, { seq, from }: Heard): void {
    const missed = from === 'resumed' ? (channel.replay(seq) ?? []) : [channel.snapshotFrame()];
    if (missed.length === 0) return;
    this.#options.write(
      connection,
      missed.length === 1 ? (missed[0] ?? empty) : Buffer.concat(missed),
    );
    this.#count(channel, missed.length);
  }

  /** Sends a channel no more. */
  leave(connection: Connection, channel: LogChannel): void {
    const holders = this.#holders.get(channel);
    if (holders?.delete(connection) !== true) return;
    connection.logs.delete(channel);
    channel.holders = holders.size;
    if (holders.size === 0) this.#holders.delete(channel);
  }

  /** A connection has ended. */
  remove(connection: Connection): void {
    for (const channel of connection.logs) this.leave(connection, channel);
  }

  #hold(connection: Connection, channel: LogChannel): void {
    const holders = this.#holders.get(channel) ?? new Set();
    this.#holders.set(channel, holders.add(connection));
    connection.logs.add(channel);
    channel.holders = holders.size;
  }

  #count({ kind }: LogChannel, messages: number): void {
    if (messages === 0) return;
    this.#options.metrics
      .counter('websocket_messages_total')
      .with({ direction: 'out', channel: kind })
      .add(messages);
  }
}

const empty = new Uint8Array(0);
