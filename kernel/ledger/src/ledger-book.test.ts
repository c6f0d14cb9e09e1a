import { toAccountId, toCurrency, toOrderId } from 'argosy/core';
import { LedgerRig, anEventHead, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { EntryBody } from './bodies.ts';
import { unsettledAccountOf } from './ledger-accounts.ts';
import { LedgerBook } from './ledger-book.ts';

const account = toAccountId('MAIN');
const inr = toCurrency('INR');
const { id: order } = anOrderRequest();

function anEntry(changes: Partial<EntryBody> = {}): EntryBody {
  return {
    kind: 'entry',
    entry: 'E',
    account,
    purpose: 'deposit',
    order: null,
    legs: [
      { ledgerAccount: 'MAIN/cash', amount: rupees(5n) },
      { ledgerAccount: 'MAIN/capital', amount: rupees(-5n) },
    ],
    ...changes,
  };
}

describe('a book', () => {
  test('shows what is free besides what is held', () => {
    const { book } = new LedgerRig().transfer(1_000n).hold(300n);
    expect([book.cash(account, inr), book.held(account, inr), book.freeCash(account, inr)]).toEqual(
      [1_000n, 300n, 700n],
    );
  });

  test('shows the hold of an order', () => {
    expect(new LedgerRig().transfer(1_000n).hold(300n).book.holdOf(order)?.money).toEqual(
      rupees(300n),
    );
  });

  test('sums to zero in each currency', () => {
    const rig = new LedgerRig().transfer(1_000n);
    rig.fill('buy', { fee: rupees(3n) });
    expect([...rig.book.trialBalance()]).toEqual([['INR', 0n]]);
  });

  test('throws on an entry that does not sum to zero', () => {
    const legs = [
      { ledgerAccount: 'MAIN/cash', amount: rupees(5n) },
      { ledgerAccount: 'MAIN/capital', amount: rupees(-4n) },
    ];
    expect(() => new LedgerRig().post(anEntry({ legs }))).toThrow('off by 1');
  });

  test('throws on an entry that is booked already', () => {
    const rig = new LedgerRig();
    rig.post(anEntry());
    expect(() => rig.post(anEntry())).toThrow('booked twice');
  });

  test('throws on an entry with a single leg', () => {
    expect(() => new LedgerRig().post(anEntry({ legs: anEntry().legs.slice(1) }))).toThrow(
      '1 legs',
    );
  });
});

describe('what trades will bring', () => {
  const trade = anEntry({
    purpose: 'fill',
    order,
    legs: [
      { ledgerAccount: unsettledAccountOf(account, 7), amount: rupees(40n) },
      { ledgerAccount: 'MAIN/inventory', amount: rupees(-40n) },
    ],
  });

  test.each([
    ['cannot leave the account', new Set<typeof account>(), 40n, 40n],
    ['does not even pay for orders where the account awaits it', new Set([account]), 0n, 0n],
  ])('%s', (_, awaitsReceipts, receipts, free) => {
    const book = new LedgerBook({ awaitsReceipts });
    book.apply({ ...anEventHead(), ...trade });
    expect([book.receiptsIn(account, inr), book.freeCash(account, inr)]).toEqual([receipts, free]);
    expect(book.cash(account, inr)).toBe(40n);
  });
});

describe('what a book remembers of entries', () => {
  test('tells the same content from another', () => {
    const rig = new LedgerRig();
    rig.post(anEntry());
    const other = anEntry({ legs: [...anEntry().legs].reverse() });
    expect([rig.book.hasEntry(anEntry()), rig.book.hasEntry(other)]).toEqual(['same', 'other']);
  });

  test('is every transfer', () => {
    const book = new LedgerBook({ fillEntriesMax: 1 });
    for (const entry of ['A', 'B', 'C']) book.apply({ ...anEventHead(), ...anEntry({ entry }) });
    expect(book.hasEntry(anEntry({ entry: 'A' }))).toBe('same');
  });

  test('is the last fills up to a bound', () => {
    const book = new LedgerBook({ fillEntriesMax: 2 });
    for (const entry of ['A', 'B', 'C']) {
      book.apply({ ...anEventHead(), ...anEntry({ entry, purpose: 'fill' }) });
    }
    expect(['A', 'B', 'C'].map((entry) => book.hasFill(entry))).toEqual([false, true, true]);
  });

  test('keeps fills and transfers of one name apart', () => {
    const rig = new LedgerRig();
    rig.post(anEntry());
    expect(rig.book.hasEntry(anEntry({ purpose: 'fill' }))).toBe('absent');
  });
});

describe('a book that was left under its floor', () => {
  const aDebtor = (): LedgerRig => {
    const rig = new LedgerRig();
    rig.fill('buy', { qty: 1, price: 10_000 });
    return rig;
  };
  const reservation = {
    kind: 'reservation',
    account,
    reservation: 'R',
    change: 'posted',
    purpose: 'withdrawal',
    money: rupees(0n),
    expiresAt: null,
    entry: 'W',
  } as const;
  const withdrawal = (entry: string, of = account): EntryBody => ({
    ...anEntry({ entry, purpose: 'withdrawal' }),
    account: of,
    legs: [
      { ledgerAccount: `${of}/cash`, amount: rupees(-5n) },
      { ledgerAccount: `${of}/capital`, amount: rupees(5n) },
    ],
  });
  /** A fill comes between what is reserved and what is posted of it. */
  const afterPosting = (body: EntryBody): string | null => {
    const rig = new LedgerRig().transfer(5n);
    const reserved = {
      ...reservation,
      change: 'reserved',
      money: rupees(5n),
      entry: null,
    } as const;
    rig.book.apply({ ...anEventHead(), ...reserved });
    rig.fill('buy', { qty: 1, price: 10_000 });
    rig.book.apply({ ...anEventHead(), ...reservation });
    rig.post(body);
    return rig.book.floorBreach;
  };

  test('by a fill has no decision to blame', () => {
    expect(aDebtor().book.floorBreach).toBeNull();
  });

  test('blames no hold that sets no more aside than there was', () => {
    const rig = aDebtor();
    const { id } = anOrderRequest();
    const hold = {
      kind: 'hold',
      order: id,
      account,
      group: null,
      qty: anOrderRequest().qty,
    } as const;
    rig.book.apply({ ...anEventHead(), ...hold, change: 'placed', money: rupees(0n) });
    expect(rig.book.floorBreach).toBeNull();
    rig.book.apply({ ...anEventHead(), ...hold, change: 'placed', money: rupees(1n) });
    expect(rig.book.floorBreach).toMatch(/^0000TEST000001 left MAIN with -10001 minor units/u);
  });

  test('blames a withdrawal, but none that posts what was reserved', () => {
    const rig = aDebtor();
    rig.post(withdrawal('W'));
    expect(rig.book.floorBreach).toMatch(/^W left MAIN/u);
  });

  test('does not blame what posts what was reserved before', () => {
    const breach = afterPosting(withdrawal('W'));
    expect(breach).toBeNull();
  });

  test('blames another withdrawal that comes after it', () => {
    expect(afterPosting(withdrawal('V'))).toMatch(/^V left MAIN/u);
  });

  test('blames that of another account under the same id', () => {
    const body = withdrawal('W', toAccountId('OTHER'));
    expect(afterPosting(body)).toMatch(/^W left OTHER/u);
  });
});

describe('held quantities', () => {
  const hold = {
    kind: 'hold',
    order,
    account,
    change: 'placed',
    group: null,
    money: rupees(0n),
    qty: anOrderRequest().qty,
  } as const;

  test('are summed by the position that is told', () => {
    const book = new LedgerBook();
    book.apply({ ...anEventHead(), ...hold }, 'P');
    expect(book.heldQty('P')).toBe(10);
  });

  test('are told without those of the asker and its siblings', () => {
    const book = new LedgerBook();
    const [mine, sibling, other] = [toOrderId('O-1'), toOrderId('O-2'), toOrderId('O-3')];
    const place = (id: typeof mine, group: string | null): void =>
      book.apply({ ...anEventHead(), ...hold, order: id, group }, 'P');
    place(mine, 'G');
    place(sibling, 'G');
    place(other, null);
    const beside = [
      { order: mine, group: 'G' },
      { order: other, group: null },
      { order: toOrderId('NEW'), group: null },
    ].map((holder) => book.heldQtyBeside(holder, 'P'));
    expect([book.heldQty('P'), ...beside]).toEqual([20, 10, 10, 20]);
  });

  test('keep their position when a later hold does not name it', () => {
    const book = new LedgerBook();
    book.apply({ ...anEventHead(), ...hold }, 'P');
    book.apply({ ...anEventHead(), ...hold, change: 'released' });
    expect(book.heldQty('P')).toBe(0);
  });

  test('are not summed where nobody tells the position', () => {
    const book = new LedgerBook();
    book.apply({ ...anEventHead(), ...hold });
    expect(book.holdOf(order)?.qty).toBe(10);
  });
});

describe('the state of a book', () => {
  function aBook(): LedgerRig {
    const rig = new LedgerRig().transfer(1_000_000n).hold(300n);
    rig.fill('buy', { fee: rupees(3n) });
    return rig;
  }

  test('makes an equal book', () => {
    const copy = new LedgerBook();
    copy.importState(aBook().book.exportState());
    expect(copy.exportState()).toEqual(aBook().book.exportState());
  });

  test('keeps the digest', () => {
    const copy = new LedgerBook();
    copy.importState(aBook().book.exportState());
    expect(copy.hash()).toBe(aBook().book.hash());
  });

  test('still knows which entries are booked', () => {
    const copy = new LedgerBook();
    copy.importState(aBook().book.exportState());
    expect(copy.hasFill('fill-T-1')).toBe(true);
  });

  test('has another digest after another hold', () => {
    const other = aBook();
    other.hold(301n);
    expect(other.book.hash()).not.toBe(aBook().book.hash());
  });
});
