import { ledgerScaleOf } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';
import { decideLoan } from 'argosy/ledger';

import { availableCash } from './account-path.ts';
import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Books what becomes of a loan; one that is booked already does nothing, and says so. */
export function bookLoan(
  parts: TradingParts,
  command: Command,
  body: Extract<CommandBody, { readonly type: 'bookLoan' }>,
): void {
  const { config, fold, emitter } = parts;
  const { account, entry, amount } = body;
  const standing = fold.accounts.find(account);
  if (standing === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  if (!mayTransfer(config, command)) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `loan ${entry}`));
    return;
  }
  const available = availableCash(parts, standing, amount.currency);
  const decided = decideLoan(fold.book, {
    ...body,
    scale: ledgerScaleOf(config.scales, amount.currency),
    ...(available === null ? {} : { available }),
  });
  if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) emitter.emit(decided.value);
  else refuseCommand(parts, null, commandRefusal('REPLAYED', entry));
}
