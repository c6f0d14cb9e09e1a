import { assert } from './assert.ts';
import { coreError } from './errors.ts';

/** A queue that gives its least item first; items that compare equal come out in any order. */
export class BinaryHeap<T extends NonNullable<unknown>> {
  readonly #compare: (one: T, other: T) => number;
  readonly #max: number;
  readonly #items: T[] = [];

  /** `max` is how many items it may hold. */
  constructor(compare: (one: T, other: T) => number, max: number) {
    this.#compare = compare;
    this.#max = max;
  }

  /** How many items it holds. */
  get size(): number {
    return this.#items.length;
  }

  /** The least item, which stays. */
  peek(): T | undefined {
    return this.#items[0];
  }

  /** Adds an item; throws where there is no room. */
  push(item: T): void {
    if (this.#items.length >= this.#max) {
      throw coreError('CAPACITY_EXCEEDED', `a heap of ${this.#max} items`);
    }
    this.#items.push(item);
    this.#rise(item, this.#items.length - 1);
  }

  /** Takes the least item. */
  pop(): T | undefined {
    const least = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) this.#sink(last);
    return least;
  }

  /** Forgets every item. */
  clear(): void {
    this.#items.length = 0;
  }

  #rise(item: T, from: number): void {
    let index = from;
    while (index > 0) {
      const parentIndex = (index - 1) >> 1;
      const parent = this.#itemAt(parentIndex);
      if (this.#compare(item, parent) >= 0) break;
      this.#items[index] = parent;
      index = parentIndex;
    }
    this.#items[index] = item;
  }

  #sink(item: T): void {
    const { length } = this.#items;
    let index = 0;
    for (let child = 1; child < length; child = 2 * index + 1) {
      const lesser = this.#lesserOf(child, child + 1);
      const below = this.#itemAt(lesser);
      if (this.#compare(item, below) <= 0) break;
      this.#items[index] = below;
      index = lesser;
    }
    this.#items[index] = item;
  }

  #lesserOf(one: number, other: number): number {
    if (other >= this.#items.length) return one;
    return this.#compare(this.#itemAt(other), this.#itemAt(one)) < 0 ? other : one;
  }

  #itemAt(index: number): T {
    const item = this.#items[index];
    assert(item !== undefined, 'a place of the heap is empty');
    return item;
  }
}
