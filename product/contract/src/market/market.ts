import type { Instrument as DomainInstrument } from 'argosy/domain';
import { z } from 'zod';

import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import {
  flagSchema,
  currencySchema,
  decimalSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  listSchema,
  wholeSchema,
  type Decimal,
  type Instant,
} from '../values.ts';
import { quoteSchema, tickSchema, type Depth, type Quote, type Tick } from './quote.ts';
import { tradingStateSchema, type TradingState } from './status.ts';

/** A trading day of an instrument: by what it has traded at, or an index has stood at. */
export type DaySummary = {
  readonly tradingDay: string;
  /** Null where nothing has traded yet. */
  readonly open: Decimal | null;
  readonly high: Decimal | null;
  readonly low: Decimal | null;
  readonly volume: Decimal;
  /** What the trading day before ended at: what a change is counted from; null where that is not known. */
  readonly previousClose: Decimal | null;
};

/** What the market says of an instrument by now. What is null was not heard within the last hour. */
export type MarketState = {
  readonly instrument: string;
  readonly quote: Quote | null;
  readonly last: Tick | null;
  readonly mark: Decimal | null;
  readonly index: Decimal | null;
  readonly status: TradingState | null;
  /** Its trading day so far, or the last one; null where nobody knows it. */
  readonly day: DaySummary | null;
  /** How old the youngest of it is, in milliseconds. */
  readonly ageMillis: number | null;
  /** Whether that is too old for a market that is open. */
  readonly isStale: boolean;
};
/** What the market says, in the order that was asked in. */
export type MarketStates = { readonly quotes: readonly MarketState[] };
const daySummarySchema: z.ZodType<DaySummary> = z
  .strictObject({
    tradingDay: z.string(),
    open: decimalSchema.nullable(),
    high: decimalSchema.nullable(),
    low: decimalSchema.nullable(),
    volume: decimalSchema,
    previousClose: decimalSchema.nullable(),
  })
  .meta({
    id: 'DaySummary',
    examples: [
      {
        tradingDay: '2026-11-20',
        open: '808.00',
        high: '815.40',
        low: '806.15',
        volume: '1204000',
        previousClose: '807.25',
      },
    ],
  });
/** What the market says. */
export const marketStatesSchema: z.ZodType<MarketStates> = z
  .strictObject({
    quotes: z.array(
      z.strictObject({
        instrument: instrumentIdSchema,
        quote: quoteSchema.nullable(),
        last: tickSchema.nullable(),
        mark: decimalSchema.nullable(),
        index: decimalSchema.nullable(),
        status: tradingStateSchema.nullable(),
        day: daySummarySchema.nullable(),
        ageMillis: z.number().nullable(),
        isStale: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'MarketStates' });

/** Of how many instruments at a time the market is asked. */
const QUOTES_MAX = 200;
/** Of which instruments, with commas between them. */
export type InstrumentsQuery = { readonly instruments: readonly string[] };
/** Of which instruments. */
export const instrumentsQuerySchema: z.ZodType<InstrumentsQuery> = z
  .strictObject({ instruments: listSchema(instrumentIdSchema, QUOTES_MAX) })
  .meta({ id: 'InstrumentsQuery' });

/** How many prices of each side; 20 unless told. */
export type DepthQuery = { readonly levels?: number | undefined };
/** How many prices of each side. */
export const depthQuerySchema: z.ZodType<DepthQuery> = z
  .strictObject({ levels: wholeSchema(1, 200).optional() })
  .meta({ id: 'DepthQuery' });

/** A book, and how old it is. */
export type DepthState = Depth & { readonly ageMillis: number; readonly isStale: boolean };
/** A book, and how old it is. */
export const depthStateSchema: z.ZodType<DepthState> = z
  .strictObject({
    instrument: instrumentIdSchema,
    bids: z.array(z.strictObject({ price: decimalSchema, qty: decimalSchema })),
    asks: z.array(z.strictObject({ price: decimalSchema, qty: decimalSchema })),
    ageMillis: z.number(),
    isStale: z.boolean(),
  })
  .meta({
    id: 'DepthState',
    examples: [
      {
        instrument: 'SBIN.NSE',
        bids: [{ price: '812.00', qty: '410' }],
        asks: [{ price: '812.05', qty: '95' }],
        ageMillis: 12,
        isStale: false,
      },
    ],
  });

/** What an instrument is. Members that its kind does not have are null. */
export type Instrument = {
  readonly id: string;
  readonly kind: DomainInstrument['kind'];
  readonly exchange: string;
  readonly currency: string;
  readonly pricePrecision: number;
  readonly sizePrecision: number;
  readonly tick: Decimal;
  readonly lot: Decimal;
  readonly minQty: Decimal;
  readonly maxQty: Decimal;
  /** Value of one unit of price times one unit of quantity. */
  readonly multiplier: Decimal;
  readonly calendar: string;
  readonly isin: string | null;
  readonly base: string | null;
  readonly underlying: string | null;
  readonly expiresAt: Instant | null;
  readonly strike: Decimal | null;
  readonly right: 'call' | 'put' | null;
};
/** What an instrument is. */
export const instrumentSchema: z.ZodType<Instrument> = z
  .strictObject({
    id: instrumentIdSchema,
    kind: z.enum([
      'equity',
      'index',
      'future',
      'option',
      'currencyPair',
      'cryptoSpot',
      'perpetual',
      'derived',
    ]),
    exchange: z.string(),
    currency: currencySchema,
    pricePrecision: z.number().int(),
    sizePrecision: z.number().int(),
    tick: decimalSchema,
    lot: decimalSchema,
    minQty: decimalSchema,
    maxQty: decimalSchema,
    multiplier: decimalSchema,
    calendar: z.string(),
    isin: z.string().nullable(),
    base: z.string().nullable(),
    underlying: instrumentIdSchema.nullable(),
    expiresAt: instantSchema.nullable(),
    strike: decimalSchema.nullable(),
    right: z.enum(['call', 'put']).nullable(),
  })
  .meta({
    id: 'Instrument',
    examples: [
      {
        id: 'SBIN.NSE',
        kind: 'equity',
        exchange: 'NSE',
        currency: 'INR',
        pricePrecision: 2,
        sizePrecision: 0,
        tick: '0.05',
        lot: '1',
        minQty: '1',
        maxQty: '1000000',
        multiplier: '1',
        calendar: 'nse',
        isin: 'INE062A01020',
        base: null,
        underlying: null,
        expiresAt: null,
        strike: null,
        right: null,
      },
    ],
  });
/** Instruments, by id. */
export const instrumentPageSchema: z.ZodType<Page<Instrument>> = pageSchema(
  'InstrumentPage',
  instrumentSchema,
);

/** Which instruments are wanted. */
export type InstrumentQuery = PageQuery & {
  readonly exchange?: string | undefined;
  readonly kind?: DomainInstrument['kind'] | undefined;
  readonly underlying?: string | undefined;
  /** Whether contracts that have ended are wanted too. */
  readonly withEnded?: boolean | undefined;
};
/** Which instruments are wanted. */
export const instrumentQuerySchema: z.ZodType<InstrumentQuery> = z
  .strictObject({
    exchange: idSchema.optional(),
    kind: z
      .enum([
        'equity',
        'index',
        'future',
        'option',
        'currencyPair',
        'cryptoSpot',
        'perpetual',
        'derived',
      ])
      .optional(),
    underlying: instrumentIdSchema.optional(),
    withEnded: flagSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'InstrumentQuery' });
