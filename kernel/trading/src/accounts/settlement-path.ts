import { decideSettlement } from 'argosy/ledger';

import type { TradingParts } from '../trading-parts.ts';

/** Books what settles by now, before anything else of the turn is decided. */
export function settleTrades({ fold, emitter, settlements }: TradingParts): void {
  const { now } = emitter;
  if (!settlements.isAnyDue(fold.book, now)) return;
  for (const entry of decideSettlement(fold.book, (of) => settlements.isDue(of, now))) {
    emitter.emit(entry);
  }
}
