import { HEAD_BYTES, writeHead, type WireMessage } from './wire.ts';

/** Where bytes go, such as a socket. */
export type ByteSink = {
  write(bytes: Uint8Array): unknown;
  /** How many bytes wait there. */
  readonly writableLength: number;
};

/** When a writer hands over: at the end of a round of the event loop, and where nothing is in a hurry. */
type WriterTimes = {
  readonly soon: (run: () => void) => void;
  readonly late: (run: () => void) => void;
};

/** So long waits at most what can wait. */
const LATE_MILLIS = 10;
const loopTimes: WriterTimes = {
  soon: setImmediate,
  late: (run) => void setTimeout(run, LATE_MILLIS),
};

/**
 * Writes messages in one piece for each round of the event loop: a system call for each would cost more than they do, and
 * it wakes whoever reads. What nobody is in a hurry for goes along with the next that somebody is, or some milliseconds later.
 */
export class MessageWriter {
  readonly #sink: ByteSink;
  readonly #times: WriterTimes;
  #messages: WireMessage[] = [];
  #bytes = 0;
  #isPlanned = false;
  #isPlannedLate = false;

  constructor(sink: ByteSink, times: WriterTimes = loopTimes) {
    this.#sink = sink;
    this.#times = times;
  }

  /** How many bytes have not left yet. */
  get waiting(): number {
    return this.#bytes + this.#sink.writableLength;
  }

  /** Puts a message on its way, behind all that was written before. */
  write(message: WireMessage, canWait = false): void {
    this.#messages.push(message);
    this.#bytes += HEAD_BYTES + message.body.length;
    if (canWait) this.#planLate();
    else this.#plan();
  }

  /** Hands over what waits here, at once. */
  flush(): void {
    if (this.#messages.length === 0) return;
    const bytes = Buffer.allocUnsafe(this.#bytes);
    let at = 0;
    for (const { tag, body } of this.#messages) {
      writeHead(bytes, { at, tag, length: body.length });
      bytes.set(body, at + HEAD_BYTES);
      at += HEAD_BYTES + body.length;
    }
    this.#messages = [];
    this.#bytes = 0;
    this.#sink.write(bytes);
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    this.#times.soon(() => {
      this.#isPlanned = false;
      this.flush();
    });
  }

  /** One timer at a time: one that comes early hands over early. */
  #planLate(): void {
    if (this.#isPlanned || this.#isPlannedLate) return;
    this.#isPlannedLate = true;
    this.#times.late(() => {
      this.#isPlannedLate = false;
      this.flush();
    });
  }
}
