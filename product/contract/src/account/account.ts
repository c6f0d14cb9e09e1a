import type { Product } from 'argosy/domain';
import { z } from 'zod';

import { productSchema } from '../order/order-words.ts';
import { fundsSchema, type Funds } from '../position.ts';
import { pageFields, pageSchema, type Page, type PageQuery } from '../page.ts';
import {
  currencySchema,
  idSchema,
  instantSchema,
  moneySchema,
  type Instant,
  type Money,
} from '../values.ts';

/** A book of an account. */
export type Book = {
  readonly account: string;
  readonly id: string;
  readonly mode: 'netting' | 'hedging';
  /** What it may bind; null where only the account bounds it. */
  readonly allotment: Money | null;
};

const bookSchema: z.ZodType<Book> = z
  .strictObject({
    account: idSchema,
    id: idSchema,
    mode: z.enum(['netting', 'hedging']),
    allotment: moneySchema.nullable(),
  })
  .meta({
    id: 'Book',
    examples: [{ account: 'PAPER-1', id: 'MANUAL', mode: 'netting', allotment: null }],
  });

/** An account. */
export type Account = {
  readonly id: string;
  /** Where it lives: an adapter's name. */
  readonly broker: string;
  /** Whether its orders meet real money. */
  readonly mode: 'paper' | 'live';
  readonly kind: 'cash' | 'margin';
  /** How it may carry positions. */
  readonly products: readonly Product[];
  readonly currency: string;
  /** Whose it is; null while it is nobody's. */
  readonly user: string | null;
  readonly books: readonly Book[];
};

/** An account. */
export const accountSchema: z.ZodType<Account> = z
  .strictObject({
    id: idSchema,
    broker: z.string(),
    mode: z.enum(['paper', 'live']),
    kind: z.enum(['cash', 'margin']),
    products: z.array(productSchema),
    currency: currencySchema,
    user: z.string().nullable(),
    books: z.array(bookSchema),
  })
  .meta({
    id: 'Account',
    examples: [
      {
        id: 'PAPER-1',
        broker: 'demo',
        mode: 'paper',
        kind: 'cash',
        products: ['delivery', 'intraday'],
        currency: 'INR',
        user: 'u-1',
        books: [{ account: 'PAPER-1', id: 'MANUAL', mode: 'netting', allotment: null }],
      },
    ],
  });

/** Accounts, by id. */
export type Accounts = { readonly accounts: readonly Account[] };
/** Accounts, by id. */
export const accountsSchema: z.ZodType<Accounts> = z
  .strictObject({ accounts: z.array(accountSchema) })
  .meta({ id: 'Accounts' });

/** Books, by account and id. */
export type Books = { readonly books: readonly Book[] };
/** Books, by account and id. */
export const booksSchema: z.ZodType<Books> = z
  .strictObject({ books: z.array(bookSchema) })
  .meta({ id: 'Books' });

/** What is there to trade with, by account and currency. */
export type FundsList = { readonly funds: readonly Funds[] };
/** What is there to trade with. */
export const fundsListSchema: z.ZodType<FundsList> = z
  .strictObject({ funds: z.array(fundsSchema) })
  .meta({ id: 'FundsList' });

/** Of one account, or of all that somebody may see. */
export type AccountQuery = { readonly account?: string | undefined };
/** Of one account, or of all. */
export const accountQuerySchema: z.ZodType<AccountQuery> = z
  .strictObject({ account: idSchema.optional() })
  .meta({ id: 'AccountQuery' });

/** A ledger account behind an account. */
export type Balance = {
  readonly account: string;
  readonly ledgerAccount: string;
  /** A debit above zero. */
  readonly balance: Money;
  readonly updatedAt: Instant;
};

const balanceSchema: z.ZodType<Balance> = z
  .strictObject({
    account: idSchema,
    ledgerAccount: z.string(),
    balance: moneySchema,
    updatedAt: instantSchema,
  })
  .meta({
    id: 'Balance',
    examples: [
      {
        account: 'PAPER-1',
        ledgerAccount: 'PAPER-1/cash',
        balance: { amount: '983756.88', currency: 'INR' },
        updatedAt: '2026-11-20T04:15:00.160900Z',
      },
    ],
  });

/** The ledger accounts behind accounts, by name. */
export const balancePageSchema: z.ZodType<Page<Balance>> = pageSchema('BalancePage', balanceSchema);

/** A line of charges. */
export type ChargeLine = {
  readonly account: string;
  readonly order: string | null;
  /** Empty for charges without lines. */
  readonly name: string;
  /** Above zero is paid. */
  readonly amount: Money;
  /** What booked it. */
  readonly purpose: string;
  readonly at: Instant;
};

const chargeLineSchema: z.ZodType<ChargeLine> = z
  .strictObject({
    account: idSchema,
    order: idSchema.nullable(),
    name: z.string(),
    amount: moneySchema,
    purpose: z.string(),
    at: instantSchema,
  })
  .meta({
    id: 'ChargeLine',
    examples: [
      {
        account: 'PAPER-1',
        order: '0001DESK00000A',
        name: 'stt',
        amount: { amount: '1.62', currency: 'INR' },
        purpose: 'fill',
        at: '2026-11-20T04:15:00.160000Z',
      },
    ],
  });

/** Charges, line by line, the newest first. */
export const chargePageSchema: z.ZodType<Page<ChargeLine>> = pageSchema(
  'ChargeLinePage',
  chargeLineSchema,
);

/** A line of an account's statement: something that moved its cash. */
export type StatementLine = {
  /** The input that caused it. */
  readonly number: number;
  readonly account: string;
  /** The entry that it is a part of; its lines stand together. */
  readonly entry: string;
  /** What the entry is for: `deposit`, `fill`, `charges`, `settlement`, … */
  readonly purpose: string;
  readonly order: string | null;
  /** The day that it settles on; null for cash that has settled. */
  readonly settlesOn: string | null;
  /** Above zero came in. */
  readonly amount: Money;
  /** What was there behind it: of settled cash, or of the cash that settles on the same day. */
  readonly balance: Money;
  readonly at: Instant;
  readonly bookedAt: Instant;
};

/** A statement, the newest line first. */
export const statementPageSchema: z.ZodType<Page<StatementLine>> = pageSchema(
  'StatementLinePage',
  z
    .strictObject({
      number: z.number().int(),
      account: idSchema,
      entry: z.string(),
      purpose: z.string(),
      order: idSchema.nullable(),
      settlesOn: z.string().nullable(),
      amount: moneySchema,
      balance: moneySchema,
      at: instantSchema,
      bookedAt: instantSchema,
    })
    .meta({
      id: 'StatementLine',
      examples: [
        {
          number: 1209,
          account: 'PAPER-1',
          entry: 'fill T-88',
          purpose: 'fill',
          order: '0001DESK00000A',
          settlesOn: null,
          amount: { amount: '-16241.00', currency: 'INR' },
          balance: { amount: '983759.00', currency: 'INR' },
          at: '2026-11-20T04:15:00.160000Z',
          bookedAt: '2026-11-20T04:15:00.160900Z',
        },
      ],
    }),
);

/** Which lines are wanted; the span is of when they were booked. */
export type StatementQuery = PageQuery & {
  readonly currency?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};
/** Which lines are wanted. */
export const statementQuerySchema: z.ZodType<StatementQuery> = z
  .strictObject({
    currency: currencySchema.optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'StatementQuery' });

/** Which rows of the history of accounts are wanted. */
export type HistoryQuery = PageQuery & {
  readonly account?: string | undefined;
  readonly from?: Instant | undefined;
  readonly until?: Instant | undefined;
};
/** Which rows of the history of accounts are wanted. */
export const historyQuerySchema: z.ZodType<HistoryQuery> = z
  .strictObject({
    account: idSchema.optional(),
    from: instantSchema.optional(),
    until: instantSchema.optional(),
    ...pageFields,
  })
  .meta({ id: 'HistoryQuery' });
