import { formatScaled, formatTimestamp } from 'argosy/core';
import type { Bar, BookUpdate, Datum, IndexPrice, MarketData, Quote, Trade } from 'argosy/domain';

/** A CSV file of a market: its name, and the header that says what it is. */
export type MarketFile = { readonly name: string; readonly header: string };

/** Every price of a synthetic market has two decimal places. */
const PRECISION = 2;

/**
 * Writes rows as lines of CSV, in the columns that sources read without a layout. Times are whole
 * microseconds, or where rows have nanoseconds, ISO 8601.
 */
export class MarketText {
  readonly #nanoseconds: boolean;
  readonly #time: string;

  constructor(nanoseconds: boolean) {
    this.#nanoseconds = nanoseconds;
    this.#time = nanoseconds ? 'time' : 'event_time_us';
  }

  /** The file that a row belongs into; null where none can hold it. */
  fileOf(row: MarketData): MarketFile | null {
    const time = this.#time;
    switch (row.kind) {
      case 'quote':
        return { name: 'quotes.csv', header: `instrument,${time},bid,ask,bid_qty,ask_qty` };
      case 'trade':
        return {
          name: 'trades.csv',
          header: `instrument,${time},price,qty,aggressor,trade_id`,
        };
      case 'book':
        return { name: 'books.csv', header: `instrument,${time},side,price,qty,snapshot,last` };
      case 'index':
        return { name: 'index.csv', header: `instrument,${time},index_price` };
      case 'bar':
        return {
          name: `bars-${tailOf(row).toLowerCase()}.csv`,
          header: 'instrument,open_time_us,close_time_us,open,high,low,close,volume',
        };
      case 'status':
      case 'adjustment':
      case 'queue':
      case 'mark':
      case 'funding':
        return null;
    }
  }

  /** The lines of a row, each with its end; several of a book. */
  linesOf(row: MarketData): string {
    switch (row.kind) {
      case 'quote':
        return this.#line(row, quoteCells(row));
      case 'trade':
        return this.#line(row, tradeCells(row));
      case 'book':
        return this.#bookLines(row);
      case 'index':
        return this.#line(row, indexCells(row));
      case 'bar':
        return barLine(row);
      case 'status':
      case 'adjustment':
      case 'queue':
      case 'mark':
      case 'funding':
        return '';
    }
  }

  #bookLines(row: BookUpdate): string {
    const levels = [
      ...row.bids.map((level) => ({ side: 'bid', ...level })),
      ...row.asks.map((level) => ({ side: 'ask', ...level })),
    ];
    return levels
      .map(({ side, price, qty }, place) => {
        const isLast = place === levels.length - 1;
        return this.#line(row, `${side},${cell(price)},${qty},1,${isLast ? 1 : 0}`);
      })
      .join('');
  }

  #line(row: Datum, cells: string): string {
    const time = this.#nanoseconds ? formatTimestamp(row.eventAt, row.nanos) : row.eventAt;
    return `${row.instrument},${time},${cells}\n`;
  }
}

/** What stands behind the instrument in the specification of a bar. */
export function tailOf({ spec, instrument }: Pick<Bar, 'spec' | 'instrument'>): string {
  return spec.slice(instrument.length + 1);
}

function quoteCells({ bid, ask, bidQty, askQty }: Quote): string {
  return `${cell(bid)},${cell(ask)},${bidQty},${askQty}`;
}

function tradeCells({ price, qty, aggressor, tradeId }: Trade): string {
  return `${cell(price)},${qty},${aggressor ?? ''},${tradeId}`;
}

function indexCells({ price }: IndexPrice): string {
  return cell(price);
}

function barLine({ instrument, opensAt, closesAt, open, high, low, close, volume }: Bar): string {
  const prices = [open, high, low, close].map(cell).join(',');
  return `${instrument},${opensAt},${closesAt},${prices},${volume}\n`;
}

function cell(price: number): string {
  return formatScaled(price, PRECISION);
}
