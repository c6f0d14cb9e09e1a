import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toPositionId,
  toStrategyId,
  type LedgerScales,
  type OrderId,
  type Timestamp,
} from 'argosy/core';
import {
  instructOrder,
  type Contingency,
  type Instrument,
  type InstrumentTable,
  type NewOrder,
  type OrderLink,
  type OrderRequest,
} from 'argosy/domain';
import type { AccountConfig } from 'argosy/trading';

import { failReading, type Fields } from '../reading/fields.ts';
import { products } from '../checks/account.ts';
import { readInstructions, readTerms, readTif } from './read-terms.ts';

const contingencies: readonly Contingency[] = ['OCO', 'OUO'];

/** Knows which instrument an order is for, so that its numbers can be read. */
export type OrderBook = {
  readonly table: InstrumentTable;
  readonly scales: LedgerScales;
  readonly accounts: readonly Pick<AccountConfig, 'id' | 'base'>[];
  readonly instrumentOf: Map<string, Instrument>;
};

/** Reads an order that is to be sent; one of a list says which order lets it go, and how. */
export function readOrder(
  body: Fields,
  book: OrderBook,
  { at, list }: { readonly at: Timestamp; readonly list: OrderId | null },
): NewOrder {
  const id = body.made('id', toOrderId);
  const instrumentId = body.made('instrument', toInstrumentId);
  // An unknown instrument is a case of its own; its numbers are read like the first one's.
  const instrument = book.table.find(instrumentId) ?? book.table.all[0];
  if (instrument === undefined) return failReading('the setup has no instruments');
  if (!book.instrumentOf.has(id)) book.instrumentOf.set(id, instrument);
  const position = body.textOrNull('position');
  const strategy = body.textOrNull('strategy');
  const plain: OrderRequest = {
    id,
    account: body.made('account', toAccountId),
    book: body.made('book', toBookId),
    strategy: strategy === null ? null : toStrategyId(strategy),
    instrument: instrumentId,
    product: body.word('product', products, 'delivery'),
    position: position === null ? null : toPositionId(position),
    side: body.word('side', ['buy', 'sell']),
    qty: body.quantity('qty', instrument.sizePrecision),
    terms: readTerms(body.object('terms'), instrument),
    tif: readTif(body),
    reduceOnly: body.flag('reduceOnly'),
    link: list === null ? null : readLink(body, list),
    algo: null,
    tag: body.textOrNull('tag'),
  };
  const request = instructOrder(plain, readInstructions(body, instrument));
  return { touch: { bid: null, ask: null, mid2: null, at }, request };
}

/** The instrument of an order that a line names. */
export function instrumentOfOrder(body: Fields, book: OrderBook): Instrument {
  const id = body.made('order', toOrderId);
  const instrument = book.instrumentOf.get(id) ?? book.table.all[0];
  return instrument ?? failReading(`unknown ${id}`, body.placeOf('order'));
}

function readLink(body: Fields, list: OrderId): OrderLink {
  const parent = body.textOrNull('parent');
  return {
    list,
    parent: parent === null ? null : toOrderId(parent),
    release: body.word('release', ['eachFill', 'whenDone'], 'whenDone'),
    contingency: body.has('contingency') ? body.word('contingency', contingencies) : null,
  };
}
