import { journalError } from '../errors.ts';

/** What goes over the line between a writer and its follower. */
export type Frame = { readonly type: FrameType; readonly body: Uint8Array };

const types = { attach: 1, end: 2, take: 3, taken: 4, refused: 5 } as const;
/** What a frame is. */
export type FrameType = keyof typeof types;

/** The most bytes a frame's body has: the largest block and a little. */
export const FRAME_BYTES_MAX: number = 256 * 1024 * 1024;

const HEAD_BYTES = 5;

/** A frame's bytes: how long its body is in four bytes, what it is in one, its body. */
export function writeFrame(type: FrameType, body: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(HEAD_BYTES + body.length);
  bytes.writeUInt32LE(body.length);
  bytes.writeUInt8(types[type], 4);
  bytes.set(body, HEAD_BYTES);
  return bytes;
}

/** Puts frames together again from the pieces they come in; throws where what comes is none. */
export class FrameReader {
  #pieces: Uint8Array[] = [];
  #size = 0;
  /** How many bytes there must be before it is worth a look. */
  #needed = HEAD_BYTES;

  /** The frames that are whole by now, in order. */
  push(piece: Uint8Array): readonly Frame[] {
    this.#pieces.push(piece);
    this.#size += piece.length;
    if (this.#size < this.#needed) return [];
    let rest = Buffer.concat(this.#pieces);
    const frames: Frame[] = [];
    while (rest.length >= HEAD_BYTES) {
      const { type, end } = readHead(rest);
      this.#needed = end;
      if (rest.length < end) break;
      frames.push({ type, body: new Uint8Array(rest.subarray(HEAD_BYTES, end)) });
      rest = rest.subarray(end);
      this.#needed = HEAD_BYTES;
    }
    this.#pieces = [rest];
    this.#size = rest.length;
    return frames;
  }
}

function readHead(bytes: Buffer): { readonly type: FrameType; readonly end: number } {
  const [length, tag] = [bytes.readUInt32LE(), bytes.readUInt8(4)];
  const type = frameTypes.find((name) => types[name] === tag);
  if (type !== undefined && length <= FRAME_BYTES_MAX) return { type, end: HEAD_BYTES + length };
  throw journalError('FOLLOWER_LOST', `a frame of type ${tag} and ${length} bytes`);
}

const frameTypes: readonly FrameType[] = ['attach', 'end', 'take', 'taken', 'refused'];
