import { Part, type StateNumber, type StateReader } from '../base/part.ts';
import { Window } from '../base/window.ts';

/** The shape of how the last inputs are spread, reckoned anew of all of them. */
export class ShapeWindow extends Part {
  readonly #window: Window;

  constructor(size: number) {
    super();
    this.#window = new Window(size);
  }

  /** Puts an input in; says whether there are as many as its size. */
  push(value: number): boolean {
    this.#window.push(value);
    return this.#window.isFull;
  }

  /** The third moment by the second one; 0 where none moves. */
  get skewness(): number {
    const second = this.#moment(2);
    return second === 0 ? 0 : this.#moment(3) / (second * Math.sqrt(second));
  }

  /** The fourth moment by the square of the second one, less the 3 of what is normally distributed; 0 where none moves. */
  get excess(): number {
    const second = this.#moment(2);
    return second === 0 ? 0 : this.#moment(4) / (second * second) - 3;
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

  /** The mean of a power of how far inputs lie from their mean; counted from one of them, so that equals lie nowhere. */
  #moment(power: 2 | 3 | 4): number {
    const window = this.#window;
    const near = window.oldest;
    const mean = window.sum(near) / window.size;
    let sum = 0;
    for (let age = window.size - 1; age >= 0; age -= 1) {
      const distance = window.at(age) - near - mean;
      const square = distance * distance;
      if (power === 2) sum += square;
      else sum += power === 3 ? square * distance : square * square;
    }
    return sum / window.size;
  }
}
