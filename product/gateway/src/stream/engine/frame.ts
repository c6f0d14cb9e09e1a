import { deflateRawSync } from 'node:zlib';

/** What a frame holds, by RFC 6455. */
export const opcodes = { text: 0x1, binary: 0x2, ping: 0x9 } as const;
/** What a frame may hold. */
export type Opcode = keyof typeof opcodes;

const FIN = 0x80;
/** A frame whose payload is compressed, by RFC 7692. */
const RSV1 = 0x40;
const SHORT_MAX = 125;
const MEDIUM_MAX = 0xffff;
const SHORT_HEAD = 2;
const MEDIUM_HEAD = 4;
const LONG_HEAD = 10;
/** A flush of zlib ends with these bytes, which RFC 7692 leaves out. */
const FLUSH_TAIL_BYTES = 4;
/** Less than this is not worth compressing. */
const DEFLATE_BYTES_MIN = 256;
/** Constants of zlib by their values: an import of them would be one of all. */
const Z_SYNC_FLUSH = 2;
const DEFLATE_LEVEL = 4;

/** A frame of the server with room for its payload, which begins at `at`. */
export type OpenFrame = { readonly bytes: Buffer; readonly at: number };

/** Makes a frame of so many bytes; what fills it is written behind its head. */
export function openFrame(opcode: Opcode, payloadBytes: number): OpenFrame {
  const at = headBytes(payloadBytes);
  const bytes = Buffer.allocUnsafe(at + payloadBytes);
  writeHead(bytes, FIN | opcodes[opcode], payloadBytes);
  return { bytes, at };
}

/** A frame of text. */
export function textFrame(text: string): Buffer {
  const { bytes, at } = openFrame('text', Buffer.byteLength(text));
  bytes.write(text, at);
  return bytes;
}

/** A ping without a payload: whoever speaks WebSocket answers it. */
export function pingFrame(): Buffer {
  return openFrame('ping', 0).bytes;
}

/**
 * The same message compressed by itself, so that every connection may be sent the same bytes; as it is where that
 * would not make it smaller.
 */
export function deflateFrame(opcode: Opcode, frame: OpenFrame): Buffer {
  const payload = frame.bytes.subarray(frame.at);
  if (payload.length < DEFLATE_BYTES_MIN) return frame.bytes;
  const flushed = deflateRawSync(payload, { finishFlush: Z_SYNC_FLUSH, level: DEFLATE_LEVEL });
  const deflated = flushed.subarray(0, flushed.length - FLUSH_TAIL_BYTES);
  if (deflated.length >= payload.length) return frame.bytes;
  const at = headBytes(deflated.length);
  const bytes = Buffer.allocUnsafe(at + deflated.length);
  writeHead(bytes, FIN | RSV1 | opcodes[opcode], deflated.length);
  bytes.set(deflated, at);
  return bytes;
}

function headBytes(payloadBytes: number): number {
  if (payloadBytes <= SHORT_MAX) return SHORT_HEAD;
  return payloadBytes <= MEDIUM_MAX ? MEDIUM_HEAD : LONG_HEAD;
}

function writeHead(bytes: Buffer, first: number, payloadBytes: number): void {
  bytes[0] = first;
  if (payloadBytes <= SHORT_MAX) {
    bytes[1] = payloadBytes;
  } else if (payloadBytes <= MEDIUM_MAX) {
    bytes[1] = SHORT_MAX + 1;
    bytes.writeUInt16BE(payloadBytes, 2);
  } else {
    bytes[1] = SHORT_MAX + 2;
    bytes.writeUInt32BE(0, 2);
    bytes.writeUInt32BE(payloadBytes, 6);
  }
}
