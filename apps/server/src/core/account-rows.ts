import { toBookId, type BookId } from 'argosy/core';
import type { AccountConfig } from 'argosy/trading';
import type { AccountRow, BookRow } from '@argosy/gateway';

import type { StrategyEntry } from '../config/index.ts';

/** The book that people's own orders go to. */
export const HAND_BOOK: BookId = toBookId('HAND');

/** The accounts of a node as people see them; whose each is the records know. */
export function accountRows(
  accounts: readonly AccountConfig[],
  strategies: readonly StrategyEntry[],
  broker: string,
): readonly AccountRow[] {
  return accounts.map(({ id, kind, products, base, mode }) => {
    const own = strategies.filter(({ account }) => account === id);
    const books = new Map<string, BookRow>([
      [HAND_BOOK, { id: HAND_BOOK, mode, allotment: null }],
      ...own.map(({ book, allotment }) => [book, { id: book, mode, allotment }] as const),
    ]);
    return {
      id,
      broker,
      mode: 'paper',
      kind,
      products,
      currency: base,
      books: [...books.values()],
    };
  });
}
