import { ledgerScaleOf, unwrap } from 'argosy/core';
import { decideTransfer } from 'argosy/ledger';

import type { AccountConfig } from '../trading-config.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Opens an account: its balances are deposits, its state is said where it is not the usual one. */
export function openAccount(
  { config, fold, emitter }: Pick<TradingParts, 'config' | 'fold' | 'emitter'>,
  { id, balances, state }: AccountConfig,
): void {
  for (const amount of balances) {
    if (amount.amount === 0n) continue;
    const entry = `opening/${amount.currency}`;
    const scale = ledgerScaleOf(config.scales, amount.currency);
    const deposit = unwrap(decideTransfer(fold.book, { account: id, entry, amount, scale }));
    if (deposit !== null) emitter.emit(deposit);
  }
  const isOther = state !== undefined && fold.accounts.stateOf(id, { kind: 'account' }) !== state;
  if (isOther) emitter.emitAccount(id, state, 'opened so');
}
