import { ArgosyError } from 'argosy/core';

/** The most bytes one message has: what an engine knows of a year of trading, and more. */
export const MESSAGE_BYTES_MAX: number = 256 * 1024 * 1024;

/** Before the body of each message. */
export const HEAD_BYTES = 5;

/** One message: what it is, in a byte, and its body. */
export type WireMessage = { readonly tag: number; readonly body: Uint8Array };

/** How long the body is in four bytes, what it is in one. */
export function messageHead(tag: number, length: number): Uint8Array {
  const head = Buffer.alloc(HEAD_BYTES);
  writeHead(head, { at: 0, tag, length });
  return head;
}

/** Writes that into bytes that are there. */
export function writeHead(
  into: Buffer,
  { at, tag, length }: { readonly at: number; readonly tag: number; readonly length: number },
): void {
  into.writeUInt32LE(length, at);
  into.writeUInt8(tag, at + 4);
}

/** Puts messages together again from the pieces they come in; throws at one that is too long. */
export class WireReader {
  readonly #bytesMax: number;
  #pieces: Uint8Array[] = [];
  #size = 0;
  /** How many bytes there must be before it is worth a look. */
  #needed = HEAD_BYTES;

  /** `bytesMax`: the most bytes that the body of a message may have. */
  constructor(bytesMax: number = MESSAGE_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** The messages that are whole by now, in order. */
  push(piece: Uint8Array): readonly WireMessage[] {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size < this.#needed) return [];
    let rest = Buffer.concat(this.#pieces);
    const messages: WireMessage[] = [];
    while (rest.length >= HEAD_BYTES) {
      const end = HEAD_BYTES + this.#lengthOf(rest);
      this.#needed = end;
      if (rest.length < end) break;
      messages.push({ tag: rest.readUInt8(4), body: rest.subarray(HEAD_BYTES, end) });
      rest = rest.subarray(end);
      this.#needed = HEAD_BYTES;
    }
    this.#pieces = [rest];
    this.#size = rest.length;
    return messages;
  }

  #lengthOf(bytes: Buffer): number {
    const length = bytes.readUInt32LE();
    if (length <= this.#bytesMax) return length;
    const detail = `a message of ${length} bytes, ${this.#bytesMax} at most`;
    throw new ArgosyError('BAD_MESSAGE', detail);
  }
}
