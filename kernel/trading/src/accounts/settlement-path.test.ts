import {
  alwaysOpen,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  nseEquity,
  parseDay,
  parseTimestamp,
  toAccountId,
  toMicros,
  toPrice,
  toQuantity,
  unwrap,
  type Timestamp,
} from 'argosy/core';
import { TradingRig, aQuote, aTradingConfig, anAccount, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { SettlementRules } from './settlement-rules.ts';
import type { Settlement } from '../trading-config.ts';

const account = toAccountId('MAIN');
const { currency } = rupees(0n);
const waits = 'MAIN/unsettled/1970-01-02';
const later = 20;
/** The rig begins with 1970: the next day's money moves in its twentieth second. */
const settlement: Settlement = {
  days: 1,
  calendar: alwaysOpen.id,
  at: toMicros(later * MICROS_PER_SECOND - MICROS_PER_DAY),
  receipts: 'payAtOnce',
};

function aRig(changes: Partial<Settlement> = {}, cash = 10_000_00n): TradingRig {
  const main = anAccount({
    balances: [rupees(cash)],
    settlement: { ...settlement, ...changes },
  });
  const rig = new TradingRig({ accounts: [main] });
  rig.feed(aQuote());
  rig.said();
  return rig;
}

/** Ten bought and sold again, a rupee dearer. */
function aRoundTrip(rig: TradingRig): TradingRig {
  rig.fill(rig.work({ side: 'buy' }), { trade: 'T1', qty: 10, price: 100_00 });
  rig.fill(rig.work({ side: 'sell' }), { trade: 'T2', qty: 10, price: 101_00 });
  rig.said();
  return rig;
}

function wait(rig: TradingRig): TradingRig {
  while (rig.now < later * MICROS_PER_SECOND) rig.feed(aQuote());
  rig.feed(aQuote());
  return rig;
}

const cashOf = (rig: TradingRig): bigint => rig.machine.book.cash(account, currency);
const balanceOf = (rig: TradingRig, name: string): bigint => {
  return rig.machine.book.balance(name, currency);
};
const refusalOf = (rig: TradingRig): string | undefined => rig.of('anomaly').at(-1)?.detail;

describe('an account whose trades settle later', () => {
  test('has less cash as soon as it buys, though none has moved', () => {
    const rig = aRig();
    rig.fill(rig.work(), { price: 100_00, qty: 10 });
    expect(cashOf(rig)).toBe(9_000_00n);
    expect([balanceOf(rig, 'MAIN/cash'), balanceOf(rig, waits)]).toEqual([10_000_00n, -1_000_00n]);
  });

  test('pays on the day', () => {
    const rig = aRig();
    rig.fill(rig.work(), { price: 100_00, qty: 10 });
    rig.said();
    wait(rig);
    expect(rig.said()).toEqual(['entry settlement']);
    expect([balanceOf(rig, 'MAIN/cash'), cashOf(rig)]).toEqual([9_000_00n, 9_000_00n]);
    const names = rig.machine.book.balances().map(({ ledgerAccount }) => ledgerAccount);
    expect(names).not.toContain(waits);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('settles once', () => {
    const rig = wait(aRoundTrip(aRig()));
    rig.said();
    wait(rig);
    rig.feed(aQuote());
    expect(rig.said()).toEqual([]);
  });

  test('settles though it is frozen, and what has come to nothing too', () => {
    const rig = aRig();
    rig.fill(rig.work({ side: 'buy' }), { trade: 'T1', qty: 10, price: 100_00 });
    rig.fill(rig.work({ side: 'sell' }), { trade: 'T2', qty: 10, price: 100_00 });
    const status = { type: 'setStatus', account, status: 'frozen', reason: 'test' } as const;
    rig.command(status, { strategy: null });
    rig.said();
    expect(wait(rig).said()).toEqual(['entry settlement']);
    expect(rig.machine.book.beside.nextSettlement).toBe(Number.POSITIVE_INFINITY);
  });

  test('may trade with what a sale will bring, and not withdraw it', () => {
    const rig = aRoundTrip(aRig());
    rig.transfer('W', -10_000_01n);
    expect(refusalOf(rig)).toMatch(
      /^UNSETTLED_CASH: .*10000.01 INR, free 10010.00, settled .*10000.00/,
    );
    wait(rig);
    rig.said();
    rig.transfer('W', -10_000_01n);
    expect(rig.said()).toEqual(['entry withdrawal']);
  });

  test('cannot have it set aside for a withdrawal either, but for charges', () => {
    const rig = aRoundTrip(aRig());
    const asked = { account, amount: rupees(10_000_01n), expiresAt: null } as const;
    for (const purpose of ['withdrawal', 'charges'] as const) {
      const body = { type: 'reserve', reservation: purpose, purpose, ...asked } as const;
      rig.command(body, { strategy: null });
    }
    expect(rig.said()).toEqual(['commandRefused', 'reservation reserved']);
  });

  test.each([
    ['payAtOnce', 'submitted'],
    ['payOnSettlement', 'INSUFFICIENT_CASH'],
  ] as const)('whose receipts %s: an order that needs them is %s', (receipts, word) => {
    const rig = aRoundTrip(aRig({ receipts }, 1_200_00n));
    const terms = { type: 'limit', limit: toPrice(100_60) } as const;
    rig.submit({ qty: toQuantity(12), terms });
    const said = rig
      .of('order')
      .map(({ change }) => (change.type === 'denied' ? change.code : change.type));
    expect(said).toContain(word);
  });

  test('takes a bust back from what is still to settle, and afterwards from its cash', () => {
    const rig = aRig();
    const [one, other] = [rig.work(), rig.work()];
    rig.fill(one, { trade: 'T1', price: 100_00, qty: 10 });
    rig.fill(other, { trade: 'T2', price: 100_00, qty: 10 });
    rig.bust(one, 'T1');
    expect(balanceOf(rig, waits)).toBe(-1_000_00n);
    wait(rig);
    rig.bust(other, 'T2');
    expect([balanceOf(rig, 'MAIN/cash'), balanceOf(rig, waits)]).toEqual([10_000_00n, 0n]);
  });

  test('pays at once for a fill that is told after its day', () => {
    const rig = aRig();
    const order = rig.work();
    wait(rig);
    rig.fill(order, { price: 100_00, qty: 10 });
    expect(balanceOf(rig, 'MAIN/cash')).toBe(9_000_00n);
  });

  test('is not closed while something is to settle', () => {
    const rig = aRig({}, 0n);
    const body = { type: 'setStatus', account, status: 'closed', reason: 'test' } as const;
    rig.command(body, { strategy: null });
    expect(rig.said()).toEqual(['closed']);
    const open = aRoundTrip(aRig());
    open.transfer('W', -10_000_00n);
    open.command(body, { strategy: null });
    expect(refusalOf(open)).toMatch(
      /^ACCOUNT_NOT_EMPTY: .*1000 minor units of INR in MAIN.unsettled/,
    );
  });

  test('settles whatever ids its owner has chosen', () => {
    const rig = aRoundTrip(aRig());
    rig.transfer('settlement/1970-01-02', 5n);
    rig.said();
    expect(wait(rig).said()).toEqual(['entry settlement']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('is the same after a restart and a recovery', () => {
    const whole = wait(aRoundTrip(aRig()));
    const cut = aRoundTrip(aRig());
    cut.restart();
    cut.recall();
    wait(cut);
    expect(cut.machine.hash()).toBe(whole.machine.hash());
    expect(cut.machine.book.hash()).toBe(whole.machine.book.hash());
  });
});

describe('the day on which a trade settles', () => {
  const at = (text: string): Timestamp => unwrap(parseTimestamp(text)).at;
  const dayOf = (traded: string, days: number, now = traded): number | undefined => {
    const calendars = aTradingConfig().calendars;
    const rule = { ...settlement, calendar: nseEquity.id, days, at: toMicros(0) };
    const accounts = [anAccount({ settlement: rule })];
    return new SettlementRules(aTradingConfig({ accounts, calendars })).dayOf(
      account,
      at(traded),
      at(now),
    );
  };
  const day = (text: string): number => unwrap(parseDay(text));

  test.each([
    ['of a Thursday is Friday', '2026-11-19T05:00:00Z', 1, '2026-11-20'],
    ['of a Friday is Monday', '2026-11-20T05:00:00Z', 1, '2026-11-23'],
    ['two days on of a Thursday is Monday', '2026-11-19T05:00:00Z', 2, '2026-11-23'],
    ['of a Saturday is Monday', '2026-11-21T05:00:00Z', 1, '2026-11-23'],
    ['is counted in local days', '2026-11-18T20:00:00Z', 1, '2026-11-20'],
  ])('%s', (_, traded, days, expected) => {
    expect(dayOf(traded, days)).toBe(day(expected));
  });

  test('is over when its instant is there', () => {
    expect(dayOf('2026-11-19T05:00:00Z', 1, '2026-11-20T00:00:00Z')).toBeUndefined();
    expect(dayOf('2026-11-19T05:00:00Z', 1, '2026-11-19T23:59:59Z')).toBe(day('2026-11-20'));
  });

  test('is nowhere for accounts that pay at once', () => {
    const rules = new SettlementRules(aTradingConfig());
    expect(
      rules.dayOf(account, at('2026-11-19T05:00:00Z'), at('2026-11-19T05:00:00Z')),
    ).toBeUndefined();
  });
});

test.each([
  [{ days: 0 }, /days 0, from 1 to 30/],
  [{ days: 1.5 }, /days 1.5/],
  [{ at: toMicros(2 * MICROS_PER_DAY) }, /within a day/],
  [{ calendar: nseEquity.id }, null],
])('a settlement of %j is refused unless it can be kept', (changes, message) => {
  const make = (): TradingRig => aRig(changes);
  if (message === null) expect(make).not.toThrow();
  else expect(make).toThrow(message);
});
