import { messageHead, type WireMessage } from './wire.ts';

/** Where bytes go, such as a socket. */
export type ByteSink = {
  write(bytes: Uint8Array): unknown;
  /** How many bytes wait there. */
  readonly writableLength: number;
};

/** Writes messages in one piece for each round of the event loop: a system call for each would cost more than they do. */
export class MessageWriter {
  readonly #sink: ByteSink;
  readonly #later: (run: () => void) => void;
  #pieces: Uint8Array[] = [];
  #bytes = 0;

  constructor(sink: ByteSink, later: (run: () => void) => void = setImmediate) {
    this.#sink = sink;
    this.#later = later;
  }

  /** How many bytes have not left yet. */
  get waiting(): number {
    return this.#bytes + this.#sink.writableLength;
  }

  /** Puts a message on its way. */
  write({ tag, body }: WireMessage): void {
    if (this.#pieces.length === 0) this.#later(() => this.flush());
    this.#pieces.push(messageHead(tag, body.length), body);
    this.#bytes += body.length;
  }

  /** Hands over what waits here, at once. */
  flush(): void {
    if (this.#pieces.length === 0) return;
    const bytes = Buffer.concat(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    this.#sink.write(bytes);
  }
}
