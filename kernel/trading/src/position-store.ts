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
  /** By account, the net quantity in each instrument; in bigint, so that no unit is ever lost. */
  readonly #accountQty = new Map<AccountId, Map<InstrumentId, bigint>>();

  /** The position of a key's text; undefined where it was never held. */
  find(key: string): Position | undefined {
    return this.#positions.get(key);
  }

  /** An account's net quantity in an instrument, over its books and products. */
  accountQty(account: AccountId, instrument: InstrumentId): number {
    return Number(this.#accountQty.get(account)?.get(instrument) ?? 0n);
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
    this.#count(event.key, BigInt(event.qty) - BigInt(before?.qty ?? 0));
    return before;
  }

  /** Takes the place of all that was kept so far. */
  importState(positions: readonly Position[]): void {
    this.#positions.clear();
    this.#accountQty.clear();
    for (const position of positions) {
      this.#positions.set(positionKeyText(position.key), position);
      this.#count(position.key, BigInt(position.qty));
    }
  }

  #count({ account, instrument }: PositionKey, change: bigint): void {
    const ofAccount = this.#accountQty.get(account) ?? new Map<InstrumentId, bigint>();
    this.#accountQty.set(account, ofAccount);
    ofAccount.set(instrument, (ofAccount.get(instrument) ?? 0n) + change);
  }
}

/** The key of the position that an order trades. */
export function positionKeyOf(request: OrderRequest): PositionKey {
  const { account, book, instrument, product, position } = request;
  return { account, book, instrument, product, id: position };
}
