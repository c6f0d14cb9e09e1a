import { checkPeriod } from '../errors.ts';
import { Part, toStateNumber, type StateNumber, type StateReader } from './part.ts';

/**
 * The highest of the last numbers, or the lowest (`sign` -1), and how long ago it was. Of equals the
 * latest counts, as in TA-Lib.
 *
 * Numbers lie in blocks of the window's size. Of the block that fills its extreme so far is kept; of the
 * one before, when it was full, the extreme of each number and all behind it was noted. The extreme of
 * the window is the greater of the two: two comparisons a step, whatever the size.
 */
export class ExtremeWindow extends Part {
  readonly #size: number;
  readonly #sign: 1 | -1;
  /** The block that fills, and behind its numbers those of the block before. */
  readonly #numbers: Float64Array;
  /** The extreme of each place of the block before and the places behind it, and where it stands. */
  readonly #behind: Float64Array;
  readonly #behindAt: Int32Array;
  #count = 0;
  /** Where the next number goes. */
  #next = 0;
  /** The extreme of the block that fills, and where it stands. */
  #front = NaN;
  #frontAt = 0;
  readonly #marked = { count: 0, next: 0, front: NaN, frontAt: 0, number: NaN };

  constructor(size: number, sign: 1 | -1) {
    super();
    checkPeriod(size);
    this.#size = size;
    this.#sign = sign;
    this.#numbers = new Float64Array(size);
    this.#behind = new Float64Array(size);
    this.#behindAt = new Int32Array(size);
  }

  /** Whether as many numbers came as its size. */
  get isFull(): boolean {
    return this.#count === this.#size;
  }

  /** The extreme; NaN before the first number. */
  get extreme(): number {
    return (this.#isBehind() ? (this.#behind[this.#next] ?? NaN) : this.#front) * this.#sign;
  }

  /** How many steps ago the extreme came: 0 for the newest. */
  get age(): number {
    const last = (this.#next === 0 ? this.#size : this.#next) - 1;
    if (!this.#isBehind()) return last - this.#frontAt;
    return last + this.#size - (this.#behindAt[this.#next] ?? 0);
  }

  /** Puts a number in; gives the extreme. */
  push(number: number): number {
    const signed = number * this.#sign;
    const place = this.#next;
    if (place === 0 && this.isFull) this.#turn();
    this.#numbers[place] = signed;
    this.#take(signed, place);
    this.#next = place + 1 === this.#size ? 0 : place + 1;
    if (this.#count < this.#size) this.#count += 1;
    return this.extreme;
  }

  override mark(): void {
    this.#marked.count = this.#count;
    this.#marked.next = this.#next;
    this.#marked.front = this.#front;
    this.#marked.frontAt = this.#frontAt;
    this.#marked.number = this.#numbers[this.#next] ?? NaN;
  }

  override undo(): void {
    this.#count = this.#marked.count;
    this.#next = this.#marked.next;
    this.#front = this.#marked.front;
    this.#frontAt = this.#marked.frontAt;
    this.#numbers[this.#next] = this.#marked.number;
  }

  override write(into: StateNumber[]): void {
    into.push(this.#count, this.#next);
    for (const number of this.#numbers.subarray(0, this.#count)) into.push(toStateNumber(number));
  }

  override read(from: StateReader): void {
    this.#count = from.nextCount(this.#size);
    this.#next = from.nextCount(this.#size - 1);
    for (let place = 0; place < this.#count; place += 1) this.#numbers[place] = from.next();
    this.#turn();
    const filled = this.#next === 0 ? this.#count : this.#next;
    for (let place = 0; place < filled; place += 1) this.#take(this.#numbers[place] ?? NaN, place);
  }

  /** Whether the extreme stands in the block before. */
  #isBehind(): boolean {
    return this.isFull && this.#next > 0 && (this.#behind[this.#next] ?? NaN) > this.#front;
  }

  /** Takes a number into the block that fills. */
  #take(signed: number, place: number): void {
    if (place > 0 && signed < this.#front) return;
    this.#front = signed;
    this.#frontAt = place;
  }

  /** Notes of the block that is full the extremes from each place on. */
  #turn(): void {
    let [extreme, at] = [-Infinity, 0];
    for (let place = this.#size - 1; place > 0; place -= 1) {
      const number = this.#numbers[place] ?? NaN;
      if (number > extreme) [extreme, at] = [number, place];
      this.#behind[place] = extreme;
      this.#behindAt[place] = at;
    }
  }
}
