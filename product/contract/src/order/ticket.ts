import type {
  Contingency,
  Product,
  ReleasePolicy,
  Side,
  TimeInForce,
  TriggerSource,
} from 'argosy/domain';
import { z } from 'zod';

import {
  aboveZeroSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  type Decimal,
  type Instant,
} from '../values.ts';
import { orderTermsSchema, type OrderTerms } from './order-terms.ts';
import {
  contingencySchema,
  productSchema,
  releaseSchema,
  sideSchema,
  timeInForceSchema,
  triggerSourceSchema,
} from './order-words.ts';

/** How many tickets a batch may have. */
export const BATCH_MAX = 100;
/** How many tickets a list may have. */
export const LIST_TICKETS_MAX = 20;
const NOTE_LENGTH_MAX = 15;

/** An order as a person gives it. */
export type OrderTicket = {
  readonly account: string;
  readonly book: string;
  readonly instrument: string;
  readonly product: Product;
  readonly side: Side;
  readonly qty: Decimal;
  readonly terms: OrderTerms;
  /** DAY unless told. */
  readonly tif?: TimeInForce | undefined;
  /** In a hedging book, the position it belongs to. */
  readonly position?: string | null | undefined;
  /** Whether it may do no more than close its position. */
  readonly reduceOnly?: boolean | undefined;
  /** The price that fires its trigger; left to the venue unless told. */
  readonly triggerBy?: TriggerSource | null | undefined;
  /** How much of it others may see at once; all of it unless told. */
  readonly display?: Decimal | null | undefined;
  /** Whether it only makes. */
  readonly postOnly?: boolean | undefined;
  /** When a GTD order ends. */
  readonly expiresAt?: Instant | null | undefined;
  /** Free text, at most 15 printable characters. */
  readonly note?: string | null | undefined;
};

const ticketFields = {
  account: idSchema,
  book: idSchema,
  instrument: instrumentIdSchema,
  product: productSchema,
  side: sideSchema,
  qty: aboveZeroSchema,
  terms: orderTermsSchema,
  tif: timeInForceSchema.optional(),
  position: idSchema.nullable().optional(),
  reduceOnly: z.boolean().optional(),
  triggerBy: triggerSourceSchema.nullable().optional(),
  display: aboveZeroSchema.nullable().optional(),
  postOnly: z.boolean().optional(),
  expiresAt: instantSchema.nullable().optional(),
  note: z
    .string()
    .regex(/^[ -~]*$/u, 'expected printable characters')
    .max(NOTE_LENGTH_MAX)
    .nullable()
    .optional(),
};

const aTicket: OrderTicket = {
  account: 'PAPER-1',
  book: 'MANUAL',
  instrument: 'SBIN.NSE',
  product: 'delivery',
  side: 'buy',
  qty: '50',
  terms: { type: 'limit', limit: '812.10' },
  tif: 'DAY',
  note: 'breakout',
};

/** An order as a person gives it. */
export const orderTicketSchema: z.ZodType<OrderTicket> = z
  .strictObject(ticketFields)
  .meta({ id: 'OrderTicket', examples: [aTicket] });

/** A ticket among others that hang together. */
export type ListedTicket = OrderTicket & {
  /** The place of the ticket, from 0, whose fills release this one; null for one that works at once. */
  readonly parent?: number | null | undefined;
  /** When the parent's fills release it: `eachFill` unless told. */
  readonly release?: ReleasePolicy | undefined;
  /** What its fills do to those with the same parent. */
  readonly contingency?: Contingency | null | undefined;
};

/** Orders that hang together: a bracket, one that cancels the other. */
export type OrderList = { readonly orders: readonly ListedTicket[] };

const aBracket: OrderList = {
  orders: [
    aTicket,
    {
      ...aTicket,
      side: 'sell',
      terms: { type: 'stopMarket', trigger: '800.00' },
      note: 'stop',
      parent: 0,
      contingency: 'OUO',
    },
    {
      ...aTicket,
      side: 'sell',
      terms: { type: 'limit', limit: '836.00' },
      note: 'target',
      parent: 0,
      contingency: 'OUO',
    },
  ],
};

/** Orders that hang together. */
export const orderListSchema: z.ZodType<OrderList> = z
  .strictObject({
    orders: z
      .array(
        z.strictObject({
          ...ticketFields,
          parent: z
            .number()
            .int()
            .min(0)
            .max(LIST_TICKETS_MAX - 1)
            .nullable()
            .optional(),
          release: releaseSchema.optional(),
          contingency: contingencySchema.nullable().optional(),
        }),
      )
      .min(2)
      .max(LIST_TICKETS_MAX),
  })
  .meta({ id: 'OrderList', examples: [aBracket] });

/** Orders that have nothing to do with each other, sent one after the other. */
export type OrderBatch = { readonly orders: readonly OrderTicket[] };

/** Orders that have nothing to do with each other. */
export const orderBatchSchema: z.ZodType<OrderBatch> = z
  .strictObject({ orders: z.array(orderTicketSchema).min(1).max(BATCH_MAX) })
  .meta({ id: 'OrderBatch', examples: [{ orders: [aTicket] }] });

/** What is changed of an order; what is left out stays. */
export type OrderAmendment = {
  readonly qty?: Decimal | undefined;
  readonly terms?: OrderTerms | undefined;
};

/** What is changed of an order. */
export const orderAmendmentSchema: z.ZodType<OrderAmendment> = z
  .strictObject({ qty: aboveZeroSchema.optional(), terms: orderTermsSchema.optional() })
  .refine(({ qty, terms }) => qty !== undefined || terms !== undefined, {
    message: 'expected qty or terms',
  })
  .meta({ id: 'OrderAmendment', examples: [{ terms: { type: 'limit', limit: '811.50' } }] });

/** Which orders, or positions, of an account are meant; all of them unless told. */
export type OrderScope = {
  readonly account: string;
  readonly book?: string | null | undefined;
  readonly instrument?: string | null | undefined;
};

/** Which orders, or positions, of an account are meant. */
export const orderScopeSchema: z.ZodType<OrderScope> = z
  .strictObject({
    account: idSchema,
    book: idSchema.nullable().optional(),
    instrument: instrumentIdSchema.nullable().optional(),
  })
  .meta({ id: 'OrderScope', examples: [{ account: 'PAPER-1', instrument: 'SBIN.NSE' }] });
