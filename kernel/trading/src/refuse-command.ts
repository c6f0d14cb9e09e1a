import type { OrderId, Refusal } from 'argosy/core';
import { cutReason, findCommandFlaw, type CommandBody } from 'argosy/domain';

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
