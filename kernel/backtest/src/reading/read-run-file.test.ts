import { expect, it } from 'vitest';

import { readRunFile } from './read-run-file.ts';

const run = {
  instruments: [{ id: 'SBIN.NSE' }],
  accounts: [{ id: 'A1', balance: '1000.00 INR' }],
  sources: [{ file: 'rows.csv' }],
  strategies: [{ id: 's', strategy: 'EmaCross', account: 'A1' }],
};

function mistakesOf(changes: object): readonly string[] {
  const read = readRunFile({ ...run, ...changes });
  return read.ok ? [] : read.mistakes.map(({ place, detail }) => `${place}: ${detail}`);
}

it('reads a run that is right', () => {
  expect(mistakesOf({ lateData: 'revise' })).toEqual([]);
  const read = readRunFile({ ...run, lateData: 'revise' });
  expect(read.ok && read.value.config.lateData).toBe('revise');
});

it('reads limits for all and by instrument', () => {
  const limits = {
    maxOrderQty: { default: '50', byInstrument: { 'SBIN.NSE': '5' } },
    maxPosition: '7',
    maxOrderNotional: { default: ['5 INR', '6 USD'], byInstrument: { 'SBIN.NSE': '9.00 INR' } },
    maxOpenNotional: '8 INR',
    maxDailyLoss: '3 INR',
    flipFrees: 'atOnce',
  };
  const instruments = [{ id: 'SBIN.NSE' }, { id: 'ACME.US', currency: 'USD', sizePrecision: '1' }];
  const read = readRunFile({ ...run, instruments, limits });
  const [sbin, acme] = ['SBIN.NSE', 'ACME.US'];
  expect(read.ok && read.value.config.limits).toMatchObject({
    maxOrderQty: {
      byInstrument: new Map([
        [sbin, 5],
        [acme, 500],
      ]),
    },
    maxPosition: {
      byInstrument: new Map([
        [sbin, 7],
        [acme, 70],
      ]),
    },
    maxOrderNotional: {
      byCurrency: new Map([
        ['INR', 500n],
        ['USD', 600n],
      ]),
      byInstrument: new Map([[sbin, 900n]]),
    },
    maxOpenNotional: new Map([['INR', 800n]]),
    maxDailyLoss: 300n,
    flipFrees: 'atOnce',
  });
});

it('tells what is wrong in limits', () => {
  const limits = {
    maxOrderQty: { byInstrument: { 'NOPE.X': '5' }, defalt: '1' },
    maxOrderNotional: { byInstrument: { 'SBIN.NSE': '9.00 USD' } },
    maxDailyLoss: '3 USD',
  };
  expect(mistakesOf({ limits }).toSorted()).toEqual([
    'limits.maxDailyLoss: it is in USD, account A1 in INR',
    'limits.maxOrderNotional.byInstrument.SBIN.NSE: it is in USD, SBIN.NSE in INR',
    'limits.maxOrderQty.byInstrument.NOPE.X: unknown key NOPE.X',
    'limits.maxOrderQty.defalt: unknown key defalt, perhaps default',
  ]);
});

it('reads what size costs by its root', () => {
  const slippage = {
    model: 'squareRoot',
    coefficient: '0.7',
    dailyVolume: '200000',
    volatility: '0.02',
    byInstrument: { 'SBIN.NSE': { dailyVolume: '100', volatility: '0.05' } },
  };
  const read = readRunFile({ ...run, venue: { slippage } });
  expect(read.ok && read.value.config.venue?.slippage?.describe()).toMatchObject({
    model: 'squareRootImpact',
    parameters: { coefficient: 0.7, dailyVolume: 200_000, volatility: 0.02 },
  });
  expect(mistakesOf({ venue: { slippage: { ...slippage, volatility: '2%' } } })).toEqual([
    'venue.slippage.volatility: expected a plain decimal, got "2%"',
  ]);
});

it('reads what is done by hand', () => {
  const commands = [
    { at: '2026-01-05T09:30:00+05:30', type: 'deposit', account: 'A1', amount: '5.00 INR' },
    {
      at: '2026-01-05T09:31:00+05:30',
      type: 'setState',
      account: 'A1',
      book: 'b',
      state: 'HALTED',
    },
    {
      at: '2026-01-05T09:32:00+05:30',
      type: 'convertProduct',
      account: 'A1',
      book: 'b',
      instrument: 'SBIN.NSE',
      qty: '5',
      from: 'intraday',
      to: 'carryForward',
    },
    {
      at: '2026-01-05T09:33:00+05:30',
      type: 'movePosition',
      account: 'A1',
      instrument: 'SBIN.NSE',
      qty: '5',
      from: { book: 'b' },
      to: { book: 'c', product: 'delivery' },
    },
  ];
  const read = readRunFile({ ...run, commands });
  const held = { account: 'A1', instrument: 'SBIN.NSE', qty: 5 };
  expect(read.ok && read.value.config.commands).toMatchObject([
    { type: 'deposit', account: 'A1', amount: { amount: 500n, currency: 'INR' } },
    { type: 'setState', scope: { kind: 'book', book: 'b' }, state: 'HALTED', reason: 'by hand' },
    { ...held, type: 'convertProduct', book: 'b', from: 'intraday', to: 'carryForward' },
    { ...held, type: 'movePosition', from: { book: 'b' }, to: { book: 'c', product: 'delivery' } },
  ]);
});

it('tells what is wrong in what is done by hand', () => {
  const at = '2026-01-05T09:30:00Z';
  const commands = [
    { at, type: 'depose', account: 'A1', amount: '5.00 INR' },
    { at, type: 'deposit', account: 'A1', amount: '5.00 INR', book: 'b' },
    { at, type: 'withdraw', account: 'A1', amount: '5.00 INR' },
    { at, type: 'setState', account: 'A1', state: 'LAZY' },
  ];
  expect(mistakesOf({ commands })).toEqual([
    'commands[0].type: expected deposit, withdraw, setState, kill, setLimit, setStatus, setFloor, bookAction, movePosition, convertProduct, execute, got "depose"',
    'commands[1].book: unknown key book',
    'commands[3].state: expected ACTIVE, REDUCING, HALTED, got "LAZY"',
  ]);
});

it('gives what it could read, with something harmless in place of a mistake', () => {
  const accounts = [{ id: 'A1', balances: ['1e5 INR'], base: 'INR' }];
  const read = readRunFile({ ...run, accounts, title: 'half right' });
  expect(read.ok ? null : read.mistakes).toEqual([
    {
      place: 'accounts[0].balances',
      detail:
        'expected an amount and the code of its currency, such as 1000000.00 INR; got "1e5 INR"',
    },
    { place: 'accounts[0].base', detail: 'unknown key base' },
  ]);
  expect(read.ok ? null : read.partial?.title).toBe('half right');
});

it('tells of an instrument whose kind is wrong nothing that its kind would say', () => {
  const future = { id: 'F.NFO', kind: 'futur', expiresAt: '2026-01-29T10:00:00Z', tick: '0' };
  expect(mistakesOf({ instruments: [future] })).toEqual([
    'instruments[0].kind: expected equity, index, future, option, currencyPair, cryptoSpot, perpetual, derived, got "futur"',
    'instruments[0].tick: expected whole scaled price units above 0, found 0',
  ]);
});

it.each(['instruments', 'accounts', 'sources', 'strategies'])('needs %s', (name) => {
  expect(mistakesOf({ [name]: [] })).toEqual([`${name}: at least one is needed`]);
  expect(mistakesOf({ [name]: undefined })).toEqual([`${name}: at least one is needed`]);
  expect(mistakesOf({ [name]: 5 })).toEqual([`${name}: expected a list`]);
});

it.each([null, 5, 'text', []])('of %o is not read at all', (value) => {
  const read = readRunFile(value);
  expect(read.ok ? null : [read.mistakes.length, read.partial]).toEqual([1, null]);
});

it('looks at what it reads as at a configuration, and tells every mistake at once', () => {
  const changes = {
    instruments: [
      { id: 'SBIN.NSE', tick: '0', lot: '0', maxQty: '-1' },
      { id: 'F.NFO', kind: 'future', expiresAt: '1960-01-01T00:00:00Z', minQty: '5', maxQty: '2' },
    ],
    accounts: [{ id: 'A1', balance: '-5 INR', leverage: { margin: '2' } }],
    venue: { latency: { report: '-1' }, fills: { model: 'probabilistic', limit: '2', slip: '' } },
    limits: { cashBufferBps: '-1', maxDrawdown: '-1 INR' },
    ledgerScales: { INR: '1', USD: '99' },
    statistics: { riskFree: '5%' },
    lateData: 'never',
  };
  expect(mistakesOf(changes).toSorted()).toEqual([
    'accounts[0].balances[0].amount: expected minor units, a bigint from 0n, found -500n',
    'accounts[0].leverage.margin: a cash account has none',
    'instruments[0].lot: expected whole scaled size units above 0, found 0',
    'instruments[0].maxQty: expected a quantity from 0, got -1',
    'instruments[0].tick: expected whole scaled price units above 0, found 0',
    'instruments[1].expiresAt: expected whole microseconds from 0, found -315619200000000',
    'instruments[1].minQty: expected at most maxQty, 2, found 5',
    'lateData: expected drop, nextBar, revise, got "never"',
    'ledgerScales.INR: a ledger scale may only be raised: INR to 1, at least 2',
    'ledgerScales.USD: expected a whole number from 0 to 18',
    'limits.cashBufferBps: expected a whole number',
    'limits.maxDrawdown: expected minor units, a bigint from 0n, found -100n',
    'statistics.riskFree: expected a plain decimal, got "5%"',
    'venue.fills.limit: expected a probability from 0 to 1, got 2',
    'venue.fills.slip: expected a plain decimal, got ""',
    'venue.latency.report: expected milliseconds from 0, got -1',
  ]);
});

it('tells no second mistake for an amount that could not be read', () => {
  const accounts = [{ id: 'A1', balance: '100000.001 USD' }];
  const limits = { maxDailyLoss: '3 USD', maxDrawdown: '4 USD' };
  expect(mistakesOf({ accounts, limits })).toEqual([
    expect.stringMatching(/^accounts\[0\]\.balance: /),
  ]);
});

it('tells no second mistake for an instrument whose currency could not be read', () => {
  const instruments = [{ id: 'SBIN.NSE', currency: 'usd' }];
  const limits = { maxOrderNotional: { byInstrument: { 'SBIN.NSE': '9.00 USD' } } };
  expect(mistakesOf({ instruments, limits })).toEqual([
    expect.stringMatching(/^instruments\[0\]\.currency: /),
  ]);
});

it('takes two limits on the kinds of orders beside each other', () => {
  expect(mistakesOf({ limits: { limitOrdersOnly: true, noIntradayStops: true } })).toEqual([]);
});

it.each([
  ['-5.00 INR', 'expected an amount above 0, got -5.00 INR'],
  ['0 INR', 'expected an amount above 0, got 0 INR'],
  [
    '5.00 INR X',
    'expected an amount and the code of its currency, such as 1000000.00 INR; got "5.00 INR X"',
  ],
])('tells of an amount of %s in the words of the file', (amount, detail) => {
  const command = { type: 'withdraw', at: '2026-01-05T10:00:00Z', account: 'A1', amount };
  expect(mistakesOf({ commands: [command] })).toEqual([`commands[0].amount: ${detail}`]);
});

it('tells no second mistake for names of instruments that could not be read', () => {
  const instruments = [{ id: 'SBIN NSE' }];
  const byInstrument = { 'SBIN.NSE': '9.00 INR' };
  const limits = { maxOrderNotional: { byInstrument }, maxPosition: { byInstrument } };
  expect(mistakesOf({ instruments, limits })).toEqual([
    expect.stringMatching(/^instruments\[0\]\.id: /),
  ]);
});

it('tells no second mistake for the leverage of an account of an unknown kind', () => {
  const leverage = { margin: '2' };
  const accounts = [
    { id: 'A1', balance: '1.00 INR', kind: 'margn', products: ['margin'], leverage },
  ];
  expect(mistakesOf({ accounts })).toEqual([expect.stringMatching(/^accounts\[0\]\.kind: /)]);
});

it('tells no second mistake for the fields of a command of an unknown type', () => {
  const command = { at: '2026-01-05T10:00:00Z', account: 'A1', book: 's', state: 'HALTED' };
  expect(mistakesOf({ commands: [{ ...command, type: 'setStat' }] })).toEqual([
    expect.stringMatching(/^commands\[0\]\.type: /),
  ]);
});
