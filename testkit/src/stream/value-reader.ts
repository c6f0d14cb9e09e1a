import type { Connection, FanOut, Form, LatestChannel } from '@argosy/gateway';
import { readRecords } from '@argosy/contract/stream';

import { aStreamCaller } from './stream-rig.ts';
import { TestSocket } from './test-socket.ts';

type Told = { readonly seq: number; readonly value: number };

/** Hears newest values as a client does, in either encoding. */
export class ValueReader {
  readonly socket: TestSocket;
  readonly connection: Connection;
  readonly heard: Set<LatestChannel> = new Set();
  /** What it was told last of each channel, by name. */
  readonly last: Map<string, Told> = new Map();
  /** How often a number came behind a later one of its channel. */
  disorder = 0;
  readonly #fanOut: FanOut;

  constructor(fanOut: FanOut, form: Form, room = 0) {
    this.#fanOut = fanOut;
    this.socket = new TestSocket(room);
    this.connection = fanOut.add(this.socket, form);
    fanOut.identify(this.connection, aStreamCaller());
  }

  hear(channels: readonly LatestChannel[]): void {
    for (const channel of channels) this.heard.add(channel);
    this.#fanOut.latest.hear(this.connection, channels, channels);
  }

  leave(channels: readonly LatestChannel[]): void {
    for (const channel of channels) this.heard.delete(channel);
    this.#fanOut.leave(this.connection, channels);
  }

  /** Reads what has come; `names` are those of channels by their handles. */
  read(names: ReadonlyMap<number, string>): void {
    for (const { values } of this.socket.of('values')) {
      for (const { channel, seq, value } of values as ({ channel: string } & Told)[]) {
        this.#note(channel, { seq, value });
      }
    }
    for (const { handle, seq, fields } of this.socket.binaries.flatMap((one) => readRecords(one))) {
      this.#note(names.get(handle) ?? '', { seq, value: fields[0] ?? Number.NaN });
    }
  }

  #note(name: string, told: Told): void {
    const before = this.last.get(name);
    if (before !== undefined && told.seq < before.seq) this.disorder += 1;
    this.last.set(name, told);
  }
}
