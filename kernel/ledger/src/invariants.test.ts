import { toMinor, toOrderId } from 'argosy/core';
import { LedgerRig, anEventHead, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkInvariants } from './invariants.ts';
import type { LedgerBook, LedgerBookState } from './ledger-book.ts';

const { id: order, account, qty } = anOrderRequest();

function aBook(): LedgerRig {
  const rig = new LedgerRig().transfer(1_000_000n).hold(300n);
  rig.fill('buy', { fee: rupees(3n) });
  return rig;
}

/** The ids of the rules that a book with a damaged state breaks. */
function brokenBy(damage: (state: LedgerBookState) => Partial<LedgerBookState>): readonly string[] {
  const { book } = aBook();
  const state = book.exportState();
  book.importState({ ...state, ...damage(state) });
  return checkInvariants(book).map(({ id }) => id);
}

const idsOf = (book: LedgerBook): readonly string[] => checkInvariants(book).map(({ id }) => id);

describe('the rules of the books', () => {
  test('hold in a book made by deciders', () => {
    expect(checkInvariants(aBook().book)).toEqual([]);
  });

  test('I1 and I2 see a balance that changed by itself', () => {
    const ids = brokenBy(({ balances: [first, ...rest] }) => ({
      balances:
        first === undefined ? [] : [{ ...first, balance: toMinor(first.balance + 1n) }, ...rest],
    }));
    expect(ids).toEqual(['I1', 'I2']);
  });

  test('I1 sees a balance that is lost', () => {
    expect(brokenBy(({ balances }) => ({ balances: balances.slice(1) }))).toEqual(['I1']);
  });

  test('hold for quantities of several orders in one position', () => {
    const { book } = new LedgerRig();
    const held = { kind: 'hold', account, change: 'placed', money: rupees(0n), qty } as const;
    for (const [id, group] of [
      ['O-1', 'G'],
      ['O-2', 'G'],
      ['O-3', null],
    ] as const) {
      book.apply({ ...anEventHead(), ...held, order: toOrderId(id), group }, 'P');
    }
    expect([book.heldQty('P'), checkInvariants(book)]).toEqual([2 * qty, []]);
  });

  test('I3 sees a hold of more than is free', () => {
    const { book } = new LedgerRig().transfer(100n);
    const hold = {
      kind: 'hold',
      order,
      account,
      change: 'placed',
      group: null,
      money: rupees(101n),
      qty,
    } as const;
    book.apply({ ...anEventHead(), ...hold });
    expect(idsOf(book)).toEqual(['I3']);
  });

  test('I3 sees a withdrawal of more than is free', () => {
    const rig = new LedgerRig().transfer(100n).hold(50n);
    rig.post({
      kind: 'entry',
      entry: 'W',
      account,
      purpose: 'withdrawal',
      order: null,
      legs: [
        { ledgerAccount: 'MAIN/cash', amount: rupees(-51n) },
        { ledgerAccount: 'MAIN/capital', amount: rupees(51n) },
      ],
    });
    expect(idsOf(rig.book)).toEqual(['I3']);
  });

  test('I3 lets a fill overdraw an account: it is a fact', () => {
    const rig = new LedgerRig();
    rig.fill('buy');
    expect(idsOf(rig.book)).toEqual([]);
  });

  test('I3 lets a report raise a hold: it is a fact', () => {
    const { book } = new LedgerRig();
    const hold = {
      kind: 'hold',
      order,
      account,
      change: 'posted',
      group: null,
      money: rupees(101n),
      qty,
    } as const;
    book.apply({ ...anEventHead(), ...hold });
    expect(idsOf(book)).toEqual([]);
  });
});
