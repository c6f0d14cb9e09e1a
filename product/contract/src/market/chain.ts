import { z } from 'zod';

import {
  decimalSchema,
  instantSchema,
  instrumentIdSchema,
  wholeSchema,
  type Decimal,
  type Instant,
} from '../values.ts';

/** An option of a chain, with what its price implies. Null is what no price is known for. */
export type ChainOption = {
  readonly instrument: string;
  readonly bid: Decimal | null;
  readonly ask: Decimal | null;
  readonly last: Decimal | null;
  /** The volatility of a year that the middle of its quote implies, as a fraction; else that of the other side of its strike. */
  readonly volatility: number | null;
  /** By one unit of the forward. */
  readonly delta: number | null;
  readonly gamma: number | null;
  /** For a point (0.01) of volatility. */
  readonly vega: number | null;
  /** For a day that passes. */
  readonly theta: number | null;
  readonly isStale: boolean;
};

/** The options of one end on one underlying, strike by strike. */
export type Chain = {
  readonly underlying: string;
  readonly expiresAt: Instant;
  /** What the underlying is worth by now; null where nobody knows. */
  readonly spot: Decimal | null;
  /** What it costs for delivery at the end, and whence that is known. */
  readonly forward: {
    readonly price: number;
    readonly from: 'future' | 'parity' | 'spot';
  } | null;
  readonly years: number;
  readonly strikes: readonly {
    readonly strike: Decimal;
    readonly call: ChainOption | null;
    readonly put: ChainOption | null;
  }[];
};

const option = z
  .strictObject({
    instrument: instrumentIdSchema,
    bid: decimalSchema.nullable(),
    ask: decimalSchema.nullable(),
    last: decimalSchema.nullable(),
    volatility: z.number().nullable(),
    delta: z.number().nullable(),
    gamma: z.number().nullable(),
    vega: z.number().nullable(),
    theta: z.number().nullable(),
    isStale: z.boolean(),
  })
  .meta({ id: 'ChainOption' });

/** The options of one end on one underlying. */
export const chainSchema: z.ZodType<Chain> = z
  .strictObject({
    underlying: instrumentIdSchema,
    expiresAt: instantSchema,
    spot: decimalSchema.nullable(),
    forward: z
      .strictObject({ price: z.number(), from: z.enum(['future', 'parity', 'spot']) })
      .nullable(),
    years: z.number(),
    strikes: z.array(
      z.strictObject({ strike: decimalSchema, call: option.nullable(), put: option.nullable() }),
    ),
  })
  .meta({ id: 'Chain' });

/** Which end, and how many strikes around the forward; the nearest end and 40 strikes unless told. */
export type ChainQuery = {
  readonly expiresAt?: Instant | undefined;
  readonly strikes?: number | undefined;
  /** The yearly rate that prices are discounted by, as a fraction; 0 unless told. */
  readonly rate?: number | undefined;
};
/** Which end, and how many strikes. */
export const chainQuerySchema: z.ZodType<ChainQuery> = z
  .strictObject({
    expiresAt: instantSchema.optional(),
    strikes: wholeSchema(1, 400).optional(),
    rate: z.coerce.number().min(-0.5).max(1).optional(),
  })
  .meta({ id: 'ChainQuery' });

/** The instants at which options on an underlying end, the next first. */
export type Expiries = { readonly underlying: string; readonly expiries: readonly Instant[] };
/** The instants at which options on an underlying end. */
export const expiriesSchema: z.ZodType<Expiries> = z
  .strictObject({ underlying: instrumentIdSchema, expiries: z.array(instantSchema) })
  .meta({
    id: 'Expiries',
    examples: [{ underlying: 'NIFTY.NSE', expiries: ['2026-11-24T10:00:00Z'] }],
  });
