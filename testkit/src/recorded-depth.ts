import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { parseScaled, toPrice, toQuantity, toTimestamp, toTradeId, unwrap } from 'argosy/core';
import type { BookLevel, BookUpdate, CryptoSpot, Datum, Trade } from 'argosy/domain';

import { aCoin } from './derivatives.ts';

/** The instrument of the recording: prices in hundredths, sizes in hundred-thousandths. */
export const recordedCoin: CryptoSpot = aCoin({
  pricePrecision: 2,
  sizePrecision: 5,
  tick: toPrice(1),
  lot: toQuantity(1),
  minQty: toQuantity(1),
  maxQty: toQuantity(100_000_000),
});

/** A recording as market data, and the best prices that the exchange told beside it. */
export type RecordedDepth = {
  /**
   * Updates of the book, from its snapshot on, and trades, in order of their receipt. The source
   * sequence of an update is the exchange's number of the last change in it.
   */
  readonly rows: readonly (BookUpdate | Trade)[];
  /** The best bid and ask by the number of the change that made them. */
  readonly tops: ReadonlyMap<number, { readonly bid: BookLevel; readonly ask: BookLevel }>;
};

type Pair = readonly [price: string, qty: string];
type Message =
  | {
      readonly stream?: undefined;
      readonly lastUpdateId: number;
      readonly bids: readonly Pair[];
      readonly asks: readonly Pair[];
    }
  | {
      readonly stream: 'btcusdt@depth@100ms';
      readonly data: {
        readonly u: number;
        readonly b: readonly Pair[];
        readonly a: readonly Pair[];
      };
    }
  | {
      readonly stream: 'btcusdt@bookTicker';
      readonly data: { readonly u: number } & Readonly<Record<'b' | 'B' | 'a' | 'A', string>>;
    }
  | {
      readonly stream: 'btcusdt@trade';
      readonly data: {
        readonly t: number;
        readonly p: string;
        readonly q: string;
        readonly m: boolean;
      };
    };

const path = join(import.meta.dirname, '../data/btcusdt-20240808.jsonl.gz');
const NANOS_DIGITS = 3;

/** 25 seconds of BTCUSDT as they were recorded (testkit/data/SOURCES.md). */
export function recordedDepth(): RecordedDepth {
  const rows: (BookUpdate | Trade)[] = [];
  const tops = new Map<number, { readonly bid: BookLevel; readonly ask: BookLevel }>();
  let lastId = Number.POSITIVE_INFINITY;
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').trim().split('\n')) {
    const [receipt = '', json = ''] = line.split(/ (.*)/su);
    // The file is part of the repository: what its lines are is known.
    const message = JSON.parse(json) as Message;
    if (message.stream === undefined) {
      lastId = message.lastUpdateId;
      const { bids, asks } = message;
      rows.push(toBook(toDatum(receipt, lastId), { isSnapshot: true, b: bids, a: asks }));
    } else if (message.stream === 'btcusdt@trade') {
      if (rows.length > 0) rows.push(toTrade(toDatum(receipt, message.data.t), message.data));
    } else if (message.stream === 'btcusdt@bookTicker') {
      const { u, b, B, a, A } = message.data;
      tops.set(u, { bid: toLevel([b, B]), ask: toLevel([a, A]) });
    } else if (message.data.u > lastId) {
      lastId = message.data.u;
      rows.push(toBook(toDatum(receipt, lastId), { isSnapshot: false, ...message.data }));
    }
  }
  return { rows, tops };
}

/** The exchange's clock runs ahead of the receiver's: what counts is when it could be known. */
function toDatum(receipt: string, sourceSequence: number): Datum {
  const at = toTimestamp(Number(receipt.slice(0, -NANOS_DIGITS)));
  const nanos = Number(receipt.slice(-NANOS_DIGITS));
  return { instrument: recordedCoin.id, eventAt: at, nanos, availableAt: at, sourceSequence };
}

function toBook(
  datum: Datum,
  told: { readonly isSnapshot: boolean; readonly b: readonly Pair[]; readonly a: readonly Pair[] },
): BookUpdate {
  const { isSnapshot, b, a } = told;
  return { kind: 'book', ...datum, isSnapshot, bids: b.map(toLevel), asks: a.map(toLevel) };
}

function toTrade(
  datum: Datum,
  {
    t,
    p,
    q,
    m,
  }: { readonly t: number; readonly p: string; readonly q: string; readonly m: boolean },
): Trade {
  const { price, qty } = toLevel([p, q]);
  // `m`: the buyer was there first.
  return {
    kind: 'trade',
    ...datum,
    price,
    qty,
    aggressor: m ? 'sell' : 'buy',
    tradeId: toTradeId(`T${t}`),
  };
}

function toLevel([price, qty]: Pair): BookLevel {
  return {
    price: toPrice(scaled(price, recordedCoin.pricePrecision)),
    qty: toQuantity(scaled(qty, recordedCoin.sizePrecision)),
  };
}

/** The exchange writes eight places and uses fewer. */
function scaled(text: string, precision: number): number {
  const [whole = '', places = ''] = text.split('.');
  return unwrap(parseScaled(`${whole}.${places.slice(0, precision)}`, precision));
}
