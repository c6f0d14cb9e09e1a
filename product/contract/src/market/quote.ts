import { z } from 'zod';

import {
  decimalSchema,
  instantSchema,
  instrumentIdSchema,
  type Decimal,
  type Instant,
} from '../values.ts';

/** The best bid and ask of an instrument. */
export type Quote = {
  readonly instrument: string;
  readonly bid: Decimal;
  readonly ask: Decimal;
  readonly bidQty: Decimal;
  readonly askQty: Decimal;
  /** When it was so, at the source. */
  readonly at: Instant;
};

/** The best bid and ask of an instrument. */
export const quoteSchema: z.ZodType<Quote> = z
  .strictObject({
    instrument: instrumentIdSchema,
    bid: decimalSchema,
    ask: decimalSchema,
    bidQty: decimalSchema,
    askQty: decimalSchema,
    at: instantSchema,
  })
  .meta({
    id: 'Quote',
    examples: [
      {
        instrument: 'SBIN.NSE',
        bid: '812.00',
        ask: '812.05',
        bidQty: '410',
        askQty: '95',
        at: '2026-11-20T04:15:00.120000Z',
      },
    ],
  });

/** A trade that the exchange has printed. */
export type Tick = {
  readonly instrument: string;
  readonly price: Decimal;
  readonly qty: Decimal;
  /** Who took; null where nobody says it. */
  readonly aggressor: 'buy' | 'sell' | null;
  readonly at: Instant;
};

/** A trade that the exchange has printed. */
export const tickSchema: z.ZodType<Tick> = z
  .strictObject({
    instrument: instrumentIdSchema,
    price: decimalSchema,
    qty: decimalSchema,
    aggressor: z.enum(['buy', 'sell']).nullable(),
    at: instantSchema,
  })
  .meta({
    id: 'Tick',
    examples: [
      {
        instrument: 'SBIN.NSE',
        price: '812.05',
        qty: '25',
        aggressor: 'buy',
        at: '2026-11-20T04:15:00.118000Z',
      },
    ],
  });

/** What the venue reckons positions and margin by. */
export type Mark = { readonly instrument: string; readonly price: Decimal; readonly at: Instant };

/** What a book shows at a price. */
export type Level = { readonly price: Decimal; readonly qty: Decimal };

/** Prices of an instrument's book, the best first. */
export type Depth = {
  readonly instrument: string;
  readonly bids: readonly Level[];
  readonly asks: readonly Level[];
};

const levels = z.array(z.strictObject({ price: decimalSchema, qty: decimalSchema }));

/** Prices of an instrument's book, the best first. */
export const depthSchema: z.ZodType<Depth> = z
  .strictObject({ instrument: instrumentIdSchema, bids: levels, asks: levels })
  .meta({
    id: 'Depth',
    examples: [
      {
        instrument: 'SBIN.NSE',
        bids: [{ price: '812.00', qty: '410' }],
        asks: [{ price: '812.05', qty: '95' }],
      },
    ],
  });
