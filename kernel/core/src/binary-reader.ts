import { coreError } from './errors.ts';
import { decodeUtf8 } from './utf8.ts';

const BIGINT_BYTES_MAX = 1024;
/** So many bytes are a number without loss; most amounts of money fit, and need one bigint only. */
const EXACT_BYTES = 6;
const CANONICAL_NAN_HIGH = 0x7ff80000;

/** Where `f64` puts a number together; nothing stays in it between two calls. */
const scratch = new DataView(new ArrayBuffer(8));

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
  readonly #end: number;
  #offset: number;

  constructor(bytes: Uint8Array, from: number = 0, to: number = bytes.length) {
    if (!(from >= 0 && from <= to && to <= bytes.length)) {
      throw coreError('DECODE_FAILED', `bytes ${from} to ${to} of ${bytes.length}`);
    }
    this.#bytes = bytes;
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
    return this.#byteAt(this.#advance(1));
  }

  /** An integer of two bytes. */
  u16(): number {
    const at = this.#advance(2);
    return this.#byteAt(at) | (this.#byteAt(at + 1) << 8);
  }

  /** An integer of four bytes. */
  u32(): number {
    const at = this.#advance(4);
    const low = this.#byteAt(at) | (this.#byteAt(at + 1) << 8) | (this.#byteAt(at + 2) << 16);
    return (low | (this.#byteAt(at + 3) << 24)) >>> 0;
  }

  /** Any number. */
  f64(): number {
    const from = this.#offset;
    const low = this.u32();
    const high = this.u32();
    scratch.setUint32(0, low, true);
    scratch.setUint32(4, high, true);
    const value = scratch.getFloat64(0, true);
    if (value === value) return value;
    const isCanonical = low === 0 && high === CANONICAL_NAN_HIGH;
    return isCanonical ? Number.NaN : this.#fail('a NaN of another form', from);
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
    if ((first & 0x40) === 0) return magnitude;
    if (magnitude === Number.MAX_SAFE_INTEGER) this.#fail('an integer that is too large', from);
    return -1 - magnitude;
  }

  /** An integer of any size. */
  bigint(): bigint {
    const from = this.#offset;
    const header = this.uint();
    const length = Math.floor(header / 2);
    if (length > BIGINT_BYTES_MAX) this.#fail(`a bigint of ${length} bytes`, from);
    const start = this.#advance(length);
    if (length > 0 && this.#byteAt(start + length - 1) === 0) {
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
    for (let factor = firstFactor; factor <= Number.MAX_SAFE_INTEGER; factor *= 0x80) {
      const byte = this.u8();
      value += (byte & 0x7f) * factor;
      if (byte >= 0x80) continue;
      if (byte === 0 && factor > firstFactor) this.#fail('an integer longer than needed', from);
      if (value <= Number.MAX_SAFE_INTEGER) return value;
      break;
    }
    return this.#fail('an integer that is too large', from);
  }

  #readMagnitude(start: number, length: number): bigint {
    if (length <= EXACT_BYTES) return BigInt(this.#readExact(start, length));
    let magnitude = 0n;
    let end = start + length;
    while (end > start) {
      const from = Math.max(start, end - EXACT_BYTES);
      const word = this.#readExact(from, end - from);
      magnitude = (magnitude << BigInt(8 * (end - from))) | BigInt(word);
      end = from;
    }
    return magnitude;
  }

  #readExact(start: number, length: number): number {
    let value = 0;
    for (let index = start + length - 1; index >= start; index -= 1) {
      value = value * 0x100 + this.#byteAt(index);
    }
    return value;
  }

  #byteAt(index: number): number {
    return this.#bytes[index] ?? 0;
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
