import type { AccountId, BookId, Refusal, StrategyId } from 'argosy/core';
import type { StateScope } from 'argosy/domain';
import type { TradingMachine } from 'argosy/trading';

import { deskRefusal } from './errors.ts';

/** The books that orders of people and of strategies go to. */
export type KnownPlaces = {
  /** People's, in every account. */
  readonly books: readonly BookId[];
  readonly strategies: readonly {
    readonly id: StrategyId;
    readonly account: AccountId;
    readonly book: BookId;
  }[];
};

/** A book where people's orders may not go: one that nobody keeps, or a strategy's, which would close them. */
export function flawOfBook(places: KnownPlaces | null, book: BookId): Refusal | null {
  if (places === null || places.books.includes(book)) return null;
  return deskRefusal('BOOK_UNKNOWN', `${book}; there is ${places.books.join(', ')}`);
}

/** A scope that names nothing there is: what was meant would go on as if nobody had said a word. */
export function flawOfScope(
  places: KnownPlaces | null,
  scope: StateScope,
  { account, trading }: { readonly account: AccountId; readonly trading: TradingMachine },
): Refusal | null {
  const isKnown = (): boolean => {
    const own = places?.strategies.filter((one) => one.account === account) ?? [];
    switch (scope.kind) {
      case 'instrument':
        return trading.instrument(scope.instrument) !== undefined;
      case 'book':
        return (
          places === null ||
          places.books.includes(scope.book) ||
          own.some(({ book }) => book === scope.book)
        );
      case 'strategy':
        return places === null || own.some(({ id }) => id === scope.strategy);
      case 'firm':
      case 'account':
      case 'reconciliation':
      case 'storage':
        return true;
    }
  };
  return isKnown() ? null : deskRefusal('SCOPE_UNKNOWN', nameOf(scope));
}

function nameOf(scope: StateScope): string {
  if (scope.kind === 'book') return `book ${scope.book}`;
  if (scope.kind === 'strategy') return `strategy ${scope.strategy}`;
  return scope.kind === 'instrument' ? `instrument ${scope.instrument}` : scope.kind;
}
