import { inflateRawSync } from 'node:zlib';

const FLUSH_TAIL = Buffer.from([0x00, 0x00, 0xff, 0xff]);
const TEXT = 1;
const BINARY = 2;

/**
 * The other end of a stream's socket, in memory: takes whole frames apart. While it is stalled it reads nothing; what
 * does not fit into `room`, as into the network's buffers, is backlog.
 */
export class TestSocket {
  /** What has come as text, parsed. */
  readonly texts: Record<string, unknown>[] = [];
  readonly binaries: ArrayBuffer[] = [];
  readonly closes: { readonly code: number; readonly reason: string }[] = [];
  room: number;
  /** How often it was written to, as often as the system would be called. */
  writes = 0;
  bytes = 0;
  mostBacklog = 0;
  #isStalled = false;
  #isCorked = false;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;

  constructor(room = 0) {
    this.room = room;
  }

  get backlogBytes(): number {
    return Math.max(0, this.#waitingBytes - this.room);
  }

  write(frames: Uint8Array): void {
    if (!this.#isCorked) this.writes += 1;
    this.bytes += frames.length;
    if (!this.#isStalled) {
      this.#read(frames);
      return;
    }
    this.#waiting.push(frames);
    this.#waitingBytes += frames.length;
    this.mostBacklog = Math.max(this.mostBacklog, this.backlogBytes);
  }

  cork(): void {
    this.#isCorked = true;
  }

  uncork(): void {
    this.writes += 1;
    this.#isCorked = false;
  }

  close(code: number, reason: string): void {
    this.closes.push({ code, reason });
  }

  /** Reads nothing from now on. */
  stall(): void {
    this.#isStalled = true;
  }

  /** Reads what has come meanwhile, and what comes. */
  resume(): void {
    this.#isStalled = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    for (const frames of waiting) this.#read(frames);
  }

  /** What has come of a type. */
  of(type: string): Record<string, unknown>[] {
    return this.texts.filter((message) => message['type'] === type);
  }

  #read(frames: Uint8Array): void {
    const bytes = Buffer.from(frames.buffer, frames.byteOffset, frames.length);
    for (let at = 0; at < bytes.length;) {
      const first = bytes.readUInt8(at);
      const { from, length } = payloadAt(bytes, at);
      const sent = bytes.subarray(from, from + length);
      const isDeflated = (first & 0x40) !== 0;
      const payload = isDeflated ? inflateRawSync(Buffer.concat([sent, FLUSH_TAIL])) : sent;
      this.#take(first & 0x0f, payload);
      at = from + length;
    }
  }

  #take(opcode: number, payload: Uint8Array): void {
    if (opcode === TEXT) {
      this.texts.push(JSON.parse(Buffer.from(payload).toString()) as Record<string, unknown>);
    } else if (opcode === BINARY) {
      this.binaries.push(new Uint8Array(payload).buffer);
    }
  }
}

function payloadAt(bytes: Buffer, at: number): { readonly from: number; readonly length: number } {
  const short = bytes.readUInt8(at + 1);
  if (short < 126) return { from: at + 2, length: short };
  if (short === 126) return { from: at + 4, length: bytes.readUInt16BE(at + 2) };
  return { from: at + 10, length: bytes.readUInt32BE(at + 6) };
}
