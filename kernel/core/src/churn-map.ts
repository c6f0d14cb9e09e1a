/** How many members may leave beyond those that stay before what is left moves. */
const LEAVERS_MAX = 64;

/**
 * A map whose members come and go, such as orders at work; they stand in the order they came.
 *
 * A `Map` moves into another table whenever what has left fills its own, and V8 keeps the old table
 * pointing at the new one. Once one of them has grown old, every later one, and whatever stood in it,
 * counts as alive until the old are collected: short lives become long ones, each copied twice. Here
 * what is left moves into a map of its own first, to which nothing old points.
 *
 * @example
 * const open = new ChurnMap<OrderId, Order>();
 * open.set(order.request.id, order);
 */
export class ChurnMap<Key, Value> implements Iterable<[Key, Value]> {
  #members = new Map<Key, Value>();
  /** How many have left since the last move. */
  #leavers = 0;

  /** How many members it has. */
  get size(): number {
    return this.#members.size;
  }

  /** Whether a key has a value. */
  has(key: Key): boolean {
    return this.#members.has(key);
  }

  /** The value of a key; undefined where it has none. */
  get(key: Key): Value | undefined {
    return this.#members.get(key);
  }

  /** Gives a key a value; one that had another keeps its place among the rest. */
  set(key: Key, value: Value): void {
    this.#members.set(key, value);
  }

  /** Takes a key out; says whether it was in. */
  delete(key: Key): boolean {
    if (!this.#members.delete(key)) return false;
    this.#leavers += 1;
    if (this.#leavers > this.#members.size + LEAVERS_MAX) {
      this.#members = new Map(this.#members);
      this.#leavers = 0;
    }
    return true;
  }

  /** Takes all out. */
  clear(): void {
    this.#members = new Map();
    this.#leavers = 0;
  }

  /** The key that came first; undefined where there is none. Nothing is copied for it. */
  get firstKey(): Key | undefined {
    return this.#members.keys().next().value;
  }

  /** The values as they are now, in the order their keys came. */
  values(): Value[] {
    return [...this.#members.values()];
  }

  /** The members as they are now, in the order they came. */
  [Symbol.iterator](): ArrayIterator<[Key, Value]> {
    return [...this.#members].values();
  }
}
