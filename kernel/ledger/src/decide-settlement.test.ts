import { money, toAccountId, toCurrency, toMinor, type Money } from 'argosy/core';
import type { Leg } from 'argosy/domain';
import { LedgerRig, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { decideSettlement } from './decide-settlement.ts';
import { ledgerAccountsOf, unsettledAccountOf } from './ledger-accounts.ts';

const [main, other] = [toAccountId('MAIN'), toAccountId('OTHER')];
const day = 20_775; // 2026-11-18
const dollars = (cents: bigint): Money => money(toMinor(cents), toCurrency('USD'));

/** Lets the trades of an account bring money on a day. */
function bring(rig: LedgerRig, account: typeof main, on: number, amount: Money): void {
  const back = { ...amount, amount: toMinor(0n - amount.amount) };
  const legs: readonly Leg[] = [
    { ledgerAccount: unsettledAccountOf(account, on), amount },
    { ledgerAccount: ledgerAccountsOf(account).realised, amount: back },
  ];
  const entry = `${account} ${on} ${amount.currency}`;
  rig.post({ kind: 'entry', entry, account, purpose: 'fill', order: null, legs });
}

function aRig(): LedgerRig {
  const rig = new LedgerRig();
  bring(rig, main, day, rupees(500n));
  bring(rig, main, day, dollars(-7n));
  bring(rig, main, day + 1, rupees(30n));
  bring(rig, other, day, rupees(9n));
  return rig;
}

const told = (rig: LedgerRig, until: number): readonly string[] =>
  decideSettlement(rig.book, (of) => of.day <= until).map(({ account, entry, legs }) => {
    const moved = legs.map((leg) => `${leg.ledgerAccount} ${leg.amount.amount}`);
    return `${account} ${entry}: ${moved.join(', ')}`;
  });

describe('a settlement', () => {
  test('moves what a day brings and costs into cash, an entry for each account', () => {
    const from = 'unsettled/2026-11-18';
    expect(told(aRig(), day)).toEqual([
      `MAIN settlement/2026-11-18: MAIN/cash 500, MAIN/${from} -500, MAIN/cash -7, MAIN/${from} 7`,
      `OTHER settlement/2026-11-18: OTHER/cash 9, OTHER/${from} -9`,
    ]);
  });

  test('is an entry for each day', () => {
    expect(told(aRig(), day + 1)).toHaveLength(3);
  });

  test('is nothing before the day', () => {
    expect(told(aRig(), day - 1)).toEqual([]);
  });

  test('leaves nothing to settle once it is booked', () => {
    const rig = aRig();
    for (const body of decideSettlement(rig.book, () => true)) {
      expect(body.purpose).toBe('settlement');
      rig.post(body);
    }
    expect(decideSettlement(rig.book, () => true)).toEqual([]);
    expect(rig.balance('cash')).toBe(530n);
  });
});
