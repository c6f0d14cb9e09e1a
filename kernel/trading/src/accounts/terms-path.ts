import type { AccountId, Refusal } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';
import { decideFloor, decideStatus } from 'argosy/ledger';

import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

type BodyOf<Type extends CommandBody['type']> = Extract<CommandBody, { readonly type: Type }>;

/** Opens, restricts, freezes or closes an account. */
export function setAccountStatus(
  parts: TradingParts,
  command: Command,
  body: BodyOf<'setStatus'>,
): void {
  const { account } = body;
  const stopped = checkSender(parts, command, account);
  const decided = decideStatus(parts.fold.book, { ...body, ...whatIsOpen(parts, account) });
  if (stopped !== null) refuseCommand(parts, null, stopped);
  else if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) parts.emitter.emit(decided.value);
}

/** Says what no decision may leave an account with less of. */
export function setAccountFloor(
  parts: TradingParts,
  command: Command,
  body: BodyOf<'setFloor'>,
): void {
  const stopped = checkSender(parts, command, body.account);
  const decided = decideFloor(parts.fold.book, body);
  if (stopped !== null) refuseCommand(parts, null, stopped);
  else if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) parts.emitter.emit(decided.value);
}

/** Only people and outside programs say how an account stands. */
function checkSender(
  { config, fold }: TradingParts,
  command: Command,
  account: AccountId,
): Refusal | null {
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  return mayTransfer(config, command) ? null : commandRefusal('NOT_PERMITTED', account);
}

function whatIsOpen(
  { fold }: TradingParts,
  account: AccountId,
): { readonly openOrders: number; readonly openPositions: number } {
  let [openOrders, openPositions] = [0, 0];
  for (const { request } of fold.orders.open()) if (request.account === account) openOrders += 1;
  for (const { key, qty } of fold.positions.held()) {
    if (key.account === account && qty !== 0) openPositions += 1;
  }
  return { openOrders, openPositions };
}
