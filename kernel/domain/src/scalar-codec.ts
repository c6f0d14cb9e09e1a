import {
  toAccountId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type AccountId,
  type BinaryReader,
  type BinaryWriter,
  type InstrumentId,
  type Money,
  type OrderId,
  type Price,
  type Quantity,
  type Timestamp,
  type TradeId,
} from 'argosy/core';

import { nullablePart, type Part } from './part.ts';

/** Free text. */
export const textPart: Part<string> = {
  write(writer, text) {
    writer.text(text);
  },
  read(reader) {
    return reader.text();
  },
};

/** A scaled price. */
export const pricePart: Part<Price> = integerPart(toPrice);
/** A scaled quantity. */
export const quantityPart: Part<Quantity> = integerPart(toQuantity);
/** An instant. */
export const timestampPart: Part<Timestamp> = integerPart(toTimestamp);

/** The id of an account. */
export const accountIdPart: Part<AccountId> = idPart(toAccountId);
/** The id of an instrument. */
export const instrumentIdPart: Part<InstrumentId> = idPart(toInstrumentId);
/** The id of an order. */
export const orderIdPart: Part<OrderId> = idPart(toOrderId);
/** The id of a trade. */
export const tradeIdPart: Part<TradeId> = idPart(toTradeId);

/** Text or null. */
export const nullableTextPart: Part<string | null> = nullablePart(textPart);
/** An instant or null. */
export const nullableTimestampPart: Part<Timestamp | null> = nullablePart(timestampPart);
/** A price or null. */
export const nullablePricePart: Part<Price | null> = nullablePart(pricePart);
/** The id of an instrument or null. */
export const nullableInstrumentIdPart: Part<InstrumentId | null> = nullablePart(instrumentIdPart);
/** The id of an order or null. */
export const nullableOrderIdPart: Part<OrderId | null> = nullablePart(orderIdPart);

/** An amount with its currency. */
export const moneyPart: Part<Money> = {
  write(writer, money) {
    writer.bigint(money.amount);
    writer.text(money.currency);
  },
  read(reader) {
    return { amount: toMinor(reader.bigint()), currency: toCurrency(reader.text()) };
  },
};

/** A branded text: read back through its own maker, which refuses what was never one. */
export function idPart<Id extends string>(toId: (text: string) => Id): Part<Id> {
  return {
    write(writer: BinaryWriter, id: Id) {
      writer.text(id);
    },
    read(reader: BinaryReader) {
      return toId(reader.text());
    },
  };
}

function integerPart<Integer extends number>(toInteger: (value: number) => Integer): Part<Integer> {
  return {
    write(writer: BinaryWriter, value: Integer) {
      writer.int(value);
    },
    read(reader: BinaryReader) {
      return toInteger(reader.int());
    },
  };
}
