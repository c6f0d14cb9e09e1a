import type { AccountConfig } from 'argosy/trading';
import { describe, expect, test } from 'vitest';

import { readRunFile } from './read-run-file.ts';

const expiresAt = '2026-11-26T10:00:00Z';
const instruments = [
  { id: 'SBIN.NSE' },
  { id: 'HEIR.NSE', pricePrecision: '3' },
  {
    id: 'SBIN-C.NFO',
    kind: 'option',
    underlying: 'SBIN.NSE',
    expiresAt,
    strike: '100',
    right: 'call',
    settles: 'physical',
    exercise: 'american',
  },
  { id: 'SBIN-F.NFO', kind: 'future', underlying: 'SBIN.NSE', expiresAt, settles: 'cash' },
];
const account = { id: 'A1', balance: '1 INR', kind: 'margin' };

function read(changes: object) {
  return readRunFile({
    instruments,
    sources: [{ file: 'rows.csv' }],
    accounts: [account],
    strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
    ...changes,
  });
}

const mistakesIn = (changes: object): readonly string[] => {
  const made = read(changes);
  return made.ok ? [] : made.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
};

describe('the end of instruments', () => {
  test('is read: how they settle, when they are exercised, and at what', () => {
    const made = read({ atExpiry: 'keep', settlementPrices: { 'SBIN-C.NFO': '101.05' } });
    expect(made.ok && made.value.config).toMatchObject({
      atExpiry: 'keep',
      settlementPrices: { 'SBIN-C.NFO': 101_05 },
    });
    expect(made.ok && made.value.config.instruments[2]).toMatchObject({
      settles: 'physical',
      exercise: 'american',
    });
  });

  test.each([
    [{ atExpiry: 'roll' }, 'atExpiry: expected settle, keep, got "roll"'],
    [
      { instruments: [{ ...instruments[3], settles: 'gold' }] },
      'instruments[0].settles: expected cash, physical, got "gold"',
    ],
    [
      { instruments: [{ ...instruments[2], exercise: 'bermudan' }] },
      'instruments[0].exercise: expected european, american, got "bermudan"',
    ],
  ])('is refused: %j', (changes, mistake) => {
    expect(mistakesIn(changes)).toContain(mistake);
  });
});

describe('what an issuer does, by hand', () => {
  const actionOf = (action: object, instrument = 'SBIN.NSE'): unknown => {
    const at = '2026-11-20T10:00:00Z';
    const made = read({
      commands: [{ at, type: 'bookAction', account: 'A1', instrument, action }],
    });
    const command = made.ok ? made.value.config.commands?.[0] : undefined;
    return command?.type === 'bookAction' ? command.action : made;
  };

  test.each<[object, object]>([
    [
      { type: 'split', numerator: '2' },
      { type: 'split', numerator: 2, denominator: 1, fractionPrice: null },
    ],
    [
      { type: 'dividend', perUnit: '1.8750', withheldBps: '1000' },
      { type: 'dividend', perUnit: 18_750n, scale: 4, withheldBps: 1_000 },
    ],
    [
      { type: 'exchange', into: 'HEIR.NSE', fractionPrice: '1.5' },
      { type: 'exchange', numerator: 1, denominator: 1, into: 'HEIR.NSE', fractionPrice: 1_500 },
    ],
    [
      { type: 'spinOff', into: 'HEIR.NSE', denominator: '4', costBps: '2500' },
      {
        type: 'spinOff',
        numerator: 1,
        denominator: 4,
        into: 'HEIR.NSE',
        fractionPrice: null,
        costBps: 2_500,
      },
    ],
    [
      { type: 'redemption', price: '12.35' },
      { type: 'redemption', price: 12_35 },
    ],
    [
      { type: 'expiry', price: '-37.63' },
      { type: 'expiry', price: -37_63 },
    ],
    [
      { type: 'exercise', price: '101', qty: '-3' },
      { type: 'exercise', price: 101_00, qty: -3 },
    ],
    [
      { type: 'subscription', into: 'HEIR.NSE', price: '1.234' },
      {
        type: 'subscription',
        numerator: 1,
        denominator: 1,
        into: 'HEIR.NSE',
        fractionPrice: null,
        price: 1_234,
      },
    ],
  ])('is read: %j', (written, action) => {
    expect(actionOf(written)).toEqual(action);
  });

  test.each([
    [{ type: 'burial' }, /action.type: expected split, dividend/],
    [{ type: 'split', ratio: '2' }, /action: .*ratio|action.ratio/],
    [{ type: 'redemption' }, /action.price/],
    [{ type: 'redemption', price: '1.001' }, /action.price/],
  ])('is refused: %j', (action, mistake) => {
    const at = '2026-11-20T10:00:00Z';
    const command = { at, type: 'bookAction', account: 'A1', instrument: 'SBIN.NSE', action };
    expect(mistakesIn({ commands: [command] }).join('\n')).toMatch(mistake);
  });
});

describe('what accounts have to keep, and what nights cost them', () => {
  const accountWith = (changes: object): Partial<AccountConfig> => {
    const made = read({ accounts: [{ ...account, ...changes }] });
    return made.ok ? (made.value.config.accounts[0] ?? {}) : {};
  };

  test('is read, with the usual where nothing is said', () => {
    expect(accountWith({ maintenance: {} }).maintenance).toEqual({
      callBps: 7_500,
      liquidateBps: 5_000,
      policy: 'largestLoser',
    });
    expect(accountWith({ carry: {} }).carry).toEqual({ at: 0, daysOfYear: 365, rates: [] });
  });

  test('is read: rates are parts of the whole, from instants on', () => {
    const rates = [
      { type: 'borrow', instrument: 'SBIN.NSE', rate: '0.12' },
      { type: 'rollover', instrument: 'SBIN.NSE', from: expiresAt, long: '0.04', short: '-0.03' },
      { type: 'cash', currency: 'INR', earns: '0.000001' },
    ];
    expect(accountWith({ carry: { at: '21:30', daysOfYear: '360', rates } }).carry).toEqual({
      at: 77_400_000_000,
      daysOfYear: 360,
      rates: [
        { type: 'borrow', instrument: 'SBIN.NSE', from: 0, ratePpm: 120_000 },
        {
          type: 'rollover',
          instrument: 'SBIN.NSE',
          from: Date.parse(expiresAt) * 1000,
          longPpm: 40_000,
          shortPpm: -30_000,
        },
        { type: 'cash', currency: 'INR', from: 0, earnsPpm: 1, owesPpm: 0 },
      ],
    });
  });

  test.each([
    [{ maintenance: { policy: 'dice' } }, /maintenance.policy: expected largestLoser/],
    [{ maintenance: { callBps: '10' } }, /maintenance.liquidateBps: expected at most callBps, 10/],
    [{ kind: 'cash', maintenance: {} }, /maintenance: a cash account has none/],
    [{ carry: { at: '24:00' } }, /carry.at: expected a time/],
    [{ carry: { daysOfYear: '0' } }, /carry.daysOfYear/],
    [{ carry: { rates: [{ type: 'rent' }] } }, /carry.rates\[0\].type: expected borrow/],
    [
      { carry: { rates: [{ type: 'cash', currency: 'INR', earns: '0.0000001' }] } },
      /carry.rates\[0\].earns/,
    ],
    [
      { carry: { rates: [{ type: 'cash', currency: 'INR', owes: '101' }] } },
      /carry.rates\[0\].owesPpm/,
    ],
  ])('is refused: %j', (changes, mistake) => {
    expect(mistakesIn({ accounts: [{ ...account, ...changes }] }).join('\n')).toMatch(mistake);
  });
});
