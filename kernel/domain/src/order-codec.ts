import {
  toBookId,
  toMinor,
  toPositionId,
  toStrategyId,
  type BinaryReader,
  type BookId,
  type PositionId,
  type StrategyId,
} from 'argosy/core';

import { touchPart } from './market-data-codec.ts';
import { tifPart } from './order-instructions-codec.ts';
import { termsPart } from './order-terms-codec.ts';
import type { Charge, Doubt, Fill, OrderLink, OrderRequest, Product } from './order.ts';
import { listPart, namePart, nullablePart, type Part } from './part.ts';
import {
  accountIdPart,
  idPart,
  instrumentIdPart,
  moneyPart,
  nullableOrderIdPart,
  nullableTextPart,
  orderIdPart,
  pricePart,
  quantityPart,
  textPart,
  timestampPart,
  tradeIdPart,
} from './scalar-codec.ts';
import { tags } from './tags.ts';

/** The id of a book. */
export const bookIdPart: Part<BookId> = idPart(toBookId);
/** The id of a position in a hedging book, or null. */
export const positionIdPart: Part<PositionId | null> = nullablePart(idPart(toPositionId));
/** The id of a strategy. */
export const strategyIdPart: Part<StrategyId> = idPart(toStrategyId);
/** The id of a strategy, or null for a person. */
export const nullableStrategyIdPart: Part<StrategyId | null> = nullablePart(strategyIdPart);
/** How a position is carried. */
export const productPart: Part<Product> = namePart('product', tags.product);
/** A request whose answer is lost. */
export const doubtPart: Part<Doubt> = namePart('request', tags.doubt);

const sidePart = namePart('side', tags.side);
const liquidityPart = namePart('liquidity', tags.liquidity);
const releasePart = namePart('release policy', tags.releasePolicy);
const nullableContingencyPart = nullablePart(namePart('contingency', tags.contingency));
const flagsPart = listPart(namePart('fill flag', tags.fillFlag));

const linkPart: Part<OrderLink> = {
  write(writer, link) {
    orderIdPart.write(writer, link.list);
    nullableOrderIdPart.write(writer, link.parent);
    releasePart.write(writer, link.release);
    nullableContingencyPart.write(writer, link.contingency);
  },
  read: (reader) => ({
    list: orderIdPart.read(reader),
    parent: nullableOrderIdPart.read(reader),
    release: releasePart.read(reader),
    contingency: nullableContingencyPart.read(reader),
  }),
};
const nullableLinkPart = nullablePart(linkPart);

/** An order as it was asked for. */
export const requestPart: Part<OrderRequest> = {
  write(writer, request) {
    orderIdPart.write(writer, request.id);
    accountIdPart.write(writer, request.account);
    bookIdPart.write(writer, request.book);
    nullableStrategyIdPart.write(writer, request.strategy);
    instrumentIdPart.write(writer, request.instrument);
    productPart.write(writer, request.product);
    positionIdPart.write(writer, request.position);
    sidePart.write(writer, request.side);
    quantityPart.write(writer, request.qty);
    termsPart.write(writer, request.terms);
    tifPart.write(writer, request);
    writer.flag(request.reduceOnly);
    nullableLinkPart.write(writer, request.link);
    nullableTextPart.write(writer, request.algo);
    nullableTextPart.write(writer, request.tag);
  },
  read(reader) {
    return {
      id: orderIdPart.read(reader),
      account: accountIdPart.read(reader),
      book: bookIdPart.read(reader),
      strategy: nullableStrategyIdPart.read(reader),
      instrument: instrumentIdPart.read(reader),
      product: productPart.read(reader),
      position: positionIdPart.read(reader),
      side: sidePart.read(reader),
      qty: quantityPart.read(reader),
      terms: termsPart.read(reader),
      ...tifPart.read(reader),
      reduceOnly: reader.flag(),
      link: nullableLinkPart.read(reader),
      algo: nullableTextPart.read(reader),
      tag: nullableTextPart.read(reader),
    };
  },
};

const itemised = { maker: 'makerItemised', taker: 'takerItemised' } as const;

/** The lines of charges. */
export const chargesPart: Part<readonly Charge[]> = listPart<Charge>({
  write(writer, { name, amount }) {
    textPart.write(writer, name);
    writer.bigint(amount);
  },
  read: (reader) => ({ name: textPart.read(reader), amount: toMinor(reader.bigint()) }),
});

/** A fee in lines came later: the name of the liquidity says whether lines follow it. */
function readLiquidity(reader: BinaryReader): Pick<Fill, 'liquidity' | 'charges'> {
  const name = liquidityPart.read(reader);
  if (name === 'maker' || name === 'taker') return { liquidity: name };
  const liquidity = name === 'makerItemised' ? 'maker' : 'taker';
  return { liquidity, charges: chargesPart.read(reader) };
}

/** A fill as a broker reports it. */
export const reportedFillPart: Part<Omit<Fill, 'flags'>> = {
  write(writer, fill) {
    tradeIdPart.write(writer, fill.trade);
    quantityPart.write(writer, fill.qty);
    pricePart.write(writer, fill.price);
    moneyPart.write(writer, fill.fee);
    liquidityPart.write(
      writer,
      fill.charges === undefined ? fill.liquidity : itemised[fill.liquidity],
    );
    if (fill.charges !== undefined) chargesPart.write(writer, fill.charges);
    touchPart.write(writer, fill.touch);
    timestampPart.write(writer, fill.at);
  },
  read(reader) {
    return {
      trade: tradeIdPart.read(reader),
      qty: quantityPart.read(reader),
      price: pricePart.read(reader),
      fee: moneyPart.read(reader),
      ...readLiquidity(reader),
      touch: touchPart.read(reader),
      at: timestampPart.read(reader),
    };
  },
};

/** A fill as it is booked: the report and what we noted of it. */
export const fillPart: Part<Fill> = {
  write(writer, fill) {
    reportedFillPart.write(writer, fill);
    flagsPart.write(writer, fill.flags);
  },
  read(reader) {
    return { ...reportedFillPart.read(reader), flags: flagsPart.read(reader) };
  },
};
