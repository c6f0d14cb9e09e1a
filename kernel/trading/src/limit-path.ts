import { formatTimestamp, type Refusal } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';
import { flawOfSetLimit, SET_LIMITS_MAX } from 'argosy/risk';

import { maySetLimit } from './authority.ts';
import { commandRefusal } from './errors.ts';
import { isWithin } from './orders/kill-path.ts';
import { reviseHold } from './orders/place-hold.ts';
import { refuseCommand } from './refuse-command.ts';
import type { TradingParts } from './trading-parts.ts';

type SetLimitCommand = Extract<CommandBody, { readonly type: 'setLimit' }>;

/**
 * Sets a limit within the day, or takes one back. Who, why and until when stand in the event. What
 * works already is not cancelled for it: it counts in the checks of what comes; what it has set aside
 * is valued again where the limit says how much that is.
 */
export function setLimit(parts: TradingParts, command: Command, body: SetLimitCommand): void {
  const refusal = checkLimit(parts, command, body);
  if (refusal !== null) {
    refuseCommand(parts, null, refusal);
    return;
  }
  const { account, scope, limit, value, until, reason } = body;
  const by = command.strategy ?? command.origin;
  parts.emitter.emit({ kind: 'limit', account, scope, limit, value, until, by, reason });
  if (limit === 'cashBufferBps') revalueHolds(parts, body);
}

function checkLimit(
  { config, fold, emitter }: TradingParts,
  command: Command,
  { account, scope, limit, value, until }: SetLimitCommand,
): Refusal | null {
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  if (!maySetLimit(config, command)) return commandRefusal('NOT_PERMITTED', `limit ${limit}`);
  const bases = new Set(config.accounts.map(({ base }) => base));
  const flaw = flawOfSetLimit({ limit, value, scope }, bases);
  if (flaw !== null) return commandRefusal('BAD_LIMIT', flaw.detail);
  if (until !== null && until <= emitter.now) {
    return commandRefusal(
      'BAD_LIMIT',
      `${limit} would end at ${formatTimestamp(until)}, before now`,
    );
  }
  const isNew = value !== null && fold.limits.find(account, scope, limit) === undefined;
  if (!isNew || fold.limits.size < SET_LIMITS_MAX) return null;
  return commandRefusal('BAD_LIMIT', `${SET_LIMITS_MAX} limits are set already`);
}

/** An amendment on its way may need more than the order does now: then nothing is given back. */
function revalueHolds(parts: TradingParts, { account, scope }: SetLimitCommand): void {
  const { book, orders } = parts.fold;
  for (const order of orders.open()) {
    const { id } = order.request;
    if (book.holdOf(id) === undefined || !isWithin(order, account, scope)) continue;
    const isAmending = order.pending === 'update' || orders.isAmending(id);
    reviseHold(parts, order, isAmending ? 'raise' : 'exact');
  }
}
