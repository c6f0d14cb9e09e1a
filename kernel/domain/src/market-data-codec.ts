import type { BinaryReader, BinaryWriter } from 'argosy/core';

import { toBarSpecText } from './bar-spec.ts';
import type {
  Adjustment,
  Bar,
  BookLevel,
  BookUpdate,
  Datum,
  FundingRate,
  IndexPrice,
  InstrumentStatus,
  MarkPrice,
  MarketData,
  QueueChange,
  QueueUpdate,
  Quote,
  Touch,
  Trade,
} from './market-data.ts';
import { listPart, namePart, nullablePart, unionPart, type Part, type PartsBy } from './part.ts';
import {
  idPart,
  instrumentIdPart,
  nullableInstrumentIdPart,
  nullablePricePart,
  pricePart,
  quantityPart,
  timestampPart,
  tradeIdPart,
} from './scalar-codec.ts';
import { tags } from './tags.ts';

const sidePart = namePart('side', tags.side);
const aggressorPart = nullablePart(namePart('aggressor', tags.side));
const causePart = namePart('adjustment cause', tags.adjustmentCause);
const phasePart = namePart('instrument status', tags.marketPhase);
const specPart = idPart(toBarSpecText);

/** The market as someone saw it. */
export const touchPart: Part<Touch> = {
  write(writer, touch) {
    nullablePricePart.write(writer, touch.bid);
    nullablePricePart.write(writer, touch.ask);
    writer.flag(touch.mid2 !== null);
    if (touch.mid2 !== null) writer.int(touch.mid2);
    timestampPart.write(writer, touch.at);
  },
  read(reader) {
    return {
      bid: nullablePricePart.read(reader),
      ask: nullablePricePart.read(reader),
      mid2: reader.flag() ? reader.int() : null,
      at: timestampPart.read(reader),
    };
  },
};

const quotePart: Part<Quote> = {
  write(writer, quote) {
    writeDatum(writer, quote);
    pricePart.write(writer, quote.bid);
    pricePart.write(writer, quote.ask);
    quantityPart.write(writer, quote.bidQty);
    quantityPart.write(writer, quote.askQty);
  },
  read(reader) {
    return {
      kind: 'quote',
      ...readDatum(reader),
      bid: pricePart.read(reader),
      ask: pricePart.read(reader),
      bidQty: quantityPart.read(reader),
      askQty: quantityPart.read(reader),
    };
  },
};

const tradePart: Part<Trade> = {
  write(writer, trade) {
    writeDatum(writer, trade);
    pricePart.write(writer, trade.price);
    quantityPart.write(writer, trade.qty);
    aggressorPart.write(writer, trade.aggressor);
    tradeIdPart.write(writer, trade.tradeId);
  },
  read(reader) {
    return {
      kind: 'trade',
      ...readDatum(reader),
      price: pricePart.read(reader),
      qty: quantityPart.read(reader),
      aggressor: aggressorPart.read(reader),
      tradeId: tradeIdPart.read(reader),
    };
  },
};

/** A bar; also what an answer from history is made of. */
export const barPart: Part<Bar> = {
  write(writer, bar) {
    writeDatum(writer, bar);
    specPart.write(writer, bar.spec);
    timestampPart.write(writer, bar.opensAt);
    timestampPart.write(writer, bar.closesAt);
    pricePart.write(writer, bar.open);
    pricePart.write(writer, bar.high);
    pricePart.write(writer, bar.low);
    pricePart.write(writer, bar.close);
    quantityPart.write(writer, bar.volume);
    nullablePricePart.write(writer, bar.bid);
    nullablePricePart.write(writer, bar.ask);
    writer.uint(bar.revision);
  },
  read(reader) {
    return {
      kind: 'bar',
      ...readDatum(reader),
      spec: specPart.read(reader),
      opensAt: timestampPart.read(reader),
      closesAt: timestampPart.read(reader),
      open: pricePart.read(reader),
      high: pricePart.read(reader),
      low: pricePart.read(reader),
      close: pricePart.read(reader),
      volume: quantityPart.read(reader),
      bid: nullablePricePart.read(reader),
      ask: nullablePricePart.read(reader),
      revision: reader.uint(),
    };
  },
};

const statusPart: Part<InstrumentStatus> = {
  write(writer, status) {
    writeDatum(writer, status);
    phasePart.write(writer, status.state);
  },
  read(reader) {
    return { kind: 'status', ...readDatum(reader), state: phasePart.read(reader) };
  },
};

const levelsPart = listPart<BookLevel>({
  write(writer, level) {
    pricePart.write(writer, level.price);
    quantityPart.write(writer, level.qty);
  },
  read(reader) {
    return { price: pricePart.read(reader), qty: quantityPart.read(reader) };
  },
});

const bookPart: Part<BookUpdate> = {
  write(writer, book) {
    writeDatum(writer, book);
    writer.flag(book.isSnapshot);
    levelsPart.write(writer, book.bids);
    levelsPart.write(writer, book.asks);
  },
  read(reader) {
    return {
      kind: 'book',
      ...readDatum(reader),
      isSnapshot: reader.flag(),
      bids: levelsPart.read(reader),
      asks: levelsPart.read(reader),
    };
  },
};

const adjustmentPart: Part<Adjustment> = {
  write(writer, adjustment) {
    writeDatum(writer, adjustment);
    causePart.write(writer, adjustment.cause);
    writer.text(adjustment.detail);
    nullableInstrumentIdPart.write(writer, adjustment.into);
    writer.bigint(adjustment.numerator);
    writer.bigint(adjustment.addend);
    writer.bigint(adjustment.denominator);
    writer.flag(adjustment.restates);
  },
  read(reader) {
    return {
      kind: 'adjustment',
      ...readDatum(reader),
      cause: causePart.read(reader),
      detail: reader.text(),
      into: nullableInstrumentIdPart.read(reader),
      numerator: reader.bigint(),
      addend: reader.bigint(),
      denominator: reader.bigint(),
      restates: reader.flag(),
    };
  },
};

const orderPart: Part<number> = {
  write: (writer, order) => writer.int(order),
  read: (reader) => reader.int(),
};

const changeParts: PartsBy<'action', QueueChange> = {
  add: {
    write(writer, { order, side, price, qty }) {
      orderPart.write(writer, order);
      sidePart.write(writer, side);
      pricePart.write(writer, price);
      quantityPart.write(writer, qty);
    },
    read(reader) {
      return {
        action: 'add',
        order: orderPart.read(reader),
        side: sidePart.read(reader),
        price: pricePart.read(reader),
        qty: quantityPart.read(reader),
      };
    },
  },
  change: {
    write(writer, { order, price, qty }) {
      orderPart.write(writer, order);
      pricePart.write(writer, price);
      quantityPart.write(writer, qty);
    },
    read(reader) {
      return {
        action: 'change',
        order: orderPart.read(reader),
        price: pricePart.read(reader),
        qty: quantityPart.read(reader),
      };
    },
  },
  trade: {
    write(writer, { order, qty }) {
      orderPart.write(writer, order);
      quantityPart.write(writer, qty);
    },
    read(reader) {
      return { action: 'trade', order: orderPart.read(reader), qty: quantityPart.read(reader) };
    },
  },
  remove: {
    write: (writer, { order }) => orderPart.write(writer, order),
    read: (reader) => ({ action: 'remove', order: orderPart.read(reader) }),
  },
  clear: { write: () => {}, read: () => ({ action: 'clear' }) },
};

const changePart = unionPart<QueueChange['action'], QueueChange>({
  what: 'change of a queue',
  tags: tags.queueAction,
  parts: changeParts,
  nameOf: ({ action }) => action,
});

const queuePart: Part<QueueUpdate> = {
  write(writer, update) {
    writeDatum(writer, update);
    changePart.write(writer, update.change);
  },
  read(reader) {
    return { kind: 'queue', ...readDatum(reader), change: changePart.read(reader) };
  },
};

const markPart: Part<MarkPrice> = {
  write(writer, mark) {
    writeDatum(writer, mark);
    pricePart.write(writer, mark.price);
  },
  read(reader) {
    return { kind: 'mark', ...readDatum(reader), price: pricePart.read(reader) };
  },
};

const indexPart: Part<IndexPrice> = {
  write(writer, index) {
    writeDatum(writer, index);
    pricePart.write(writer, index.price);
  },
  read(reader) {
    return { kind: 'index', ...readDatum(reader), price: pricePart.read(reader) };
  },
};

const fundingPart: Part<FundingRate> = {
  write(writer, funding) {
    writeDatum(writer, funding);
    writer.int(funding.ratePpb);
    nullablePricePart.write(writer, funding.price);
  },
  read(reader) {
    const datum = readDatum(reader);
    const ratePpb = reader.int();
    return { kind: 'funding', ...datum, ratePpb, price: nullablePricePart.read(reader) };
  },
};

/** Every kind of market data. */
export const marketDataParts: PartsBy<'kind', MarketData> = {
  quote: quotePart,
  trade: tradePart,
  bar: barPart,
  status: statusPart,
  book: bookPart,
  adjustment: adjustmentPart,
  queue: queuePart,
  mark: markPart,
  index: indexPart,
  funding: fundingPart,
};

function writeDatum(writer: BinaryWriter, datum: Datum): void {
  instrumentIdPart.write(writer, datum.instrument);
  timestampPart.write(writer, datum.eventAt);
  writer.uint(datum.nanos);
  timestampPart.write(writer, datum.availableAt);
  writer.int(datum.sourceSequence);
}

function readDatum(reader: BinaryReader): Datum {
  return {
    instrument: instrumentIdPart.read(reader),
    eventAt: timestampPart.read(reader),
    nanos: reader.uint(),
    availableAt: timestampPart.read(reader),
    sourceSequence: reader.int(),
  };
}
