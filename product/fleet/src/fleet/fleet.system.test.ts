import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ledgerScales,
  toBookId,
  toOriginCode,
  toSessionCode,
  toStrategyId,
  toTimestamp,
  unwrap,
  type StrategyId,
} from 'argosy/core';
import { Log, Metrics, metricTable, type LogRecord } from '@argosy/telemetry';
import { aSeat } from '@argosy/testkit';
import { DeskRig, mainAccount } from '@argosy/testkit/live';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { StrategyRow } from './fleet-face.ts';
import type { FleetRecords, Wish } from './fleet-records.ts';
import { Fleet, type FleetOptions, type FleetStrategy } from './fleet.ts';
import type { KeptState, StateRecords } from './state-records.ts';

const MICROS = 1_000;
const STEP_US = 100_000;
const PATIENCE_MILLIS = 60_000;
const LOOK_MILLIS = 5;
const [one, two] = [toStrategyId('ONE'), toStrategyId('TWO')];

/** Buys ten at once and keeps an order below the market; at word of its book it throws. */
const steady = (instrument: string, extra = ''): string => `
import { toPrice, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';

export class Steady extends Strategy {
  #seen = 0;
  onStart() {
    this.data.subscribeQuotes('${instrument}');
    this.log.info('starts', { seen: this.#seen });
  }
  onQuote(quote) {
    this.#seen += 1;
    ${extra}
    const { length: open } = this.cache.openOrders();
    const of = { instrument: '${instrument}', side: 'buy', product: 'delivery' };
    if (this.#seen === 1) {
      this.orders.submit(this.orders.market({ ...of, qty: toQuantity(10), tif: 'DAY' }));
    } else if (open === 0) {
      const limit = toPrice(quote.bid - 500);
      this.orders.submit(this.orders.limit({ ...of, qty: toQuantity(3), limit, tif: 'DAY' }));
    }
  }
  onStop() { this.log.info('stops', { seen: this.#seen }); }
  exportState() { return { seen: this.#seen }; }
  importState(state) { this.#seen = state.seen; }
}
`;

let folder: string;
let rig: DeskRig;
let fleet: Fleet;
let wishes: Map<StrategyId, Wish>;
let kept: Map<StrategyId, KeptState>;
let logged: LogRecord[];
let metrics: Metrics;

const records: FleetRecords = {
  load: () => Promise.resolve([...wishes.values()]),
  save: (wish) => {
    wishes.set(wish.strategy, wish);
    return Promise.resolve();
  },
};

const states: StateRecords = {
  load: () => Promise.resolve([...kept.values()]),
  save: (given) => {
    for (const one of given) kept.set(one.strategy, one);
    return Promise.resolve();
  },
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-fleet-'));
  wishes = new Map();
  kept = new Map();
  logged = [];
  rig = await DeskRig.start();
});

afterEach(async () => {
  await fleet.close();
  await rig.stop();
  rmSync(folder, { recursive: true });
});

function aStrategy(
  id: StrategyId,
  extra = '',
  changes: Partial<FleetStrategy> = {},
): FleetStrategy {
  const file = join(folder, `${id}.ts`);
  writeFileSync(file, steady(rig.shard.shares[0]?.id ?? '', extra));
  const names = { id, code: toOriginCode(`S${id}`), book: toBookId(id) };
  const {
    strategy: _,
    scan: __,
    ...seat
  } = aSeat({
    strategy: null as never,
    ...names,
    session: toSessionCode('LIVE'),
    account: mainAccount,
    product: 'delivery',
  });
  return {
    file,
    name: null,
    parameters: {},
    isScanned: false,
    host: 'main',
    starts: true,
    seat,
    ...changes,
  };
}

/** Has a fleet of these, beside the process that lives now. */
async function open(
  strategies: readonly FleetStrategy[],
  changes: Partial<FleetOptions> = {},
): Promise<void> {
  const { live, trading, life } = rig.shard;
  const { instruments, calendar } = life.demo.market;
  metrics = new Metrics(metricTable);
  const log = new Log({ now: () => toTimestamp(Date.now() * MICROS) });
  log.addSink({
    level: 'debug',
    take: (record) => void logged.push(record),
    flush: () => {},
  });
  fleet = new Fleet({
    strategies,
    plan: {
      instruments,
      calendars: [calendar],
      externalBars: [],
      scales: ledgerScales({}),
      seed: 'fleet',
    },
    relay: life.relay,
    live,
    trading,
    desk: rig.desk,
    records,
    states,
    ask: () => {},
    log: log.logger(),
    metrics,
    draw: () => 0,
    clock: () => Date.now() * MICROS,
    bounds: { pingMillis: 50, statesMillis: 100 },
    ...changes,
  });
  await fleet.open();
}

async function rowOf(id: StrategyId): Promise<StrategyRow> {
  const row = (await fleet.strategies()).find((each) => each.id === id);
  if (row === undefined) throw new Error(`no ${id}`);
  return row;
}

/** Lets the market go on until something is so. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  // Hosts live by the machine's own time.
  for (const from = Date.now(); Date.now() - from < PATIENCE_MILLIS;) {
    if (await isSo()) return;
    await rig.shard.pass(STEP_US);
    await pause(LOOK_MILLIS);
  }
  throw new Error('it never came to be');
}

function heldBy(id: StrategyId): number {
  const own = rig.shard.trading.positions().filter(({ key }) => String(key.book) === String(id));
  return own.reduce((sum, { qty }) => sum + qty, 0);
}

function workingOf(id: StrategyId): number {
  const open = rig.shard.trading.openOrders();
  return open.filter(({ request, state }) => request.strategy === id && state === 'ACCEPTED')
    .length;
}

/** Both have bought, and have an order at work. */
async function working(...ids: readonly StrategyId[]): Promise<void> {
  await until(() => ids.every((id) => heldBy(id) === 10 && workingOf(id) === 1));
}

async function pidOf(): Promise<number | null> {
  return (await fleet.hosts())[0]?.pid ?? null;
}

describe('a fleet', () => {
  test('runs its strategies, tells what they cost, and logs what each had seen', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    await until(async () => (await rowOf(one)).calls > 5);
    expect(await rowOf(one)).toMatchObject({ state: 'running', code: 'SONE', host: 'main' });
    const text = metrics.snapshot();
    const running = text['active_strategies']?.find(({ labels }) => labels[0] === 'running');
    expect(running?.value).toBe(2);
    const spread = text['strategy_execution_duration_seconds']?.find(
      ({ labels }) => labels[0] === 'ONE',
    );
    const counted = (spread?.counts ?? []).reduce((sum, count) => sum + count, 0);
    expect(counted).toBe((await rowOf(one)).calls);
    const [line] = unwrap(await fleet.lines(one, 10));
    expect(line).toMatchObject({ text: 'starts', level: 'info', fields: { seen: 0 } });
    const sent = logged.find(({ message }) => message === 'sent');
    expect(['ONE', 'TWO']).toContain(sent?.fields['strategy']);
    expect(sent?.fields['conflated']).toBe(0);
    expect(Number(sent?.fields['readTo'])).toBeGreaterThan(0);
  });

  test('pauses one: nothing is opened any more, after a loss of power neither', async () => {
    await open([aStrategy(one)]);
    await working(one);
    const paused = rig.shard.hear(fleet.pause(one, 'u-1'));
    expect(await paused).toMatchObject({ ok: true, value: { value: null } });
    expect(await rowOf(one)).toMatchObject({ state: 'paused', reason: 'paused by hand' });
    await fleet.close();
    // It begins anew, and would buy.
    kept.clear();
    await rig.losePower();
    await open([aStrategy(one)]);
    expect((await rowOf(one)).state).toBe('paused');
    const refused = (): boolean =>
      logged.length > 0 &&
      rig.shard.trading
        .closedOrders()
        .some(({ reason }) => reason?.startsWith('STRATEGY_REDUCING') === true);
    await until(refused);
    await rig.shard.hear(fleet.start(one, 'u-1'));
    expect((await rowOf(one)).state).toBe('running');
  });

  test('stops one: its orders end, the other goes on, and a restart leaves it stopped', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    const pid = await pidOf();
    await rig.shard.hear(fleet.stop(one, 'u-1'));
    await until(() => workingOf(one) === 0);
    expect(await rowOf(one)).toMatchObject({ state: 'stopped', reason: 'stopped by u-1' });
    expect(unwrap(await fleet.lines(one, 2))).toMatchObject([
      { text: 'stops' },
      { text: 'stopped' },
    ]);
    expect([await pidOf(), workingOf(two)]).toEqual([pid, 1]);
    expect(heldBy(one)).toBe(10);
    await fleet.close();
    await rig.losePower();
    await open([aStrategy(one), aStrategy(two)]);
    await until(async () => (await rowOf(two)).calls > 3);
    expect(await rowOf(one)).toMatchObject({ state: 'stopped', calls: 0 });
  });

  test('starts one again with what it kept, and those beside it come back with theirs', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    await rig.shard.hear(fleet.stop(one, 'u-1'));
    await rig.shard.hear(fleet.start(one, 'u-1'));
    await until(async () => (await rowOf(one)).calls > 3 && workingOf(one) === 1);
    const starts = (id: StrategyId): Promise<readonly unknown[]> =>
      fleet.lines(id, 100).then((found) => unwrap(found).filter(({ text }) => text === 'starts'));
    expect((await starts(one)).length).toBe(2);
    // Neither has forgotten that it has bought already, and the other was not told to stop.
    expect([heldBy(one), heldBy(two)]).toEqual([10, 10]);
    const told = unwrap(await fleet.lines(two, 100)).map(({ text }) => text);
    expect(told).toEqual(['starts', 'starts']);
  });

  test('has its strategies go on behind a restart with what they kept', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    await fleet.close();
    const seen = kept.get(one)?.state;
    expect([kept.size, kept.get(one)?.readTo]).toEqual([2, rig.shard.life.relay.toldTo]);
    await rig.losePower();
    await open([aStrategy(one), aStrategy(two)]);
    await until(async () => (await rowOf(one)).calls > 3);
    expect(unwrap(await fleet.lines(one, 100))[0]).toMatchObject({ text: 'starts', fields: seen });
    // Each would have bought again, had it forgotten that it has.
    expect([heldBy(one), heldBy(two)]).toEqual([10, 10]);
  });

  test('tells one that cannot say what it keeps, and keeps what the others do', async () => {
    await open([
      aStrategy(one, "this.exportState = () => { throw new Error('no room'); };"),
      aStrategy(two),
    ]);
    await until(() => kept.has(two));
    await until(async () =>
      unwrap(await fleet.lines(one, 100)).some(({ level }) => level === 'error'),
    );
    expect((await rowOf(one)).state).toBe('running');
    expect((await fleet.hosts())[0]?.restarts).toBe(0);
  });

  test('closes one out', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    const closed = await rig.shard.hear(fleet.flatten(one, 'u-1'));
    expect(closed).toMatchObject({ ok: true, value: { value: null } });
    await until(() => heldBy(one) === 0);
    expect([workingOf(one), heldBy(two)]).toEqual([0, 10]);
    expect((await rowOf(one)).state).toBe('paused');
  });

  test('shows one that threw as failed, and starts it again', async () => {
    await open([
      aStrategy(one, "if (this.#seen === 5) throw new Error('at the fifth');"),
      aStrategy(two),
    ]);
    await until(async () => (await rowOf(one)).state === 'failed');
    expect((await rowOf(one)).reason).toContain('at the fifth');
    await rig.shard.hear(fleet.start(one, 'u-1'));
    await until(async () => (await rowOf(one)).state === 'running');
  });

  test('knows no other', async () => {
    await open([aStrategy(one, '', { starts: false })]);
    for (const act of ['start', 'pause', 'stop', 'flatten'] as const) {
      expect(await fleet[act](two, 'u-1')).toMatchObject({
        ok: false,
        refusal: { code: 'STRATEGY_UNKNOWN' },
      });
    }
    expect(await fleet.lines(two, 1)).toMatchObject({ ok: false });
    expect(await rowOf(one)).toMatchObject({ state: 'stopped', reason: null });
    expect(await fleet.pause(one, 'u-1')).toMatchObject({ refusal: { code: 'STRATEGY_STOPPED' } });
  });
});
