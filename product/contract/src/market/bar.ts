import { z } from 'zod';

import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import { decimalSchema, instantSchema, type Decimal, type Instant } from '../values.ts';

/** A bar. */
export type Bar = {
  /** Whether it is over: then it never changes again. */
  readonly isClosed: boolean;
  /** Whether all of it is known; where not, as when a feed was away and nobody else keeps the past, more may have traded. */
  readonly isWhole: boolean;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly open: Decimal;
  readonly high: Decimal;
  readonly low: Decimal;
  readonly close: Decimal;
  readonly volume: Decimal;
};
const barSchema: z.ZodType<Bar> = z
  .strictObject({
    isClosed: z.boolean(),
    isWhole: z.boolean(),
    opensAt: instantSchema,
    closesAt: instantSchema,
    open: decimalSchema,
    high: decimalSchema,
    low: decimalSchema,
    close: decimalSchema,
    volume: decimalSchema,
  })
  .meta({
    id: 'Bar',
    examples: [
      {
        isClosed: true,
        isWhole: true,
        opensAt: '2026-11-20T04:15:00Z',
        closesAt: '2026-11-20T04:16:00Z',
        open: '812.00',
        high: '812.60',
        low: '811.90',
        close: '812.05',
        volume: '12040',
      },
    ],
  });
/** Bars, the oldest first. */
export const barPageSchema: z.ZodType<Page<Bar>> = pageSchema('BarPage', barSchema);

const BAR_TEXT_MAX = 80;
const bar = z
  .string()
  .regex(/^[1-9]\d{0,5}-[A-Z_]+-[A-Z]+-[A-Z]+(?:@[1-9]\d{0,5}-[A-Z_]+-[A-Z]+)?$/u, {
    message: 'expected the kind of bar, such as "1-MINUTE-LAST-EXTERNAL"',
  })
  .max(BAR_TEXT_MAX);

/** Which kind of bar, `1-MINUTE-LAST-EXTERNAL` unless told; with `before` the last of those that opened earlier. */
export type BarQuery = {
  readonly bar?: string | undefined;
  readonly before?: Instant | undefined;
};
/** Which kind of bar. */
export const barQuerySchema: z.ZodType<BarQuery> = z
  .strictObject({ bar: bar.optional(), before: instantSchema.optional() })
  .meta({ id: 'BarQuery' });

/** Which bars of the past. */
export type BarHistoryQuery = PageQuery & {
  readonly bar?: string | undefined;
  readonly from: Instant;
  readonly until: Instant;
};
/** Which bars of the past. */
export const barHistoryQuerySchema: z.ZodType<BarHistoryQuery> = z
  .strictObject({ bar: bar.optional(), from: instantSchema, until: instantSchema, ...pageFields })
  .meta({ id: 'BarHistoryQuery' });

/** The newest bars of a kind: the last one that is over, and the one under way; each where there is one. */
export type BarsNow = {
  readonly instrument: string;
  /** Which kind of bar. */
  readonly bar: string;
  readonly bars: readonly Bar[];
};
