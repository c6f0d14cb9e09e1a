import type { OrderId, Refusal } from 'argosy/core';

import type { TradingParts } from './trading-parts.ts';

/** Refuses a command that changes nothing: it is counted and shown. */
export function refuseCommand(
  { emitter }: TradingParts,
  order: OrderId | null,
  refusal: Refusal,
): void {
  emitter.emitAnomaly('commandRefused', order, refusalText(refusal));
}

/** A refusal as it is shown: the code, then the numbers. */
export function refusalText({ code, reason }: Refusal): string {
  return `${code}: ${reason}`;
}
