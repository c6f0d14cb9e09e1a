import type {
  Contingency,
  Doubt,
  FillFlag,
  OrderState,
  Product,
  ReleasePolicy,
  Side,
  TimeInForce,
  TriggerSource,
} from 'argosy/domain';
import { z } from 'zod';

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
import { orderTermsSchema, type OrderTerms } from './order-terms.ts';
import {
  contingencySchema,
  doubtSchema,
  fillFlagSchema,
  orderStateSchema,
  productSchema,
  releaseSchema,
  sideSchema,
  timeInForceSchema,
  triggerSourceSchema,
} from './order-words.ts';

/** How an order hangs together with the others of its list. */
export type OrderLink = {
  readonly list: string;
  readonly parent: string | null;
  readonly release: ReleasePolicy;
  readonly contingency: Contingency | null;
};

/** The market as somebody saw it. */
export type Touch = {
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  readonly at: Instant;
};

/** An order as it is now. */
export type Order = {
  readonly id: string;
  readonly account: string;
  readonly book: string;
  /** The strategy that decided it; null for a person or an outside program. */
  readonly strategy: string | null;
  readonly instrument: string;
  readonly product: Product;
  readonly position: string | null;
  readonly side: Side;
  readonly state: OrderState;
  readonly isOpen: boolean;
  /** A change on its way to the broker, beside the state. */
  readonly pending: 'update' | 'cancel' | null;
  /** Requests whose answers are lost: what became of them is being found out. */
  readonly inDoubt: readonly Doubt[];
  readonly qty: Decimal;
  readonly filled: Decimal;
  readonly remaining: Decimal;
  /** Null where nothing has filled. */
  readonly averagePrice: Decimal | null;
  readonly terms: OrderTerms;
  readonly tif: TimeInForce;
  readonly triggerBy: TriggerSource | null;
  /** How much of it others may see at once; null for all of it. */
  readonly display: Decimal | null;
  readonly postOnly: boolean;
  readonly reduceOnly: boolean;
  readonly expiresAt: Instant | null;
  readonly link: OrderLink | null;
  readonly algo: string | null;
  /** What its sender has written on it. */
  readonly note: string | null;
  readonly brokerId: string | null;
  /** What its fills have cost; null where nothing has filled. */
  readonly fees: Money | null;
  readonly fillCount: number;
  /** The market when it was decided, and when it was sent. */
  readonly decision: Touch;
  readonly sent: Touch | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  readonly closedAt: Instant | null;
  /** Why it was denied, rejected, canceled, or last refused a change. */
  readonly reason: string | null;
};

/** The market as somebody saw it. */
export const touchSchema: z.ZodType<Touch> = z
  .strictObject({ bid: decimalSchema.nullable(), ask: decimalSchema.nullable(), at: instantSchema })
  .meta({
    id: 'Touch',
    examples: [{ bid: '812.00', ask: '812.05', at: '2026-11-20T04:15:00.120000Z' }],
  });

/** An order of a page's examples. */
const anOrder: Order = {
  id: '0001DESK00000A',
  account: 'PAPER-1',
  book: 'MANUAL',
  strategy: null,
  instrument: 'SBIN.NSE',
  product: 'delivery',
  position: null,
  side: 'buy',
  state: 'PARTIALLY_FILLED',
  isOpen: true,
  pending: null,
  inDoubt: [],
  qty: '50',
  filled: '20',
  remaining: '30',
  averagePrice: '812.05',
  terms: { type: 'limit', limit: '812.10' },
  tif: 'DAY',
  triggerBy: null,
  display: null,
  postOnly: false,
  reduceOnly: false,
  expiresAt: null,
  link: null,
  algo: null,
  note: 'breakout',
  brokerId: 'B-1007',
  fees: { amount: '3.12', currency: 'INR' },
  fillCount: 1,
  decision: { bid: '812.00', ask: '812.05', at: '2026-11-20T04:15:00.120000Z' },
  sent: { bid: '812.00', ask: '812.05', at: '2026-11-20T04:15:00.121000Z' },
  createdAt: '2026-11-20T04:15:00.120400Z',
  updatedAt: '2026-11-20T04:15:00.160000Z',
  closedAt: null,
  reason: null,
};

/** An order as it is now. */
export const orderSchema: z.ZodType<Order> = z
  .strictObject({
    id: idSchema,
    account: idSchema,
    book: idSchema,
    strategy: idSchema.nullable(),
    instrument: instrumentIdSchema,
    product: productSchema,
    position: idSchema.nullable(),
    side: sideSchema,
    state: orderStateSchema,
    isOpen: z.boolean(),
    pending: z.enum(['update', 'cancel']).nullable(),
    inDoubt: z.array(doubtSchema),
    qty: decimalSchema,
    filled: decimalSchema,
    remaining: decimalSchema,
    averagePrice: decimalSchema.nullable(),
    terms: orderTermsSchema,
    tif: timeInForceSchema,
    triggerBy: triggerSourceSchema.nullable(),
    display: decimalSchema.nullable(),
    postOnly: z.boolean(),
    reduceOnly: z.boolean(),
    expiresAt: instantSchema.nullable(),
    link: z
      .strictObject({
        list: idSchema,
        parent: idSchema.nullable(),
        release: releaseSchema,
        contingency: contingencySchema.nullable(),
      })
      .nullable(),
    algo: z.string().nullable(),
    note: z.string().nullable(),
    brokerId: z.string().nullable(),
    fees: moneySchema.nullable(),
    fillCount: z.number().int(),
    decision: touchSchema,
    sent: touchSchema.nullable(),
    createdAt: instantSchema,
    updatedAt: instantSchema,
    closedAt: instantSchema.nullable(),
    reason: z.string().nullable(),
  })
  .meta({ id: 'Order', examples: [anOrder] });

/** One fill of an order. */
export type Fill = {
  readonly trade: string;
  readonly qty: Decimal;
  readonly price: Decimal;
  readonly fee: Money;
  /** The lines that the fee is the sum of; none where it is one. */
  readonly charges: readonly { readonly name: string; readonly amount: Decimal }[];
  readonly liquidity: 'maker' | 'taker';
  readonly flags: readonly FillFlag[];
  readonly at: Instant;
};

/** One fill of an order. */
export const fillSchema: z.ZodType<Fill> = z
  .strictObject({
    trade: z.string(),
    qty: decimalSchema,
    price: decimalSchema,
    fee: moneySchema,
    charges: z.array(z.strictObject({ name: z.string(), amount: decimalSchema })),
    liquidity: z.enum(['maker', 'taker']),
    flags: z.array(fillFlagSchema),
    at: instantSchema,
  })
  .meta({
    id: 'Fill',
    examples: [
      {
        trade: 'T-88',
        qty: '20',
        price: '812.05',
        fee: { amount: '3.12', currency: 'INR' },
        charges: [{ name: 'stt', amount: '1.62' }],
        liquidity: 'taker',
        flags: [],
        at: '2026-11-20T04:15:00.160000Z',
      },
    ],
  });
