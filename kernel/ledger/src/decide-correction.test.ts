import { toAccountId, unwrap } from 'argosy/core';
import { anEventHead, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LEDGER_AMOUNT_MAX } from './amount-bounds.ts';
import { decideCorrection } from './decide-correction.ts';
import { checkInvariants } from './invariants.ts';
import { LedgerBook } from './ledger-book.ts';

const account = toAccountId('MAIN');
const { currency } = rupees(0n);

function bookWith(paise: bigint): LedgerBook {
  const book = new LedgerBook();
  const body = unwrap(decideCorrection(book, { account, entry: 'C', amount: rupees(paise) }));
  if (body !== null) book.apply({ ...anEventHead(), ...body });
  return book;
}

describe('a correction of cash', () => {
  test.each([
    ['more', 70n],
    ['less than nothing', -70n],
  ])('to %s than the books have waits in suspense and touches no result', (_, paise) => {
    const book = bookWith(paise);
    expect(book.cash(account, currency)).toBe(paise);
    expect(book.balance('MAIN/suspense', currency)).toBe(0n - paise);
    expect(book.balance('MAIN/realised', currency)).toBe(0n);
    expect(checkInvariants(book)).toEqual([]);
  });

  test('under the same id does nothing', () => {
    const book = bookWith(70n);
    expect(unwrap(decideCorrection(book, { account, entry: 'C', amount: rupees(70n) }))).toBeNull();
  });

  test('under the same id with another content is refused', () => {
    const book = bookWith(70n);
    const again = decideCorrection(book, { account, entry: 'C', amount: rupees(71n) });
    expect(again).toMatchObject({ ok: false, refusal: { code: 'ENTRY_CONFLICT' } });
  });

  test.each([
    ['more', 1n],
    ['less', -1n],
  ])('%s than a balance may be is refused', (_, sign) => {
    const book = bookWith(sign * 10n);
    const asked = (amount: bigint): ReturnType<typeof decideCorrection> =>
      decideCorrection(book, { account, entry: 'D', amount: rupees(sign * amount) });
    expect(asked(LEDGER_AMOUNT_MAX - 10n).ok).toBe(true);
    expect(asked(LEDGER_AMOUNT_MAX - 9n)).toMatchObject({ refusal: { code: 'AMOUNT_OVERFLOW' } });
  });

  test('of nothing is refused', () => {
    const nothing = { account, entry: 'C', amount: rupees(0n) };
    const decided = decideCorrection(new LedgerBook(), nothing);
    expect(decided).toMatchObject({ ok: false, refusal: { code: 'TRANSFER_OF_NOTHING' } });
  });
});
