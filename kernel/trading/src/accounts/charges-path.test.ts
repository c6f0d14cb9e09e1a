import { toAccountId, toMinor } from 'argosy/core';
import { TradingRig, aQuote, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const account = toAccountId('MAIN');
const { currency } = rupees(0n);

function bookCharges(
  rig: TradingRig,
  paise: bigint,
  { strategy = null, of = account }: { strategy?: string | null; of?: typeof account } = {},
): void {
  const charges = [{ name: 'depository', amount: toMinor(paise) }];
  rig.command({ type: 'bookCharges', account: of, entry: 'N', currency, charges }, { strategy });
}

function aRig(): TradingRig {
  const rig = new TradingRig({ cash: 500n });
  rig.said();
  return rig;
}

const detailOf = (rig: TradingRig): string => rig.of('anomaly').at(-1)?.detail.split(':')[0] ?? '';

describe('charges that come by themselves', () => {
  test('are booked', () => {
    const rig = aRig();
    bookCharges(rig, 20n);
    expect([rig.said(), rig.machine.book.cash(account, currency)]).toEqual([
      ['entry charges'],
      480n,
    ]);
  });

  test('are booked although the account is frozen', () => {
    const rig = aRig();
    const status = { type: 'setStatus', account, status: 'frozen', reason: 'test' } as const;
    rig.command(status, { strategy: null });
    bookCharges(rig, 20n);
    expect(rig.said()).toEqual(['frozen', 'entry charges']);
  });

  test('may overdraw the account, which is noted', () => {
    const rig = aRig();
    bookCharges(rig, 501n);
    expect(rig.said()).toEqual(['entry charges', 'overdrawn']);
  });

  test.each([
    [99_99n, 'submitted'],
    [100_01n, 'denied'],
  ])('of %i count as a loss of the day: an order is %s', (paise, word) => {
    const rig = new TradingRig({ limits: { maxDailyLoss: toMinor(100_00n) } });
    rig.feed(aQuote());
    bookCharges(rig, paise);
    rig.said();
    rig.submit();
    expect(rig.said()).toContain(word);
  });

  test.each<readonly [string, (rig: TradingRig) => void]>([
    ['REPLAYED', (rig) => bookCharges(rig, 20n)],
    ['ENTRY_CONFLICT', (rig) => bookCharges(rig, 21n)],
    ['CHARGES_OF_NOTHING', (rig) => bookCharges(rig, 0n)],
    ['NOT_PERMITTED', (rig) => bookCharges(rig, 1n, { strategy: 'TEST' })],
    ['ACCOUNT_UNKNOWN', (rig) => bookCharges(rig, 1n, { of: toAccountId('OTHER') })],
  ])('are refused with %s, and nothing changes', (code, ask) => {
    const rig = aRig();
    bookCharges(rig, 20n);
    rig.said();
    const before = rig.machine.book.hash();
    ask(rig);
    expect([detailOf(rig), rig.said(), rig.machine.book.hash()]).toEqual([
      code,
      ['commandRefused'],
      before,
    ]);
  });
});

test('the lines of a fill stand in the books by name', () => {
  const rig = new TradingRig();
  rig.feed(aQuote());
  const order = rig.work();
  const charges = [{ name: 'stt', amount: toMinor(7n) }];
  rig.fill(order, { qty: 10, fee: rupees(7n), charges });
  rig.restart();
  expect(rig.machine.book.balance('MAIN/charges/stt', currency)).toBe(7n);
  expect(rig.machine.checkInvariants()).toEqual([]);
});
