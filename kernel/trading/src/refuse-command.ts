import { toOrderId, type OrderId, type Refusal } from 'argosy/core';
import { cutReason, findCommandFlaw, isPlainId, type CommandBody } from 'argosy/domain';

import type { TradingParts } from './trading-parts.ts';

/** Refuses a command that changes nothing: it is counted and shown. */
export function refuseCommand(
  { emitter }: TradingParts,
  order: OrderId | null,
  refusal: Refusal,
): void {
  emitter.emitAnomaly('commandRefused', order, cutReason(refusalText(refusal)));
}

/** A refusal as it is shown: the code, then the numbers. */
export function refusalText({ code, reason }: Refusal): string {
  return `${code}: ${reason}`;
}

/** Refuses a command that names what cannot be kept; whether it did. */
export function refuseFlawed(parts: TradingParts, body: CommandBody): boolean {
  const flaw = findCommandFlaw(body);
  if (flaw === null) return false;
  refuseCommand(parts, body.type === 'submitConfirmed' ? body.request.id : null, flaw);
  return true;
}

/** Refuses what came in as a command and is none, with what it called itself. */
export function refuseUnreadable(
  parts: TradingParts,
  { said, id, reason }: Extract<CommandBody, { readonly type: 'unreadable' }>,
): void {
  const what = [said, id].filter((text) => text !== '').join(' ');
  const refusal = { code: 'BAD_COMMAND', reason: what === '' ? reason : `${what}: ${reason}` };
  refuseCommand(parts, isPlainId(id) ? toOrderId(id) : null, refusal);
}
