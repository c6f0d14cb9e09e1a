import { toBrokerOrderId, type BrokerOrderId, type Quantity, type TradeId } from 'argosy/core';

import { termsPart } from './order-terms-codec.ts';
import type { OrderTerms } from './order.ts';
import type { Part } from './part.ts';
import { idPart, nullableTextPart, quantityPart, textPart, tradeIdPart } from './scalar-codec.ts';

// Members that the changes of an order share with the reports of a broker and with commands.

/** The id a broker gave an order. */
export const brokerOrderIdPart: Part<BrokerOrderId> = idPart(toBrokerOrderId);

/** A member that is nothing but its name. */
export function barePart<Name extends string>(type: Name): Part<{ readonly type: Name }> {
  return { write() {}, read: () => ({ type }) };
}

/** A member that carries a reason. */
export function reasonPart<Name extends string>(
  type: Name,
): Part<{ readonly type: Name; readonly reason: string }> {
  return {
    write(writer, value) {
      textPart.write(writer, value.reason);
    },
    read: (reader) => ({ type, reason: textPart.read(reader) }),
  };
}

/** A member that carries the quantity and terms of an amendment. */
export function amendmentPart<Name extends string>(
  type: Name,
): Part<{ readonly type: Name; readonly qty: Quantity; readonly terms: OrderTerms }> {
  return {
    write(writer, value) {
      quantityPart.write(writer, value.qty);
      termsPart.write(writer, value.terms);
    },
    read: (reader) => ({ type, qty: quantityPart.read(reader), terms: termsPart.read(reader) }),
  };
}

/** The broker took the order and gave it an id. */
export const acceptedPart: Part<{ readonly type: 'accepted'; readonly brokerId: BrokerOrderId }> = {
  write(writer, value) {
    brokerOrderIdPart.write(writer, value.brokerId);
  },
  read: (reader) => ({ type: 'accepted', brokerId: brokerOrderIdPart.read(reader) }),
};

/** The order is canceled, perhaps with a reason. */
export const canceledPart: Part<{ readonly type: 'canceled'; readonly reason: string | null }> = {
  write(writer, value) {
    nullableTextPart.write(writer, value.reason);
  },
  read: (reader) => ({ type: 'canceled', reason: nullableTextPart.read(reader) }),
};

/** The broker took a trade back. */
export const bustedPart: Part<{ readonly type: 'busted'; readonly trade: TradeId }> = {
  write(writer, value) {
    tradeIdPart.write(writer, value.trade);
  },
  read: (reader) => ({ type: 'busted', trade: tradeIdPart.read(reader) }),
};
