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

  it('refuses a file without a setup in front', () => {
    expect(failuresOf(deposit, end('1.00 INR'))[0]).toMatch(/^1: .*first line/);
  });

  it('refuses a file without an end', () => {
    expect(failuresOf(setup(), deposit)).toEqual(['2: the end is missing']);
  });
});
