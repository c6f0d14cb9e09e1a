import { Part, toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';
import { Window } from '../base/window.ts';

/**
 * The straight line through the last inputs, by least squares. Sums are kept and made anew once a window;
 * what stands in them is counted from an input of it, so that high prices cost no digits.
 */
export class LineFit extends Part {
  readonly #size: number;
  readonly #window: Window;
  #near = NaN;
  #total = 0;
  #weighted = 0;
  readonly #marked = { near: NaN, total: 0, weighted: 0 };

  constructor(size: number) {
    super();
    this.#window = new Window(size);
    this.#size = size;
  }

  /** Puts an input in; says whether there are as many as its size. */
  push(value: number): boolean {
    const window = this.#window;
    if (Number.isNaN(this.#near)) this.#near = value;
    const wasFull = window.isFull;
    const left = window.push(value);
    if (window.isAtStart) this.#renew();
    else if (wasFull) {
      this.#weighted +=
        (this.#size - 1) * (value - this.#near) - (this.#total - (left - this.#near));
      this.#total += value - left;
    } else {
      this.#weighted += (window.count - 1) * (value - this.#near);
      this.#total += value - this.#near;
    }
    return window.isFull;
  }

  /** How much the line rises a step. */
  get slope(): number {
    const n = this.#size;
    if (n === 1) return 0;
    const steps = (n * (n - 1)) / 2;
    const squares = (n * (n - 1) * (2 * n - 1)) / 6;
    return (n * this.#weighted - steps * this.#total) / (n * squares - steps * steps);
  }

  /** Where it stands at the oldest input. */
  get start(): number {
    return this.#near + this.#total / this.#size - (this.slope * (this.#size - 1)) / 2;
  }

  override mark(): void {
    this.#marked.near = this.#near;
    this.#marked.total = this.#total;
    this.#marked.weighted = this.#weighted;
    this.#window.mark();
  }

  override undo(): void {
    this.#near = this.#marked.near;
    this.#total = this.#marked.total;
    this.#weighted = this.#marked.weighted;
    this.#window.undo();
  }

  override write(into: StateNumber[]): void {
    for (const number of [this.#near, this.#total, this.#weighted])
      into.push(toStateNumber(number));
    this.#window.write(into);
  }

  override read(from: StateReader): void {
    this.#near = from.next();
    this.#total = from.next();
    this.#weighted = from.next();
    this.#window.read(from);
  }

  #renew(): void {
    const window = this.#window;
    this.#near = window.oldest;
    this.#total = 0;
    this.#weighted = 0;
    for (let place = 0; place < this.#size; place += 1) {
      const distance = window.at(this.#size - 1 - place) - this.#near;
      this.#total += distance;
      this.#weighted += place * distance;
    }
  }
}
