import { describe, expect, it } from 'vitest';

import { runScenario } from './run-scenario.ts';

const setup = (changes: object = {}): object => ({
  setup: {
    title: 'a case',
    instruments: [{ id: 'SBIN.NSE', calendar: '24x7' }],
    accounts: [{ id: 'A1', balance: '1000.00 INR' }],
    venue: 'script',
    ...changes,
  },
});
const deposit = {
  at: '2026-11-20T09:15:00+05:30',
  in: 'command',
  body: { type: 'transfer', account: 'A1', entry: 'd1', amount: '5.00 INR' },
};
const entry = { expect: 'entry', body: { purpose: 'deposit', legs: { 'A1/cash': '5.00 INR' } } };
const end = (cash: string): object => ({ end: { balances: { 'A1/cash': cash } } });

function failuresOf(...lines: readonly (object | string)[]): readonly string[] {
  const text = lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n');
  return runScenario(text, 'case').failures.map(({ line, message }) => `${line}: ${message}`);
}

describe('a scenario', () => {
  it('passes when everything is as expected', () => {
    expect(failuresOf(setup(), deposit, entry, end('1005.00 INR'))).toEqual([]);
  });

  it('names what was expected and what came in decimals', () => {
    const other = { expect: 'entry', body: { legs: { 'A1/cash': '6.00 INR' } } };
    const [failure] = failuresOf(setup(), deposit, other, end('1005.00 INR'));
    expect(failure).toMatch(/^3: expected entry .*6\.00 INR.*got entry .*5\.00 INR/);
  });

  it('fails on an event that nobody expected', () => {
    const [failure] = failuresOf(setup(), deposit, end('1005.00 INR'));
    expect(failure).toMatch(/^3: expected nothing more/);
  });

  it('lets events go by when it is loose', () => {
    expect(failuresOf(setup({ loose: true }), deposit, end('1005.00 INR'))).toEqual([]);
  });

  it('fails on a wrong balance at the end', () => {
    const failures = failuresOf(setup(), deposit, entry, end('1.00 INR'));
    expect(failures).toEqual(['4: expected balance A1/cash to be 1.00 INR, got 1005.00 INR']);
  });

  it.each(['A1/manual/SBIN.NSE/deliver', 'A2/manual/SBIN.NSE/delivery', 'A1/manual/X/delivery'])(
    'fails where it expects a position that can never be: %s',
    (key) => {
      const last = { end: { balances: {}, positions: { [key]: '0' } } };
      expect(failuresOf(setup(), last)).toEqual([
        expect.stringMatching(/^2: position .* can never be/),
      ]);
      const held = { end: { balances: {}, positions: { 'A1/manual/SBIN.NSE/delivery': '0' } } };
      expect(failuresOf(setup(), held)).toEqual([]);
    },
  );

  it('refuses a price that its instrument cannot have', () => {
    const quote = {
      at: deposit.at,
      in: 'quote',
      body: { instrument: 'SBIN.NSE', bid: '-1.00', ask: '1.00' },
    };
    const [failure] = failuresOf(setup(), quote, end('1000.00 INR'));
    expect(failure).toMatch(/^2: .*bid: -1\.00 is below 0\.01/);
  });

  it.each([
    ['no JSON', ['{'], /^2: .*no JSON/],
    ['an unknown key', [{ ...deposit, oops: 1 }], /^2: .*unknown key oops/],
    ['a wrong precision', [{ ...deposit, body: { ...deposit.body, amount: '5.001 INR' } }], /^2: /],
    ['a missing field', [{ ...deposit, body: { type: 'cancel' } }], /^2: .*order: is missing/],
    ['no instant', [{ in: 'time', body: {} }], /^2: .*at: is missing/],
    ['an end in the middle', [end('1000.00 INR'), deposit], /^2: the end is not the last/],
  ])('refuses a line with %s and says which', (_what, lines, message) => {
    expect(failuresOf(setup(), ...lines, end('1000.00 INR'))[0]).toMatch(message);
  });

  it('refuses an expectation of a key that no event has, before it runs anything', () => {
    const typo = { expect: 'entry', body: { purpos: 'deposit' } };
    expect(failuresOf(setup(), deposit, typo, end('1005.00 INR'))).toEqual([
      '3: a line of a scenario is not right: line.body.purpos: unknown key purpos, perhaps purpose',
    ]);
  });

  it('tells of an end in the middle once', () => {
    expect(failuresOf(setup(), end('1000.00 INR'), deposit)).toEqual([
      '2: the end is not the last line',
    ]);
  });

  it.each([
    [
      { venue: { latency: { insert: '-5' } } },
      'setup.venue.latency.insert: expected milliseconds from 0, got -5',
    ],
    [{ venue: { latency: { insert: '1e3' } } }, /insert: .*not a plain decimal/],
    [{ venue: { fees: { model: 'percent', rate: '-1' } } }, /venue.fees.model: .*-1.*below zero/],
    [
      { venue: { fills: { model: 'volumeLimited', share: '0x1' } } },
      'setup.venue.fills.share: expected a plain decimal, got "0x1"',
    ],
    [
      { venue: { fills: { model: 'volumeLimited', share: '' } } },
      'setup.venue.fills.share: expected a plain decimal, got ""',
    ],
    [
      { venue: { slippage: { model: 'volumeShare', impact: '1e3', share: '1' } } },
      'setup.venue.slippage.impact: expected a plain decimal, got "1e3"',
    ],
    [
      { instruments: [{ id: 'A.X', tick: '0' }] },
      'setup.instruments[0].tick: expected whole scaled price units above 0, found 0',
    ],
    [
      { instruments: [{ id: 'A.X', tick: '-0.05' }] },
      'setup.instruments[0].tick: expected whole scaled price units above 0, found -5',
    ],
    [
      { instruments: [{ id: 'A.X', pricePrecision: 30 }] },
      'setup.instruments[0].pricePrecision: expected a whole number from 0 to 18',
    ],
    [
      { instruments: [{ id: 'A.X', lot: '-1' }] },
      'setup.instruments[0].lot: expected a quantity from 0, got -1',
    ],
    [
      { limits: { maxOrderQty: '-5' } },
      'setup.limits.maxOrderQty: expected a quantity from 0, got -5',
    ],
    [
      { limits: { maxDailyLoss: '-5 INR' } },
      'setup.limits.maxDailyLoss: expected minor units, a bigint from 0n, found -500n',
    ],
    [
      { accounts: [{ id: 'A1', balance: '-5 INR' }] },
      'setup.accounts[0].balances[0].amount: expected minor units, a bigint from 0n, found -500n',
    ],
    [{ ledgerScales: { INR: 1 } }, /^1: setup.ledgerScales.INR: .*at least 2/],
  ])('refuses %o with its place', (changes, mistake) => {
    const [first, ...more] = failuresOf(setup(changes), end('1000.00 INR'));
    expect(first).toMatch(typeof mistake === 'string' ? `1: ${mistake}` : mistake);
    expect(more).toEqual([]);
  });

  it('tells what goes wrong while it runs at the line that brought it', () => {
    const order = { id: '0000S1AA000001', account: 'A1', book: 'B', instrument: 'SBIN.NSE' };
    const terms = { side: 'buy', qty: '1', terms: { type: 'limit', limit: '5.00' } };
    const body = { type: 'submit', ...order, ...terms, tag: '\ud800' };
    const failures = failuresOf(setup(), deposit, entry, { ...deposit, body }, end('1005.00 INR'));
    expect(failures).toEqual([
      '4: a line of a scenario is not right: BAD_COMMAND: tag has half of a surrogate pair: "\\ud800"',
    ]);
  });

  it('refuses a file without a setup in front', () => {
    expect(failuresOf(deposit, end('1.00 INR'))[0]).toMatch(/^1: .*first line/);
  });

  it('refuses a file without an end', () => {
    expect(failuresOf(setup(), deposit)).toEqual(['2: the end is missing']);
  });
});
