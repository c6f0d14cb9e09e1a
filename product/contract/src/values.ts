import { ID_LENGTH_MAX, isCurrency, isInstrumentId, parseTimestamp } from 'argosy/core';
import { z } from 'zod';

/** A number as text, so that nothing is lost on the way: `100.05`. */
export type Decimal = string;
/** A point in time, ISO 8601: answers are in UTC with `Z`. */
export type Instant = string;
/** An amount with its currency. */
export type Money = { readonly amount: Decimal; readonly currency: string };

const DECIMAL_DIGITS_MAX = 30;
const DECIMAL_PLACES_MAX = 18;
const decimalPattern = new RegExp(
  `^-?\\d{1,${DECIMAL_DIGITS_MAX}}(?:\\.\\d{1,${DECIMAL_PLACES_MAX}})?$`,
  'u',
);
const idPattern = new RegExp(`^[!-~]{1,${ID_LENGTH_MAX}}$`, 'u');
const INSTANT_LENGTH_MAX = 40;
/** How many ids a list in a query may name. */
export const LIST_MAX = 100;

/** A decimal as text. */
export const decimalSchema: z.ZodType<Decimal> = z
  .string()
  .regex(decimalPattern, 'expected a decimal as text, such as "100.05"');

/** A decimal as text that is above zero. */
export const aboveZeroSchema: z.ZodType<Decimal> = z
  .string()
  .regex(decimalPattern, 'expected a decimal as text, such as "100.05"')
  .regex(/^(?=.*[1-9])[^-]/u, 'expected more than zero');

/** An instant; one that comes in may name any zone. */
export const instantSchema: z.ZodType<Instant> = z
  .string()
  .max(INSTANT_LENGTH_MAX)
  .refine((text) => parseTimestamp(text).ok, {
    message: 'expected an instant with its zone, such as "2026-11-20T09:15:00Z"',
  })
  .meta({ format: 'date-time' });

/** The id of an account, a book, an order and the like. */
export const idSchema: z.ZodType<string, string> = z
  .string()
  .regex(idPattern, `expected 1 to ${ID_LENGTH_MAX} printable characters without spaces`);

/** The id of an instrument: `SBIN.NSE`. */
export const instrumentIdSchema: z.ZodType<string, string> = z
  .string()
  .min(1)
  .max(ID_LENGTH_MAX)
  .refine(isInstrumentId, { message: 'expected the id of an instrument, such as "SBIN.NSE"' });

/** The code of a currency. */
export const currencySchema: z.ZodType<string> = z.string().refine(isCurrency, {
  message: 'expected the code of a currency, such as "INR"',
});

/** An amount with its currency. */
export const moneySchema: z.ZodType<Money> = z
  .strictObject({ amount: decimalSchema, currency: currencySchema })
  .meta({ id: 'Money', examples: [{ amount: '1250.00', currency: 'INR' }] });

/** Signs that move what is around them, or that nobody sees: in a line they would show something else than it says. */
const movingSigns = /[\p{Cc}\p{Cs}\u2028-\u202E\u2066-\u2069]/u;

/** A line that people have written, for people: so many characters at most. */
export function lineSchema(most: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !movingSigns.test(text), { message: 'expected one line of plain text' });
}

/** Why something is done, for those who ask later. */
export const reasonSchema: z.ZodType<string> = lineSchema(200);

/** Yes or no in a query. */
export const flagSchema: z.ZodType<boolean> = z
  .enum(['true', 'false'])
  .transform((text) => text === 'true');

/** A whole number in a query, within bounds. */
export function wholeSchema(least: number, most: number): z.ZodType<number> {
  return z.coerce.number().int().min(least).max(most);
}

/** Several in a query, with commas between them. */
export function listSchema<Item>(
  item: z.ZodType<Item, string>,
  most: number = LIST_MAX,
): z.ZodType<readonly Item[]> {
  return z
    .string()
    .max((ID_LENGTH_MAX + 1) * most)
    .transform((text) => text.split(','))
    .pipe(z.array(item).min(1).max(most));
}
