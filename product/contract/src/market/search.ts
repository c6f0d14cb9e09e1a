import { z } from 'zod';

import { decimalSchema, instantSchema, listSchema, wholeSchema, type Instant } from '../values.ts';

/** What is looked for, in any words. */
export type SearchQuery = {
  readonly q: string;
  readonly exchanges?: readonly string[] | undefined;
  readonly kinds?: readonly SearchKind[] | undefined;
  readonly size?: number | undefined;
  readonly cursor?: string | undefined;
};
/** What a thing that can be found is. */
export type SearchKind =
  | 'equity'
  | 'fund'
  | 'bond'
  | 'index'
  | 'currencyPair'
  | 'cryptoSpot'
  | 'commodity'
  | 'future'
  | 'option'
  | 'other';

const kindSchema: z.ZodType<SearchKind, SearchKind> = z.enum([
  'equity',
  'fund',
  'bond',
  'index',
  'currencyPair',
  'cryptoSpot',
  'commodity',
  'future',
  'option',
  'other',
]);
const wordSchema: z.ZodType<string, string> = z.string().min(1).max(40);
const SEARCH_SIZE_MAX = 50;
const TEXT_LENGTH_MAX = 200;
const CURSOR_LENGTH_MAX = 20_000;
const FILTERS_MAX = 32;

/** What is looked for. */
export const searchQuerySchema: z.ZodType<SearchQuery> = z
  .strictObject({
    q: z.string().max(TEXT_LENGTH_MAX),
    exchanges: listSchema(wordSchema, FILTERS_MAX).optional(),
    kinds: listSchema(kindSchema, FILTERS_MAX).optional(),
    size: wholeSchema(1, SEARCH_SIZE_MAX).optional(),
    cursor: z.string().min(1).max(CURSOR_LENGTH_MAX).optional(),
  })
  .meta({ id: 'SearchQuery' });

/** What was found, the best first. */
export type SearchHits = {
  /** The version of the instruments that were searched. */
  readonly version: string;
  readonly items: readonly {
    readonly id: string;
    readonly exchange: string;
    readonly kind: SearchKind;
    readonly symbol: string;
    readonly name: string;
    readonly isin: string | null;
    readonly underlying: string | null;
    /** The last day of a future or an option. */
    readonly expiry: string | null;
    readonly strike: string | null;
    readonly right: 'call' | 'put' | null;
    /** What it was last traded at; null where nobody knows. */
    readonly last: { readonly price: number; readonly at: Instant } | null;
  }[];
  readonly next: string | null;
};
/** What was found. */
export const searchHitsSchema: z.ZodType<SearchHits> = z
  .strictObject({
    version: z.string(),
    items: z.array(
      z.strictObject({
        id: z.string(),
        exchange: z.string(),
        kind: kindSchema,
        symbol: z.string(),
        name: z.string(),
        isin: z.string().nullable(),
        underlying: z.string().nullable(),
        expiry: z.string().nullable(),
        strike: decimalSchema.nullable(),
        right: z.enum(['call', 'put']).nullable(),
        last: z.strictObject({ price: z.number(), at: instantSchema }).nullable(),
      }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: 'SearchHits', examples: [{ version: '2026-11-20', items: [], next: null }] });
