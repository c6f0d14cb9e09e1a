import { ledgerScaleOf, type AccountId, type Currency } from 'argosy/core';
import {
  positionKeyText,
  type Command,
  type CommandBody,
  type Order,
  type StateScope,
} from 'argosy/domain';
import { decideTransfer } from 'argosy/ledger';
import { isOpen } from 'argosy/orders';

import type { AccountRecord } from './account-store.ts';
import { maySetState, mayTransfer } from '../authority.ts';
import { cancelOpen } from '../orders/cancel-open.ts';
import { commandRefusal } from '../errors.ts';
import { isWithin } from '../orders/kill-path.ts';
import { listMembers } from '../lists/list-members.ts';
import { positionKeyOf } from '../positions/position-key.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * Changes what an account, or a book, a strategy or an instrument in it, may do. HALTED stops new orders and amendments; open orders stay, and
 * cancels pass: whoever wants them gone says so. An entry with exits ends all the same.
 */
export function setAccountState(
  parts: TradingParts,
  command: Command,
  { account, scope, state, reason }: Extract<CommandBody, { readonly type: 'setState' }>,
): void {
  const { accounts } = parts.fold;
  if (accounts.find(account) === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  const from = accounts.stateOf(account, scope);
  if (!maySetState(parts.config, command, { scope, from, to: state })) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `${from} to ${state}`));
    return;
  }
  if (from === state) return;
  parts.emitter.emit({ kind: 'account', account, scope, state, reason });
  if (scope.kind === 'reconciliation') wakeLists(parts, account);
  else if (state === 'HALTED' && scope.kind !== 'storage') {
    endEntries(parts, account, scope);
    noteHeldExits(parts, account, scope);
  }
}

/** Exits that have waited until the account agrees with its broker are looked at again. */
function wakeLists({ fold: { orders, lists } }: TradingParts, account: AccountId): void {
  for (const { request } of orders.open()) {
    if (request.account === account && request.link !== null) lists.touch(request.link.list);
  }
}

/**
 * An entry at work whose exits could not go out any more, or not grow with it, is ended: it would leave a position without a stop.
 * Where the storage is short, they do all the same.
 */
function endEntries(parts: TradingParts, account: AccountId, scope: StateScope): void {
  const entries = parts.fold.orders
    .open()
    .filter(
      (order) =>
        order.pending !== 'cancel' && isWithin(order, account, scope) && hasChildren(parts, order),
    );
  for (const order of entries)
    cancelOpen(parts, order, 'HALTED: its exits could not go out or grow');
}

/** An exit that works goes on; one that waits here protects nothing while nothing leaves. */
function noteHeldExits(
  { fold, emitter }: TradingParts,
  account: AccountId,
  scope: StateScope,
): void {
  if (fold.emulated.size === 0 && fold.executions.size === 0) return;
  const why = 'HALTED: it waits here, and does not go while that lasts';
  for (const order of fold.orders.open()) {
    const { id } = order.request;
    const isHere = order.state === 'EMULATED' || order.state === 'IN_PARTS';
    if (!isHere || !fold.exits.isExit(id)) continue;
    const held = fold.positions.find(positionKeyText(positionKeyOf(order.request)))?.qty ?? 0;
    if (held !== 0 && isWithin(order, account, scope)) emitter.emitAnomaly('exitMissing', id, why);
  }
}

function hasChildren(parts: TradingParts, { request: { id, link } }: Order): boolean {
  if (link === null) return false;
  return listMembers(parts, link.list).some(
    ({ order }) => isOpen(order) && order.request.link?.parent === id,
  );
}

/** Books a deposit or a withdrawal; one that is booked already does nothing, and says so. */
export function transferCash(
  parts: TradingParts,
  command: Command,
  { account, entry, amount }: Extract<CommandBody, { readonly type: 'transfer' }>,
): void {
  const { config, fold, emitter } = parts;
  const standing = fold.accounts.find(account);
  if (standing === undefined) {
    refuseCommand(parts, null, commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  if (!mayTransfer(config, command)) {
    refuseCommand(parts, null, commandRefusal('NOT_PERMITTED', `transfer ${entry}`));
    return;
  }
  const available = availableCash(parts, standing, amount.currency);
  const decided = decideTransfer(fold.book, {
    account,
    entry,
    amount,
    scale: ledgerScaleOf(config.scales, amount.currency),
    ...(available === null ? {} : { available }),
  });
  if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) emitter.emit(decided.value);
  else refuseCommand(parts, null, commandRefusal('REPLAYED', entry));
}

const wholeAccount = { kind: 'account' } as const;

/** What may leave an account: on margin what positions do not bind; null where it is the free cash. */
export function availableCash(
  { funds }: TradingParts,
  account: AccountRecord,
  currency: Currency,
): bigint | null {
  if (account.kind === 'cash') return null;
  const free = funds.freeMargin(account, null);
  return free === null ? 0n : (funds.valuer.rates.convert(free, account.base, currency) ?? 0n);
}

/** An account that met a fact nobody asked for only reduces until a person has looked. */
export function restrictAccount(
  { fold, emitter }: TradingParts,
  account: AccountId,
  reason: string,
): void {
  const isOurs = fold.accounts.find(account) !== undefined;
  if (isOurs && fold.accounts.stateOf(account, wholeAccount) === 'ACTIVE') {
    emitter.emitAccount(account, 'REDUCING', reason);
  }
}
