/** A number as it is written down; a file keeps no others. */
export type StateNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** What an indicator is made of: it can be taken back one step and written down. */
export abstract class Part {
  /** Notes where it stands; one step can be taken back then. */
  abstract mark(): void;
  /** Stands where it was marked, one step ago at most. */
  abstract undo(): void;
  /** Adds all that it remembers. */
  abstract write(into: StateNumber[]): void;
  /** Takes back what `write` of one with the same settings added. */
  abstract read(from: StateReader): void;
}

/** Numbers that were written down, one after the other. */
export class StateReader {
  readonly #numbers: readonly StateNumber[];
  #at = 0;

  constructor(numbers: readonly StateNumber[]) {
    this.#numbers = numbers;
  }

  /** The next number; NaN behind the last, of which `isAtEnd` then tells. */
  next(): number {
    const number = this.#numbers[this.#at];
    this.#at += 1;
    return number === undefined ? NaN : Number(number);
  }

  /** The next number, which counts something of which there are at most so many; else all is refused. */
  nextCount(most: number): number {
    const count = this.next();
    if (Number.isSafeInteger(count) && count >= 0 && count <= most) return count;
    this.#at = NaN;
    return 0;
  }

  /** Whether each number was read, and none beyond. */
  get isAtEnd(): boolean {
    return this.#at === this.#numbers.length;
  }
}

/** A number as it is written down. */
export function toStateNumber(value: number): StateNumber {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}
