import { coreError } from './errors.ts';
import { encodeUtf8, utf8Length } from './utf8.ts';

/** The most bytes one writer holds unless told otherwise. */
export const WRITER_BYTES_MAX: number = 64 * 1024 * 1024;

const FIRST_BYTES = 256;
const BIGINT_BYTES_MAX = 1024;
const VARINT_BYTES_MAX = 8;
/** Four groups of seven bits. */
const WORD_BITS = 28;
const WORD_RANGE = 2 ** WORD_BITS;
const UINT16_MAX = 0xffff;
const UINT32_MAX = 0xffff_ffff;

/**
 * Writes values into bytes that `BinaryReader` reads back. Each value has exactly one form, so equal
 * values have equal bytes. Fixed widths are little-endian.
 *
 * @example
 * const writer = new BinaryWriter();
 * writer.text('SBIN.NSE');
 * writer.int(-5);
 * const bytes = writer.take();
 */
export class BinaryWriter {
  readonly #bytesMax: number;
  #bytes = new Uint8Array(FIRST_BYTES);
  #data = new DataView(this.#bytes.buffer);
  #size = 0;

  /** Near the bound a `uint` or `int` is refused where its longest form would not fit. */
  constructor(bytesMax: number = WRITER_BYTES_MAX) {
    this.#bytesMax = bytesMax;
  }

  /** How many bytes are written. */
  get size(): number {
    return this.#size;
  }

  /** An integer of one byte. */
  u8(value: number): void {
    checkUint(value, 0xff);
    this.#reserve(1);
    this.#bytes[this.#size++] = value;
  }

  /** An integer of two bytes. */
  u16(value: number): void {
    checkUint(value, UINT16_MAX);
    this.#reserve(2);
    this.#data.setUint16(this.#size, value, true);
    this.#size += 2;
  }

  /** An integer of four bytes. */
  u32(value: number): void {
    checkUint(value, UINT32_MAX);
    this.#reserve(4);
    this.#data.setUint32(this.#size, value, true);
    this.#size += 4;
  }

  /** Any number, in eight bytes; every NaN is written as the same one. */
  f64(value: number): void {
    this.#reserve(8);
    this.#data.setFloat64(this.#size, value === value ? value : Number.NaN, true);
    this.#size += 8;
  }

  /** A safe integer that is not negative, seven bits a byte, the lowest first. */
  uint(value: number): void {
    checkUint(value, Number.MAX_SAFE_INTEGER);
    this.#reserve(VARINT_BYTES_MAX);
    this.#writeVarint(value);
  }

  /** A safe integer: its sign and six bits in the first byte, then seven bits a byte. */
  int(value: number): void {
    if (!Number.isSafeInteger(value)) throw notEncodable(`${value} is not a safe integer`);
    this.#reserve(VARINT_BYTES_MAX + 1);
    const isNegative = value < 0;
    const magnitude = isNegative ? -1 - value : value;
    const sign = isNegative ? 0x40 : 0;
    if (magnitude < 0x40) {
      this.#bytes[this.#size++] = magnitude | sign;
      return;
    }
    this.#bytes[this.#size++] = (magnitude % 0x40) | sign | 0x80;
    this.#writeVarint(Math.floor(magnitude / 0x40));
  }

  /** An integer of any size: twice its length in bytes plus its sign, then its bytes. */
  bigint(value: bigint): void {
    const isNegative = value < 0n;
    const magnitude = isNegative ? -1n - value : value;
    const length = byteLength(magnitude);
    if (length > BIGINT_BYTES_MAX) throw notEncodable(`a bigint of ${length} bytes`);
    this.uint(length * 2 + (isNegative ? 1 : 0));
    this.#reserve(length);
    const end = this.#size + length;
    let rest = magnitude;
    while (this.#size < end) {
      let word = Number(BigInt.asUintN(32, rest));
      rest >>= 32n;
      for (let left = 4; left > 0 && this.#size < end; left -= 1) {
        this.#bytes[this.#size++] = word;
        word >>>= 8;
      }
    }
  }

  /** A text: its length in bytes, then UTF-8. */
  text(value: string): void {
    if (this.#writeAscii(value)) return;
    const length = utf8Length(value);
    this.uint(length);
    this.#reserve(length);
    this.#size = encodeUtf8(value, this.#bytes, this.#size);
  }

  /** Yes or no. */
  flag(value: boolean): void {
    this.u8(value ? 1 : 0);
  }

  /** Bytes: their number, then themselves. */
  bytes(value: Uint8Array): void {
    this.uint(value.length);
    this.#reserve(value.length);
    this.#bytes.set(value, this.#size);
    this.#size += value.length;
  }

  /** What stands from one place to another in a writer, as it is. */
  copy(other: BinaryWriter, from: number, to: number): void {
    if (!(from >= 0 && from <= to && to <= other.#size)) {
      throw notEncodable(`bytes ${from} to ${to} of ${other.#size}`);
    }
    this.#reserve(to - from);
    this.#bytes.set(other.#bytes.subarray(from, to), this.#size);
    this.#size += to - from;
  }

  /** A value or null: a flag, then the value where there is one. */
  optional<T>(value: T | null, write: (value: T) => void): void {
    this.flag(value !== null);
    if (value !== null) write(value);
  }

  /** Starts over and keeps the memory. */
  reset(): void {
    this.#size = 0;
  }

  /** What is written, without a copy: good until the next write or reset. */
  view(): Uint8Array {
    return this.#bytes.subarray(0, this.#size);
  }

  /** A copy of what is written; the writer starts over. */
  take(): Uint8Array {
    const taken = this.#bytes.slice(0, this.#size);
    this.reset();
    return taken;
  }

  /** Nearly every text is ASCII, and then as long in bytes as in letters: one look at each is enough. */
  #writeAscii(value: string): boolean {
    const { length } = value;
    const before = this.#size;
    this.uint(length);
    this.#reserve(length);
    const [bytes, start] = [this.#bytes, this.#size];
    for (let index = 0; index < length; index += 1) {
      const unit = value.charCodeAt(index);
      if (unit >= 0x80) {
        this.#size = before;
        return false;
      }
      bytes[start + index] = unit;
    }
    this.#size = start + length;
    return true;
  }

  /** The lowest four bytes are cut off as one 32-bit word, whose arithmetic is much the faster. */
  #writeVarint(value: number): void {
    if (value < WORD_RANGE) return this.#writeWordVarint(value);
    const high = Math.floor(value / WORD_RANGE);
    const low = value - high * WORD_RANGE;
    for (let shift = 0; shift < WORD_BITS; shift += 7) {
      this.#bytes[this.#size++] = ((low >>> shift) & 0x7f) | 0x80;
    }
    this.#writeWordVarint(high);
  }

  #writeWordVarint(value: number): void {
    let rest = value | 0;
    while (rest > 0x7f) {
      this.#bytes[this.#size++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#size++] = rest;
  }

  #reserve(count: number): void {
    const needed = this.#size + count;
    if (needed <= this.#bytes.length) return;
    if (needed > this.#bytesMax) {
      throw coreError('CAPACITY_EXCEEDED', `${needed} bytes, at most ${this.#bytesMax}`);
    }
    const grown = new Uint8Array(
      Math.min(Math.max(needed, 2 * this.#bytes.length), this.#bytesMax),
    );
    grown.set(this.view());
    this.#bytes = grown;
    this.#data = new DataView(grown.buffer);
  }
}

function checkUint(value: number, max: number): void {
  if (Number.isInteger(value) && value >= 0 && value <= max) return;
  throw notEncodable(`${value} is not an integer from 0 to ${max}`);
}

function byteLength(magnitude: bigint): number {
  if (magnitude === 0n) return 0;
  if (magnitude < 0x1_0000_0000n) return 4 - Math.floor(Math.clz32(Number(magnitude)) / 8);
  return Math.ceil(magnitude.toString(16).length / 2);
}

function notEncodable(detail: string): Error {
  return coreError('ENCODE_FAILED', detail);
}
