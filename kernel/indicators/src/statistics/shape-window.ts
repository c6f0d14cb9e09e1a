import { Part, type StateNumber, type StateReader } from '../base/part.ts';
import { Window } from '../base/window.ts';

/** The shape of how the last inputs are spread, reckoned anew of all of them. */
export class ShapeWindow extends Part {
  readonly #window: Window;
  /** The moments as they are after a step: nothing to remember. */
  #second = 0;
  #third = 0;
  #fourth = 0;

  constructor(size: number) {
    super();
    this.#window = new Window(size);
  }

  /** Puts an input in; says whether there are as many as its size. */
  push(value: number): boolean {
    this.#window.push(value);
    if (!this.#window.isFull) return false;
    this.#reckon();
    return true;
  }

  /** The third moment by the second one; 0 where none moves. */
  get skewness(): number {
    return this.#second === 0 ? 0 : this.#third / (this.#second * Math.sqrt(this.#second));
  }

  /** The fourth moment by the square of the second one, less the 3 of what is normally distributed; 0 where none moves. */
  get excess(): number {
    return this.#second === 0 ? 0 : this.#fourth / (this.#second * this.#second) - 3;
  }

  override mark(): void {
    this.#window.mark();
  }

  override undo(): void {
    this.#window.undo();
  }

  override write(into: StateNumber[]): void {
    this.#window.write(into);
  }

  override read(from: StateReader): void {
    this.#window.read(from);
  }

  /** The means of powers of how far inputs lie from their mean; counted from one of them, so that equals lie nowhere. */
  #reckon(): void {
    const window = this.#window;
    const near = window.oldest;
    const mean = window.sum(near) / window.size;
    const byAge = window.byAge();
    let [second, third, fourth] = [0, 0, 0];
    for (let age = window.size - 1; age >= 0; age -= 1) {
      const distance = (byAge[age] ?? NaN) - near - mean;
      const square = distance * distance;
      second += square;
      third += square * distance;
      fourth += square * square;
    }
    this.#second = second / window.size;
    this.#third = third / window.size;
    this.#fourth = fourth / window.size;
  }
}
