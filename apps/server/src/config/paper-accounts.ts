import { toAccountId, type AccountId } from 'argosy/core';
import type { AccountConfig } from 'argosy/trading';

import type { PaperConfig } from './server-config.ts';

/** The ids of the accounts on paper: `PAPER01`, `PAPER02`, … in the order they are given to people. */
export function paperAccountIds({ accounts }: Pick<PaperConfig, 'accounts'>): readonly AccountId[] {
  return Array.from({ length: accounts }, (_, at) => {
    return toAccountId(`PAPER${String(at + 1).padStart(2, '0')}`);
  });
}

/** The accounts on paper as trading takes them. */
export function paperAccounts(paper: PaperConfig): readonly AccountConfig[] {
  const { kind, cash, products, leverage, isScanned } = paper;
  return paperAccountIds(paper).map((id) => ({
    id,
    kind,
    mode: 'netting',
    base: cash.currency,
    balances: [cash],
    products,
    ...(kind === 'margin' ? { leverage } : {}),
    ...(isScanned ? { scanMargin: {} } : {}),
  }));
}
