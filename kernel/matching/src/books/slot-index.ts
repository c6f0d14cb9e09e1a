const EMPTY = -1;

/**
 * Where each number is kept: a whole number to a slot. A table with open places, the next free one
 * taken where two fall together; what leaves closes its gap, so nothing is ever left marked.
 */
export class SlotIndex {
  #keys = new Float64Array(64);
  #slots = new Int32Array(64).fill(EMPTY);
  #shift = 26;
  #size = 0;

  /** How many numbers it holds. */
  get size(): number {
    return this.#size;
  }

  /** The slot of a number; -1 where it has none. */
  get(key: number): number {
    const place = this.#placeOf(key);
    return this.#slots[place] ?? EMPTY;
  }

  /** Notes the slot of a number that has none yet. */
  set(key: number, slot: number): void {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const place = this.#placeOf(key);
    this.#keys[place] = key;
    this.#slots[place] = slot;
    this.#size += 1;
  }

  /** Forgets a number that it holds. */
  delete(key: number): void {
    const mask = this.#slots.length - 1;
    let gap = this.#placeOf(key);
    let next = (gap + 1) & mask;
    while ((this.#slots[next] ?? EMPTY) !== EMPTY) {
      const home = this.#homeOf(this.#keys[next] ?? 0);
      // It may fill the gap unless its own place lies between the gap and where it is.
      if (((next - home) & mask) >= ((next - gap) & mask)) {
        this.#keys[gap] = this.#keys[next] ?? 0;
        this.#slots[gap] = this.#slots[next] ?? EMPTY;
        gap = next;
      }
      next = (next + 1) & mask;
    }
    this.#slots[gap] = EMPTY;
    this.#size -= 1;
  }

  /** Forgets every number. */
  clear(): void {
    this.#slots.fill(EMPTY);
    this.#size = 0;
  }

  /** The number's place, or the free one where it would go. */
  #placeOf(key: number): number {
    const mask = this.#slots.length - 1;
    let place = this.#homeOf(key);
    while ((this.#slots[place] ?? EMPTY) !== EMPTY && this.#keys[place] !== key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** The odd constant is 2^32 ÷ the golden ratio: numbers in a row fall far apart. */
  #homeOf(key: number): number {
    const folded = (key | 0) ^ Math.imul((key / 0x1_0000_0000) | 0, 0x85eb_ca6b);
    return Math.imul(folded, 0x9e37_79b1) >>> this.#shift;
  }

  #grow(): void {
    const keys = this.#keys;
    const slots = this.#slots;
    this.#keys = new Float64Array(keys.length * 2);
    this.#slots = new Int32Array(keys.length * 2).fill(EMPTY);
    this.#shift -= 1;
    this.#size = 0;
    for (const [place, slot] of slots.entries()) {
      if (slot !== EMPTY) this.set(keys[place] ?? 0, slot);
    }
  }
}
