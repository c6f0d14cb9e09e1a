import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { aQuote, anInstrument } from '@argosy/testkit';
import { arraySource, cashAccount } from 'argosy/backtest';
import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { Duck, sqlText } from '../history/duck.ts';
import { runTables, saveRunParquet } from './run-parquet.ts';
import { runToFiles } from './run-to-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-tables-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const share = anInstrument();

/** Buys at the first quote, sells at the second, and leaves a buy that is denied. */
class InAndOut extends Strategy {
  #seen = 0;
  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }
  override onQuote(): void {
    this.#seen += 1;
    const side = this.#seen === 2 ? 'sell' : 'buy';
    const qty = toQuantity(this.#seen === 3 ? 1_000_000 : 5);
    this.orders.submit(this.orders.market({ instrument: share.id, side, qty }));
  }
}

async function run(): Promise<void> {
  const rows = [10_000, 10_100, 10_200].map((bid, second) =>
    aQuote({ at: (second + 1) * 1_000_000, bid, ask: bid + 5 }),
  );
  await runToFiles(
    {
      instruments: [share],
      sources: [arraySource('quotes', rows)],
      accounts: [cashAccount(toAccountId('A1'), money(1_000_000n, toCurrency('INR')))],
      strategies: [{ id: 'one', strategy: InAndOut, account: 'A1' }],
    },
    { out: folder },
  );
}

async function read(sql: string): Promise<readonly (readonly unknown[])[]> {
  const duck = await Duck.open({ memoryMb: 128, threads: 1, scratch: folder });
  try {
    return await duck.rows(sql);
  } finally {
    duck.close();
  }
}

const table = (name: string): string => sqlText(join(folder, `${name}.parquet`));

test('writes equity, trades, fills and orders as columns of numbers, texts and timestamps', async () => {
  await run();
  expect(await saveRunParquet(folder)).toEqual(
    runTables.map((name) => join(folder, `${name}.parquet`)),
  );
  const fills = `SELECT epoch_us(time), side, qty, price, fee FROM ${table('fills')}`;
  expect(await read(fills)).toEqual([
    [1_000_000n, 'buy', 5, 100.05, 0],
    [2_000_000n, 'sell', 5, 101, 0],
  ]);
  const trades = `SELECT side, epoch_us(opened), epoch_us(closed), qty, net FROM ${table('trades')}`;
  expect(await read(trades)).toEqual([['long', 1_000_000n, 2_000_000n, 5, 4.75]]);
  const orders = `SELECT side, type, qty, state, filled, average_price FROM ${table('orders')} ORDER BY id`;
  expect(await read(orders)).toEqual([
    ['buy', 'market', 5, 'FILLED', 5, 100.05],
    ['sell', 'market', 5, 'FILLED', 5, 101],
    ['buy', 'market', 1_000_000, 'DENIED', 0, null],
  ]);
  const [last] = await read(
    `SELECT equity, cash FROM ${table('equity')} ORDER BY time DESC LIMIT 1`,
  );
  expect(last).toEqual([10_004.75, 10_004.75]);
});

test('has as many rows as the files it is made of', async () => {
  await run();
  await saveRunParquet(folder);
  for (const name of ['equity', 'trades', 'fills']) {
    const lines =
      readFileSync(join(folder, `${name}.csv`), 'utf8')
        .trim()
        .split('\n').length - 1;
    expect(await read(`SELECT count(*) FROM ${table(name)}`)).toEqual([[BigInt(lines)]]);
  }
});

test('refuses a result that is too large, and takes none for it', async () => {
  writeFileSync(join(folder, 'result.json'), '');
  truncateSync(join(folder, 'result.json'), 256_000_001);
  await expect(saveRunParquet(folder)).rejects.toMatchObject({ code: 'RESULT_TOO_LARGE' });
});

test('leaves no table behind where a file of the run is damaged', async () => {
  await run();
  writeFileSync(join(folder, 'fills.csv'), 'time\nyesterday\n');
  await expect(saveRunParquet(folder)).rejects.toMatchObject({ code: 'HISTORY_ENGINE_FAILED' });
  expect(runTables.some((name) => existsSync(join(folder, `${name}.parquet`)))).toBe(false);
  expect(readdirSync(folder).filter((name) => name.startsWith('.parquet'))).toEqual([]);
});
