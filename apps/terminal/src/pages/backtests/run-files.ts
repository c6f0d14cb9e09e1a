import { parseCsv } from './csv.ts';

/** A round trip of a run. */
export type RunTrade = {
  /** Its place in the file: two may be alike. */
  readonly number: number;
  readonly book: string;
  readonly instrument: string;
  readonly side: string;
  readonly opened: string;
  readonly closed: string;
  readonly qty: string;
  readonly net: string;
  readonly currency: string;
};

/** A fill of a run. */
export type RunFill = {
  readonly time: string;
  readonly instrument: string;
  readonly side: 'buy' | 'sell';
  readonly qty: string;
  readonly price: number;
  /** The middle of the market then; its own price where none is known. */
  readonly mid: number;
};

/** The trades of `trades.csv`. */
export function readTrades(text: string): readonly RunTrade[] {
  return parseCsv(text).map((row, number) => ({
    number,
    book: row['book'] ?? '',
    instrument: row['instrument'] ?? '',
    side: row['side'] ?? '',
    opened: row['opened'] ?? '',
    closed: row['closed'] ?? '',
    qty: row['qty'] ?? '',
    net: row['net'] ?? '',
    currency: row['currency'] ?? '',
  }));
}

/** The fills of `fills.csv`. */
export function readFills(text: string): readonly RunFill[] {
  return parseCsv(text).map((row) => {
    const price = Number(row['price']);
    const mid = row['mid'] ?? '';
    return {
      time: row['time'] ?? '',
      instrument: row['instrument'] ?? '',
      side: row['side'] === 'sell' ? 'sell' : 'buy',
      qty: row['qty'] ?? '',
      price,
      mid: mid === '' ? price : Number(mid),
    };
  });
}

/** The fills that a trade was made of. */
export function fillsOf(fills: readonly RunFill[], trade: RunTrade): readonly RunFill[] {
  const [from, until] = [Date.parse(trade.opened), Date.parse(trade.closed)];
  return fills.filter(({ instrument, time }) => {
    const at = Date.parse(time);
    return instrument === trade.instrument && at >= from && at <= until;
  });
}
