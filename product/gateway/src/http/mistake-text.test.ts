import { expect, test } from 'vitest';
import { z } from 'zod';

import { mistakeText } from './mistake-text.ts';

const union = z.discriminatedUnion('type', [
  z.object({ type: z.literal('market') }),
  z.object({ type: z.literal('limit') }),
]);

test.each<readonly [z.ZodType, unknown, string]>([
  [z.object({ qty: z.string() }), {}, 'is missing'],
  [z.string(), 5, 'expected a text'],
  [z.number(), 'x', 'expected a number'],
  [z.int(), 1.5, 'expected a whole number'],
  [z.boolean(), 'yes', 'expected true or false'],
  [z.array(z.string()), {}, 'expected a list'],
  [z.object({}), [], 'expected an object'],
  [z.enum(['buy', 'sell']), 'up', 'expected one of buy, sell'],
  [z.object({ side: z.enum(['buy', 'sell']) }), {}, 'is missing: expected one of buy, sell'],
  [z.literal(true), false, 'expected true'],
  [z.string().min(1), '', 'expected at least 1 character'],
  [z.string().max(3), 'four', 'expected at most 3 characters'],
  [z.string().length(2), 'x', 'expected 2 characters'],
  [z.array(z.string()).min(2), [], 'expected at least 2 items'],
  [z.number().max(500), 501, 'expected at most 500'],
  [z.number().gt(0), 0, 'expected more than 0'],
  [z.number().multipleOf(5), 3, 'expected a multiple of 5'],
  [z.string().regex(/a/u), 'b', 'has another form than is expected'],
  [z.strictObject({}), { extra: 1 }, 'extra is not known'],
  [union, { type: 'iceberg' }, 'expected one of market, limit'],
  [z.union([z.string(), z.number()]), true, 'has none of the forms that it may have'],
  [z.record(z.enum(['a']), z.string()), { b: 'x' }, 'is missing'],
  [z.record(z.string().regex(/^a$/u), z.string()), { b: 'x' }, 'has a name that is not expected'],
  [z.string().refine(() => false), 'x', 'is not what is expected'],
  [z.string().regex(/a/u, 'expected an a'), 'b', 'expected an a'],
])('%#: what a schema refuses is told in our words', (schema, value, text) => {
  const read = schema.safeParse(value, { error: mistakeText });
  expect(read.error?.issues[0]?.message).toBe(text);
});
