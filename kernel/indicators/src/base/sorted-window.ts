import { Part, type StateNumber, type StateReader } from './part.ts';
import { Window } from './window.ts';

/**
 * The last numbers that were put in, in order of size: what leaves and what comes moves only those
 * between them.
 *
 * @example
 * const window = new SortedWindow(3);
 * for (const number of [5, 1, 3, 2]) window.push(number);
 * window.at(0); // 1, the least of 1, 3 and 2
 */
export class SortedWindow extends Part {
  readonly #window: Window;
  readonly #sorted: Float64Array;
  /** What the last step did, for it to be taken back. */
  #hasStepped = false;
  #pushed = NaN;
  #left = NaN;

  constructor(size: number) {
    super();
    this.#window = new Window(size);
    this.#sorted = new Float64Array(size);
  }

  /** How many numbers are in. */
  get count(): number {
    return this.#window.count;
  }

  /** Whether there are as many as its size. */
  get isFull(): boolean {
    return this.#window.isFull;
  }

  /** The number of a rank: 0 is the least. */
  at(rank: number): number {
    return rank < this.count ? (this.#sorted[rank] ?? NaN) : NaN;
  }

  /** How many are less than a number. */
  countBelow(number: number): number {
    return this.#placeOf(number, this.count);
  }

  /** The number below which a part of them lies, from 0 to 1; between two of them on a straight line. */
  quantile(part: number): number {
    const place = part * (this.count - 1);
    const rank = Math.floor(place);
    const low = this.at(rank);
    return place === rank ? low : low + (place - rank) * (this.at(rank + 1) - low);
  }

  /** Puts a number in, and the oldest out where there is no room. */
  push(number: number): void {
    // Of two zeros only one is kept, so that equals are alike to the bit.
    this.#pushed = number + 0;
    this.#left = this.#window.push(this.#pushed);
    this.#hasStepped = true;
    if (Number.isNaN(this.#left)) this.#insert(this.#pushed);
    else this.#replace(this.#left, this.#pushed);
  }

  override mark(): void {
    this.#window.mark();
    this.#hasStepped = false;
  }

  override undo(): void {
    if (!this.#hasStepped) return;
    this.#hasStepped = false;
    this.#window.undo();
    if (Number.isNaN(this.#left)) this.#remove(this.#pushed);
    else this.#replace(this.#pushed, this.#left);
  }

  override write(into: StateNumber[]): void {
    this.#window.write(into);
  }

  override read(from: StateReader): void {
    this.#window.read(from);
    const { count } = this;
    for (let age = 0; age < count; age += 1) this.#sorted[age] = this.#window.at(age);
    this.#sorted.subarray(0, count).sort();
  }

  /** Of so many that are sorted, how many are less: where a number stands or would. */
  #placeOf(number: number, count: number): number {
    let [low, high] = [0, count];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sorted[middle] ?? NaN) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #insert(number: number): void {
    const others = this.count - 1;
    const place = this.#placeOf(number, others);
    this.#sorted.copyWithin(place + 1, place, others);
    this.#sorted[place] = number;
  }

  #remove(number: number): void {
    const count = this.count + 1;
    const place = this.#placeOf(number, count);
    this.#sorted.copyWithin(place, place + 1, count);
  }

  #replace(old: number, number: number): void {
    const [from, to] = [this.#placeOf(old, this.count), this.#placeOf(number, this.count)];
    if (to <= from) {
      this.#sorted.copyWithin(to + 1, to, from);
      this.#sorted[to] = number;
    } else {
      this.#sorted.copyWithin(from, from + 1, to);
      this.#sorted[to - 1] = number;
    }
  }
}
