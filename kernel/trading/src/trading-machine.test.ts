import {
  toAccountId,
  toCalendarId,
  toInstrumentId,
  toMinor,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import {
  TradingRig,
  aQuote,
  aTradingConfig,
  anAccount,
  anInstrument,
  rupees,
  type TradingRigOptions,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { TradingMachine } from './trading-machine.ts';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;

/** A rig in which a few things have happened. */
function lived(): TradingRig {
  const rig = new TradingRig();
  rig.feed(aQuote());
  rig.fill(rig.work({ terms: limit }), { qty: 4, fee: rupees(7n) });
  rig.amend(rig.work({ terms: limit }), 5, limit);
  return rig;
}

describe('opening', () => {
  test('books each balance as a deposit', () => {
    const usd = { amount: toMinor(5n), currency: rupees(0n).currency };
    const rig = new TradingRig({ accounts: [anAccount({ balances: [usd] })] });
    expect([rig.said(), rig.machine.book.balance('MAIN/cash', usd.currency)]).toEqual([
      ['entry deposit'],
      5n,
    ]);
  });

  test('books nothing for an empty balance', () => {
    expect(new TradingRig({ cash: 0n }).said()).toEqual([]);
  });

  test('tells the state of an account that does not open ACTIVE', () => {
    const rig = new TradingRig({ accounts: [anAccount({ balances: [], state: 'HALTED' })] });
    expect(rig.said()).toEqual(['HALTED']);
  });

  test('twice books nothing twice', () => {
    const rig = new TradingRig({ cash: 5n });
    rig.machine.open(
      { number: toInputNumber(1), now: toTimestamp(0), instrument: -1 },
      { event: (event) => void rig.events.push(event), effect: () => {} },
    );
    expect(rig.said()).toEqual(['entry deposit']);
  });
});

describe('a configuration is refused', () => {
  test.each([
    ['DUPLICATE_ACCOUNT', { accounts: [anAccount(), anAccount()] }],
    ['DUPLICATE_BALANCE', { accounts: [anAccount({ balances: [rupees(1n), rupees(2n)] })] }],
    ['NEGATIVE_BALANCE', { cash: -1n }],
    ['CALENDAR_MISSING', { instruments: [anInstrument({ calendar: toCalendarId('MOON') })] }],
    ['BAD_BOUND', { closedOrdersMax: 0 }],
    ['BAD_BOUND', { recentOrdersMax: 1.5 }],
  ] satisfies readonly (readonly [string, TradingRigOptions])[])('with %s', (code, options) => {
    expect(() => new TradingMachine(aTradingConfig(options))).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

describe('events', () => {
  test('carry the number of their input and their place in it', () => {
    const rig = new TradingRig();
    rig.feed(aQuote());
    rig.said();
    rig.submit({ terms: limit });
    expect(rig.events.map(({ number, index }) => [number, index])).toEqual([
      [2, 0],
      [2, 1],
      [2, 2],
    ]);
  });

  test('are not said for market data, times and answers', () => {
    const rig = new TradingRig();
    rig.said();
    rig.feed(aQuote());
    rig.take({ kind: 'time', availableAt: toTimestamp(0) });
    expect(rig.said()).toEqual([]);
  });
});

describe('the hash', () => {
  test('is 32 hexadecimal digits', () => {
    expect(lived().machine.hash()).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is the same for the same inputs', () => {
    expect(lived().machine.hash()).toBe(lived().machine.hash());
  });

  test('changes with each event', () => {
    const rig = lived();
    const before = rig.machine.hash();
    rig.cancelAll();
    expect(rig.machine.hash()).not.toBe(before);
  });

  test('does not change with market data', () => {
    const rig = lived();
    const before = rig.machine.hash();
    rig.feed(aQuote({ bid: 1, ask: 2 }));
    expect(rig.machine.hash()).toBe(before);
  });
});

describe('an exported state', () => {
  test('makes an equal machine', () => {
    const rig = lived();
    const before = rig.machine.exportState();
    rig.restart();
    expect(rig.machine.exportState()).toEqual(before);
  });

  test('of other instruments is refused', () => {
    const other = new TradingMachine(
      aTradingConfig({
        instruments: [anInstrument(), anInstrument({ id: toInstrumentId('TCS') })],
      }),
    );
    expect(() => other.importState(lived().machine.exportState())).toThrow(
      expect.objectContaining({ code: 'STATE_MISMATCH' }),
    );
  });

  test('of other accounts is refused', () => {
    const other = new TradingMachine(
      aTradingConfig({ accounts: [anAccount({ id: toAccountId('OTHER') })] }),
    );
    expect(() => other.importState(lived().machine.exportState())).toThrow(
      expect.objectContaining({ code: 'STATE_MISMATCH' }),
    );
  });
});

describe('closed orders', () => {
  test('are kept up to a bound, the oldest leave first', () => {
    const rig = new TradingRig({ closedOrdersMax: 2 });
    const orders = [1, 2, 3].map(() => rig.submit({ terms: { type: 'limit', limit: toPrice(1) } }));
    expect(orders.map((order) => rig.machine.order(order)?.state)).toEqual([
      undefined,
      'DENIED',
      'DENIED',
    ]);
  });

  test('never push an open one out', () => {
    const rig = new TradingRig({ closedOrdersMax: 1 });
    const order = rig.work({ terms: limit });
    for (const _ of [1, 2, 3]) rig.submit({ terms: { type: 'limit', limit: toPrice(1) } });
    expect(rig.machine.order(order)?.state).toBe('ACCEPTED');
  });
});

test('the rules hold in a machine that has lived', () => {
  expect(lived().machine.checkInvariants()).toEqual([]);
});

test('denials are counted', () => {
  const rig = new TradingRig({ cash: 0n });
  rig.submit({ terms: limit });
  expect(rig.machine.counters.denied).toBe(1);
});
