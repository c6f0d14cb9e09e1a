/** What links entries of several chains; an entry is in at most one chain of its links. */
export class EntryLinks {
  #next: Int32Array;
  #previous: Int32Array;

  constructor(room: number) {
    this.#next = new Int32Array(room);
    this.#previous = new Int32Array(room);
  }

  /** Makes room for more entries. */
  grow(room: number): void {
    this.#next = grownInts(this.#next, room);
    this.#previous = grownInts(this.#previous, room);
  }

  next(entry: number): number {
    return this.#next[entry] ?? NO_ENTRY;
  }

  previous(entry: number): number {
    return this.#previous[entry] ?? NO_ENTRY;
  }

  join(previous: number, next: number): void {
    if (previous !== NO_ENTRY) this.#next[previous] = next;
    if (next !== NO_ENTRY) this.#previous[next] = previous;
  }

  /** Puts an entry behind all others. */
  end(entry: number, previous: number): void {
    this.#previous[entry] = previous;
    this.#next[entry] = NO_ENTRY;
    if (previous !== NO_ENTRY) this.#next[previous] = entry;
  }
}

/** No entry: behind the last one, before the first one, or of nobody. */
export const NO_ENTRY = -1;

/** Entries one behind the other; any of them leaves in one step. */
export class EntryChain {
  readonly #links: EntryLinks;
  #head = NO_ENTRY;
  #tail = NO_ENTRY;

  constructor(links: EntryLinks) {
    this.#links = links;
  }

  /** The entry that has been there longest, or `NO_ENTRY`. */
  get head(): number {
    return this.#head;
  }

  /** Adds an entry that is in no chain of these links. */
  append(entry: number): void {
    this.#links.end(entry, this.#tail);
    if (this.#head === NO_ENTRY) this.#head = entry;
    this.#tail = entry;
  }

  /** Takes out an entry that is in this chain. */
  remove(entry: number): void {
    const before = this.#links.previous(entry);
    const behind = this.#links.next(entry);
    this.#links.join(before, behind);
    if (this.#head === entry) this.#head = behind;
    if (this.#tail === entry) this.#tail = before;
  }
}

/** The same numbers with more room. */
export function grownInts(column: Int32Array, room: number): Int32Array {
  const larger = new Int32Array(room);
  larger.set(column);
  return larger;
}
