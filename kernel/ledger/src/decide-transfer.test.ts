import { toAccountId, unwrap, type Result } from 'argosy/core';
import { LedgerRig, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import type { EntryBody } from './bodies.ts';
import { decideTransfer } from './decide-transfer.ts';
import { unsettledAccountOf } from './ledger-accounts.ts';

const account = toAccountId('MAIN');

function decide(rig: LedgerRig, paise: bigint, entry = 'T'): Result<EntryBody | null> {
  return decideTransfer(rig.book, { account, entry, amount: rupees(paise), scale: 2 });
}

const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.refusal.code);

describe('a deposit', () => {
  test('debits cash and credits capital', () => {
    expect(unwrap(decide(new LedgerRig(), 500n))?.legs).toEqual([
      { ledgerAccount: 'MAIN/cash', amount: rupees(500n) },
      { ledgerAccount: 'MAIN/capital', amount: rupees(-500n) },
    ]);
  });

  test.each([
    [1n, 'deposit'],
    [-1n, 'withdrawal'],
  ])('of %i paisa is a %s', (paise, purpose) => {
    expect(unwrap(decide(new LedgerRig().transfer(500n), paise))?.purpose).toBe(purpose);
  });

  test('does nothing when it is booked already', () => {
    expect(unwrap(decide(new LedgerRig().transfer(500n, 'T'), 500n, 'T'))).toBeNull();
  });

  test('is refused under the id of another one', () => {
    expect(codeOf(decide(new LedgerRig().transfer(500n, 'T'), 501n, 'T'))).toBe('ENTRY_CONFLICT');
  });

  test('may use the id that another account has used', () => {
    const other = { account: toAccountId('OTHER'), entry: 'T', amount: rupees(7n), scale: 2 };
    const rig = new LedgerRig().transfer(500n, 'T');
    expect(unwrap(decideTransfer(rig.book, other))?.purpose).toBe('deposit');
  });

  test.each([
    [LEDGER_AMOUNT_MAX - 500n, null],
    [LEDGER_AMOUNT_MAX - 499n, 'AMOUNT_OVERFLOW'],
  ])('of %i to 500 gives %s', (paise, expected) => {
    expect(codeOf(decide(new LedgerRig().transfer(500n), paise))).toBe(expected);
  });

  test('of nothing is refused', () => {
    expect(codeOf(decide(new LedgerRig(), 0n))).toBe('TRANSFER_OF_NOTHING');
  });
});

describe('a withdrawal', () => {
  test.each([
    [-499n, null],
    [-500n, null],
    [-501n, 'INSUFFICIENT_FREE_CASH'],
  ])('of %i from 500 gives %s', (paise, expected) => {
    expect(codeOf(decide(new LedgerRig().transfer(500n), paise))).toBe(expected);
  });

  test('that is refused says so in decimals', () => {
    const result = decide(new LedgerRig().transfer(500n), -501n);
    expect(result.ok ? null : result.refusal.reason).toBe('withdraws 5.01 INR, free 5.00');
  });

  test('leaves alone what a working order has set aside', () => {
    const rig = new LedgerRig().transfer(500n).hold(200n);
    expect(codeOf(decide(rig, -301n))).toBe('INSUFFICIENT_FREE_CASH');
  });

  test.each<[bigint, string | null]>([
    [-100n, null],
    [-101n, 'UNSETTLED_CASH withdraws 1.01 INR, free 2.00, settled of it 1.00'],
    [-200n, 'UNSETTLED_CASH withdraws 2.00 INR, free 2.00, settled of it 1.00'],
    [-201n, 'INSUFFICIENT_FREE_CASH withdraws 2.01 INR, free 2.00'],
  ])('of %i of 200, of which half has still to settle, gives %s', (paise, expected) => {
    const rig = new LedgerRig().transfer(100n);
    const legs = [
      { ledgerAccount: unsettledAccountOf(account, 7), amount: rupees(100n) },
      { ledgerAccount: 'MAIN/realised', amount: rupees(-100n) },
    ];
    rig.post({ kind: 'entry', entry: 'sale', account, purpose: 'fill', order: null, legs });
    const result = decide(rig, paise);
    const { code, reason } = result.ok ? { code: null, reason: '' } : result.refusal;
    expect(code === null ? null : `${code} ${reason}`).toBe(expected);
  });

  test.each<[bigint, string | null]>([
    [-30n, null],
    [-31n, 'INSUFFICIENT_FREE_CASH'],
  ])('of %i of a free margin of 30 gives %s', (paise, expected) => {
    const asked = { account, entry: 'T', amount: rupees(paise), scale: 2, available: 30n };
    expect(codeOf(decideTransfer(new LedgerRig().transfer(500n).book, asked))).toBe(expected);
  });

  test('is its own purpose', () => {
    expect(unwrap(decide(new LedgerRig().transfer(500n), -1n))?.purpose).toBe('withdrawal');
  });
});
