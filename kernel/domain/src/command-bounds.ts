import { absBigint, toMinor, type Minor, type Money, type Refusal } from 'argosy/core';

import type { Command, CommandBody } from './command.ts';
import {
  CLIENT_ID_LENGTH_MAX,
  cutClientId,
  cutReason,
  cutText,
  isClientId,
} from './text-bounds.ts';
import type { Charge } from './order.ts';

/** The largest amount that anybody may name, in minor units: what fits in 128 bits with a sign. */
export const COMMAND_AMOUNT_MAX: bigint = 2n ** 127n - 1n;
/** How many lines of charges one command may have. */
export const COMMAND_CHARGES_MAX = 100;

const SHOWN_LENGTH_MAX = 40;
const DIGITS_MAX = 38;

/**
 * A command as it can be written down. A reason is cut. An id, an amount or a list that is beyond its
 * bound is cut to just beyond it, so that the record is small and the command is refused all the same.
 * One that is within all bounds is given back as it is.
 */
export function boundCommand(command: Command): Command {
  const body = boundBody(command.body);
  return body === command.body ? command : { ...command, body };
}

/**
 * Why a command names what cannot be kept, as a refusal; null where it does not. The requests of
 * orders have checks of their own.
 */
export function findCommandFlaw(body: CommandBody): Refusal | null {
  if (isAboutOrders(body)) return null;
  return findIdFlaw(body) ?? findAmountFlaw(body);
}

function boundBody(given: CommandBody): CommandBody {
  if (isAboutOrders(given)) return given;
  const body = boundIds(given);
  if ('reason' in body) {
    const reason = cutReason(body.reason);
    if (reason !== body.reason) return boundAmounts({ ...body, reason });
  }
  return boundAmounts(body);
}

/** These carry neither reasons nor amounts nor ids of a client's. */
function isAboutOrders({ type }: CommandBody): boolean {
  return (
    type === 'submit' ||
    type === 'execute' ||
    type === 'amend' ||
    type === 'cancel' ||
    type === 'submitList' ||
    type === 'cancelAll'
  );
}

function boundIds(given: CommandBody): CommandBody {
  let body = given;
  if ('entry' in body && !isClientId(body.entry)) {
    body = { ...body, entry: cutClientId(body.entry) };
  }
  if ('reservation' in body && !isClientId(body.reservation)) {
    body = { ...body, reservation: cutClientId(body.reservation) };
  }
  if ('loan' in body && !isClientId(body.loan)) body = { ...body, loan: cutClientId(body.loan) };
  if ('confirmation' in body && !isClientId(body.confirmation)) {
    body = { ...body, confirmation: cutClientId(body.confirmation) };
  }
  return body;
}

function boundAmounts(body: CommandBody): CommandBody {
  if ('amount' in body) {
    return isTooLarge(body.amount.amount) ? { ...body, amount: boundMoney(body.amount) } : body;
  }
  if (body.type === 'setFloor') {
    return isTooLarge(body.floor.amount) ? { ...body, floor: boundMoney(body.floor) } : body;
  }
  if (body.type === 'setLimit') {
    return isTooLarge(body.value) ? { ...body, value: boundAmount(body.value ?? 0n) } : body;
  }
  if (body.type === 'bookCharges') {
    return areChargesFit(body.charges) ? body : { ...body, charges: boundCharges(body.charges) };
  }
  return body.type === 'bookAction' ? boundAction(body) : body;
}

function boundAction(body: Extract<CommandBody, { readonly type: 'bookAction' }>): CommandBody {
  const { action } = body;
  if (action.type !== 'dividend') return body;
  if (!isTooLarge(action.perUnit)) return body;
  return { ...body, action: { ...action, perUnit: boundAmount(action.perUnit) } };
}

function areChargesFit(charges: readonly Charge[]): boolean {
  if (charges.length > COMMAND_CHARGES_MAX) return false;
  return charges.every(({ name, amount }) => isClientId(name) && !isTooLarge(amount));
}

function boundCharges(charges: readonly Charge[]): readonly Charge[] {
  return charges
    .slice(0, COMMAND_CHARGES_MAX + 1)
    .map(({ name, amount }) => ({ name: cutClientId(name), amount: boundAmount(amount) }));
}

function boundMoney({ amount, currency }: Money): Money {
  return { amount: boundAmount(amount), currency };
}

function boundAmount(amount: bigint): Minor {
  if (!isTooLarge(amount)) return toMinor(amount);
  return toMinor(amount > 0n ? COMMAND_AMOUNT_MAX + 1n : -COMMAND_AMOUNT_MAX - 1n);
}

function isTooLarge(amount: bigint | null): boolean {
  return amount !== null && (amount > COMMAND_AMOUNT_MAX || amount < -COMMAND_AMOUNT_MAX);
}

function findIdFlaw(body: CommandBody): Refusal | null {
  if ('entry' in body && !isClientId(body.entry)) return badId('entry', body.entry);
  if ('reservation' in body && !isClientId(body.reservation)) {
    return badId('reservation', body.reservation);
  }
  if ('loan' in body && !isClientId(body.loan)) return badId('loan', body.loan);
  if ('confirmation' in body && !isClientId(body.confirmation)) {
    return badId('confirmation', body.confirmation);
  }
  if (body.type !== 'bookCharges') return null;
  const line = body.charges.find(({ name }) => !isClientId(name));
  return line === undefined ? null : badId('charge', line.name);
}

function findAmountFlaw(body: CommandBody): Refusal | null {
  const amount = amountsOf(body).find((one) => isTooLarge(one));
  if (amount === undefined) return null;
  const digits = absBigint(amount).toString().length;
  return { code: 'AMOUNT_OVERFLOW', reason: `${digits} digits, at most ${DIGITS_MAX}` };
}

function amountsOf(body: CommandBody): readonly bigint[] {
  if ('amount' in body) return [body.amount.amount];
  if (body.type === 'setFloor') return [body.floor.amount];
  if (body.type === 'bookCharges') return body.charges.map(({ amount }) => amount);
  const isDividend = body.type === 'bookAction' && body.action.type === 'dividend';
  return isDividend ? [body.action.perUnit] : [];
}

function badId(field: string, id: string): Refusal {
  const shown = typeof id === 'string' ? JSON.stringify(cutText(id, SHOWN_LENGTH_MAX)) : typeof id;
  const reason = `${field} ${shown} is not 1 to ${CLIENT_ID_LENGTH_MAX} printable characters`;
  return { code: 'BAD_COMMAND', reason };
}
