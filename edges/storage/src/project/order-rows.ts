import { encodeVersioned, type BinaryWriter } from 'argosy/core';
import {
  limitOf,
  orderCodec,
  parentOf,
  tradingEventCodec,
  triggerOf,
  type AnomalyEvent,
  type ExecutionEvent,
  type Fill,
  type Order,
  type OrderEvent,
} from 'argosy/domain';
import { isOpen } from 'argosy/orders';

import type { ProjectionRow } from '../schema/projection-tables.ts';
import type { Changes } from './changes.ts';
import { eventKey, type Placed } from './placed.ts';

/** An order as a row. */
export function orderRow(
  shard: string,
  order: Order,
  writer: BinaryWriter,
): ProjectionRow<'orders'> {
  const { request, terms } = order;
  return {
    shard,
    id: request.id,
    account: request.account,
    book: request.book,
    strategy: request.strategy,
    instrument: request.instrument,
    product: request.product,
    side: request.side,
    type: terms.type,
    tif: request.tif,
    qty: BigInt(order.qty),
    filled: BigInt(order.filled),
    limit_price: bigOrNull(limitOf(terms)),
    trigger_price: bigOrNull(triggerOf(terms)),
    state: order.state,
    is_open: isOpen(order) ? 1n : 0n,
    broker_id: order.brokerId,
    list: request.link?.list ?? null,
    parent: parentOf(request.id),
    tag: request.tag,
    reason: order.reason,
    initialized_at: BigInt(order.initializedAt),
    updated_at: BigInt(order.updatedAt),
    closed_at: bigOrNull(order.closedAt),
    body: encodeVersioned(orderCodec, order, writer),
  };
}

/** What has happened to an order, or to a parent that is worked by children. */
export function addOrderEvent(
  changes: Changes,
  { shard, event }: Placed<OrderEvent | ExecutionEvent>,
  writer: BinaryWriter,
): void {
  changes.insert('order_events', {
    ...eventKey(shard, event),
    kind: event.kind,
    order_id: event.kind === 'order' ? event.order : event.execution,
    type: event.change.type,
    at: BigInt(event.at),
    received_at: BigInt(event.receivedAt),
    body: encodeVersioned(tradingEventCodec, event, writer),
  });
}

/** A fill, its bust, or the refusal that a change of an order is. */
export function addOutcome(
  changes: Changes,
  { shard, event }: Placed<OrderEvent>,
  order: Order,
): void {
  const { change } = event;
  const key = eventKey(shard, event);
  const at = BigInt(event.at);
  if (change.type === 'filled') {
    changes.insert('fills', { ...key, ...fillColumns(order, change.fill), ...timesOf(event) });
  } else if (change.type === 'busted') {
    changes.busts.push({ ...key, order: event.order, trade: change.trade, at });
  } else if (isRefusal(change)) {
    const { account, instrument, strategy } = order.request;
    const code = change.type === 'denied' ? change.code : null;
    const names = { account, order_id: event.order, instrument, strategy };
    changes.insert('rejections', {
      ...key,
      type: change.type,
      ...names,
      code,
      reason: change.reason,
      at,
    });
  }
}

/** Something out of the ordinary; a command that was refused counts among the refusals too. */
export function addAnomaly(
  changes: Changes,
  { shard, account, event }: Placed<AnomalyEvent>,
): void {
  const { type, order, detail } = event;
  const key = eventKey(shard, event);
  const at = BigInt(event.at);
  changes.insert('anomalies', { ...key, type, account, order_id: order, detail, at });
  if (type !== 'commandRefused') return;
  const unknown = { instrument: null, strategy: null, code: null };
  const names = { type, account, order_id: order, ...unknown };
  changes.insert('rejections', { ...key, ...names, reason: detail, at });
}

type Refused = Extract<
  OrderEvent['change'],
  { readonly type: 'denied' | 'rejected' | 'modifyRejected' | 'cancelRejected' }
>;

function isRefusal(change: OrderEvent['change']): change is Refused {
  const { type } = change;
  return (
    type === 'denied' ||
    type === 'rejected' ||
    type === 'modifyRejected' ||
    type === 'cancelRejected'
  );
}

function timesOf({
  receivedAt,
}: OrderEvent): Pick<ProjectionRow<'fills'>, 'received_at' | 'busted_at'> {
  return { received_at: BigInt(receivedAt), busted_at: null };
}

function fillColumns(
  { request }: Order,
  fill: Fill,
): Omit<ProjectionRow<'fills'>, 'shard' | 'number' | 'place' | 'received_at' | 'busted_at'> {
  return {
    order_id: request.id,
    trade: fill.trade,
    account: request.account,
    book: request.book,
    strategy: request.strategy,
    instrument: request.instrument,
    product: request.product,
    side: request.side,
    qty: BigInt(fill.qty),
    price: BigInt(fill.price),
    fee: String(fill.fee.amount),
    fee_currency: fill.fee.currency,
    liquidity: fill.liquidity,
    flags: fill.flags.join(' '),
    at: BigInt(fill.at),
  };
}

function bigOrNull(value: number | null): bigint | null {
  return value === null ? null : BigInt(value);
}
