import { toAccountId, toInstrumentId, toPrice, toQuantity } from 'argosy/core';
import type { Effect } from 'argosy/domain';
import type { LiquidationPolicy, MaintenanceTerms } from 'argosy/risk';
import { TradingRig, aQuote, aStatus, anAccount, anInstrument } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { tradingErrors } from '../errors.ts';

const account = toAccountId('MAIN');
const [share, other] = [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })];
const terms = (policy: LiquidationPolicy): MaintenanceTerms => {
  return { callBps: 7_500, liquidateBps: 5_000, policy };
};

/** A fifth of the value is bound: 200 shares of each at a hundred rupees, with ten thousand rupees. */
class MarginRig extends TradingRig {
  constructor(maintenance: MaintenanceTerms | null = terms('largestLoser')) {
    const kept = maintenance === null ? {} : { maintenance };
    const leverage = { delivery: '5' };
    super({
      instruments: [share, other],
      accounts: [anAccount({ kind: 'margin', leverage, ...kept })],
    });
    for (const one of [share, other]) {
      this.price(100_00, one);
      const order = this.work({ instrument: one.id, qty: toQuantity(200) });
      this.fill(order, { qty: 200, price: 100_00, trade: one.id });
    }
    this.said();
    this.effects.length = 0;
  }

  price(paise: number, { id: instrument } = share): void {
    this.feed(aQuote({ at: this.now, instrument, bid: paise, ask: paise }));
  }

  /** What was sent since the last call. */
  sent(): readonly string[] {
    return this.effects.splice(0).map(textOf);
  }

  /** The broker fills the order of ours that was sent last. */
  fillOurs(paise: number): void {
    const order = this.machine.openOrders().find(({ request }) => request.tag === 'margin');
    if (order === undefined) throw new Error('none was sent');
    const { id, qty } = order.request;
    this.fill(id, { qty, price: paise, trade: `T-${id}` });
  }

  levels(): readonly string[] {
    return this.of('margin').map(
      ({ level, equity, bound }) => `${level} ${equity.amount} of ${bound.amount}`,
    );
  }
}

function textOf(effect: Effect): string {
  if (effect.type !== 'submit') return `${effect.type} ${effect.order}`;
  const { id, side, qty, instrument, reduceOnly } = effect.request;
  return `${id} ${side} ${qty} ${instrument}${reduceOnly ? ' reduce only' : ''}`;
}

describe('a margin call', () => {
  test('comes once, with the numbers, and goes when there is enough again', () => {
    const rig = new MarginRig();
    // 200 × 17 are lost: 6,600 are left, and three quarters of what 100 and 83 bind are 5,490.
    for (const paise of [83_00, 71_00, 70_00, 90_00, 89_00]) rig.price(paise);
    expect(rig.levels()).toEqual(['called 420000 of 684000', 'sound 800000 of 760000']);
    expect(rig.sent()).toEqual([]);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('ACTIVE');
  });

  test('is known over a restart, and not said again', () => {
    const rig = new MarginRig();
    rig.price(71_00);
    rig.recover();
    for (const one of [share, other]) rig.price(one === share ? 70_50 : 100_00, one);
    rig.price(70_00);
    expect(rig.levels()).toHaveLength(1);
  });

  test('is none where the account has to keep nothing', () => {
    const rig = new MarginRig(null);
    rig.price(1_00);
    expect(rig.said()).toEqual([]);
  });
});

describe('with too little margin', () => {
  test('what works is cancelled and waited for, then what has lost most is closed', () => {
    const rig = new MarginRig();
    const working = rig.work({ qty: toQuantity(1), terms: { type: 'limit', limit: toPrice(5) } });
    rig.said();
    rig.sent();
    rig.price(60_00);
    expect(rig.levels()).toEqual(['liquidating 200000 of 640000']);
    expect(rig.sent()).toEqual([`cancel ${working}`]);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('REDUCING');
    rig.price(60_00);
    expect(rig.sent()).toEqual([]);
    rig.report(working, { type: 'canceled', reason: null });
    expect(rig.sent()).toEqual(['00000LIQ000000 sell 200 SBIN.NSE reduce only']);
  });

  test('a cancel that is not answered is not waited for for ever', () => {
    const rig = new MarginRig();
    const selling = { side: 'sell', terms: { type: 'limit', limit: toPrice(900_00) } } as const;
    rig.work({ ...selling, qty: toQuantity(1) });
    rig.sent();
    for (let second = 0; second < 60; second += 1) rig.price(60_00);
    expect(rig.sent()).toHaveLength(1);
    rig.price(60_00);
    // Of the share something may still be sold: the other goes.
    expect(rig.sent()).toEqual(['00000LIQ000000 sell 200 TCS.NSE reduce only']);
  });

  test('a cancel that is rejected is asked for again, after a minute', () => {
    const rig = new MarginRig();
    const working = rig.work({ qty: toQuantity(1), terms: { type: 'limit', limit: toPrice(5) } });
    rig.sent();
    rig.price(60_00);
    rig.report(working, { type: 'cancelRejected', reason: 'busy' });
    for (let second = 0; second < 58; second += 1) rig.price(60_00);
    expect(rig.sent()).toEqual([`cancel ${working}`]);
    for (let second = 0; second < 3; second += 1) rig.price(60_00);
    expect(rig.sent()[0]).toBe(`cancel ${working}`);
  });

  test('one goes after the other, until there is enough', () => {
    const rig = new MarginRig();
    rig.price(56_00);
    rig.price(55_00);
    expect(rig.sent()).toEqual(['00000LIQ000000 sell 200 SBIN.NSE reduce only']);
    rig.fillOurs(55_00);
    // 1,000 are left, and 3,000 asked of the other.
    expect(rig.sent()).toEqual(['00000LIQ000001 sell 200 TCS.NSE reduce only']);
    rig.fillOurs(100_00);
    expect(rig.levels()).toEqual(['liquidating 120000 of 624000', 'sound 100000 of 0']);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('ACTIVE');
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('it stops where one is enough', () => {
    const rig = new MarginRig();
    rig.price(65_00);
    rig.price(65_00, other);
    rig.sent();
    // What is bound are 2,600, and 3,000 would be there.
    rig.price(65_00);
    expect(rig.machine.openOrders()).toHaveLength(1);
  });

  test('of each its share goes, where the terms say so', () => {
    const rig = new MarginRig(terms('proRata'));
    rig.price(60_00);
    // 2,000 are there and 4,800 asked: 58.34 % of each, rounded up.
    expect(rig.sent()).toEqual([
      '00000LIQ000000 sell 117 SBIN.NSE reduce only',
      '00000LIQ000001 sell 117 TCS.NSE reduce only',
    ]);
  });

  test('everything goes, where the terms say so', () => {
    const rig = new MarginRig(terms('all'));
    rig.price(60_00);
    expect(rig.sent()).toEqual([
      '00000LIQ000000 sell 200 SBIN.NSE reduce only',
      '00000LIQ000001 sell 200 TCS.NSE reduce only',
    ]);
  });

  test('what the broker rejects is tried again, after a minute', () => {
    const rig = new MarginRig();
    rig.price(60_00);
    const [order] = rig.machine.openOrders();
    if (order === undefined) expect.fail('nothing was sent');
    rig.report(order.request.id, { type: 'rejected', reason: 'busy' });
    rig.sent();
    for (let second = 0; second < 58; second += 1) rig.price(60_00);
    expect(rig.sent()).toEqual([]);
    rig.price(60_00);
    rig.price(60_00);
    expect(rig.sent()).toEqual(['00000LIQ000001 sell 200 SBIN.NSE reduce only']);
  });

  test('what is halted waits until it trades', () => {
    const rig = new MarginRig();
    rig.feed(aStatus({ state: 'halted' }));
    rig.price(56_00);
    expect(rig.sent()).toEqual(['00000LIQ000000 sell 200 TCS.NSE reduce only']);
    rig.feed(aStatus({ state: 'open' }));
    expect(rig.sent()).toEqual([]);
    rig.fillOurs(100_00);
    expect(rig.sent()).toEqual(['00000LIQ000001 sell 200 SBIN.NSE reduce only']);
  });

  test('what a person has halted stays until they let it go', () => {
    const rig = new MarginRig();
    rig.setState('HALTED');
    rig.price(56_00);
    rig.price(55_00);
    expect([rig.sent(), rig.levels()]).toEqual([[], ['liquidating 120000 of 624000']]);
    rig.setState('REDUCING');
    expect(rig.sent()).toEqual(['00000LIQ000000 sell 200 SBIN.NSE reduce only']);
  });

  test('nothing is sent twice over a restart', () => {
    const rig = new MarginRig();
    rig.price(60_00);
    rig.recover();
    rig.sent();
    for (const one of [share, other]) rig.price(one === share ? 60_00 : 100_00, one);
    expect(rig.sent()).toEqual([]);
    rig.fillOurs(60_00);
    rig.price(20_00, other);
    expect(rig.sent()).toEqual(['00000LIQ000001 sell 200 TCS.NSE reduce only']);
  });

  test('nobody is let go while no price is known, as behind a restart', () => {
    const rig = new MarginRig();
    rig.feed(aStatus({ state: 'halted' }), aStatus({ instrument: other.id, state: 'halted' }));
    rig.price(56_00);
    rig.recover();
    rig.transfer('some', 1_00n);
    rig.price(56_00);
    expect(rig.levels()).toEqual(['liquidating 120000 of 624000']);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('REDUCING');
  });

  test('a state that a person has set stays', () => {
    const rig = new MarginRig();
    rig.setState('REDUCING');
    rig.price(60_00);
    rig.price(100_00);
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('REDUCING');
  });
});

describe('bankruptcy', () => {
  test('is said when everything is closed and money is owed, and ends when money comes', () => {
    const rig = new MarginRig(terms('all'));
    rig.price(40_00);
    rig.fillOurs(40_00);
    rig.fillOurs(90_00);
    expect(rig.levels().at(-1)).toBe('bankrupt -400000 of 0');
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('REDUCING');
    rig.transfer('rescue', 4_000_00n);
    expect(rig.levels().at(-1)).toBe('sound 0 of 0');
    expect(rig.machine.stateOf(account, { kind: 'account' })).toBe('ACTIVE');
  });
});

test.each([
  [{ kind: 'cash' as const }],
  [{ maintenance: { ...terms('all'), callBps: 4_000 } }],
  [{ maintenance: { ...terms('all'), liquidateBps: 0 } }],
  [{ maintenance: { ...terms('all'), callBps: 1.5 } }],
])('terms that make no sense are refused: %j', (changes) => {
  const accounts = [anAccount({ kind: 'margin', maintenance: terms('all'), ...changes })];
  expect(() => new TradingRig({ accounts })).toThrow(tradingErrors.BAD_MAINTENANCE);
});
