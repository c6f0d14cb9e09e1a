import type { Connection, FanOut, LogChannel } from '@argosy/gateway';

import { aStreamCaller } from './stream-rig.ts';
import { TestSocket } from './test-socket.ts';

const ROOM_BYTES = 1_000;

/** Hears logs as a client does: folds snapshots and items, and comes back with the last number it saw. */
export class LogReader {
  /** How often an item did not have the number behind the one before. */
  breaks = 0;
  socket: TestSocket = new TestSocket(ROOM_BYTES);
  connection: Connection;
  readonly #fanOut: FanOut;
  readonly #channels: readonly LogChannel[];
  readonly #own = new Map<unknown, { readonly seq: number; readonly items: readonly unknown[] }>();

  constructor(fanOut: FanOut, channels: readonly LogChannel[]) {
    this.#fanOut = fanOut;
    this.#channels = channels;
    this.connection = this.#connect();
  }

  /** Loses its connection, and comes back. */
  again(): void {
    this.items();
    this.#fanOut.remove(this.connection);
    this.socket = new TestSocket(ROOM_BYTES);
    this.connection = this.#connect();
  }

  /** What it has come to, channel by channel. */
  items(): readonly (readonly unknown[])[] {
    this.socket.resume();
    for (const { type, channel, seq, items, item } of this.socket.texts.splice(0)) {
      const own = this.#own.get(channel) ?? { seq: 0, items: [] };
      if (type === 'snapshot') {
        this.#own.set(channel, { seq: Number(seq), items: items as unknown[] });
      } else if (type === 'event') {
        if (seq !== own.seq + 1) this.breaks += 1;
        this.#own.set(channel, { seq: Number(seq), items: [...own.items, item] });
      }
    }
    return this.#channels.map(({ name }) => this.#own.get(name)?.items ?? []);
  }

  #connect(): Connection {
    const connection = this.#fanOut.add(this.socket, 'json');
    this.#fanOut.identify(connection, aStreamCaller());
    const heard = this.#channels.map((channel) => {
      const since = this.#own.get(channel.name)?.seq ?? null;
      return { channel, heard: this.#fanOut.hearLog(connection, channel, since) };
    });
    for (const one of heard) this.#fanOut.tellLog(connection, one.channel, one.heard);
    return connection;
  }
}
