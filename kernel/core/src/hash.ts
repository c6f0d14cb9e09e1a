/** An odd number near 2^32 over the golden ratio. */
const MULTIPLIER = 0x9e3779b1 | 0;
/** The first digits of the square roots of 2, 11, 3, 5 and 7: nothing up the sleeve. */
const STEP = 0x6a09e667 | 0;
const SEED_A = 0x510e527f;
const SEED_B = 0xbb67ae85 | 0;
const SEED_C = 0x3c6ef372;
const SEED_D = 0xa54ff53a | 0;
const CLOSING_ROUNDS = 12;
const NAN_HIGH = 0x7ff80000;
const TWO_POW_32 = 2 ** 32;

/** Where `updateNumber` takes a number apart; nothing stays in it between two calls. */
const scratch = new DataView(new ArrayBuffer(8));

/** Four words of 32 bits, not negative. */
export type HashWords = readonly [number, number, number, number];

/**
 * A running hash of 128 bits over a stream of bytes, for telling runs apart and finding damage; it
 * does not resist somebody who looks for collisions. The digest depends on the bytes alone, not on
 * the pieces they came in.
 *
 * Each word enters one lane by a multiplication, its result reaches the other three, and the lanes
 * change places. A round can be undone knowing its word, so no state is ever lost.
 */
export class Hash128 {
  #a = SEED_A;
  #b = SEED_B;
  #c = SEED_C;
  #d = SEED_D;
  #words = 0;
  /** Up to three bytes that wait for a whole word, little-endian. */
  #tail = 0;
  #tailBytes = 0;

  /** Adds bytes. */
  update(bytes: Uint8Array, from: number = 0, to: number = bytes.length): void {
    let index = from;
    while (this.#tailBytes !== 0 && index < to) this.#updateByte(bytes[index++] ?? 0);
    const wordsEnd = to - ((to - index) % 4);
    this.#updateWords(bytes, index, wordsEnd);
    for (index = Math.max(index, wordsEnd); index < to; index += 1) {
      this.#updateByte(bytes[index] ?? 0);
    }
  }

  /** Adds the low 32 bits of an integer as four bytes, little-endian. */
  updateUint32(value: number): void {
    const shift = this.#tailBytes * 8;
    if (shift === 0) return this.#updateWord(value | 0);
    const tail = this.#tail;
    this.#tail = value >>> (32 - shift);
    this.#updateWord(tail | (value << shift));
  }

  /** Adds a number as its eight bytes; minus zero counts as zero, and every NaN as the same. */
  updateNumber(value: number): void {
    const isNumber = value === value;
    scratch.setFloat64(0, isNumber ? value + 0 : 0, true);
    this.updateUint32(scratch.getInt32(0, true));
    this.updateUint32(isNumber ? scratch.getInt32(4, true) : NAN_HIGH);
  }

  /** Adds a text: its length, then its UTF-16 code units, two to a word. */
  updateText(text: string): void {
    const { length } = text;
    this.updateUint32(length);
    for (let index = 0; index < length; index += 2) {
      const second = index + 1 < length ? text.charCodeAt(index + 1) : 0;
      this.updateUint32(text.charCodeAt(index) | (second << 16));
    }
  }

  /** The hash of all that was added so far, as 32 hexadecimal digits; more may be added after it. */
  digest(): string {
    return this.digestWords().map(toHex).join('');
  }

  /** What `digest` says, as numbers. */
  digestWords(): HashWords {
    const end = this.copy();
    const bytes = end.#words * 4 + end.#tailBytes;
    end.#updateWord(end.#tail);
    end.#updateWord(bytes | 0);
    end.#updateWord(Math.floor(bytes / TWO_POW_32) | 0);
    for (let round = 0; round < CLOSING_ROUNDS; round += 1) end.#updateWord(end.#c);
    return [end.#a >>> 0, end.#b >>> 0, end.#c >>> 0, end.#d >>> 0];
  }

  /** A hash that goes on from here on its own. */
  copy(): Hash128 {
    const copy = new Hash128();
    copy.#a = this.#a;
    copy.#b = this.#b;
    copy.#c = this.#c;
    copy.#d = this.#d;
    copy.#words = this.#words;
    copy.#tail = this.#tail;
    copy.#tailBytes = this.#tailBytes;
    return copy;
  }

  #updateByte(byte: number): void {
    this.#tail |= byte << (this.#tailBytes * 8);
    this.#tailBytes += 1;
    if (this.#tailBytes < 4) return;
    const word = this.#tail;
    this.#tail = 0;
    this.#tailBytes = 0;
    this.#updateWord(word);
  }

  #updateWord(word: number): void {
    const product = Math.imul(this.#a ^ word, MULTIPLIER);
    const mixed = product ^ (product >>> 15);
    const b = this.#b;
    this.#a = (((b << 13) | (b >>> 19)) + mixed + STEP) | 0;
    this.#b = this.#c ^ ((mixed << 7) | (mixed >>> 25));
    this.#c = (this.#d + mixed) | 0;
    this.#d = mixed;
    this.#words += 1;
  }

  /** `#updateWord` over many words, with the lanes in local variables. */
  #updateWords(bytes: Uint8Array, from: number, to: number): void {
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    for (let index = from; index < to; index += 4) {
      const product = Math.imul(a ^ wordAt(bytes, index), MULTIPLIER);
      const mixed = product ^ (product >>> 15);
      a = (((b << 13) | (b >>> 19)) + mixed + STEP) | 0;
      b = c ^ ((mixed << 7) | (mixed >>> 25));
      c = (d + mixed) | 0;
      d = mixed;
    }
    this.#a = a;
    this.#b = b;
    this.#c = c;
    this.#d = d;
    if (to > from) this.#words += (to - from) / 4;
  }
}

function wordAt(bytes: Uint8Array, index: number): number {
  const low = (bytes[index] ?? 0) | ((bytes[index + 1] ?? 0) << 8);
  return low | ((bytes[index + 2] ?? 0) << 16) | ((bytes[index + 3] ?? 0) << 24);
}

function toHex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
