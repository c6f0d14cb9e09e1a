import { toAccountId, toBookId, toCurrency, type Money } from 'argosy/core';
import type { Product, TradingState } from 'argosy/domain';
import { parseLeverage, type AccountKind, type BookMode } from 'argosy/risk';
import type { AccountConfig, BookConfig } from 'argosy/trading';

import {
  amount,
  list,
  fits,
  made,
  object,
  oneOf,
  optional,
  recordOf,
  someOf,
  text,
  type At,
  type Shape,
} from './shape.ts';

/** Every product, in the order in which they are written. */
export const products: readonly Product[] = ['delivery', 'intraday', 'carryForward', 'margin'];
const kinds: readonly AccountKind[] = ['cash', 'margin'];
const modes: readonly BookMode[] = ['netting', 'hedging'];
const states: readonly TradingState[] = ['ACTIVE', 'REDUCING', 'HALTED'];

const leverage: Shape = (value, place, mistakes) => {
  if (typeof value !== 'string') return text(value, place, mistakes);
  const parsed = parseLeverage(value);
  if (!parsed.ok) mistakes.note(place, parsed.refusal.reason);
};
const shape: Shape = object<AccountConfig>({
  id: made(toAccountId),
  kind: oneOf(kinds),
  mode: oneOf(modes),
  leverage: optional(recordOf(oneOf(products), leverage)),
  books: optional(
    list(
      object<BookConfig>({
        id: made(toBookId),
        mode: optional(oneOf(modes)),
        allotment: optional(amount('minor units', 1n)),
      }),
    ),
  ),
  base: made(toCurrency),
  balances: list(object<Money>({ amount: amount('minor units', 0n), currency: made(toCurrency) })),
  state: optional(oneOf(states)),
  products: someOf(oneOf(products)),
});

/** Looks at an account: every field, and what may stand in it once. */
export function checkAccount(one: AccountConfig, at: At): void {
  if (!fits(shape, one, at)) return;
  const { place, mistakes } = at;
  const { kind, leverage: given = {}, books = [], balances } = one;
  for (const product of kind === 'cash' ? Object.keys(given) : []) {
    mistakes.note(`${place}.leverage.${product}`, 'a cash account has none');
  }
  noteRepeated(
    books.map(({ id }) => id),
    (at, id) => mistakes.note(`${place}.books[${at}].id`, `${id} is given twice`),
  );
  noteRepeated(
    balances.map(({ currency }) => currency),
    (at, code) => mistakes.note(`${place}.balances[${at}].currency`, `${code} is given twice`),
  );
}

/** Tells of each name that stood in the list before. */
export function noteRepeated(
  names: readonly string[],
  note: (at: number, name: string) => void,
): void {
  const seen = new Set<string>();
  for (const [at, name] of names.entries()) {
    if (seen.has(name)) note(at, name);
    seen.add(name);
  }
}
