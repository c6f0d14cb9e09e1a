import { assert } from './assert.ts';
import { coreError } from './errors.ts';
import { Hash128 } from './hash.ts';

/** Four 32-bit words. */
export type RandomWords = readonly [number, number, number, number];

/** A generator as plain data: the words it was seeded with, and where it stands. */
export type RandomState = {
  readonly version: 1;
  readonly seed: RandomWords;
  readonly words: RandomWords;
};

const TWO_POW_32 = 2 ** 32;
const TWO_POW_53 = 2 ** 53;
const NORMAL_DRAWS = 12;

/**
 * A seeded generator (xoshiro128++): the same seed gives the same numbers on every machine, because
 * only exact operations are used.
 *
 * @example
 * const random = Random.fromSeed('run 7');
 * const jitter = random.fork('latency').nextInt(1000);
 */
export class Random {
  readonly #seed: RandomWords;
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  private constructor(seed: RandomWords, words: RandomWords) {
    this.#seed = seed;
    const [a, b, c, d] = words;
    this.#a = a | 0;
    this.#b = b | 0;
    this.#c = c | 0;
    this.#d = d | 0;
  }

  /** A generator from a number or a text; the number 1 and the text '1' are different seeds. */
  static fromSeed(seed: number | string): Random {
    const hash = new Hash128();
    if (typeof seed === 'string') hash.updateText(seed);
    else hash.updateNumber(seed);
    return Random.#fromHash(hash);
  }

  /** A generator that goes on where an exported one stood. */
  static importState(state: RandomState): Random {
    const { version, seed, words } = state;
    const isWhole = [...seed, ...words].every((word) => word >>> 0 === word);
    const isAlive = words.some((word) => word !== 0);
    if (version !== 1 || !isWhole || !isAlive) {
      throw coreError('BAD_RANDOM_STATE', JSON.stringify(state));
    }
    return new Random(seed, words);
  }

  static #fromHash(hash: Hash128): Random {
    const [a, b, c, d] = hash.digestWords();
    const words: RandomWords = [splitMix(a), splitMix(b + 1), splitMix(c + 2), splitMix(d + 3)];
    const isDead = words.every((word) => word === 0);
    return new Random(words, isDead ? [1, 2, 3, 4] : words);
  }

  /** An integer from 0 to 2^32 - 1. */
  nextUint32(): number {
    const sum = (this.#a + this.#d) | 0;
    const result = (((sum << 7) | (sum >>> 25)) + this.#a) >>> 0;
    const shifted = this.#b << 9;
    this.#c ^= this.#a;
    this.#d ^= this.#b;
    this.#b ^= this.#c;
    this.#a ^= this.#d;
    this.#c ^= shifted;
    this.#d = (this.#d << 11) | (this.#d >>> 21);
    return result;
  }

  /** A number from 0 up to, not including, 1, with all its 53 bits drawn. */
  nextFloat(): number {
    return this.#nextUint53() / TWO_POW_53;
  }

  /** An integer from 0 up to, not including, `bound`; each is equally likely. */
  nextInt(bound: number): number {
    assert(Number.isSafeInteger(bound), `bound ${bound} is not a safe integer`);
    assert(bound > 0, `bound ${bound} is not positive`);
    const isNarrow = bound <= TWO_POW_32;
    const range = isNarrow ? TWO_POW_32 : TWO_POW_53;
    const fair = range - (range % bound);
    for (;;) {
      const drawn = isNarrow ? this.nextUint32() : this.#nextUint53();
      if (drawn < fair) return drawn % bound;
    }
  }

  /**
   * A number of mean 0 and variance 1 that is normal to a few parts in ten thousand, out to four
   * deviations: the sum of twelve uniforms, its tails straightened by a polynomial (D. Teichroew;
   * Abramowitz and Stegun 26.8.6). No logarithm, because those differ between machines.
   */
  nextNormal(): number {
    let sum = 0;
    for (let draw = 0; draw < NORMAL_DRAWS; draw += 1) sum += this.nextUint32();
    const ratio = (sum / TWO_POW_32 - NORMAL_DRAWS / 2) / 4;
    const square = ratio * ratio;
    const high = (0.029899776 * square + 0.008355968) * square + 0.076542912;
    return ((high * square + 0.252408784) * square + 3.949846138) * ratio;
  }

  /** A stream of its own by name, the same however much was drawn from this one. */
  fork(name: string): Random {
    const hash = new Hash128();
    for (const word of this.#seed) hash.updateUint32(word);
    hash.updateText(name);
    return Random.#fromHash(hash);
  }

  /** Where the generator stands, as plain data. */
  exportState(): RandomState {
    const words: RandomWords = [this.#a >>> 0, this.#b >>> 0, this.#c >>> 0, this.#d >>> 0];
    return { version: 1, seed: this.#seed, words };
  }

  #nextUint53(): number {
    const high = this.nextUint32() >>> 5;
    return high * 2 ** 26 + (this.nextUint32() >>> 6);
  }
}

/** The output step of splitmix32: spreads every bit of a seed over the whole word. */
function splitMix(seed: number): number {
  let word = (seed + 0x9e3779b9) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x21f0aaad);
  word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
  return (word ^ (word >>> 15)) >>> 0;
}
