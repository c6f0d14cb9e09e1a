/**
 * One process: one-minute bars of 64 instruments streamed from disk, two of them traded, results
 * streamed to files. `node … bars-run.ts FILE`; prints one line of JSON with its memory on the way.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { csvSource, openRunFiles } from '@argosy/catalog';
import { EmaCrossBars } from '@argosy/strategies';
import { Backtest, cashAccount } from 'argosy/backtest';
import {
  ledgerScales,
  money,
  toAccountId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, type Equity } from 'argosy/domain';

import { barInstrumentId, barInstruments } from '../data/bars.ts';

/** What the process prints. */
export type BarsReport = {
  readonly bars: number;
  readonly seconds: number;
  readonly fills: number;
  /** Resident megabytes, sampled once each 100,000 things done. */
  readonly rssMb: { readonly early: number; readonly middle: number; readonly peak: number };
};

const usd = toCurrency('USD');
const instruments = Array.from({ length: barInstruments }, (_, place) => {
  const equity: Equity = {
    kind: 'equity',
    id: toInstrumentId(barInstrumentId(place)),
    exchange: 'SIM',
    currency: usd,
    pricePrecision: 2,
    sizePrecision: 0,
    tick: toPrice(1),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1_000_000),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
    isin: null,
  };
  return equity;
});
const table = new InstrumentTable(instruments);
const [path = ''] = process.argv.slice(2);
const account = toAccountId('A1');
const folder = mkdtempSync(join(tmpdir(), 'argosy-bars-'));
const files = openRunFiles(folder, { instruments: table, scales: ledgerScales({}) });
const source = csvSource({ path, instruments: table, barSpec: '1-MINUTE-LAST-EXTERNAL' });
const run = new Backtest(
  {
    instruments,
    sources: [source],
    accounts: [cashAccount(account, money(1_000_000_00n, usd))],
    strategies: [0, 1].map((place) => {
      const instrument = barInstrumentId(place);
      const bars = `${instrument}-1-MINUTE-LAST-EXTERNAL`;
      const parameters = { instrument, bars, percent: 40 };
      return { id: `ema-${place}`, strategy: EmaCrossBars, parameters, account };
    }),
  },
  files,
);
const samples: number[] = [];
const start = performance.now();
while (run.advance(100_000) === 'running') samples.push(process.memoryUsage.rss() / 1e6);
const seconds = (performance.now() - start) / 1000;
const result = run.result();
files.finish(result);
rmSync(folder, { recursive: true });
const report: BarsReport = {
  bars: result.counts.bars,
  seconds,
  fills: result.counts.fills,
  rssMb: {
    early: sampleAt(0.1),
    middle: sampleAt(0.5),
    peak: Math.round(Math.max(...samples, process.memoryUsage.rss() / 1e6)),
  },
};
console.log(JSON.stringify(report));

function sampleAt(share: number): number {
  return Math.round(samples[Math.floor(samples.length * share)] ?? 0);
}
