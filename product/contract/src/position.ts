import type { Product } from 'argosy/domain';
import { z } from 'zod';

import { productSchema } from './order/order-words.ts';
import {
  currencySchema,
  decimalSchema,
  idSchema,
  instrumentIdSchema,
  moneySchema,
  type Decimal,
  type Money,
} from './values.ts';

/** What a book holds of an instrument. */
export type Position = {
  readonly account: string;
  readonly book: string;
  readonly instrument: string;
  readonly product: Product;
  /** In a hedging book, the order that opened it. */
  readonly position: string | null;
  /** Long above zero, short below. */
  readonly qty: Decimal;
  /** Null where nothing is held. */
  readonly averagePrice: Decimal | null;
  /** The price it is valued at; null where none is known. */
  readonly mark: Decimal | null;
  /** What is held at its mark, signed; null without a mark. */
  readonly value: Money | null;
  /** What it would gain if it closed at its mark, before charges; null without a mark. */
  readonly unrealised: Money | null;
  /** Realised since the first fill, before charges. */
  readonly realised: Money;
  /** Charges since the first fill. */
  readonly charges: Money;
};

/** What a book holds of an instrument. */
export const positionSchema: z.ZodType<Position> = z
  .strictObject({
    account: idSchema,
    book: idSchema,
    instrument: instrumentIdSchema,
    product: productSchema,
    position: idSchema.nullable(),
    qty: decimalSchema,
    averagePrice: decimalSchema.nullable(),
    mark: decimalSchema.nullable(),
    value: moneySchema.nullable(),
    unrealised: moneySchema.nullable(),
    realised: moneySchema,
    charges: moneySchema,
  })
  .meta({
    id: 'Position',
    examples: [
      {
        account: 'PAPER-1',
        book: 'MANUAL',
        instrument: 'SBIN.NSE',
        product: 'delivery',
        position: null,
        qty: '20',
        averagePrice: '812.05',
        mark: '813.00',
        value: { amount: '16260.00', currency: 'INR' },
        unrealised: { amount: '19.00', currency: 'INR' },
        realised: { amount: '0.00', currency: 'INR' },
        charges: { amount: '3.12', currency: 'INR' },
      },
    ],
  });

/** Cash of an account in one currency, and what is left of it. */
export type Funds = {
  readonly account: string;
  readonly currency: string;
  readonly cash: Decimal;
  /** Set aside for working orders. */
  readonly held: Decimal;
  /** Set aside in its own right, as for a withdrawal. */
  readonly reserved: Decimal;
  /** What a new order may bind. */
  readonly available: Decimal;
  /** Of an account on margin: what it is worth, and what its positions bind; null elsewhere. */
  readonly margin: { readonly equity: Decimal; readonly bound: Decimal } | null;
};

/** Cash of an account in one currency, and what is left of it. */
export const fundsSchema: z.ZodType<Funds> = z
  .strictObject({
    account: idSchema,
    currency: currencySchema,
    cash: decimalSchema,
    held: decimalSchema,
    reserved: decimalSchema,
    available: decimalSchema,
    margin: z.strictObject({ equity: decimalSchema, bound: decimalSchema }).nullable(),
  })
  .meta({
    id: 'Funds',
    examples: [
      {
        account: 'PAPER-1',
        currency: 'INR',
        cash: '983756.88',
        held: '24363.00',
        reserved: '0.00',
        available: '959393.88',
        margin: null,
      },
    ],
  });
