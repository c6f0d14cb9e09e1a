import {
  absBigint,
  ledgerScales,
  money,
  toBookId,
  toCurrency,
  toInstrumentId,
  toMinor,
} from 'argosy/core';
import { InstrumentTable, type Position } from 'argosy/domain';
import { AccountValuer } from 'argosy/risk';
import { aFuture, anAccount, anInstrument, anOption, aPair, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { AccountStore, type AccountRecord } from './account-store.ts';
import { AccountWorth } from './account-worth.ts';
import { TouchTable } from '../touch-table.ts';

type MarkOf = ConstructorParameters<typeof AccountValuer>[0]['markOf'];

const usd = toCurrency('USD');
const currencies = [toCurrency('INR'), usd];
const books = ['ONE', 'TWO'].map(toBookId);
const pair = aPair();
const instruments = new InstrumentTable([
  anInstrument(),
  anInstrument({ id: toInstrumentId('ACME.US'), currency: usd }),
  aFuture(),
  anOption(),
  pair,
]);
const size = instruments.all.length;
const config = anAccount({ kind: 'margin', leverage: { delivery: '5' } });
const account = new AccountStore([config], instruments).find(config.id);

const aPosition = fc
  .record({
    place: fc.nat(size - 1),
    book: fc.constantFrom(...books),
    qty: fc.integer({ min: -50, max: 50 }),
    cost: fc.integer({ min: -500_000, max: 500_000 }),
    realised: fc.integer({ min: -1_000, max: 1_000 }),
  })
  .map(({ place, book, qty, cost, realised }): Position => {
    const { id: instrument, currency } = instruments.all[place] ?? pair;
    return {
      key: { account: config.id, book, instrument, product: 'delivery', id: null },
      qty,
      cost: qty === 0 ? 0n : BigInt(cost),
      realised: money(toMinor(BigInt(realised)), currency),
      charges: money(toMinor(7n), currency),
    };
  });

/** A price of an instrument, a position in a place of the list, or the last of the list leaves. */
const aStep = fc.oneof(
  fc.record({ place: fc.nat(size - 1), bid: fc.integer({ min: 1, max: 20_000 }) }),
  fc.record({ at: fc.nat(5), position: aPosition }),
  fc.record({ at: fc.nat(5) }),
);

test('sums that follow each change are those of all positions, added up anew', () => {
  if (account === undefined) throw new Error('the account is configured');
  fc.assert(
    fc.property(fc.array(aStep, { maxLength: 40 }), (steps) => {
      const touches = new TouchTable(size);
      const markOf: MarkOf = (index) => {
        const last2 = touches.last2(index);
        return Number.isNaN(last2) ? null : last2;
      };
      const valuer = new AccountValuer({ instruments, scales: ledgerScales({}), markOf });
      const parts = { account, valuer, instruments, touches };
      const followed = new AccountWorth(parts);
      const held: Position[] = [];
      for (const step of steps) {
        if ('bid' in step) {
          const index = instruments.indexOf(instruments.all[step.place]?.id ?? pair.id);
          if (index !== undefined) touches.keepQuote(index, aQuote({ bid: step.bid }));
        } else if ('position' in step) held.splice(step.at, 1, step.position);
        else held.splice(step.at, 1);
        followed.refresh(held);
        expect(figuresOf(followed)).toEqual(naiveFigures(held, account, { valuer, markOf }));
      }
    }),
    { numRuns: 300 },
  );
});

function figuresOf(worth: AccountWorth): object {
  const { equity, used, unrealised } = worth;
  const left = books.map((book) => worth.leftOf(book));
  const values = currencies.map((currency) => worth.valueIn(currency));
  return { equity, used, unrealised, left, values };
}

function naiveFigures(
  held: readonly Position[],
  record: AccountRecord,
  { valuer, markOf }: { readonly valuer: AccountValuer; readonly markOf: MarkOf },
): object {
  const { base } = record;
  const { amount, isComplete } = valuer.equity({ cash: [], positions: held }, base);
  const sum = (of: (position: Position) => bigint | null, all = held): bigint =>
    all.reduce((total, position) => total + (of(position) ?? 0n), 0n);
  const toBase = (position: Position, worth: bigint): bigint | null =>
    valuer.rates.convert(worth, position.realised.currency, base);
  const earned = (one: Position): bigint | null =>
    toBase(one, one.realised.amount - one.charges.amount);
  const gainOf = (one: Position): bigint | null => {
    const index = instruments.indexOf(one.key.instrument);
    if (one.qty === 0) return 0n;
    if (index === undefined || markOf(index) === null) return null;
    return toBase(one, valuer.marketValue(one) - valuer.costOf(one));
  };
  return {
    equity: isComplete ? amount : null,
    used: valuer.marginUsed(held, record),
    unrealised: held.some((one) => gainOf(one) === null) ? null : sum(gainOf),
    left: books.map((book) => {
      const own = held.filter(({ key }) => key.book === book);
      return sum(earned, own) - sum((one) => valuer.marginUsed([one], record), own);
    }),
    values: currencies.map((currency) => {
      const own = held.filter(({ realised }) => realised.currency === currency);
      return sum((one) => absBigint(valuer.marketValue(one)), own);
    }),
  };
}
