import type { Fill, Order, OrderEvent } from 'argosy/domain';
import type { FillItem } from '@argosy/contract/stream';

import type { Scales } from '../../shape/amounts.ts';
import { tradeShape } from '../../shape/trade.ts';

/** What a fill is told as: the table of trades has it under a shard, which is of no interest here. */
const SHARD = '';

/**
 * What an event says of the fills of its order; null where it says nothing of them. `before` is the order without
 * the event: a fill that is taken back is only there.
 */
export function fillItemOf(
  event: OrderEvent,
  { order, before }: { readonly order: Order; readonly before: Order | undefined },
  scales: Scales,
): FillItem | null {
  const { change, at } = event;
  if (change.type === 'filled') {
    return { type: 'filled', trade: tradeShape(tradeOf(event, order, change.fill), scales) };
  }
  if (change.type !== 'busted') return null;
  const fill = before?.fills.find(({ trade }) => trade === change.trade);
  if (fill === undefined) return null;
  const trade = { ...tradeOf(event, order, fill), bustedAt: at };
  return { type: 'busted', trade: tradeShape(trade, scales) };
}

function tradeOf(
  { number, receivedAt }: OrderEvent,
  { request }: Order,
  fill: Fill,
): Parameters<typeof tradeShape>[0] {
  const { id, account, book, strategy, instrument, product, side } = request;
  const { trade, qty, price, fee, liquidity, flags, at } = fill;
  const whose = { order: id, account, book, strategy, instrument, product, side };
  const what = { trade, qty, price, fee, liquidity, flags, at, receivedAt, bustedAt: null };
  return { shard: SHARD, number, ...whose, ...what };
}
