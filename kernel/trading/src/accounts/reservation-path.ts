import { ledgerScaleOf, type Refusal } from 'argosy/core';
import type { Command, CommandBody } from 'argosy/domain';
import {
  decideExpired,
  decidePostReserved,
  decideReserve,
  decideVoidReserved,
} from 'argosy/ledger';

import { availableCash } from './account-path.ts';
import { mayTransfer } from '../authority.ts';
import { commandRefusal } from '../errors.ts';
import { refuseCommand } from '../refuse-command.ts';
import type { TradingParts } from '../trading-parts.ts';

type BodyOf<Type extends CommandBody['type']> = Extract<CommandBody, { readonly type: Type }>;

/** Sets money of an account aside until it is posted or voided, or its time is up. */
export function reserveCash(parts: TradingParts, command: Command, body: BodyOf<'reserve'>): void {
  const { config, fold, emitter } = parts;
  const { account, reservation, amount } = body;
  const standing = fold.accounts.find(account);
  const stopped = checkSender(parts, command, { account, id: reservation });
  if (stopped !== null || standing === undefined) {
    refuseCommand(parts, null, stopped ?? commandRefusal('ACCOUNT_UNKNOWN', account));
    return;
  }
  const available = availableCash(parts, standing, amount.currency);
  const decided = decideReserve(fold.book, {
    ...body,
    now: emitter.now,
    scale: ledgerScaleOf(config.scales, amount.currency),
    ...(available === null ? {} : { available }),
  });
  if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value !== null) emitter.emit(decided.value);
  else refuseCommand(parts, null, commandRefusal('REPLAYED', reservation));
}

/** Books a part of a reservation, or all that is left of it. */
export function postReserved(
  parts: TradingParts,
  command: Command,
  body: BodyOf<'postReserved'>,
): void {
  const { config, fold, emitter } = parts;
  const { account, entry, amount } = body;
  const stopped = checkSender(parts, command, { account, id: entry });
  if (stopped !== null) {
    refuseCommand(parts, null, stopped);
    return;
  }
  const decided = decidePostReserved(fold.book, {
    ...body,
    scale: ledgerScaleOf(config.scales, amount.currency),
  });
  if (!decided.ok) refuseCommand(parts, null, decided.refusal);
  else if (decided.value === null) refuseCommand(parts, null, commandRefusal('REPLAYED', entry));
  else {
    emitter.emit(decided.value.reservation);
    emitter.emit(decided.value.entry);
  }
}

/** Gives back what is left of a reservation. */
export function voidReserved(
  parts: TradingParts,
  command: Command,
  body: BodyOf<'voidReserved'>,
): void {
  const { fold, emitter } = parts;
  const { account, reservation } = body;
  const stopped = checkSender(parts, command, { account, id: reservation });
  if (stopped !== null) {
    refuseCommand(parts, null, stopped);
    return;
  }
  const decided = decideVoidReserved(fold.book, body);
  if (decided.ok) emitter.emit(decided.value);
  else refuseCommand(parts, null, decided.refusal);
}

/** Ends the reservations whose time is up, before anything else of the turn is decided. */
export function expireReserved({ fold, emitter }: TradingParts): void {
  for (const expired of decideExpired(fold.book, emitter.now)) emitter.emit(expired);
}

/** Only people and outside programs move money, and only of accounts that trade here. */
function checkSender(
  { config, fold }: TradingParts,
  command: Command,
  { account, id }: { readonly account: BodyOf<'reserve'>['account']; readonly id: string },
): Refusal | null {
  if (fold.accounts.find(account) === undefined) return commandRefusal('ACCOUNT_UNKNOWN', account);
  return mayTransfer(config, command) ? null : commandRefusal('NOT_PERMITTED', id);
}
