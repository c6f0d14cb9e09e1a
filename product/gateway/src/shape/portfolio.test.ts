import { money, toAccountId, toBookId, toCurrency } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { holdingPageSchema, portfolioSchema } from '@argosy/contract';
import type { HeldPosition } from '@argosy/desk';
import { aCoin, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { holdingShapes, portfolioShape } from './portfolio.ts';

const instruments = new InstrumentTable([anInstrument(), aCoin()]);
const tables = { instruments, scales: { INR: 2 } };
const inr = toCurrency('INR');

type Made = { readonly book?: string; readonly instrument?: string; readonly qty: number };

function held(
  { book = 'A', instrument = 'SBIN.NSE', qty }: Made,
  mark: number | null,
): HeldPosition {
  const { id } = instrument === 'SBIN.NSE' ? anInstrument() : aCoin();
  return {
    key: {
      account: toAccountId('MAIN'),
      book: toBookId(book),
      instrument: id,
      product: 'delivery',
      id: null,
    },
    qty,
    cost: BigInt(qty) * 10_000n,
    realised: money(1_050n, inr),
    charges: money(25n, inr),
    mark2: mark === null ? null : 2 * mark,
  };
}

test('a portfolio adds positions of different precision up exactly', () => {
  const positions = [
    held({ qty: 10 }, 10_100),
    held({ book: 'B', qty: -4 }, 9_900),
    held({ book: 'B', instrument: 'BTCINR.SIM', qty: 300_000_000 }, 10_000.5),
  ];
  const portfolio = portfolioShape(positions, tables, 'book');
  expect(portfolio.rows.map(({ book, held: count }) => [book, count])).toEqual([
    ['A', 1],
    ['B', 2],
  ]);
  // 10 × 1.00 and −4 × −1.00 rupees, and three times half a paisa, which is even.
  expect(portfolio.totals).toEqual([
    {
      currency: 'INR',
      value: '914.02',
      unrealised: '14.02',
      realised: '31.50',
      charges: '0.75',
      net: '44.77',
    },
  ]);
  expect(portfolioSchema.safeParse(portfolio).error).toBeUndefined();
});

test('what is worth an unknown amount leaves the sum unknown, and what is realised known', () => {
  const [sum] = portfolioShape(
    [held({ qty: 1 }, null), held({ qty: 1 }, 10_000)],
    tables,
    'account',
  ).totals;
  expect(sum).toMatchObject({ value: null, unrealised: null, net: null, realised: '21.00' });
});

test('holdings are of all books together', () => {
  const items = holdingShapes(
    [held({ qty: 10 }, 10_100), held({ book: 'B', qty: 5 }, 10_100)],
    tables,
  );
  expect(items).toMatchObject([
    { books: ['A', 'B'], qty: '15', averagePrice: '100.00', unrealised: { amount: '15.00' } },
  ]);
  expect(holdingPageSchema.safeParse({ items, next: null }).error).toBeUndefined();
});
