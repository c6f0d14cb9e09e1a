import { money, toAccountId, toCurrency, toMinor, toOrderId, toQuantity } from 'argosy/core';
import { rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { digestBooks, type DigestedBooks } from './digest-books.ts';
import type { Hold } from './hold-table.ts';
import type { Reservation } from './reservation-table.ts';

const account = toAccountId('MAIN');
const [currency, other] = [toCurrency('INR'), toAccountId('OTHER')];
const balance = {
  ledgerAccount: 'MAIN/cash',
  currency,
  debits: toMinor(5n),
  credits: toMinor(2n),
  balance: toMinor(3n),
};
const hold: Hold = {
  order: toOrderId('0000TEST000001'),
  account,
  money: rupees(2n),
  qty: toQuantity(3),
  group: null,
  position: null,
};
const reservation: Reservation = {
  account,
  reservation: 'R',
  purpose: 'withdrawal',
  expiresAt: null,
  phase: 'open',
  asked: rupees(9n),
  left: rupees(4n),
  entries: [],
};
const standing = { account, status: 'frozen', reason: 'test' } as const;
const floor = { account, floor: rupees(6n), reason: 'test' };
const books: DigestedBooks = {
  balances: [balance],
  holds: [hold],
  reservations: [reservation, { ...reservation, reservation: 'S' }],
  terms: { standings: [standing], floors: [floor] },
};
const dollars = toCurrency('USD');
const abroad = (amount: bigint) => money(toMinor(amount), dollars);

describe('the digest of books', () => {
  test.each<[string, Partial<DigestedBooks>]>([
    ['ledger account', { balances: [{ ...balance, ledgerAccount: 'MAIN/bash' }] }],
    ['currency of a balance', { balances: [{ ...balance, currency: dollars }] }],
    ['debits', { balances: [{ ...balance, debits: toMinor(6n) }] }],
    ['credits', { balances: [{ ...balance, credits: toMinor(6n) }] }],
    ['order', { holds: [{ ...hold, order: toOrderId('0000TEST000002') }] }],
    ['amount held', { holds: [{ ...hold, money: rupees(7n) }] }],
    ['currency held', { holds: [{ ...hold, money: abroad(2n) }] }],
    ['quantity held', { holds: [{ ...hold, qty: toQuantity(4) }] }],
    ['account of a reservation', { reservations: [{ ...reservation, account: other }] }],
    ['reservation', { reservations: [{ ...reservation, reservation: 'T' }] }],
    ['amount reserved', { reservations: [{ ...reservation, left: rupees(5n) }] }],
    ['currency reserved', { reservations: [{ ...reservation, left: abroad(4n) }] }],
    [
      'account that stands so',
      { terms: { ...books.terms, standings: [{ ...standing, account: other }] } },
    ],
    ['standing', { terms: { ...books.terms, standings: [{ ...standing, status: 'closed' }] } }],
    ['account with a floor', { terms: { ...books.terms, floors: [{ ...floor, account: other }] } }],
    ['floor', { terms: { ...books.terms, floors: [{ ...floor, floor: rupees(7n) }] } }],
    [
      'currency of a floor',
      { terms: { ...books.terms, floors: [{ ...floor, floor: abroad(6n) }] } },
    ],
  ])('tells another %s', (_, changes) => {
    const first = { ...books, reservations: [reservation] };
    expect(digestBooks({ ...first, ...changes })).not.toBe(digestBooks(first));
  });

  test('is the same whatever order reservations came in', () => {
    const [one, two, three] = ['R', 'S', 'T'].map((name) => ({
      ...reservation,
      reservation: name,
    }));
    const elsewhere = { ...reservation, account: other, reservation: 'A' };
    const all = [one, two, three, elsewhere].filter((of) => of !== undefined);
    const digest = digestBooks({ ...books, reservations: all });
    expect(digestBooks({ ...books, reservations: all.toReversed() })).toBe(digest);
    expect(digestBooks({ ...books, reservations: [...all.slice(2), ...all.slice(0, 2)] })).toBe(
      digest,
    );
  });

  test('leaves out what says only why, and what is derived', () => {
    const reworded = {
      standings: [{ ...standing, reason: '' }],
      floors: [{ ...floor, reason: '' }],
    };
    expect(digestBooks({ ...books, terms: reworded })).toBe(digestBooks(books));
  });
});
