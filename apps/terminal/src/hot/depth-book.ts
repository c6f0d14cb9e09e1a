import type { BinaryRecord, Subscribed } from '@argosy/contract/stream';

import { scaleOf, unscaled } from './scaled.ts';

/** A price of a book, and what stands there. */
export type DepthLevel = { readonly price: number; readonly qty: number };

/** Both sides of a book, the best first. */
export type DepthView = {
  readonly bids: readonly DepthLevel[];
  readonly asks: readonly DepthLevel[];
  /** When the source said so, in microseconds. */
  readonly at: number;
};

/** The book in a record of the stream. */
export function depthOf({ fields, bids }: BinaryRecord, terms: Subscribed): DepthView {
  const price = scaleOf(terms.pricePrecision);
  const size = scaleOf(terms.sizePrecision);
  const levels: DepthLevel[] = [];
  for (let at = 1; at + 1 < fields.length; at += 2) {
    levels.push({
      price: unscaled(fields[at], price),
      qty: unscaled(fields[at + 1], size),
    });
  }
  return { bids: levels.slice(0, bids), asks: levels.slice(bids), at: fields[0] ?? Number.NaN };
}

/** One row of a ladder. */
export type LadderRow = { readonly price: number; readonly bid: number; readonly ask: number };

/**
 * The rows of a ladder around a middle, the highest price first: a row for each tick, whether something stands there or
 * not. Prices are counted in ticks, so that no row is missed by a rounding.
 */
export function ladderRows(
  { bids, asks }: Pick<DepthView, 'bids' | 'asks'>,
  middle: number,
  { tick, rows }: { readonly tick: number; readonly rows: number },
): readonly LadderRow[] {
  const ticks = (price: number): number => Math.round(price / tick);
  const bidAt = new Map(bids.map(({ price, qty }) => [ticks(price), qty]));
  const askAt = new Map(asks.map(({ price, qty }) => [ticks(price), qty]));
  const top = ticks(middle) + Math.floor(rows / 2);
  return Array.from({ length: rows }, (_, at) => {
    const count = top - at;
    return { price: count * tick, bid: bidAt.get(count) ?? 0, ask: askAt.get(count) ?? 0 };
  });
}
