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

/** The key asked for last: an order asks for its own a dozen times, and a text is hashed anew each time it is made. */
let known: PositionKey | null = null;
let knownText = '';

/** The text form of a key, for maps and messages. */
export function positionKeyText(key: PositionKey): string {
  if (known !== null && isSameKey(key, known)) return knownText;
  const head = `${key.account}/${key.book}/${key.instrument}/${key.product}`;
  known = key;
  knownText = key.id === null ? head : `${head}/${key.id}`;
  return knownText;
}

function isSameKey(one: PositionKey, other: PositionKey): boolean {
  if (one.instrument !== other.instrument || one.book !== other.book) return false;
  return one.account === other.account && one.product === other.product && one.id === other.id;
}
