import type { FillFlag, Product, Side } from 'argosy/domain';
import { z } from 'zod';

import { fillFlagSchema, productSchema, sideSchema } from '../order/order-words.ts';
import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import {
  decimalSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  moneySchema,
  type Decimal,
  type Instant,
  type Money,
} from '../values.ts';

/** A fill of an order, as people look at it. */
export type Trade = {
  /** The input that told of it; with the order it names the trade for good. */
  readonly number: number;
  readonly trade: string;
  readonly order: string;
  readonly account: string;
  readonly book: string;
  readonly strategy: string | null;
  readonly instrument: string;
  readonly product: Product;
  readonly side: Side;
  readonly qty: Decimal;
  readonly price: Decimal;
  /** Price times quantity, exactly. */
  readonly value: Money;
  readonly fee: Money;
  readonly liquidity: 'maker' | 'taker';
  readonly flags: readonly FillFlag[];
  readonly at: Instant;
  readonly receivedAt: Instant;
  /** When it was taken back; null where it stands. */
  readonly bustedAt: Instant | null;
};

const tradeSchema: z.ZodType<Trade> = z
  .strictObject({
    number: z.number().int(),
    trade: z.string(),
    order: idSchema,
    account: idSchema,
    book: idSchema,
    strategy: idSchema.nullable(),
    instrument: instrumentIdSchema,
    product: productSchema,
    side: sideSchema,
    qty: decimalSchema,
    price: decimalSchema,
    value: moneySchema,
    fee: moneySchema,
    liquidity: z.enum(['maker', 'taker']),
    flags: z.array(fillFlagSchema),
    at: instantSchema,
    receivedAt: instantSchema,
    bustedAt: instantSchema.nullable(),
  })
  .meta({
    id: 'Trade',
    examples: [
      {
        number: 1209,
        trade: 'T-88',
        order: '0001DESK00000A',
        account: 'PAPER-1',
        book: 'MANUAL',
        strategy: null,
        instrument: 'SBIN.NSE',
        product: 'delivery',
        side: 'buy',
        qty: '20',
        price: '812.05',
        value: { amount: '16241.00', currency: 'INR' },
        fee: { amount: '3.12', currency: 'INR' },
        liquidity: 'taker',
        flags: [],
        at: '2026-11-20T04:15:00.160000Z',
        receivedAt: '2026-11-20T04:15:00.160900Z',
        bustedAt: null,
      },
    ],
  });

/** Trades, the newest first. */
export const tradePageSchema: z.ZodType<Page<Trade>> = pageSchema('TradePage', tradeSchema);

/** Which trades are wanted; the span is of when they happened. */
export type TradeQuery = PageQuery & {
  readonly account?: string | undefined;
  readonly book?: string | undefined;
  readonly strategy?: string | undefined;
  readonly instrument?: string | undefined;
  readonly order?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};

/** Which trades are wanted. */
export const tradeQuerySchema: z.ZodType<TradeQuery> = z
  .strictObject({
    account: idSchema.optional(),
    book: idSchema.optional(),
    strategy: idSchema.optional(),
    instrument: instrumentIdSchema.optional(),
    order: idSchema.optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'TradeQuery' });
