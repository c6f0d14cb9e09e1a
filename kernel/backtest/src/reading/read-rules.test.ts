import { toTimestamp } from 'argosy/core';
import { expect, it } from 'vitest';

import { readRunFile } from './read-run-file.ts';

const run = {
  instruments: [{ id: 'SBIN.NSE' }, { id: 'ACME.US', currency: 'USD', sizePrecision: '1' }],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};
const read = (changes: object) => {
  const found = readRunFile({ ...run, ...changes });
  return found.ok ? found.value.config : found.mistakes.map(({ place, detail }) => [place, detail]);
};
const limitsOf = (limits: object) => {
  const found = read({ limits });
  return 'limits' in found ? found.limits : found;
};

it('reads every rule in the units of what it is of', () => {
  const rules = {
    actors: { '0MAN': { accounts: ['A1'], actions: ['submit'] } },
    bans: { 'SBIN.NSE': [{ lets: 'closes', until: '2026-01-05T00:00:00Z', why: 'ban period' }] },
    priceBands: { byInstrument: { 'SBIN.NSE': { low: '90.00', high: '110.00' } }, dummyBps: '500' },
    limitProtection: { option: { bps: '100', leastHundredths: '20' } },
    collar: { bps: '300', references: { 'SBIN.NSE': '100.05' }, staleAfter: '1500' },
    shortSales: { accounts: ['A1'], products: ['intraday'], located: { 'ACME.US': '2.5' } },
    concentrationBps: '2500',
    leastPriceHundredths: { INR: '1000' },
    options: { nakedWriters: ['A1'], closedBeforeExpiry: '60000' },
    utilisation: { enterBps: '9000', leaveBps: '8000' },
    maxFirmValue: ['5.00 INR', '6.00 USD'],
    confirmAbove: '7.00 INR',
    firmRate: { count: '10', within: '1000' },
    identity: ['algo'],
    netLists: true,
    cancelOnDisconnect: { armedAt: ['NSE'] },
  };
  expect(limitsOf({ rules })).toMatchObject({
    rules: {
      actors: new Map([['0MAN', { accounts: ['A1'], actions: ['submit'] }]]),
      bans: new Map([
        [
          'SBIN.NSE',
          [
            {
              account: null,
              lets: 'closes',
              until: toTimestamp(Date.UTC(2026, 0, 5) * 1_000),
              why: 'ban period',
            },
          ],
        ],
      ]),
      priceBands: {
        byInstrument: new Map([['SBIN.NSE', { low: 9_000, high: 11_000 }]]),
        dummyBps: 500,
      },
      limitProtection: { option: { bps: 100, leastHundredths: 20 } },
      collar: { bps: 300, references: new Map([['SBIN.NSE', 10_005]]), staleAfter: 1_500_000 },
      shortSales: {
        accounts: ['A1'],
        products: ['intraday'],
        located: new Map([['ACME.US', 25]]),
      },
      concentrationBps: 2_500,
      leastPriceHundredths: new Map([['INR', 1_000]]),
      options: {
        nakedWriters: ['A1'],
        closedBeforeExpiry: 60_000_000,
        strikeDistanceBps: null,
      },
      utilisation: { enterBps: 9_000, leaveBps: 8_000 },
      maxFirmValue: new Map([
        ['INR', 500n],
        ['USD', 600n],
      ]),
      confirmAbove: new Map([['INR', 700n]]),
      firmRate: { count: 10, within: 1_000_000 },
      identity: ['algo'],
      netLists: true,
      cancelOnDisconnect: { armedAt: ['NSE'] },
    },
  });
});

it('tells what is wrong in rules, all at once', () => {
  const rules = {
    actors: { manual: { actions: ['submit', 'cancel'] } },
    bans: { 'NOPE.X': [] },
    collar: { bps: '-3' },
    leastPriceHundredths: { inr: '1' },
    utilization: {},
  };
  expect(limitsOf({ rules })).toEqual([
    ['limits.rules.actors.manual', expect.stringContaining('manual')],
    ['limits.rules.bans.NOPE.X', 'unknown key NOPE.X'],
    ['limits.rules.collar.bps', 'expected a whole number'],
    ['limits.rules.leastPriceHundredths.inr', expect.stringContaining('inr')],
    ['limits.rules.utilization', 'unknown key utilization, perhaps utilisation'],
  ]);
});

it('reads which orders a broker takes', () => {
  const matrix = { limit: { tifs: ['DAY'] }, market: { products: ['intraday'] } };
  expect(limitsOf({ matrix })).toMatchObject({
    matrix: {
      limit: { tifs: ['DAY'], products: ['delivery', 'intraday', 'carryForward', 'margin'] },
      market: {
        tifs: ['DAY', 'GTC', 'IOC', 'FOK', 'GTD', 'AT_OPEN', 'AT_CLOSE'],
        products: ['intraday'],
        flags: ['display', 'postOnly'],
      },
    },
  });
  expect(limitsOf({ matrix, limitOrdersOnly: true })).toEqual([
    ['limits.matrix', 'either this or limitOrdersOnly and noIntradayStops'],
  ]);
  expect(limitsOf({ matrix: { limit: { tifs: ['day'] } } })).toEqual([
    ['limits.matrix.limit.tifs', 'expected DAY, GTC, IOC, FOK, GTD, AT_OPEN, AT_CLOSE, got "day"'],
  ]);
});

it('leaves it to the data whether orders wait outside the session, unless told', () => {
  expect(limitsOf({})).not.toHaveProperty('outsideSession');
  expect(limitsOf({ outsideSession: 'refuse' })).toHaveProperty('outsideSession', 'refuse');
});

it('reads a calendar of one’s own', () => {
  const calendars = [
    {
      id: 'LSE',
      offset: '+01:00',
      week: { mon: [{ from: '08:00', until: '16:30' }], tue: [{ from: '-02:00', until: '16:30' }] },
      holidays: ['2026-12-25'],
      specials: { '2026-12-24': [{ phase: 'open', from: '08:00', until: '12:30' }] },
    },
  ];
  const HOUR = 3_600_000_000;
  expect(read({ calendars })).toMatchObject({
    calendars: [
      {
        id: 'LSE',
        offsets: [{ from: 0, offset: HOUR }],
        week: {
          1: [{ phase: 'open', fromMicros: 8 * HOUR, untilMicros: 16.5 * HOUR }],
          2: [{ phase: 'open', fromMicros: -2 * HOUR, untilMicros: 16.5 * HOUR }],
          3: [],
        },
        holidays: ['2026-12-25'],
        specials: { '2026-12-24': [{ fromMicros: 8 * HOUR, untilMicros: 12.5 * HOUR }] },
      },
    ],
  });
  const summer = { from: '2026-03-29T01:00:00Z', offset: '+01:00' };
  const offsets = [{ from: '2025-10-26T01:00:00Z', offset: '-00:30' }, summer];
  expect(read({ calendars: [{ id: 'LSE', offsets }] })).toMatchObject({
    calendars: [{ offsets: [{ offset: -HOUR / 2 }, { offset: HOUR }] }],
  });
});

it.each([
  [{ offset: '1' }, 'offset: expected an offset from UTC such as +05:30, got 1'],
  [
    { week: { mon: [{ from: '8', until: '16:30' }] } },
    'week.mon[0].from: expected hours and minutes, 09:15, got 8',
  ],
  [{ week: { monday: [] } }, 'week.monday: unknown key monday'],
  [{ specials: { soon: [{ from: '08:00', until: '09:00' }] } }, 'soon'],
])('tells that a calendar with %o cannot be', (changes, mistake) => {
  const found = readRunFile({ ...run, calendars: [{ id: 'LSE', ...changes }] });
  const told = found.ok ? [] : found.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
  expect(told).toEqual([expect.stringContaining(mistake)]);
});

it('reads a fee in lines, with a tax on some of them', () => {
  const lines = [
    { name: 'brokerage', fee: { model: 'percent', rate: '0.03', max: '20' } },
    { name: 'stt', fee: { model: 'percent', rate: '0.025' }, side: 'sell' },
    { name: 'gst', percent: '18', of: ['brokerage'] },
  ];
  const found = read({ venue: { fees: { model: 'lines', lines } } });
  const card = 'venue' in found ? found.venue?.fees?.describe() : found;
  expect(card).toMatchObject({
    model: 'feeLines',
    parameters: { gst: { parameters: { percent: '18', of: 'brokerage' } }, stt: {} },
  });
  const wrong = [{ name: 'gst', percent: '18', of: ['brokerage'] }];
  expect(read({ venue: { fees: { model: 'lines', lines: wrong } } })).toEqual([
    ['venue.fees.model', expect.stringContaining('no line "brokerage" stands above')],
  ]);
});

it('refuses a limit in a currency that is not counted there', () => {
  const limit = { at: '2026-01-05T09:30:00Z', type: 'setLimit', account: 'A1', limit: 'dailyLoss' };
  expect(read({ commands: [{ ...limit, value: '5 USD' }] })).toEqual([
    ['commands[0].value', 'dailyLoss is counted in INR here, not in USD'],
  ]);
});

it('reads limits, states and standings that are set by hand', () => {
  const at = '2026-01-05T09:30:00Z';
  const limit = { at, type: 'setLimit', account: 'A1' };
  const commands = [
    { at, type: 'kill', account: 'A1', firm: true, reason: 'fire' },
    {
      ...limit,
      limit: 'position',
      instrument: 'ACME.US',
      value: '2.5',
      until: '2026-01-06T00:00:00Z',
    },
    { ...limit, limit: 'dailyLoss', value: '50.00 INR' },
    { ...limit, limit: 'cashBufferBps', value: '50' },
    { ...limit, limit: 'orderValue', value: null },
    { at, type: 'setStatus', account: 'A1', status: 'frozen' },
    { at, type: 'setFloor', account: 'A1', floor: '-5.00 INR' },
  ];
  expect(read({ commands })).toMatchObject({
    commands: [
      { type: 'kill', scope: { kind: 'firm' }, reason: 'fire' },
      {
        limit: 'position',
        value: 25n,
        scope: { kind: 'instrument' },
        until: toTimestamp(Date.UTC(2026, 0, 6) * 1_000),
      },
      { limit: 'dailyLoss', value: 5_000n, reason: 'by hand' },
      { limit: 'cashBufferBps', value: 50n },
      { limit: 'orderValue', value: null },
      { status: 'frozen' },
      { floor: { amount: -500n, currency: 'INR' } },
    ],
  });
  expect(read({ commands: [{ ...limit, limit: 'position', value: '1' }] })).toEqual([
    ['commands[0].instrument', 'the instruments count in different precisions: name one'],
  ]);
  expect(read({ commands: [{ ...limit, limit: 'orderValue' }] })).toEqual([
    ['commands[0].value', 'is missing'],
  ]);
});

it.each([
  ['1', 1],
  [undefined, 0],
  ['first', 'first'],
])('reads the seed %o', (seed, value) => {
  expect(read({ seed })).toHaveProperty('seed', value);
});
