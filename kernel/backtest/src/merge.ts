import type { InstrumentIndex } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import type { SourceCursor } from './source-cursor.ts';

/**
 * Many sources as one stream, ordered by (available time, rank, instrument, source sequence, name
 * of the source), so that nothing depends on the order in which sources were given.
 */
export class Merge {
  readonly #cursors: SourceCursor[];
  /** A binary heap of the cursors that still have rows. */
  readonly #heap: SourceCursor[] = [];
  /** The first of the heap. */
  #top: SourceCursor | null = null;

  constructor(cursors: readonly SourceCursor[]) {
    this.#cursors = [...cursors];
    for (const cursor of cursors) {
      if (cursor.head === null) continue;
      this.#heap.push(cursor);
      this.#siftUp(this.#heap.length - 1);
    }
    this.#top = this.#heap[0] ?? null;
  }

  /** The next row; null when every source has ended. */
  get head(): MarketData | null {
    return this.#top === null ? null : this.#top.head;
  }

  /** The instrument of the next row. */
  get headIndex(): InstrumentIndex | -1 {
    return this.#top === null ? -1 : this.#top.headIndex;
  }

  /** All cursors, for their identities. */
  get cursors(): readonly SourceCursor[] {
    return this.#cursors;
  }

  /** What the sources brought and seldom mean to, each with its name, in words. */
  notes(): readonly string[] {
    return this.#cursors.flatMap((one) => one.notes().map((note) => `${one.name}: ${note}`));
  }

  /** Steps behind the next row. */
  advance(): void {
    const top = this.#top;
    if (top === null) return;
    top.advance();
    if (this.#heap.length === 1 && top.head !== null) return;
    this.#reorder(top);
  }

  /** The first cursor has moved on: another one may come first now. */
  #reorder(top: SourceCursor): void {
    if (top.head === null) {
      const last = this.#heap.pop();
      if (last !== undefined && last !== top) this.#heap[0] = last;
    }
    this.#siftDown(0);
    this.#top = this.#heap[0] ?? null;
  }

  #siftUp(from: number): void {
    const heap = this.#heap;
    for (let child = from; child > 0;) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfBefore(child, parent, heap)) return;
      child = parent;
    }
  }

  #siftDown(from: number): void {
    const heap = this.#heap;
    for (let parent = from; ;) {
      const left = 2 * parent + 1;
      if (left >= heap.length) return;
      const right = left + 1;
      const least = right < heap.length && isBefore(heap[right], heap[left]) ? right : left;
      if (!this.#swapIfBefore(least, parent, heap)) return;
      parent = least;
    }
  }

  #swapIfBefore(child: number, parent: number, heap: SourceCursor[]): boolean {
    const [below, above] = [heap[child], heap[parent]];
    if (below === undefined || above === undefined || !isBefore(below, above)) return false;
    heap[child] = above;
    heap[parent] = below;
    return true;
  }
}

/** The rank of a row among inputs of its instant: a status comes before prices. */
export function rankOf(datum: MarketData): 1 | 2 {
  return datum.kind === 'status' ? 1 : 2;
}

function isBefore(a: SourceCursor | undefined, b: SourceCursor | undefined): boolean {
  return a !== undefined && b !== undefined && compareHeads(a, b) < 0;
}

function compareHeads(a: SourceCursor, b: SourceCursor): number {
  const [x, y] = [a.head, b.head];
  if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
  if (x.availableAt !== y.availableAt) return x.availableAt - y.availableAt;
  if (rankOf(x) !== rankOf(y)) return rankOf(x) - rankOf(y);
  if (a.headIndex !== b.headIndex) return a.headIndex - b.headIndex;
  if (x.sourceSequence !== y.sourceSequence) return x.sourceSequence - y.sourceSequence;
  return a.name < b.name ? -1 : 1;
}
