import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileTape } from '@argosy/journal';
import { HOST_BOOK_FILE, HostBook } from '@argosy/server/parity';
import { anOrderRequest, aSeat, aTouch } from '@argosy/testkit';
import { LiveRig, mainAccount } from '@argosy/testkit/live';
import {
  alwaysOpen,
  BACKTEST_SESSION,
  ledgerScales,
  OrderIdFactory,
  toBookId,
  toCurrency,
  toOriginCode,
  toQuantity,
  toStrategyId,
} from 'argosy/core';
import { toInputNumber, type Instrument, type OrderRequest } from 'argosy/domain';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { runDataCommand } from '../data/data-command.ts';
import { runReportCommand } from './report-command.ts';

const HAND = toOriginCode('HAND');
const INR = toCurrency('INR');
const SECOND = 1_000_000;
const folder = mkdtempSync(join(tmpdir(), 'argosy-live-'));
const [journal, runFile, sheetFile] = ['journal', 'shard.yaml', 'sheet.json'].map((name) =>
  join(folder, name),
);

let listed: readonly Instrument[] = [];

/** What the machine that lived had at its end. */
let end = { cash: 0n, held: 0, fills: 0, mid: 0 };

/** Two orders by hand, of shares of the demo exchange that lives; what is left is a few shares. */
beforeAll(async () => {
  mkdirSync(journal ?? '');
  const onFatal = (error: unknown): never => {
    throw error;
  };
  const where = { folder: join(folder, 'tape'), shard: 'demo', region: 'in', onFatal };
  const tape = await FileTape.open(where);
  const rig = await LiveRig.start({ tape });
  const [share] = rig.shares;
  if (share === undefined) throw new Error('no share is listed');
  trade(rig, share, { side: 'buy', qty: toQuantity(10) });
  await rig.pass(60 * SECOND);
  trade(rig, share, { side: 'sell', qty: toQuantity(4) });
  await rig.pass(60 * SECOND);
  const { trading } = rig;
  const touch = trading.touchOf(share.id, rig.live.now);
  end = {
    mid: ((touch?.bid ?? NaN) + (touch?.ask ?? NaN)) / 2,
    cash: trading.book.cash(mainAccount, INR),
    held: trading.positions().reduce((sum, { qty }) => sum + qty, 0),
    fills: rig.events.filter((event) => event.kind === 'order' && event.change.type === 'filled')
      .length,
  };
  await rig.stop();
  await tape.close();
  for (const { name, bytes } of rig.journalFiles()) {
    writeFileSync(join(journal ?? '', name), bytes);
  }
  listed = rig.life.demo.market.instruments;
  writeFileSync(runFile ?? '', shardText(listed));
});
afterAll(() => rmSync(folder, { recursive: true }));

function trade(rig: LiveRig, { id }: Instrument, changes: Partial<OrderRequest>): void {
  const lastCounter = rig.trading.lastCounter(BACKTEST_SESSION, HAND);
  const order = new OrderIdFactory({ session: BACKTEST_SESSION, origin: HAND, lastCounter }).next();
  const own = { account: mainAccount, book: toBookId('HAND'), strategy: null, instrument: id };
  const terms = { type: 'market' } as const;
  const request = anOrderRequest({ ...own, product: 'delivery', terms, ...changes, id: order });
  const body = { type: 'submit', request, touch: aTouch() } as const;
  const head = { kind: 'command', origin: HAND, strategy: null, readTo: toInputNumber(0) } as const;
  expect(rig.live.command({ ...head, at: rig.live.now, body })).toBeNull();
}

/** The instruments and the account of the shard as a run file, which has neither data nor strategies. */
function shardText(instruments: readonly Instrument[]): string {
  const listed = instruments.map(({ id, kind, exchange, calendar, tick }) => {
    const price = (tick / 100).toFixed(2);
    return `  - { id: ${id}, kind: ${kind}, exchange: ${exchange}, calendar: ${calendar}, tick: ${price} }`;
  });
  return [
    'title: The demo account',
    'instruments:',
    ...listed,
    'accounts:',
    `  - { id: ${mainAccount}, kind: cash, balances: [1000000.00 INR], books: [{ id: HAND }] }`,
    '',
  ].join('\n');
}

async function reportOf(...words: readonly string[]): Promise<unknown> {
  const said: string[] = [];
  const say = (text: string): number => {
    said.push(text);
    return 0;
  };
  const all = ['--journal', folder, '--run', runFile ?? '', ...words, '--out', sheetFile ?? ''];
  expect([await runReportCommand(all, say), said]).toEqual([0, [`tear sheet: ${sheetFile}`]]);
  return JSON.parse(readFileSync(sheetFile ?? '', 'utf8'));
}

test('the journal of a shard that lived has a sheet of what its account traded', async () => {
  const sheet = await reportOf();
  expect([end.fills, end.held]).toEqual([2, 6]);
  const worth = Number(end.cash) + 6 * end.mid;
  expect(sheet).toMatchObject({
    title: 'The demo account',
    source: { kind: 'journal', accounts: ['MAIN'], book: null },
    summary: { opening: '1000000.00', closing: (worth / 100).toFixed(2) },
    turnover: { fills: 2 },
    instruments: {
      rows: [{ fills: 2, netInSheet: ((worth - 100_000_000) / 100).toFixed(2) }],
      unassigned: '0.00',
    },
    notes: [],
  });
});

test('so has one book of it, on one day', async () => {
  const all = await reportOf();
  const book = await reportOf('--strategy', 'HAND', '--day', '2026-11-18');
  expect(book).toMatchObject({
    title: 'The demo account: HAND, 2026-11-18',
    source: { book: 'HAND' },
    turnover: { fills: 2 },
  });
  expect(memberOf(memberOf(book, 'summary'), 'net')).toBe(
    memberOf(memberOf(all, 'summary'), 'net'),
  );
});

test('that of a node needs no run file: its hosts know what it is of', async () => {
  const {
    strategy: _,
    scan: __,
    ...seat
  } = aSeat({
    strategy: null as never,
    id: toStrategyId('hand'),
    account: mainAccount,
    book: toBookId('HAND'),
  });
  const hosted = { file: 'hand.ts', name: null, parameters: {}, isScanned: false, seat };
  const book = new HostBook(join(folder, HOST_BOOK_FILE));
  const plan = { calendars: [alwaysOpen], externalBars: [], scales: ledgerScales({}), seed: 'a' };
  const at = { number: toInputNumber(0), now: 0 };
  const all = { ...plan, instruments: listed, strategies: [hosted] };
  book.attached('main', all, { at, counters: [] });
  const told = await reportOf();
  const words = ['--journal', folder, '--out', sheetFile ?? ''];
  const say = (): number => 0;
  expect(await runReportCommand(words, say)).toBe(0);
  const own: unknown = JSON.parse(readFileSync(sheetFile ?? '', 'utf8'));
  expect(own).toMatchObject({ title: `The node ${folder}`, source: { accounts: ['MAIN'] } });
  for (const part of ['summary', 'costs', 'trades', 'turnover'] as const) {
    expect(memberOf(own, part)).toEqual(memberOf(told, part));
  }
  expect(await runReportCommand([...words, '--strategy', 'hand'], say)).toBe(0);
  const one: unknown = JSON.parse(readFileSync(sheetFile ?? '', 'utf8'));
  expect(one).toMatchObject({ source: { book: 'HAND' }, turnover: { fills: 2 }, notes: [] });

  // What it has heard becomes history as well, which backtests over the same time are fed with.
  const history = ['--history', join(folder, 'history')];
  const said: string[] = [];
  const terminal = {
    say: (line: string) => void said.push(line),
    signal: new AbortController().signal,
  };
  await runDataCommand(['roll', folder, '--through-end', ...history], terminal);
  await runDataCommand(['list', ...history], terminal);
  expect(said.join('\n')).toMatch(/^quote .+: \d+ rows/mu);
});

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
