import { rmSync, writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { anInstrument } from '@argosy/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { mistakeLine, paperAccounts, readConfig } from '../config/index.ts';
import { nodeLimits } from './node-limits.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-limits-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function shortSalesOf(node: string, risk: string) {
  writeFileSync(join(folder, 'node.yaml'), node);
  writeFileSync(join(folder, 'risk.yaml'), risk);
  const read = readConfig({ folder, env: {}, base: folder });
  if (!read.ok) throw new Error(read.mistakes.map(mistakeLine).join('\n'));
  const { config } = read.value;
  const accounts = paperAccounts(config.node.paper);
  return nodeLimits(config, { instruments: [anInstrument()], accounts }).rules.shortSales;
}

test('accounts on paper sell short intraday, as the configuration of paper accounts has it', () => {
  const two = 'paper: { accounts: 2 }';
  const accounts = ['PAPER01', 'PAPER02'];
  expect(shortSalesOf(two, '')).toEqual({ accounts, products: ['intraday'], located: null });
  const none = 'paper: { accounts: 2, shortSales: [] }';
  expect(shortSalesOf(none, '')).toEqual({ accounts, products: [], located: null });
});

test('a rule of the limits stands before it', () => {
  const rules = 'rules: { shortSales: { accounts: [PAPER02], products: [delivery] } }';
  expect(shortSalesOf('paper: { accounts: 2 }', rules)).toEqual({
    accounts: ['PAPER02'],
    products: ['delivery'],
    located: null,
  });
});
