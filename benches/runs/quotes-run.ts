/**
 * One process: an EMA cross over a file of quotes, with checks, ledger, hash and mark-to-market.
 * `node … quotes-run.ts FILE disk|memory RUNS`; prints one line of JSON. The first run is cold.
 */
import { createHash } from 'node:crypto';

import { EmaCross } from '@argosy/strategies';
import { cashAccount, runBacktest, type BacktestResult, type Source } from 'argosy/backtest';
import { formatMoney, formatScaled, money, toAccountId } from 'argosy/core';
import type { MarketData } from 'argosy/domain';

import { euroDollar, quoteSource } from '../data/euro-dollar.ts';

/** What one process prints. */
export type QuotesReport = {
  readonly rows: number;
  /** Seconds of each run, the cold one first. */
  readonly seconds: readonly number[];
  readonly fills: number;
  readonly fillsSha256: string;
  readonly cash: string;
  readonly hash: string;
};

const [path = '', mode = 'disk', runs = '5'] = process.argv.slice(2);
const file = quoteSource(path);
const source = mode === 'memory' ? inMemory(file) : file;

const seconds: number[] = [];
let fills: string[] = [];
let result: BacktestResult | null = null;
for (let run = 0; run < Number(runs); run += 1) {
  fills = [];
  const start = performance.now();
  result = runOnce(source);
  seconds.push((performance.now() - start) / 1000);
}
if (result === null) throw new Error('at least one run is needed');
const report: QuotesReport = {
  rows: result.counts.quotes,
  seconds,
  fills: fills.length,
  fillsSha256: createHash('sha256').update(fills.join('\n')).digest('hex'),
  cash: result.accounts.map(({ cash }) => formatMoney(cash, 2)).join(),
  hash: result.hash,
};
console.log(JSON.stringify(report));

function runOnce(from: Source): BacktestResult {
  const config = {
    instruments: [euroDollar],
    sources: [from],
    accounts: [cashAccount(toAccountId('A1'), money(1_000_000_00n, euroDollar.currency))],
    strategies: [
      { id: 'ema', strategy: EmaCross, parameters: { instrument: euroDollar.id }, account: 'A1' },
    ],
  };
  return runBacktest(config, {
    fill: ({ request, fill }) => {
      const side = request.side.toUpperCase();
      fills.push(`${fill.at},${side},${fill.qty},${formatScaled(fill.price, 5)}`);
    },
  });
}

/** The rows parsed beforehand, as a rival's loader would have them; identified by the file's hash. */
function inMemory(from: Source): Source {
  const batches: (readonly MarketData[])[] = [];
  const reader = from.open();
  for (let batch = reader.next(); batch !== null; batch = reader.next()) batches.push(batch);
  const hash = reader.hash();
  reader.close();
  const open = (): ReturnType<Source['open']> => {
    const left = batches[Symbol.iterator]();
    const next = (): readonly MarketData[] | null => left.next().value ?? null;
    return { next, close: () => {}, hashesItself: true, hash: () => hash };
  };
  return { ...from, open };
}
