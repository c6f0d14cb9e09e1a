import { ChurnMap, type AccountId } from 'argosy/core';
import { evolvePosition, positionKeyText, type Position, type PositionEvent } from 'argosy/domain';

/** How many flat positions are kept; the one that went flat first leaves first. */
const FLAT_MAX = 2_000;

/** Positions by what was said of them. */
export class PositionFold {
  readonly #held = new ChurnMap<string, Position>();
  readonly #flat = new ChurnMap<string, Position>();

  /** Takes a position as it stands. */
  put(position: Position): void {
    const key = positionKeyText(position.key);
    if (position.qty !== 0) {
      this.#flat.delete(key);
      this.#held.set(key, position);
      return;
    }
    this.#held.delete(key);
    this.#flat.delete(key);
    // One of a hedging book is over for good once it is flat.
    if (position.key.id !== null) return;
    this.#flat.set(key, position);
    if (this.#flat.size <= FLAT_MAX) return;
    const oldest = this.#flat.firstKey;
    if (oldest !== undefined) this.#flat.delete(oldest);
  }

  /** Folds an event in. */
  take(event: PositionEvent): Position {
    const key = positionKeyText(event.key);
    const position = evolvePosition(this.#held.get(key) ?? this.#flat.get(key), event);
    this.put(position);
    return position;
  }

  /** The positions of an account. */
  of(account: AccountId): readonly Position[] {
    return [...this.#held.values(), ...this.#flat.values()].filter(
      ({ key }) => key.account === account,
    );
  }
}
