import type { Command, CommandBody } from 'argosy/domain';
import { decideCharges } from 'argosy/ledger';

import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { noteOverdraft } from '../reports/fill-path.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Books charges that came apart from a fill, or what a contract note differs by. */
export function bookCharges(
  parts: TradingParts,
  command: Command,
  body: Extract<CommandBody, { readonly type: 'bookCharges' }>,
): void {
  const { config, fold, emitter } = parts;
  const { account, entry } = body;
  if (fold.accounts.find(account) === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  if (!mayTransfer(config, command)) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `charges ${entry}`));
    return;
  }
  const decided = decideCharges(fold.book, body);
  if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) {
    emitter.emit(decided.value);
    noteOverdraft(parts, { id: null, account }, body.currency);
  } else refuseCommand(parts, null, commandRefusal('REPLAYED', entry));
}
