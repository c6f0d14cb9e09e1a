import { z } from 'zod';

import { decimalSchema, type Decimal } from '../values.ts';

/** How far behind the best price a trailing stop stands. */
export type Trail =
  | { readonly by: 'price'; readonly distance: Decimal }
  | { readonly by: 'ticks'; readonly ticks: number }
  /** Hundredths of a percent. */
  | { readonly by: 'bps'; readonly bps: number }
  /** Hundredths of an average true range, and what they came to when the order was sent. */
  | { readonly by: 'atr'; readonly hundredths: number; readonly distance: Decimal };

type Trailing = {
  readonly trail: Trail;
  /** The price from which it follows; null from the first one on. */
  readonly activation: Decimal | null;
  /** Where the stop stands; null until that is known. */
  readonly trigger: Decimal | null;
};

/** What an order asks of the market. */
export type OrderTerms =
  | { readonly type: 'market' }
  | { readonly type: 'limit'; readonly limit: Decimal }
  | { readonly type: 'stopMarket'; readonly trigger: Decimal }
  | { readonly type: 'stopLimit'; readonly trigger: Decimal; readonly limit: Decimal }
  | { readonly type: 'marketToLimit'; readonly limit: Decimal | null }
  | { readonly type: 'marketIfTouched'; readonly trigger: Decimal }
  | { readonly type: 'limitIfTouched'; readonly trigger: Decimal; readonly limit: Decimal }
  | ({ readonly type: 'trailingStopMarket' } & Trailing)
  | ({ readonly type: 'trailingStopLimit'; readonly limitOffset: Decimal } & Trailing);

const wholeMax = 1_000_000;
const wholeSchema = z.number().int().min(1).max(wholeMax);
const trailSchema: z.ZodType<Trail> = z
  .discriminatedUnion('by', [
    z.strictObject({ by: z.literal('price'), distance: decimalSchema }),
    z.strictObject({ by: z.literal('ticks'), ticks: wholeSchema }),
    z.strictObject({ by: z.literal('bps'), bps: wholeSchema }),
    z.strictObject({ by: z.literal('atr'), hundredths: wholeSchema, distance: decimalSchema }),
  ])
  .meta({ id: 'Trail', examples: [{ by: 'bps', bps: 50 }] });

const trigger = decimalSchema;
const limit = decimalSchema;
const trailing = {
  trail: trailSchema,
  activation: decimalSchema.nullable(),
  trigger: decimalSchema.nullable(),
};

/** What an order asks of the market. */
export const orderTermsSchema: z.ZodType<OrderTerms> = z
  .discriminatedUnion('type', [
    z.strictObject({ type: z.literal('market') }),
    z.strictObject({ type: z.literal('limit'), limit }),
    z.strictObject({ type: z.literal('stopMarket'), trigger }),
    z.strictObject({ type: z.literal('stopLimit'), trigger, limit }),
    z.strictObject({ type: z.literal('marketToLimit'), limit: limit.nullable() }),
    z.strictObject({ type: z.literal('marketIfTouched'), trigger }),
    z.strictObject({ type: z.literal('limitIfTouched'), trigger, limit }),
    z.strictObject({ type: z.literal('trailingStopMarket'), ...trailing }),
    z.strictObject({
      type: z.literal('trailingStopLimit'),
      limitOffset: decimalSchema,
      ...trailing,
    }),
  ])
  .meta({ id: 'OrderTerms', examples: [{ type: 'limit', limit: '812.05' }] });
