import { coreError } from './errors.ts';
import { decodeUtf8 } from './utf8.ts';

const BIGINT_BYTES_MAX = 1024;
const CANONICAL_NAN_HIGH = 0x7ff80000;

/**
 * Reads what `BinaryWriter` wrote. Whatever it could not have written is refused with
 * `DECODE_FAILED` and the offset: bytes that end early, a second form of the same value.
 *
 * @example
 * const reader = new BinaryReader(bytes);
 * const instrument = reader.text();
 * reader.finish();
 */
export class BinaryReader {
  readonly #bytes: Uint8Array;
  readonly #data: DataView;
  readonly #end: number;
  #offset: number;

  constructor(bytes: Uint8Array, from: number = 0, to: number = bytes.length) {
    if (!(from >= 0 && from <= to && to <= bytes.length)) {
      throw coreError('DECODE_FAILED', `bytes ${from} to ${to} of ${bytes.length}`);
    }
    this.#bytes = bytes;
    this.#data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offset = from;
    this.#end = to;
  }

  /** Where the next value begins. */
  get offset(): number {
    return this.#offset;
  }

  /** How many bytes are left. */
  get remaining(): number {
    return this.#end - this.#offset;
  }

  /** An integer of one byte. */
  u8(): number {
    return this.#bytes[this.#advance(1)] ?? 0;
  }

  /** An integer of two bytes. */
  u16(): number {
    return this.#data.getUint16(this.#advance(2), true);
  }

  /** An integer of four bytes. */
  u32(): number {
    return this.#data.getUint32(this.#advance(4), true);
  }

  /** Any number. */
  f64(): number {
    const at = this.#advance(8);
    const value = this.#data.getFloat64(at, true);
    if (value === value) return value;
    const isCanonical =
      this.#data.getUint32(at, true) === 0 &&
      this.#data.getUint32(at + 4, true) === CANONICAL_NAN_HIGH;
    return isCanonical ? value : this.#fail('a NaN of another form', at);
  }

  /** A safe integer that is not negative. */
  uint(): number {
    return this.#readVarint(0, 1, this.#offset);
  }

  /** A safe integer. */
  int(): number {
    const from = this.#offset;
    const first = this.u8();
    const low = first & 0x3f;
    let magnitude = low;
    if (first >= 0x80) {
      magnitude = this.#readVarint(low, 0x40, from);
      if (magnitude < 0x40) this.#fail('an integer longer than needed', from);
    }
    return (first & 0x40) === 0 ? magnitude : -1 - magnitude;
  }

  /** An integer of any size. */
  bigint(): bigint {
    const from = this.#offset;
    const header = this.uint();
    const length = Math.floor(header / 2);
    if (length > BIGINT_BYTES_MAX) this.#fail(`a bigint of ${length} bytes`, from);
    const start = this.#advance(length);
    if (length > 0 && this.#bytes[start + length - 1] === 0) {
      this.#fail('a bigint longer than needed', from);
    }
    const magnitude = this.#readMagnitude(start, length);
    return header % 2 === 0 ? magnitude : -1n - magnitude;
  }

  /** A text. */
  text(): string {
    const from = this.#offset;
    const length = this.uint();
    const start = this.#advance(length);
    return decodeUtf8(this.#bytes, start, start + length) ?? this.#fail('malformed UTF-8', from);
  }

  /** Yes or no. */
  flag(): boolean {
    const from = this.#offset;
    const value = this.u8();
    if (value > 1) this.#fail(`${value} as a flag`, from);
    return value === 1;
  }

  /** A copy of bytes. */
  bytes(): Uint8Array {
    const length = this.uint();
    const start = this.#advance(length);
    return this.#bytes.slice(start, start + length);
  }

  /** A value or null. */
  optional<T>(read: () => T): T | null {
    return this.flag() ? read() : null;
  }

  /** Refuses bytes that nothing has read. */
  finish(): void {
    if (this.remaining > 0) this.#fail(`${this.remaining} bytes too many`, this.#offset);
  }

  #readVarint(base: number, firstFactor: number, from: number): number {
    let value = base;
    let factor = firstFactor;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * factor;
      if (value > Number.MAX_SAFE_INTEGER) this.#fail('an integer that is too large', from);
      if (byte < 0x80) {
        if (byte === 0 && factor > firstFactor) this.#fail('an integer longer than needed', from);
        return value;
      }
      factor *= 0x80;
    }
  }

  #readMagnitude(start: number, length: number): bigint {
    let magnitude = 0n;
    let end = start + length;
    while (end > start) {
      const from = Math.max(start, end - 4);
      let word = 0;
      for (let index = end - 1; index >= from; index -= 1) {
        word = word * 0x100 + (this.#bytes[index] ?? 0);
      }
      magnitude = (magnitude << BigInt(8 * (end - from))) | BigInt(word);
      end = from;
    }
    return magnitude;
  }

  #advance(count: number): number {
    const at = this.#offset;
    if (count > this.#end - at) this.#fail(`${count} bytes wanted, ${this.#end - at} left`, at);
    this.#offset = at + count;
    return at;
  }

  #fail(found: string, offset: number): never {
    throw coreError('DECODE_FAILED', `${found} at offset ${offset}`, { offset });
  }
}
