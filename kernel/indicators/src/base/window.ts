import { checkPeriod } from '../errors.ts';
import { Part, toStateNumber, type StateNumber, type StateReader } from './part.ts';

/**
 * The last numbers that were put in, as many as its size.
 *
 * @example
 * const window = new Window(2);
 * window.push(1); // NaN: nothing had to leave
 * window.push(2);
 * window.push(3); // 1 left
 * window.at(0); // 3, the newest
 */
export class Window extends Part {
  readonly size: number;
  readonly #numbers: Float64Array;
  /** What is in by its age, for those who look at all of it. */
  #byAge: Float64Array | null = null;
  /** How many are in. */
  #count = 0;
  /** Where the next one goes; the oldest stands there once the window is full. */
  #next = 0;
  readonly #marked = { count: 0, next: 0, number: NaN };

  constructor(size: number) {
    super();
    checkPeriod(size);
    this.size = size;
    this.#numbers = new Float64Array(size);
  }

  /** How many numbers are in. */
  get count(): number {
    return this.#count;
  }

  /** Whether there are as many as its size. */
  get isFull(): boolean {
    return this.#count === this.size;
  }

  /** Whether the next number goes where the first one went: once each time as many as its size came. */
  get isAtStart(): boolean {
    return this.#next === 0;
  }

  /** How many came since then, the last of them included: from 1 to its size. */
  get filled(): number {
    return this.#next === 0 ? this.size : this.#next;
  }

  /** The sum of what is in, oldest first, of what is left of each once `less` is taken from it. */
  sum(less: number = 0): number {
    const newest = this.isFull ? this.#next : 0;
    let sum = 0;
    for (let place = newest; place < this.#count; place += 1) sum += this.#numberAt(place) - less;
    for (let place = 0; place < newest; place += 1) sum += this.#numberAt(place) - less;
    return sum;
  }

  /** How far what is in lies from a number, each by itself, in all; oldest first. */
  spread(from: number): number {
    const newest = this.isFull ? this.#next : 0;
    let spread = 0;
    for (let place = newest; place < this.#count; place += 1) {
      spread += Math.abs(this.#numberAt(place) - from);
    }
    for (let place = 0; place < newest; place += 1)
      spread += Math.abs(this.#numberAt(place) - from);
    return spread;
  }

  /** Puts a number in; gives the one that leaves for it, NaN while there is room. */
  push(number: number): number {
    const next = this.#next;
    const left = this.#count === this.size ? this.#numberAt(next) : NaN;
    this.#numbers[next] = number;
    this.#next = next + 1 === this.size ? 0 : next + 1;
    if (this.#count < this.size) this.#count += 1;
    return left;
  }

  /** The number of so many steps ago: 0 is the newest; NaN where there were not so many. */
  at(age: number): number {
    if (age >= this.#count) return NaN;
    const place = this.#next - 1 - age;
    return this.#numberAt(place < 0 ? place + this.size : place);
  }

  /** The oldest number; NaN where there is none. */
  get oldest(): number {
    return this.at(this.#count - 1);
  }

  /**
   * All that is in, the newest first; it holds until the next one is put in. Whoever looks at each number
   * gets them in a column: one by one V8 would hand each over in an object.
   */
  byAge(): Float64Array {
    this.#byAge ??= new Float64Array(this.size);
    const column = this.#byAge;
    const newest = this.#next;
    for (let age = 0; age < newest; age += 1) column[age] = this.#numbers[newest - 1 - age] ?? NaN;
    const last = newest + this.#count - 1;
    for (let age = newest; age < this.#count; age += 1)
      column[age] = this.#numbers[last - age] ?? NaN;
    return column;
  }

  override mark(): void {
    this.#marked.count = this.#count;
    this.#marked.next = this.#next;
    this.#marked.number = this.#numberAt(this.#next);
  }

  override undo(): void {
    this.#count = this.#marked.count;
    this.#next = this.#marked.next;
    this.#numbers[this.#next] = this.#marked.number;
  }

  /** As it lies: sums are made anew each time it has come round, so where it stands matters. */
  override write(into: StateNumber[]): void {
    into.push(this.#count, this.#next);
    for (const number of this.#numbers.subarray(0, this.#count)) into.push(toStateNumber(number));
  }

  override read(from: StateReader): void {
    this.#count = from.nextCount(this.size);
    this.#next = from.nextCount(this.size - 1);
    for (let place = 0; place < this.#count; place += 1) this.#numbers[place] = from.next();
  }

  #numberAt(place: number): number {
    return this.#numbers[place] ?? NaN;
  }
}
