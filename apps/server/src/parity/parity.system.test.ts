import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ledgerScales,
  toBookId,
  toOriginCode,
  toPrice,
  toSessionCode,
  toStrategyId,
  unwrap,
} from 'argosy/core';
import type { Input, Quote } from 'argosy/domain';
import { defaultLimits } from 'argosy/risk';
import { StrategyHost, type HostedStrategy, type HostPlan } from '@argosy/fleet';
import { FileTape, readTape } from '@argosy/journal';
import { Log, Metrics, metricTable } from '@argosy/telemetry';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { paperAccounts } from '../config/paper-accounts.ts';
import { readConfig } from '../config/read-config.ts';
import { demoCore } from '../core/demo-core.ts';
import { LiveCore } from '../core/live-core.ts';
import { wallNow } from '../node-log.ts';
import { HOST_BOOK_FILE, HostBook, notesIn } from './host-book.ts';
import { examineParity } from './parity.ts';

/** Trades by chance on quotes, bars and what becomes of its orders. */
const restless = `
import { toBarSpecText } from 'argosy/domain';
import { toPrice, toQuantity } from 'argosy/core';
import { parameter, Strategy } from 'argosy/engine';

export class Restless extends Strategy {
  static parameters = { share: parameter.instrument({}), chance: parameter.number({ default: 0.1 }) };
  onStart() {
    this.data.subscribeQuotes(this.parameters.share);
    this.data.subscribeBars(toBarSpecText(this.parameters.share + '-1-SECOND-MID-INTERNAL'));
  }
  onQuote(quote) {
    if (this.random.nextFloat() < this.parameters.chance) this.#submit('buy', quote.ask + 200);
    const [first] = this.cache.openOrders();
    if (first !== undefined && this.random.nextFloat() < 0.2) this.orders.cancel(first.request.id);
  }
  onBar({ close }) { this.#submit('buy', close - 500); }
  onOrderFilled() { if (this.random.nextFloat() < 0.5) this.#submit('buy', 100); }
  #submit(side, limit) {
    const qty = toQuantity(1 + this.random.nextInt(3));
    const instrument = this.parameters.share;
    this.orders.submit(this.orders.limit({ instrument, side, qty, limit: toPrice(limit - (limit % 100)) }));
  }
}
`;

const MICROS = 1_000;
const wanted = 80;
const small = { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 0, chain: null };
let folder: string;
let share: string;

function stop(error: unknown): never {
  throw error;
}

/** A node's machines on the demo exchange, with a strategy in a host, until it has decided so often. */
async function live(data: string): Promise<number> {
  const read = readConfig({ folder: null, env: {}, base: data });
  if (!read.ok) throw new Error('the configuration has mistakes');
  const { paper, bridge } = read.value.config.node;
  const [account] = paperAccounts({ ...paper, accounts: 1 });
  if (account === undefined) throw new Error('no account');
  const demo = demoCore(data, { seed: 7, ticksPerSecond: 200, market: small }, paper.charges);
  const { market } = demo;
  const metrics = new Metrics(metricTable);
  const core = await LiveCore.open({
    folder: data,
    market,
    accounts: [account],
    limits: defaultLimits,
    bridge,
    log: new Log({ now: wallNow }).logger(),
    metrics,
    listener: {
      onMarket: () => {},
      onPressure: () => {},
      onEvent: () => {},
      onConnection: () => {},
      onFed: () => {},
      onFatal: stop,
    },
  });
  await core.start();
  while (!core.live.isReady) await pause(20);
  const file = join(data, 'restless.ts');
  writeFileSync(file, restless);
  const book = new HostBook(join(data, HOST_BOOK_FILE));
  const { relay, trading } = core;
  const lastCounter = trading.lastCounter.bind(trading);
  let decisions = 0;
  const host = new StrategyHost({
    name: 'main',
    plan: planOf(file, { demo, account }),
    relay,
    listener: {
      command: (command) => {
        decisions += 1;
        core.live.command(command);
      },
      ask: () => {},
      log: () => {},
      fault: ({ message }) => stop(new Error(message)),
      wake: (at) => core.live.wakeFor('main', at),
      changed: () => {},
      ...notesIn(book, 'main', { relay, lastCounter }),
    },
    draw: () => 0,
    clock: () => Date.now() * MICROS,
  });
  host.start();
  // A guest comes, goes and comes again while the other trades.
  const guest = hostedOf(file, { demo, account }, 'guest');
  while (decisions < wanted / 4) await pause(20);
  expect(await host.startOne(guest)).toBe(null);
  while (decisions < wanted / 2) await pause(20);
  await host.stopOne(guest.seat.id);
  expect(await host.startOne(guest)).toBe(null);
  while (decisions < wanted) await pause(20);
  await host.stop();
  await core.stop();
  return decisions;
}

type Found = {
  readonly demo: ReturnType<typeof demoCore>;
  readonly account: ReturnType<typeof paperAccounts>[number];
};

function planOf(file: string, found: Found): HostPlan {
  const { demo } = found;
  const { instruments, calendars } = demo.market;
  share = instruments.all.find(({ kind }) => kind === 'equity')?.id ?? '';
  return {
    instruments: instruments.all,
    calendars,
    externalBars: [],
    scales: ledgerScales({}),
    seed: 'parity',
    strategies: [hostedOf(file, found, 'restless')],
  };
}

function hostedOf(file: string, { account }: Found, name: string): HostedStrategy {
  return {
    file,
    name: null,
    parameters: { share, chance: '0.25' },
    isScanned: false,
    seat: {
      id: toStrategyId(name),
      code: toOriginCode(name.slice(0, 4).toUpperCase()),
      account: account.id,
      currency: account.base,
      book: toBookId(name),
      mode: 'netting',
      allotment: null,
      kind: account.kind,
      leverage: {},
      awaitsReceipts: false,
      product: 'delivery',
      session: toSessionCode('LIVE'),
      lastCounter: -1,
      onFault: 'cancelOrders',
    },
  };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-parity-'));
  await live(folder);
  await live(folder);
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The same record, with inputs of its tape changed. */
async function doctored(change: (input: Input) => Input | null): Promise<string> {
  const copy = mkdtempSync(join(tmpdir(), 'argosy-doctored-'));
  cpSync(join(folder, 'journal'), join(copy, 'journal'), { recursive: true });
  cpSync(join(folder, HOST_BOOK_FILE), join(copy, HOST_BOOK_FILE));
  const place = { folder: join(copy, 'tape'), shard: 'main', region: 'local', onFatal: stop };
  const tape = await FileTape.open(place);
  for (const { number, input } of readTape(join(folder, 'tape'))) {
    const changed = change(input);
    if (changed !== null) tape.append(number, changed);
  }
  await tape.close();
  return copy;
}

const ofShare = (input: Input): input is Quote =>
  input.kind === 'quote' && input.instrument === share;

describe('a record of two lives', () => {
  test('has every decision come out the same again', async () => {
    const report = unwrap(await examineParity({ data: folder, charges: 'zerodha' }));
    const [guest, found] = report.strategies;
    expect(report.strategies).toMatchObject([
      { strategy: 'guest', difference: null, reason: null },
      { strategy: 'restless', difference: null, reason: null },
    ]);
    expect(guest?.same).toBeGreaterThan(5);
    expect([report.isSame, report.missing]).toEqual([true, 0]);
    const all = report.strategies.reduce((sum, one) => sum + one.same + one.undelivered, 0);
    expect(all).toBeGreaterThanOrEqual(2 * wanted);
    expect(found?.same).toBeGreaterThan(wanted / 2);
  });

  test('has its fills told apart from those of a backtest by their causes', async () => {
    const { fills } = unwrap(await examineParity({ data: folder, charges: 'zerodha' }));
    const { orders, same, causes, differing } = fills;
    expect(orders).toBeGreaterThan(5);
    expect(same + differing.length).toBe(orders);
    // The demo takes a millisecond or two, a backtest no time.
    expect(causes.latency).toBeGreaterThan(0);
  });

  test('is found out when prices of its tape were others', async () => {
    const copy = await doctored((input) =>
      ofShare(input) ? { ...input, ask: toPrice(input.ask + 700) } : input,
    );
    const { isSame, strategies } = unwrap(await examineParity({ data: copy, charges: 'none' }));
    rmSync(copy, { recursive: true });
    expect(isSame).toBe(false);
    expect(strategies[0]?.difference).toMatchObject({
      recorded: { body: { type: 'submit' } },
      again: { body: { type: 'submit' } },
    });
  });

  test('is found out when its tape lacks a quote', async () => {
    let quotes = 0;
    const copy = await doctored((input) => {
      if (!ofShare(input)) return input;
      quotes += 1;
      return quotes % 20 === 0 ? null : input;
    });
    const { isSame } = unwrap(await examineParity({ data: copy, charges: 'none' }));
    rmSync(copy, { recursive: true });
    expect(isSame).toBe(false);
  });

  test('without a book of its hosts cannot be looked at', async () => {
    const bare = mkdtempSync(join(tmpdir(), 'argosy-bare-'));
    cpSync(join(folder, 'journal'), join(bare, 'journal'), { recursive: true });
    const missing = await examineParity({ data: bare, charges: 'none' });
    cpSync(join(folder, 'tape'), join(bare, 'tape'), { recursive: true });
    const bookless = await examineParity({ data: bare, charges: 'none' });
    rmSync(bare, { recursive: true });
    const refused = { ok: false, refusal: { code: 'NO_RECORD' } };
    expect([missing, bookless]).toMatchObject([refused, refused]);
  });
});
