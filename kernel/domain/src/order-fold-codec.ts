import type { BinaryReader, BinaryWriter, Codec } from 'argosy/core';

import { touchPart } from './market-data-codec.ts';
import { doubtPart, fillPart, requestPart } from './order-codec.ts';
import { brokerOrderIdPart } from './order-member-codec.ts';
import { termsPart } from './order-terms-codec.ts';
import type { Order, OrderState } from './order.ts';
import { listPart, namePart, nullablePart, type Tags } from './part.ts';
import {
  nullableTextPart,
  nullableTimestampPart,
  quantityPart,
  timestampPart,
} from './scalar-codec.ts';

const states: Tags<OrderState> = {
  INITIALIZED: 1,
  DENIED: 2,
  EMULATED: 3,
  RELEASED: 4,
  SUBMITTED: 5,
  ACCEPTED: 6,
  REJECTED: 7,
  CANCELED: 8,
  EXPIRED: 9,
  TRIGGERED: 10,
  PENDING_UPDATE: 11,
  PENDING_CANCEL: 12,
  PARTIALLY_FILLED: 13,
  FILLED: 14,
  IN_PARTS: 15,
};
const statePart = namePart('order state', states);
const pendingPart = nullablePart(namePart('pending request', { update: 1, cancel: 2 }));
const doubtsPart = listPart(doubtPart);
const fillsPart = listPart(fillPart);
const nullableBrokerIdPart = nullablePart(brokerOrderIdPart);
const nullableTouchPart = nullablePart(touchPart);

/**
 * An order as all its events have made it, in few bytes. For memory: the journal keeps the events, and a
 * snapshot is written in a form of its own.
 */
export const orderCodec: Codec<Order> = {
  name: 'order',
  version: 1,
  encode(writer: BinaryWriter, order: Order): void {
    requestPart.write(writer, order.request);
    statePart.write(writer, order.state);
    pendingPart.write(writer, order.pending);
    statePart.write(writer, order.settled);
    doubtsPart.write(writer, order.inDoubt);
    quantityPart.write(writer, order.qty);
    termsPart.write(writer, order.terms);
    nullableBrokerIdPart.write(writer, order.brokerId);
    quantityPart.write(writer, order.filled);
    writer.bigint(order.filledValue);
    fillsPart.write(writer, order.fills);
    touchPart.write(writer, order.touches.decision);
    nullableTouchPart.write(writer, order.touches.send);
    timestampPart.write(writer, order.initializedAt);
    timestampPart.write(writer, order.updatedAt);
    nullableTimestampPart.write(writer, order.closedAt);
    nullableTextPart.write(writer, order.reason);
  },
  decode(reader: BinaryReader): Order {
    return {
      request: requestPart.read(reader),
      state: statePart.read(reader),
      pending: pendingPart.read(reader),
      settled: statePart.read(reader),
      inDoubt: doubtsPart.read(reader),
      qty: quantityPart.read(reader),
      terms: termsPart.read(reader),
      brokerId: nullableBrokerIdPart.read(reader),
      filled: quantityPart.read(reader),
      filledValue: reader.bigint(),
      fills: fillsPart.read(reader),
      touches: { decision: touchPart.read(reader), send: nullableTouchPart.read(reader) },
      initializedAt: timestampPart.read(reader),
      updatedAt: timestampPart.read(reader),
      closedAt: nullableTimestampPart.read(reader),
      reason: nullableTextPart.read(reader),
    };
  },
};
