import type { Counter } from '@argosy/telemetry';

/** How many look-ups found their value, and how many did not. */
export type LookUps = { readonly hits: Counter; readonly misses: Counter };

/**
 * Values by their keys, the ones used last: what a projector has just written need not be read again. The
 * bound is soft only while a batch is folded, whose own values all stay.
 */
export class KeptRows<Value> {
  readonly #max: number;
  readonly #lookUps: LookUps | null;
  readonly #values = new Map<string, Value>();

  constructor(max: number, lookUps: LookUps | null = null) {
    this.#max = max;
    this.#lookUps = lookUps;
  }

  /** How many are kept. */
  get size(): number {
    return this.#values.size;
  }

  /** Those of some keys that are not kept, and have to be read. */
  missing(keys: ReadonlySet<string>): readonly string[] {
    const missing = [...keys].filter((key) => !this.#values.has(key));
    this.#lookUps?.hits.add(keys.size - missing.length);
    this.#lookUps?.misses.add(missing.length);
    return missing;
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
