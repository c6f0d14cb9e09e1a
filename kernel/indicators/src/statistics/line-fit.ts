import { Part, toStateNumber, type StateNumber, type StateReader } from '../base/part.ts';
import { Window } from '../base/window.ts';

/**
 * The straight line through the last inputs, by least squares. Sums are kept, and made anew once a window
 * as in `Sum`; what stands in them is counted from an input of it, so that high prices cost no digits.
 */
export class LineFit extends Part {
  readonly #size: number;
  readonly #window: Window;
  #near = NaN;
  #total = NaN;
  #weighted = NaN;
  /** The same of the inputs since the window began anew. */
  #nearNext = NaN;
  #freshTotal = 0;
  #freshWeighted = 0;
  readonly #marked: number[] = [];

  constructor(size: number) {
    super();
    this.#window = new Window(size);
    this.#size = size;
  }

  /** Puts an input in; says whether there are as many as its size. */
  push(value: number): boolean {
    const window = this.#window;
    const left = window.push(value);
    const { filled } = window;
    if (filled === 1) this.#nearNext = value;
    this.#freshTotal += value - this.#nearNext;
    this.#freshWeighted += (filled - 1) * (value - this.#nearNext);
    if (window.isAtStart) this.#renew();
    else {
      const [came, gone] = [value - this.#near, left - this.#near];
      this.#weighted += (this.#size - 1) * came - (this.#total - gone);
      this.#total += came - gone;
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
    const marked = this.#marked;
    marked[0] = this.#near;
    marked[1] = this.#total;
    marked[2] = this.#weighted;
    marked[3] = this.#nearNext;
    marked[4] = this.#freshTotal;
    marked[5] = this.#freshWeighted;
    this.#window.mark();
  }

  override undo(): void {
    this.#set(this.#marked);
    this.#window.undo();
  }

  override write(into: StateNumber[]): void {
    this.mark();
    for (const number of this.#marked) into.push(toStateNumber(number));
    this.#window.write(into);
  }

  override read(from: StateReader): void {
    this.#set(Array.from({ length: 6 }, () => from.next()));
    this.#window.read(from);
  }

  #set([near, total, weighted, nearNext, freshTotal, freshWeighted]: readonly number[]): void {
    this.#near = near ?? NaN;
    this.#total = total ?? NaN;
    this.#weighted = weighted ?? NaN;
    this.#nearNext = nearNext ?? NaN;
    this.#freshTotal = freshTotal ?? NaN;
    this.#freshWeighted = freshWeighted ?? NaN;
  }

  #renew(): void {
    this.#near = this.#nearNext;
    this.#total = this.#freshTotal;
    this.#weighted = this.#freshWeighted;
    this.#freshTotal = 0;
    this.#freshWeighted = 0;
  }
}
