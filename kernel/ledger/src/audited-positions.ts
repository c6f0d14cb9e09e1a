import { positionKeyText, type PositionEvent, type PositionKey } from 'argosy/domain';

import { CLOSED_POSITIONS_MAX } from './position-table.ts';

/**
 * The positions of a record that is audited, each as its last event says. Of hedging books, where each
 * entry is a position of its own, the last closed ones are kept for late fills and busts.
 */
export class AuditedPositions {
  readonly #held = new Map<string, PositionEvent>();
  readonly #closed = new Map<string, PositionEvent>();
  /** What was asked for last: a fill's entry and its position are about the same one. */
  #last: { readonly key: PositionKey; readonly text: string } | null = null;

  /** A position, while it is kept; undefined where it was never held. */
  find(key: PositionKey): PositionEvent | undefined {
    const text = this.#textOf(key);
    return this.#held.get(text) ?? this.#closed.get(text);
  }

  /** Folds an event in. */
  apply(event: PositionEvent): void {
    const text = this.#textOf(event.key);
    if (event.qty !== 0 || event.key.id === null) {
      this.#held.set(text, event);
      if (event.key.id !== null) this.#closed.delete(text);
      return;
    }
    this.#held.delete(text);
    this.#closed.set(text, event);
    if (this.#closed.size <= CLOSED_POSITIONS_MAX) return;
    for (const oldest of this.#closed.keys()) {
      this.#closed.delete(oldest);
      return;
    }
  }

  #textOf(key: PositionKey): string {
    if (this.#last !== null && isSameKey(this.#last.key, key)) return this.#last.text;
    const text = positionKeyText(key);
    this.#last = { key, text };
    return text;
  }
}

/** Whether two keys are of one position. */
export function isSameKey(one: PositionKey, other: PositionKey): boolean {
  const { account, book, instrument, product, id } = one;
  if (account !== other.account || book !== other.book || id !== other.id) return false;
  return instrument === other.instrument && product === other.product;
}
