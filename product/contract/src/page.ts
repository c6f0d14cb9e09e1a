import { z } from 'zod';

import { wholeSchema } from './values.ts';

/** The most items of a page. */
export const PAGE_SIZE_MAX = 500;
/** How many items a page has unless told. */
export const PAGE_SIZE = 50;
const CURSOR_LENGTH_MAX = 1_000;

/** Some rows, and where the next ones begin. */
export type Page<Item> = {
  readonly items: readonly Item[];
  /** What `cursor` is for the next page; null where this is the last. */
  readonly next: string | null;
};

/** Which page is wanted. */
export type PageQuery = {
  readonly size?: number | undefined;
  readonly cursor?: string | undefined;
};

/** The members of a query that ask for a page. */
export const pageFields: {
  readonly size: z.ZodOptional<z.ZodType<number>>;
  readonly cursor: z.ZodOptional<z.ZodType<string>>;
} = {
  size: wholeSchema(1, PAGE_SIZE_MAX).optional(),
  cursor: z.string().min(1).max(CURSOR_LENGTH_MAX).optional(),
};

/** A query that asks for nothing but a page. */
export const pageQuerySchema: z.ZodType<PageQuery> = z
  .strictObject(pageFields)
  .meta({ id: 'PageQuery' });

/** Pages of something, called after it: `OrderPage` is a page of `Order`. */
export function pageSchema<Item>(id: string, item: z.ZodType<Item>): z.ZodType<Page<Item>> {
  const examples = z.globalRegistry.get(item)?.['examples'];
  const page = z.strictObject({ items: z.array(item), next: z.string().nullable() });
  return page.meta({
    id,
    ...(Array.isArray(examples) ? { examples: [{ items: examples, next: null }] } : {}),
  });
}
