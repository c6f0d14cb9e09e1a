import {
  BACKTEST_SESSION,
  ledgerScales,
  OrderIdFactory,
  parseTimestamp,
  SessionClock,
  toAccountId,
  toBookId,
  toCurrency,
  toMicros,
  toOriginCode,
  toPrice,
  toQuantity,
  unwrap,
  type OrderId,
} from 'argosy/core';
import { InstrumentTable, toInputNumber, type OrderRequest } from 'argosy/domain';
import { EngineRelay } from 'argosy/shard';
import { TradingMachine, type TradingConfig } from 'argosy/trading';
import { Bridge, LiveShard, recoverAccount } from '@argosy/bridge';
import { FileJournal, Snapshots } from '@argosy/journal';
import { Metrics, metricTable } from '@argosy/telemetry';
import {
  anAccount,
  anOrderRequest,
  aRigEngine,
  aTouch,
  aTradingConfig,
  ManualClock,
  rupees,
  SimDisk,
} from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { demoExchange, type Demo } from './demo-exchange.ts';

const MAIN = toAccountId('MAIN');
const HAND = toOriginCode('HAND');
const INR = toCurrency('INR');
const SECOND = 1_000_000;
const market = { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 0, chain: null };
const noon = unwrap(parseTimestamp('2026-11-18T12:10:00Z')).at;

/** A process on the demo exchange: all that is lost when it is killed. */
type Life = Awaited<ReturnType<typeof begin>>;

let clock: ManualClock;
let disk: SimDisk;
let life: Life;

function configOf(demo: Demo): TradingConfig {
  const { instruments, calendar } = demo.market;
  return {
    ...aTradingConfig({ accounts: [anAccount({ balances: [rupees(100_000_000n)] })] }),
    instruments: new InstrumentTable(instruments),
    calendars: new Map([[calendar.id, new SessionClock(calendar)]]),
    scales: ledgerScales({}),
  };
}

function stop(error: unknown): never {
  throw error;
}

async function begin() {
  const demo = demoExchange({ clock, plan: { seed: 'live', ticksPerSecond: 200, market } });
  const config = configOf(demo);
  const trading = new TradingMachine(config);
  const journal = await FileJournal.open({
    disk,
    folder: 'journal',
    shard: 'demo',
    region: 'in',
    takeOver: true,
    segmentBytes: 256 * 1024,
    reserveBytes: 64 * 1024,
    blockBytesMax: 64 * 1024,
    recordBytesMax: 32 * 1024,
    backlogBytes: 1024 * 1024,
    accountOf: () => MAIN,
    onFatal: stop,
  });
  const { instruments } = config;
  const metrics = new Metrics(metricTable);
  const bridge = new Bridge({ instruments, metrics, hours: { isOpen: () => true } });
  const seen = { data: 0, findings: 0 };
  const span = { freshFor: toMicros(15 * SECOND), silentAfter: toMicros(10 * SECOND) };
  const live = new LiveShard({
    trading,
    engine: new EngineRelay(
      aRigEngine(config, [], () => {}),
      (session, origin) => trading.lastCounter(session, origin),
    ),
    journal,
    tape: { append: () => {} },
    taped: null,
    snapshots: new Snapshots('snapshots', disk),
    bridge,
    feed: bridge.feed('demo', { numbering: 'gapless', ...span }),
    adapter: demo.adapter,
    accounts: [{ id: MAIN, currencies: [INR] }],
    time: {
      wall: () => demo.clock.now(),
      elapsed: () => demo.clock.now(),
      after: demo.clock.after,
      soon: (run) => queueMicrotask(run),
    },
    listener: {
      publish: () => {},
      onInput: () => {
        seen.data += 1;
      },
      onFinding: () => {
        seen.findings += 1;
      },
      onConnection: () => {},
      onFault: stop,
      onFatal: stop,
    },
  });
  return { live, trading, demo, seen };
}

/** Time passes, and what is on its way to the disk and back arrives in between. */
async function pass(us: number): Promise<void> {
  for (let left = us; left > 0; left -= 50_000) {
    clock.advance(Math.min(left, 50_000));
    for (let round = 0; round < 4; round += 1) await new Promise((go) => setImmediate(go));
  }
}

async function start(): Promise<void> {
  const started = life.live.start();
  await pass(SECOND);
  expect((await started).ok).toBe(true);
  const { adapter, market: listed } = life.demo;
  const wanted = listed.instruments.map(({ id }) => ({ kind: 'quote', instrument: id }) as const);
  const subscribed = adapter.marketData?.subscribe(wanted, { timeoutMs: 1_000 });
  await pass(2 * SECOND);
  expect((await subscribed)?.ok).toBe(true);
  expect(life.live.isReady).toBe(true);
}

function share(): OrderRequest['instrument'] {
  const found = life.demo.market.instruments.find(({ kind }) => kind === 'equity');
  return found?.id ?? stop(new Error('no share is listed'));
}

function place(changes: Partial<OrderRequest>): OrderId {
  const lastCounter = life.trading.lastCounter(BACKTEST_SESSION, HAND);
  const id = new OrderIdFactory({ session: BACKTEST_SESSION, origin: HAND, lastCounter }).next();
  const own = { account: MAIN, book: toBookId('HAND'), strategy: null, instrument: share() };
  const request = anOrderRequest({ ...own, product: 'delivery', ...changes, id });
  const body = { type: 'submit', request, touch: aTouch() } as const;
  const head = { kind: 'command', origin: HAND, strategy: null, readTo: toInputNumber(0) } as const;
  expect(life.live.command({ ...head, at: life.live.now, body })).toBeNull();
  return id;
}

/** Where the two sides' books do not agree. */
async function differences(): Promise<readonly string[]> {
  const { adapter } = life.demo;
  const here = recoverAccount(life.trading, MAIN, [INR]);
  const call = { timeoutMs: 1_000 };
  const asked = [
    adapter.accounts.ask(MAIN, { type: 'positions' }, call),
    adapter.accounts.ask(MAIN, { type: 'funds' }, call),
  ];
  await pass(SECOND);
  const [positions, funds] = await Promise.all(asked);
  const found: string[] = [];
  if (positions?.type === 'positions' && positions.result.ok) {
    const sum = (all: readonly { readonly qty: number }[]): number =>
      all.reduce((total, { qty }) => total + qty, 0);
    if (sum(positions.result.value) !== sum(here.positions)) found.push('positions');
  } else found.push('positions are not told');
  if (funds?.type === 'funds' && funds.result.ok) {
    if (funds.result.value[0]?.amount !== here.funds[0]?.amount) found.push('cash');
  } else found.push('cash is not told');
  return [
    ...found,
    ...life.trading.checkInvariants().map((violation) => JSON.stringify(violation)),
  ];
}

beforeEach(async () => {
  clock = new ManualClock(noon);
  disk = new SimDisk({ later: setImmediate });
  life = await begin();
  await start();
});

afterEach(async () => {
  await life.live.stop();
});

test('quotes come, an order fills at their prices, and both sides have the same books', async () => {
  expect(life.seen.data).toBeGreaterThan(50);
  const order = place({ side: 'buy', qty: toQuantity(10), terms: { type: 'market' } });
  await pass(5 * SECOND);
  expect(life.trading.order(order)).toMatchObject({ state: 'FILLED', filled: 10 });
  expect(life.trading.book.cash(MAIN, INR)).toBeLessThan(100_000_000n);
  expect(await differences()).toEqual([]);
});

test('a start asks its broker nothing before it is connected', () => {
  expect(life.seen.findings).toBe(0);
});

test('after the power went the next process has the order, and it fills once', async () => {
  const bought = place({ side: 'buy', qty: toQuantity(10), terms: { type: 'market' } });
  await pass(5 * SECOND);
  const bid = life.trading.touchOf(share(), life.live.now)?.bid ?? 0;
  const far = { type: 'limit', limit: toPrice(bid - 200) } as const;
  const resting = place({ side: 'buy', qty: toQuantity(7), terms: far, tif: 'DAY' });
  await pass(2 * SECOND);
  expect(life.trading.order(resting)?.state).toBe('ACCEPTED');
  const [hash, killed] = [life.trading.hash(), life];
  disk = disk.afterPowerLoss(() => false);
  life = await begin();
  expect(life.trading.hash()).toBe(hash);
  await killed.demo.adapter.stop();
  await start();
  expect(life.trading.order(bought)?.state).toBe('FILLED');
  expect(life.trading.order(resting)?.state).toBe('ACCEPTED');
  await pass(60 * SECOND);
  expect(await differences()).toEqual([]);
  expect(life.trading.positions().reduce((sum, { qty }) => sum + qty, 0)).toBeGreaterThan(9);
});
