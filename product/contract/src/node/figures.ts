import { z } from 'zod';

import {
  currencySchema,
  decimalSchema,
  idSchema,
  instantSchema,
  type Decimal,
  type Instant,
} from '../values.ts';

/** What is measured on the way from the feed to an order, and around it. */
export type LatencyHop = 'feed' | 'decode' | 'queue' | 'drain' | 'strategy' | 'order' | 'request';
const hops = ['feed', 'decode', 'queue', 'drain', 'strategy', 'order', 'request'] as const;
const hopSchema: z.ZodType<LatencyHop, LatencyHop> = z.enum(hops);

/** Which hop is wanted. */
export type LatencyQuery = { readonly hop: LatencyHop };
/** Which hop is wanted. */
export const latencyQuerySchema: z.ZodType<LatencyQuery> = z
  .strictObject({ hop: hopSchema })
  .meta({ id: 'LatencyQuery', examples: [{ hop: 'order' }] });

/** How long a hop took, span after span. */
export type Latency = {
  readonly hop: LatencyHop;
  /** The upper bounds of the buckets, in microseconds, rising; what is above the last is in one bucket more. */
  readonly boundsMicros: readonly number[];
  /** How many fell into each bucket since the row before; the oldest first. */
  readonly rows: readonly { readonly at: Instant; readonly counts: readonly number[] }[];
};
/** How long a hop took, span after span. */
export const latencySchema: z.ZodType<Latency> = z
  .strictObject({
    hop: hopSchema,
    boundsMicros: z.array(z.number()),
    rows: z.array(z.strictObject({ at: instantSchema, counts: z.array(z.int()) })),
  })
  .meta({
    id: 'Latency',
    examples: [
      {
        hop: 'order',
        boundsMicros: [500, 1_000, 2_000],
        rows: [{ at: '2026-11-20T04:15:00Z', counts: [0, 12, 3, 1] }],
      },
    ],
  });

/** What orders have cost beside the price at which they were decided, by instrument and time of day. */
export type Slippage = {
  /** How many of the newest filled orders it is made of. */
  readonly orders: number;
  readonly cells: readonly {
    readonly instrument: string;
    /** Half hours since midnight UTC, from 0 to 47. */
    readonly halfHour: number;
    readonly orders: number;
    /** Hundredths of a percent, the mean of the orders; above zero it cost. */
    readonly bps: number;
    readonly worstBps: number;
  }[];
};
/** What orders have cost beside the price at which they were decided. */
export const slippageSchema: z.ZodType<Slippage> = z
  .strictObject({
    orders: z.int(),
    cells: z.array(
      z.strictObject({
        instrument: z.string(),
        halfHour: z.int().min(0).max(47),
        orders: z.int(),
        bps: z.number(),
        worstBps: z.number(),
      }),
    ),
  })
  .meta({
    id: 'Slippage',
    examples: [
      {
        orders: 3,
        cells: [{ instrument: 'SBIN.NSE', halfHour: 8, orders: 3, bps: 1.2, worstBps: 2.4 }],
      },
    ],
  });

/** What an account was worth, as far back as it is remembered; the oldest first. */
export type EquityCurve = {
  readonly account: string;
  readonly currency: string;
  readonly points: readonly { readonly at: Instant; readonly equity: Decimal }[];
};
/** What an account was worth. */
export const equityCurveSchema: z.ZodType<EquityCurve> = z
  .strictObject({
    account: idSchema,
    currency: currencySchema,
    points: z.array(z.strictObject({ at: instantSchema, equity: decimalSchema })),
  })
  .meta({
    id: 'EquityCurve',
    examples: [
      {
        account: 'PAPER-1',
        currency: 'INR',
        points: [{ at: '2026-11-20T04:15:00Z', equity: '1000000.00' }],
      },
    ],
  });
