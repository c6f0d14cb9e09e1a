import { assertNever, type Timestamp } from 'argosy/core';
import {
  leastPriceOf,
  PRICE_MAX,
  type BookUpdate,
  type IndexPrice,
  type Input,
  type Instrument,
  type InstrumentStatus,
  type MarkPrice,
  type Quote,
  type Trade,
} from 'argosy/domain';

/** What a feed brings. */
export type FedRow = Quote | Trade | BookUpdate | IndexPrice | MarkPrice | InstrumentStatus;

/** The kinds of it, each with a place of its own. */
export const fedKinds: Readonly<Record<FedRow['kind'], number>> = {
  status: 0,
  quote: 1,
  book: 2,
  index: 3,
  mark: 4,
  trade: 5,
};

type Written<Row> = Row extends FedRow
  ? Omit<Row, 'eventAt' | 'nanos' | 'availableAt' | 'sourceSequence'> & {
      /** When it happened, at its source; now unless told. */
      readonly eventAt?: Timestamp;
    }
  : never;
/** A row as it is written: who writes numbers it and says when it was known. */
export type FeedRow = Written<FedRow>;

/** How many prices of a side a book may name. */
const LEVELS_MAX = 200;
/** So far may the clock of a source be ahead of ours. */
const AHEAD_US_MAX = 60_000_000;

/** Whether a feed may bring it. */
export function isFed(input: Input): input is FedRow {
  return Object.hasOwn(fedKinds, input.kind);
}

/** What is wrong with a row of an instrument that came at an instant; null where nothing is. */
export function flawOf(row: FedRow, instrument: Instrument, at: Timestamp): string | null {
  if (row.eventAt > at + AHEAD_US_MAX) return `eventAt ${row.eventAt} lies ahead of ${at}`;
  const isPrice = (price: number): boolean =>
    price >= leastPriceOf(instrument) && price <= PRICE_MAX;
  switch (row.kind) {
    case 'quote':
      if (!isPrice(row.bid) || !isPrice(row.ask)) return `a quote of ${row.bid} and ${row.ask}`;
      return row.bidQty < 0 || row.askQty < 0 ? 'a quantity below 0' : null;
    case 'trade':
      if (!isPrice(row.price)) return `a trade at ${row.price}`;
      return row.qty < 0 ? 'a quantity below 0' : null;
    case 'index':
    case 'mark':
      return isPrice(row.price) ? null : `${row.kind} at ${row.price}`;
    case 'book':
      return flawOfBook(row, isPrice);
    case 'status':
      return null;
    default:
      return assertNever(row);
  }
}

function flawOfBook(
  { bids, asks }: BookUpdate,
  isPrice: (price: number) => boolean,
): string | null {
  for (const side of [bids, asks]) {
    if (side.length > LEVELS_MAX) return `${side.length} prices of a side, ${LEVELS_MAX} at most`;
    const wrong = side.find(({ price, qty }) => !isPrice(price) || qty < 0);
    if (wrong !== undefined) return `a book with ${wrong.qty} at ${wrong.price}`;
  }
  return null;
}
