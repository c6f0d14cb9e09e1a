import { checkPeriod } from '../errors.ts';
import { Part, toStateNumber, type StateNumber, type StateReader } from './part.ts';

/**
 * The highest of the last numbers, or the lowest (`sign` -1), and how long ago it was: of those that
 * came before, only what none later has passed is kept. Of equals the latest counts, as in TA-Lib.
 */
export class ExtremeWindow extends Part {
  readonly #size: number;
  readonly #sign: 1 | -1;
  readonly #numbers: Float64Array;
  readonly #steps: Float64Array;
  /** The place of the extreme, how many are kept, and how many steps there were. */
  #head = 0;
  #kept = 0;
  #step = 0;
  readonly #marked = { head: 0, kept: 0, step: 0, place: 0, number: 0, at: 0 };

  constructor(size: number, sign: 1 | -1) {
    super();
    checkPeriod(size);
    this.#size = size;
    this.#sign = sign;
    this.#numbers = new Float64Array(size);
    this.#steps = new Float64Array(size);
  }

  /** Whether as many numbers came as its size. */
  get isFull(): boolean {
    return this.#step >= this.#size;
  }

  /** The extreme; NaN before the first number. */
  get extreme(): number {
    return this.#kept === 0 ? NaN : (this.#numbers[this.#head] ?? NaN) * this.#sign;
  }

  /** How many steps ago the extreme came: 0 for the newest. */
  get age(): number {
    return this.#step - (this.#steps[this.#head] ?? 0);
  }

  /** Puts a number in; gives the extreme. */
  push(number: number): number {
    const [signed, size] = [number * this.#sign, this.#size];
    this.#step += 1;
    if (this.#kept > 0 && this.age >= size) this.#dropHead();
    while (this.#kept > 0 && signed >= this.#lastKept()) this.#kept -= 1;
    const place = this.#placeOf(this.#kept);
    this.#marked.place = place;
    this.#marked.number = this.#numbers[place] ?? 0;
    this.#marked.at = this.#steps[place] ?? 0;
    this.#numbers[place] = signed;
    this.#steps[place] = this.#step;
    this.#kept += 1;
    return this.extreme;
  }

  override mark(): void {
    this.#marked.head = this.#head;
    this.#marked.kept = this.#kept;
    this.#marked.step = this.#step;
  }

  override undo(): void {
    const { head, kept, step, place, number, at } = this.#marked;
    if (this.#step === step) return;
    this.#head = head;
    this.#kept = kept;
    this.#step = step;
    this.#numbers[place] = number;
    this.#steps[place] = at;
  }

  override write(into: StateNumber[]): void {
    into.push(this.#kept, this.#step);
    for (let place = 0; place < this.#kept; place += 1) {
      const at = this.#placeOf(place);
      into.push(toStateNumber(this.#numbers[at] ?? 0), this.#steps[at] ?? 0);
    }
  }

  override read(from: StateReader): void {
    this.#kept = from.nextCount(this.#size);
    this.#step = from.nextCount(Number.MAX_SAFE_INTEGER);
    this.#head = 0;
    for (let place = 0; place < this.#kept; place += 1) {
      this.#numbers[place] = from.next();
      this.#steps[place] = from.next();
    }
  }

  #lastKept(): number {
    return this.#numbers[this.#placeOf(this.#kept - 1)] ?? NaN;
  }

  #placeOf(kept: number): number {
    const place = this.#head + kept;
    return place < this.#size ? place : place - this.#size;
  }

  #dropHead(): void {
    this.#head = this.#placeOf(1);
    this.#kept -= 1;
  }
}
