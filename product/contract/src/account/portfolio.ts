import { z } from 'zod';

import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import { positionSchema, type Position } from '../position.ts';
import {
  currencySchema,
  decimalSchema,
  flagSchema,
  idSchema,
  instrumentIdSchema,
  moneySchema,
  type Decimal,
} from '../values.ts';

/** Which positions are wanted. */
export type PositionQuery = PageQuery & {
  readonly account?: string | undefined;
  readonly book?: string | undefined;
  readonly instrument?: string | undefined;
  /** Only those that are not flat. */
  readonly isHeld?: boolean | undefined;
};
/** Which positions are wanted. */
export const positionQuerySchema: z.ZodType<PositionQuery> = z
  .strictObject({
    account: idSchema.optional(),
    book: idSchema.optional(),
    instrument: instrumentIdSchema.optional(),
    isHeld: flagSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'PositionQuery' });

/** Positions, by account, book, instrument and product. */
export const positionPageSchema: z.ZodType<Page<Position>> = pageSchema(
  'PositionPage',
  positionSchema,
);

/** Amounts of one currency, added up. */
export type PortfolioSum = {
  readonly currency: string;
  /** What is held, signed, at its marks; null where one has none. */
  readonly value: Decimal | null;
  /** What it would gain if it closed at its marks; null where one has none. */
  readonly unrealised: Decimal | null;
  readonly realised: Decimal;
  readonly charges: Decimal;
  /** What was and would be gained, less charges; null where a mark is missing. */
  readonly net: Decimal | null;
};

/** Positions that have something in common, added up. */
export type PortfolioRow = {
  /** What they have in common; null where it was not asked for. */
  readonly account: string | null;
  readonly book: string | null;
  readonly instrument: string | null;
  /** How many of them are not flat. */
  readonly held: number;
  readonly sums: readonly PortfolioSum[];
};

/** What positions are added up by. */
export type PortfolioPart = 'account' | 'book' | 'instrument';

/** All positions, added up at their marks. */
export type Portfolio = {
  readonly rows: readonly PortfolioRow[];
  readonly totals: readonly PortfolioSum[];
};

const sums = z.array(
  z
    .strictObject({
      currency: currencySchema,
      value: decimalSchema.nullable(),
      unrealised: decimalSchema.nullable(),
      realised: decimalSchema,
      charges: decimalSchema,
      net: decimalSchema.nullable(),
    })
    .meta({
      id: 'PortfolioSum',
      examples: [
        {
          currency: 'INR',
          value: '16260.00',
          unrealised: '19.00',
          realised: '0.00',
          charges: '3.12',
          net: '15.88',
        },
      ],
    }),
);

/** All positions, added up at their marks. */
export const portfolioSchema: z.ZodType<Portfolio> = z
  .strictObject({
    rows: z.array(
      z.strictObject({
        account: idSchema.nullable(),
        book: idSchema.nullable(),
        instrument: instrumentIdSchema.nullable(),
        held: z.number().int(),
        sums,
      }),
    ),
    totals: sums,
  })
  .meta({ id: 'Portfolio' });

/** By what positions are added up; all that somebody may see unless an account is named. */
export type PortfolioQuery = {
  readonly account?: string | undefined;
  readonly by?: PortfolioPart | undefined;
};
/** By what positions are added up. */
export const portfolioQuerySchema: z.ZodType<PortfolioQuery> = z
  .strictObject({
    account: idSchema.optional(),
    by: z.enum(['account', 'book', 'instrument']).optional(),
  })
  .meta({ id: 'PortfolioQuery' });

/** What an account holds of an instrument for delivery, whichever of its books hold it. */
export type Holding = Omit<Position, 'book' | 'product' | 'position'> & {
  /** The books that hold it, by id. */
  readonly books: readonly string[];
};

/** Holdings, by account and instrument. */
export const holdingPageSchema: z.ZodType<Page<Holding>> = pageSchema(
  'HoldingPage',
  z
    .strictObject({
      account: idSchema,
      instrument: instrumentIdSchema,
      books: z.array(idSchema),
      qty: decimalSchema,
      averagePrice: decimalSchema.nullable(),
      mark: decimalSchema.nullable(),
      value: moneySchema.nullable(),
      unrealised: moneySchema.nullable(),
      realised: moneySchema,
      charges: moneySchema,
    })
    .meta({ id: 'Holding' }),
);
