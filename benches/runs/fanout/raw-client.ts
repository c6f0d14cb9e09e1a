import { randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';

/** What all clients of a process have read. */
export type Tally = { frames: number; ticks: number; bytes: number };

type RawClientOptions = {
  readonly port: number;
  readonly protocol: string | null;
  readonly messages: readonly string[];
  readonly tally: Tally;
};

const HEAD_END = Buffer.from('\r\n\r\n');
const TICK = Buffer.from('"seq":');
const SHORT_MAX = 125;
const QUOTE_RECORD_BYTES = 56;
const BINARY_HEAD_BYTES = 8;

/** A client without a library: it counts frames and ticks and looks at nothing else. */
export class RawClient {
  readonly #options: RawClientOptions;
  #socket: Socket | null = null;
  #isOpen = false;
  #said = 0;
  /** Bytes of the frame under way that are still to come. */
  #left = 0;
  #carry: Buffer = Buffer.alloc(0);
  #onUp: () => void = () => {};

  constructor(options: RawClientOptions) {
    this.#options = options;
  }

  /** Connects, and says all it has to say; done once the last message is answered. */
  up(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onUp = resolve;
      this.#isOpen = false;
      this.#said = 0;
      this.#left = 0;
      this.#carry = Buffer.alloc(0);
      const { port, protocol } = this.#options;
      const socket = connect({ port, host: '127.0.0.1', noDelay: true });
      this.#socket = socket;
      const key = randomBytes(16).toString('base64');
      const asked = protocol === null ? '' : `Sec-WebSocket-Protocol: ${protocol}\r\n`;
      socket.write(
        `GET /ws HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
          `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${asked}\r\n`,
      );
      socket.on('data', (chunk) => this.#read(chunk));
      socket.on('error', reject);
    });
  }

  /** Ends without a word. */
  down(): void {
    this.#socket?.removeAllListeners('error');
    this.#socket?.on('error', () => {});
    this.#socket?.destroy();
  }

  #read(chunk: Buffer): void {
    if (this.#isOpen) {
      this.#count(chunk);
      return;
    }
    this.#carry = Buffer.concat([this.#carry, chunk]);
    const end = this.#carry.indexOf(HEAD_END);
    if (end === -1) return;
    this.#isOpen = true;
    const rest = this.#carry.subarray(end + HEAD_END.length);
    this.#carry = Buffer.alloc(0);
    this.#say();
    if (rest.length > 0) this.#count(rest);
  }

  #count(chunk: Buffer): void {
    const { tally } = this.#options;
    tally.bytes += chunk.length;
    for (let at = chunk.indexOf(TICK); at !== -1; at = chunk.indexOf(TICK, at + TICK.length)) {
      tally.ticks += 1;
    }
    const bytes = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    this.#carry = Buffer.alloc(0);
    let at = Math.min(this.#left, bytes.length);
    this.#left -= at;
    while (at < bytes.length) {
      const head = headOf(bytes, at);
      if (head === null) {
        this.#carry = Buffer.from(bytes.subarray(at));
        return;
      }
      this.#frame(bytes[at] ?? 0, head.payload);
      const whole = head.bytes + head.payload;
      this.#left = Math.max(0, at + whole - bytes.length);
      at = Math.min(bytes.length, at + whole);
    }
  }

  #frame(first: number, payload: number): void {
    const { tally, messages } = this.#options;
    if ((first & 0x0f) === 2) tally.ticks += (payload - BINARY_HEAD_BYTES) / QUOTE_RECORD_BYTES;
    tally.frames += 1;
    if (this.#said > messages.length) return;
    this.#say();
  }

  /** The next message; behind the last one it is up. */
  #say(): void {
    const message = this.#options.messages[this.#said];
    this.#said += 1;
    if (message === undefined) this.#onUp();
    else this.#socket?.write(masked(message));
  }
}

function headOf(
  bytes: Buffer,
  at: number,
): { readonly bytes: number; readonly payload: number } | null {
  const have = bytes.length - at;
  if (have < 2) return null;
  const short = bytes[at + 1] ?? 0;
  if (short <= SHORT_MAX) return { bytes: 2, payload: short };
  if (short === SHORT_MAX + 1) {
    return have < 4 ? null : { bytes: 4, payload: bytes.readUInt16BE(at + 2) };
  }
  return have < 10 ? null : { bytes: 10, payload: bytes.readUInt32BE(at + 6) };
}

/** A frame of text as a client sends it; the mask is of zeros. */
function masked(text: string): Buffer {
  const payload = Buffer.from(text);
  const head =
    payload.length <= SHORT_MAX
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0x80 | (SHORT_MAX + 1), payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
