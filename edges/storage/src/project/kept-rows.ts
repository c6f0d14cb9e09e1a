/**
 * Values by their keys, the ones used last: what a projector has just written need not be read again. The
 * bound is soft only while a batch is folded, whose own values all stay.
 */
export class KeptRows<Value> {
  readonly #max: number;
  readonly #values = new Map<string, Value>();

  constructor(max: number) {
    this.#max = max;
  }

  /** How many are kept. */
  get size(): number {
    return this.#values.size;
  }

  has(key: string): boolean {
    return this.#values.has(key);
  }

  get(key: string): Value | undefined {
    return this.#values.get(key);
  }

  /** Keeps a value as the one used last. */
  set(key: string, value: Value): void {
    this.#values.delete(key);
    this.#values.set(key, value);
  }

  /** Lets go of those not used for longest, down to the bound. */
  trim(): void {
    for (const key of this.#values.keys()) {
      if (this.#values.size <= this.#max) return;
      this.#values.delete(key);
    }
  }

  clear(): void {
    this.#values.clear();
  }
}
