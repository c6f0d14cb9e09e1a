import type { AccountId, BookId, InstrumentId, Money, PositionId } from 'argosy/core';

import type { Product } from './order.ts';

/** What tells positions apart. */
export type PositionKey = {
  readonly account: AccountId;
  readonly book: BookId;
  readonly instrument: InstrumentId;
  readonly product: Product;
  /** In a hedging book, the id of the order that opened it. */
  readonly id: PositionId | null;
};

/** A position: the fold of its fills. Its average price is derived, never stored. */
export type Position = {
  readonly key: PositionKey;
  /** Signed scaled quantity: long above zero, short below. */
  readonly qty: number;
  /** Signed exact cost of what is held, at the instrument's notional scale. */
  readonly cost: bigint;
  /** Realised profit and loss since the first fill, before charges, as posted. */
  readonly realised: Money;
  /** Charges since the first fill. */
  readonly charges: Money;
};

/** The text form of a key, for maps and messages. */
export function positionKeyText(key: PositionKey): string {
  const head = `${key.account}/${key.book}/${key.instrument}/${key.product}`;
  return key.id === null ? head : `${head}/${key.id}`;
}
