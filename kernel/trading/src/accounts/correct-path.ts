import { formatScaledBigint, ledgerScaleOf } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';
import { decideCorrection } from 'argosy/ledger';

import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Brings cash to what the broker says it is; whatever then waits in suspense is told each time. */
export function correctCash(
  parts: TradingParts,
  command: Command,
  body: Extract<CommandBody, { readonly type: 'correctCash' }>,
): void {
  const { config, fold, emitter } = parts;
  const { account, entry, amount } = body;
  if (fold.accounts.find(account) === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  if (!mayTransfer(config, command)) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `correct ${entry}`));
    return;
  }
  const decided = decideCorrection(fold.book, body);
  if (!decided.ok) {
    refuseCommand(parts, null, decided.refusal);
    return;
  }
  if (decided.value === null) {
    refuseCommand(parts, null, commandRefusal('REPLAYED', entry));
    return;
  }
  emitter.emit(decided.value);
  const { currency } = amount;
  const scale = ledgerScaleOf(config.scales, currency);
  const waits = fold.book.balance(fold.book.accountsOf(account).suspense, currency);
  const [more, suspense] = [amount.amount, 0n - waits].map((one) => formatScaledBigint(one, scale));
  const detail = `${account}: the broker has ${more} ${currency} more, ${suspense} in suspense`;
  emitter.emitAnomaly('cashDiffers', null, detail);
}
