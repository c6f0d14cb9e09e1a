import { coreError } from './errors.ts';

/** The last items pushed, up to a capacity; the oldest leave first. Memory grows with use. */
export class Ring<T> implements Iterable<T> {
  readonly capacity: number;
  readonly #items: T[] = [];
  /** Where the next item goes once the ring is full, which is where the oldest one is. */
  #next = 0;

  constructor(capacity: number) {
    if (!Number.isSafeInteger(capacity) || capacity < 1) {
      throw coreError('OUT_OF_RANGE', `a ring of ${capacity} items`, { capacity });
    }
    this.capacity = capacity;
  }

  /** How many items it holds. */
  get size(): number {
    return this.#items.length;
  }

  /** Adds an item as the newest. */
  push(item: T): void {
    if (this.#items.length < this.capacity) {
      this.#items.push(item);
      return;
    }
    this.#items[this.#next] = item;
    this.#next = this.#next + 1 === this.capacity ? 0 : this.#next + 1;
  }

  /** The item `ago` places back; 0 is the newest. */
  at(ago: number): T | undefined {
    const { length } = this.#items;
    if (ago < 0 || ago >= length) return undefined;
    const place = this.#next - 1 - ago;
    return this.#items[place < 0 ? place + length : place];
  }

  /** The items as they are now, oldest first. */
  [Symbol.iterator](): ArrayIterator<T> {
    const older = this.#items.slice(this.#next);
    return older.concat(this.#items.slice(0, this.#next)).values();
  }
}
