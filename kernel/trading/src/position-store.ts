import type { AccountId, InstrumentId } from 'argosy/core';
import {
  evolvePosition,
  positionKeyText,
  type OrderRequest,
  type Position,
  type PositionEvent,
  type PositionKey,
} from 'argosy/domain';

/** The positions: a fold of their events. */
export class PositionStore {
  readonly #positions = new Map<string, Position>();

  /** The position of a key's text; undefined where it was never held. */
  find(key: string): Position | undefined {
    return this.#positions.get(key);
  }

  /** An account's net quantity in an instrument, over its books and products. */
  accountQty(account: AccountId, instrument: InstrumentId): number {
    let qty = 0;
    for (const position of this.#positions.values()) {
      const { key } = position;
      if (key.account === account && key.instrument === instrument) qty += position.qty;
    }
    return qty;
  }

  /** Every position, in the order they were first held. */
  all(): IterableIterator<Position> {
    return this.#positions.values();
  }

  /** Folds an event in, and gives the position as it was before; undefined where it is new. */
  apply(event: PositionEvent): Position | undefined {
    const text = positionKeyText(event.key);
    const before = this.#positions.get(text);
    this.#positions.set(text, evolvePosition(before, event));
    return before;
  }

  /** Takes the place of all that was kept so far. */
  importState(positions: readonly Position[]): void {
    this.#positions.clear();
    for (const position of positions) this.#positions.set(positionKeyText(position.key), position);
  }
}

/** The key of the position that an order trades. */
export function positionKeyOf(request: OrderRequest): PositionKey {
  const { account, book, instrument, product, position } = request;
  return { account, book, instrument, product, id: position };
}
