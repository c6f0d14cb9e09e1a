import type { Doubt, OrderState } from 'argosy/domain';
import { z } from 'zod';

import type { Position } from '../position.ts';
import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import {
  decimalSchema,
  flagSchema,
  idSchema,
  instantSchema,
  instrumentIdSchema,
  listSchema,
  moneySchema,
  type Decimal,
  type Instant,
  type Money,
} from '../values.ts';
import {
  fillSchema,
  orderSchema,
  touchSchema,
  type Fill,
  type Order,
  type Touch,
} from './order.ts';
import { orderTermsSchema, type OrderTerms } from './order-terms.ts';
import { doubtSchema, orderStateSchema, productSchema } from './order-words.ts';

/** What became of a ticket by the time it could not be lost any more. */
export type Placed = {
  readonly order: Order;
  /** The number of its command in the journal. */
  readonly number: number;
  /** Whether its key had placed it before, and nothing was placed this time. */
  readonly isRepeat: boolean;
};

const placed = z.strictObject({
  order: orderSchema,
  number: z.number().int(),
  isRepeat: z.boolean(),
});

/** What became of a ticket. */
export const placedSchema: z.ZodType<Placed> = placed.meta({ id: 'Placed' });

/** What became of the tickets of a list, in its order. */
export type PlacedList = { readonly orders: readonly Placed[] };

/** What became of the tickets of a list. */
export const placedListSchema: z.ZodType<PlacedList> = z
  .strictObject({ orders: z.array(placedSchema) })
  .meta({ id: 'PlacedList' });

/** What became of each ticket of a batch, in its order. */
export type BatchAnswers = {
  readonly answers: readonly (
    | ({ readonly ok: true } & Placed)
    | { readonly ok: false; readonly code: string; readonly reason: string }
  )[];
};

/** What became of each ticket of a batch. */
export const batchAnswersSchema: z.ZodType<BatchAnswers> = z
  .strictObject({
    answers: z.array(
      z.discriminatedUnion('ok', [
        z.strictObject({ ok: z.literal(true), ...placed.shape }),
        z.strictObject({ ok: z.literal(false), code: z.string(), reason: z.string() }),
      ]),
    ),
  })
  .meta({
    id: 'BatchAnswers',
    examples: [
      { answers: [{ ok: false, code: 'ORDER_QTY_LIMIT', reason: '900000, at most 500000' }] },
    ],
  });

/** The orders that something was asked of. */
export type OrderIds = { readonly orders: readonly string[] };

/** The orders that something was asked of. */
export const orderIdsSchema: z.ZodType<OrderIds> = z
  .strictObject({ orders: z.array(idSchema) })
  .meta({ id: 'OrderIds', examples: [{ orders: ['0001DESK00000A'] }] });

/** What stays open of a position though it was to be closed, and why. */
export type LeftOpen = Pick<
  Position,
  'account' | 'book' | 'instrument' | 'product' | 'position'
> & {
  /** As positions have it: long above zero, short below. */
  readonly qty: Decimal;
  readonly code: string;
  readonly reason: string;
};

/** What closing positions came to. */
export type Flattened = {
  /** The orders that close. */
  readonly orders: readonly Order[];
  /** What no order closes: empty where all is on its way. */
  readonly left: readonly LeftOpen[];
};

/** What closing positions came to. */
export const flattenedSchema: z.ZodType<Flattened> = z
  .strictObject({
    orders: z.array(orderSchema),
    left: z.array(
      z.strictObject({
        account: idSchema,
        book: idSchema,
        instrument: instrumentIdSchema,
        product: productSchema,
        position: idSchema.nullable(),
        qty: decimalSchema,
        code: z.string(),
        reason: z.string(),
      }),
    ),
  })
  .meta({
    id: 'Flattened',
    examples: [
      {
        orders: [],
        left: [
          {
            account: 'PAPER-1',
            book: 'MANUAL',
            instrument: 'SBIN.NSE',
            product: 'intraday',
            position: null,
            qty: '30',
            code: 'POSITION_LIMIT',
            reason: 'position would be 51, limit 50',
          },
        ],
      },
    ],
  });

/** What a ticket would come to if it were sent now. */
export type Preview = {
  /** The first check that would deny it; null where all pass. */
  readonly denial: { readonly code: string; readonly reason: string } | null;
  /** At the limit, or at what the market shows; null where there is no price. */
  readonly value: Money | null;
  /** What would be set aside. */
  readonly margin: Money | null;
  readonly available: Money;
  readonly charges: readonly { readonly name: string; readonly amount: Money }[];
  /** What a person should see before they send. */
  readonly nudges: readonly { readonly code: string; readonly text: string }[];
};

/** What a ticket would come to. */
export const previewSchema: z.ZodType<Preview> = z
  .strictObject({
    denial: z.strictObject({ code: z.string(), reason: z.string() }).nullable(),
    value: moneySchema.nullable(),
    margin: moneySchema.nullable(),
    available: moneySchema,
    charges: z.array(z.strictObject({ name: z.string(), amount: moneySchema })),
    nudges: z.array(z.strictObject({ code: z.string(), text: z.string() })),
  })
  .meta({
    id: 'Preview',
    examples: [
      {
        denial: null,
        value: { amount: '40605.00', currency: 'INR' },
        margin: { amount: '40652.40', currency: 'INR' },
        available: { amount: '959393.88', currency: 'INR' },
        charges: [{ name: 'stt', amount: { amount: '40.61', currency: 'INR' } }],
        nudges: [{ code: 'FAR_FROM_LAST', text: 'the limit is 2.1 % from the last price' }],
      },
    ],
  });

/** Which orders are wanted. */
export type OrderQuery = PageQuery & {
  readonly account?: string | undefined;
  readonly book?: string | undefined;
  readonly strategy?: string | undefined;
  readonly instrument?: string | undefined;
  readonly states?: readonly OrderState[] | undefined;
  readonly isOpen?: boolean | undefined;
  /** The list they came in, by the name of its first order. */
  readonly list?: string | undefined;
  /** Made from this instant on. */
  readonly from?: Instant | undefined;
  /** Made before this instant. */
  readonly until?: Instant | undefined;
};

/** Which orders are wanted. */
export const orderQuerySchema: z.ZodType<OrderQuery> = z
  .strictObject({
    account: idSchema.optional(),
    book: idSchema.optional(),
    strategy: idSchema.optional(),
    instrument: instrumentIdSchema.optional(),
    states: listSchema(orderStateSchema).optional(),
    isOpen: flagSchema.optional(),
    list: idSchema.optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'OrderQuery' });

/** Orders, the newest first. */
export const orderPageSchema: z.ZodType<Page<Order>> = pageSchema('OrderPage', orderSchema);

/** Something that happened to an order. */
export type OrderEvent = {
  /** The number of the input that caused it, and its place among the events of that input. */
  readonly number: number;
  readonly index: number;
  /** When it happened at its source, and when we knew. */
  readonly at: Instant;
  readonly receivedAt: Instant;
  /** `initialized`, `denied`, `submitted`, …; of a parent order with `parent.` in front. */
  readonly type: string;
  readonly code: string | null;
  readonly reason: string | null;
  readonly brokerId: string | null;
  readonly qty: Decimal | null;
  readonly terms: OrderTerms | null;
  readonly fill: Fill | null;
  /** The trade that was taken back. */
  readonly trade: string | null;
  /** The request whose answer was lost, or found. */
  readonly request: Doubt | null;
  /** The market as it was seen. */
  readonly touch: Touch | null;
};

const orderEventSchema: z.ZodType<OrderEvent> = z
  .strictObject({
    number: z.number().int(),
    index: z.number().int(),
    at: instantSchema,
    receivedAt: instantSchema,
    type: z.string(),
    code: z.string().nullable(),
    reason: z.string().nullable(),
    brokerId: z.string().nullable(),
    qty: decimalSchema.nullable(),
    terms: orderTermsSchema.nullable(),
    fill: fillSchema.nullable(),
    trade: z.string().nullable(),
    request: doubtSchema.nullable(),
    touch: touchSchema.nullable(),
  })
  .meta({
    id: 'OrderEvent',
    examples: [
      {
        number: 1207,
        index: 2,
        at: '2026-11-20T04:15:00.130000Z',
        receivedAt: '2026-11-20T04:15:00.130400Z',
        type: 'accepted',
        code: null,
        reason: null,
        brokerId: 'B-1007',
        qty: null,
        terms: null,
        fill: null,
        trade: null,
        request: null,
        touch: null,
      },
    ],
  });

/** What happened to an order, the oldest first. */
export const orderEventPageSchema: z.ZodType<Page<OrderEvent>> = pageSchema(
  'OrderEventPage',
  orderEventSchema,
);
