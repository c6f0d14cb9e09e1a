import { assert, toPrice, type Refusal } from 'argosy/core';
import type { OrderRequest, Touch } from 'argosy/domain';
import { leavingRequest } from 'argosy/orders';
import { breachCodes, emulationUnder } from 'argosy/risk';

import { restrictAccount } from '../accounts/account-path.ts';
import type { TradingParts } from '../trading-parts.ts';

/** Denies an order; where it would have breached a limit of losses, the account only reduces. */
export function denyOrder(
  parts: TradingParts,
  { id, account }: OrderRequest,
  { code, reason }: Refusal,
): void {
  parts.emitter.emitOrder(id, { type: 'denied', code, reason });
  if (breachCodes.has(code)) restrictAccount(parts, account, `${code}: ${reason}`);
}

/**
 * Sends an order that has passed every check. This is the one place from which a new order leaves.
 * A market order leaves as a limit where the limits protect it from a market that is not there, and
 * without what we do for it because its venue does not.
 */
export function sendOrder(parts: TradingParts, asked: OrderRequest): void {
  const request = protectOrder(parts, asked);
  const { id, account, qty, terms } = request;
  if (request !== asked) parts.emitter.emitOrder(id, { type: 'updated', qty, terms });
  parts.emitter.emitOrder(id, { type: 'submitted', touch: touchNow(parts, request) });
  const plan = emulationUnder(parts.config.limits, request, terms);
  const leaving = leavingRequest(request, plan);
  // A venue that fills one of a list at a time has to know which orders those are.
  const link = parts.fold.executions.wholeOf(id)?.link ?? request.link;
  const asLinked = link === request.link ? leaving : { ...leaving, link };
  parts.emitter.send({ type: 'submit', account, order: id, request: asLinked });
}

/** A limit beyond the touch by the protection, rounded to the tick nearer to it. */
function protectOrder({ config, touches }: TradingParts, request: OrderRequest): OrderRequest {
  const bps = config.limits.marketProtectionBps;
  const index = config.instruments.indexOf(request.instrument);
  if (bps === null || request.terms.type !== 'market' || index === undefined) return request;
  const { bid, ask, last2 } = touches.prices(index);
  const isBuy = request.side === 'buy';
  const touch = isBuy ? ask : bid;
  const from = Number.isNaN(touch) ? last2 / 2 : touch;
  if (Number.isNaN(from)) return request;
  const { tick } = config.instruments.at(index);
  const ticks = (from * (BPS + (isBuy ? bps : -bps))) / (BPS * tick);
  const limit = Math.max(1, isBuy ? Math.floor(ticks) : Math.ceil(ticks)) * tick;
  return { ...request, terms: { type: 'limit', limit: toPrice(limit) } };
}

const BPS = 10_000;

/** The market as it is when an order leaves. */
export function touchNow(
  { config, touches, emitter }: TradingParts,
  { instrument }: OrderRequest,
): Touch {
  const index = config.instruments.indexOf(instrument);
  assert(index !== undefined, `instrument ${instrument} passed the checks`);
  return touches.touch(index, emitter.now);
}
