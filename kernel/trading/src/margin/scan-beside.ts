import type { Instrument, Order, OrderRequest } from 'argosy/domain';
import { isOpen, leavesQty } from 'argosy/orders';
import type { ScanLeg } from 'argosy/risk';

import type { ScanBeside } from '../accounts/account-funds.ts';
import { listMembers } from '../lists/list-members.ts';
import type { TradingParts } from '../trading-parts.ts';

/**
 * What stands beside an order on an account that is scanned: what others may write before it, and
 * futures they may trade on its side. What others would buy to cover may never come, so it does not
 * count; where it is asked what a list comes to once it has filled, its orders are taken for that.
 */
export function besideOf(
  parts: TradingParts,
  request: OrderRequest,
  isOfFilledList: boolean,
): ScanBeside {
  const { config, fold, funds } = parts;
  const instrument = config.instruments.find(request.instrument);
  const working: ScanLeg[] = [];
  for (const other of instrument === undefined ? [] : sameUnderlying(parts, instrument)) {
    const side = other.kind === 'option' ? 'sell' : request.side;
    const qty = fold.working.workingQty({ ...request, instrument: other.id, side }, null);
    const leg = qty === 0 ? null : funds.valuer.legOf(other, side === 'buy' ? qty : 0 - qty);
    if (leg !== null) working.push(leg);
  }
  return { working, companions: isOfFilledList ? companionsOf(parts, request) : [] };
}

function sameUnderlying({ config }: TradingParts, listed: Instrument): readonly Instrument[] {
  const underlying = 'underlying' in listed ? listed.underlying : null;
  return config.instruments.all.filter((other) => {
    return 'underlying' in other && other.underlying === underlying;
  });
}

/** The other orders that its list sends at once with it, as if they had filled. */
function companionsOf(parts: TradingParts, { id, link }: OrderRequest): readonly ScanLeg[] {
  const { config, funds } = parts;
  if (link === null) return [];
  const legs: ScanLeg[] = [];
  for (const { order } of listMembers(parts, link.list)) {
    const { request } = order;
    if (request.id === id || !isCompanion(order)) continue;
    const listed = config.instruments.find(request.instrument);
    const leaves = leavesQty(order);
    const signed = request.side === 'buy' ? leaves : 0 - leaves;
    const leg = listed === undefined ? null : funds.valuer.legOf(listed, signed);
    if (leg !== null) legs.push(leg);
  }
  return legs;
}

/** Neither a child that waits, nor one of siblings of which only one will trade. */
function isCompanion(order: Order): boolean {
  const { link } = order.request;
  const isAlone = link?.parent === null && link.contingency === null;
  return isAlone && (isOpen(order) || order.state === 'INITIALIZED');
}
