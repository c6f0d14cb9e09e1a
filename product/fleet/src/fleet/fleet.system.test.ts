import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

import {
  ledgerScales,
  ok,
  toBookId,
  toInstrumentId,
  toOriginCode,
  toSessionCode,
  toStrategyId,
  toTimestamp,
  unwrap,
  type StrategyId,
} from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { Log, Metrics, metricTable, type LogRecord } from '@argosy/telemetry';
import { anInstrument, aSeat } from '@argosy/testkit';
import { DeskRig, mainAccount, steadyStrategy } from '@argosy/testkit/live';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { StrategyRow } from './fleet-face.ts';
import { FleetKeeping } from './fleet-keeping.ts';
import type { FleetOptions, FleetStrategy } from './fleet-options.ts';
import { Fleet } from './fleet.ts';

const MICROS = 1_000;
const STEP_US = 100_000;
const PATIENCE_MILLIS = 100_000;
const LOOK_MILLIS = 5;
/** What a strategy's log says where it goes on with what it kept. */
const GAP = 'goes on behind a gap: prices of then are missing';
const [one, two] = [toStrategyId('ONE'), toStrategyId('TWO')];
let folder: string;
let rig: DeskRig;
let fleet: Fleet;
let keeping: FleetKeeping;
let logged: LogRecord[];
let metrics: Metrics;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-fleet-'));
  keeping = new FleetKeeping();
  logged = [];
  rig = await DeskRig.start();
});

afterEach(async () => {
  await fleet.close();
  await rig.stop();
  rmSync(folder, { recursive: true });
  keeping.check();
});

function aStrategy(
  id: StrategyId,
  extra = '',
  changes: Partial<FleetStrategy> = {},
): FleetStrategy {
  const file = join(folder, `${id}.ts`);
  writeFileSync(file, steadyStrategy(rig.shard.shares[0]?.id ?? '', extra));
  const names = { id, code: toOriginCode(`S${id}`.slice(0, 4)), book: toBookId(id) };
  const place = { session: toSessionCode('LIVE'), account: mainAccount } as const;
  const whole = aSeat({ strategy: null as never, ...names, ...place, product: 'delivery' });
  const { strategy: _, scan: __, ...seat } = whole;
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
  log.addSink({ level: 'debug', take: (record) => void logged.push(record), flush: () => {} });
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
    live: keeping.guarded(live),
    trading,
    desk: rig.desk,
    ...keeping.places,
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

async function stopAndStart(id: StrategyId): Promise<void> {
  await rig.shard.hear(fleet.stop(id, 'u-1'));
  await rig.shard.hear(fleet.start(id, 'u-1'));
  await until(async () => (await rowOf(id)).calls > 3);
}

async function told(id: StrategyId): Promise<readonly string[]> {
  return unwrap(await fleet.lines(id, 100)).map(({ text }) => text);
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
    keeping.kept.clear();
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

  test('starts one again with what it kept, and those beside it notice nothing', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    const pid = await pidOf();
    await stopAndStart(one);
    await until(() => workingOf(one) === 1);
    expect(await told(one)).toEqual(['starts', 'stops', 'stopped', 'starts', GAP, 'started']);
    // It has not forgotten that it has bought already.
    expect([heldBy(one), heldBy(two)]).toEqual([10, 10]);
    expect(await told(two)).toEqual(['starts']);
    expect([await pidOf(), (await fleet.hosts())[0]?.restarts]).toEqual([pid, 0]);
  });

  test('reads the file of one that starts again anew, with its own imports', async () => {
    const [first, second] = [aStrategy(one), aStrategy(two)];
    const words = join(folder, 'words.ts');
    writeFileSync(words, "export const word = 'before';");
    const text = readFileSync(first.file, 'utf8').replace("'starts'", 'word');
    writeFileSync(first.file, `import { word } from './words.ts';\n${text}`);
    await open([first, second]);
    await working(one, two);
    writeFileSync(words, "export const word = 'behind';");
    await stopAndStart(one);
    expect(await told(one)).toEqual(['before', 'stops', 'stopped', 'behind', GAP, 'started']);
  });

  test('says why one does not start; those beside it notice nothing', async () => {
    await open([aStrategy(one, '', { starts: false }), aStrategy(two)]);
    await working(two);
    const pid = await pidOf();
    writeFileSync(join(folder, 'ONE.ts'), 'export const strategy = 1;');
    expect(await rig.shard.hear(fleet.start(one, 'u-1'))).toMatchObject({
      refusal: { code: 'STRATEGY_UNSTARTED' },
    });
    const reason: unknown = expect.stringContaining('extends Strategy');
    expect(await rowOf(one)).toMatchObject({ state: 'failed', reason });
    expect([await pidOf(), (await rowOf(two)).state]).toEqual([pid, 'running']);
    aStrategy(one);
    await rig.shard.hear(fleet.start(one, 'u-1'));
    await working(one);
    expect([await pidOf(), (await rowOf(one)).state]).toEqual([pid, 'running']);
  });

  test('runs those whose neighbour cannot be loaded, or throws as it starts', async () => {
    const three = toStrategyId('THREE');
    const [broken, thrower] = [aStrategy(one), aStrategy(three)];
    writeFileSync(broken.file, 'export const strategy = 1;');
    const text = readFileSync(thrower.file, 'utf8');
    writeFileSync(thrower.file, text.replace('onStart() {', "onStart() { throw new Error('no');"));
    await open([broken, aStrategy(two), thrower]);
    await working(two);
    const states = await fleet.strategies();
    expect(states.map(({ state }) => state)).toEqual(['failed', 'running', 'failed']);
    expect((await rowOf(three)).reason).toContain('no');
    expect((await fleet.hosts())[0]?.restarts).toBe(0);
  });

  test('counts how often a host was lost, and not how often it was stopped', async () => {
    await open([aStrategy(one)]);
    await working(one);
    await stopAndStart(one);
    expect((await fleet.hosts())[0]?.restarts).toBe(0);
    process.kill((await pidOf()) ?? 0, 'SIGKILL');
    await until(async () => (await fleet.hosts())[0]?.restarts === 1);
    expect(await told(one)).toContain('its host has ended');
  });

  test('has its strategies go on behind a restart with what they kept', async () => {
    await open([aStrategy(one), aStrategy(two)]);
    await working(one, two);
    await fleet.close();
    const seen = keeping.kept.get(one)?.state;
    expect([keeping.kept.size, keeping.kept.get(one)?.readTo]).toEqual([
      2,
      rig.shard.life.relay.toldTo,
    ]);
    await rig.losePower();
    await open([aStrategy(one), aStrategy(two)]);
    await until(async () => (await rowOf(one)).calls > 3);
    const lines = unwrap(await fleet.lines(one, 100));
    expect(lines.find(({ text }) => text === 'starts')?.fields).toEqual(seen);
    // Each would have bought again, had it forgotten that it has.
    expect([heldBy(one), heldBy(two)]).toEqual([10, 10]);
  });

  test('tells one that cannot say what it keeps, and keeps what the others do', async () => {
    await open([
      aStrategy(one, "this.exportState = () => { throw new Error('no room'); };"),
      aStrategy(two),
    ]);
    await until(() => keeping.kept.has(two));
    await until(async () =>
      unwrap(await fleet.lines(one, 100)).some(({ level }) => level === 'error'),
    );
    expect((await rowOf(one)).state).toBe('running');
    expect((await fleet.hosts())[0]?.restarts).toBe(0);
  });

  test('starts one again that keeps nothing', async () => {
    const bare = aStrategy(one);
    const text = readFileSync(bare.file, 'utf8').replace(/exportState[^]*$/u, '}');
    writeFileSync(bare.file, text);
    await open([bare, aStrategy(two)]);
    await working(one, two);
    await stopAndStart(one);
    expect([(await rowOf(one)).state, keeping.kept.has(one)]).toEqual(['running', false]);
  });

  test('lets its strategies know of what is listed while they run, behind a kill too', async () => {
    const looks = "try { this.cache.instrument('LATE.DEMO'); this.log.info('knows it'); } catch {}";
    await open([aStrategy(one, looks)]);
    await working(one);
    const like = rig.shard.shares[0] ?? anInstrument();
    fleet.list([{ ...like, id: toInstrumentId('LATE.DEMO') }]);
    await until(async () => (await told(one)).includes('knows it'));
    process.kill((await pidOf()) ?? 0, 'SIGKILL');
    await until(async () => (await told(one)).filter((text) => text === 'starts').length === 2);
    await until(async () => (await told(one)).at(-1) === 'knows it');
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

  test('says no where something of what one holds stays open, and why', async () => {
    const [number, why] = [toInputNumber(7), { code: 'POSITION_LIMIT', reason: '51, limit 50' }];
    const flatten = (): ReturnType<FleetOptions['desk']['flatten']> => {
      const left = rig.shard.trading.positions().map(({ key, qty }) => ({ key, qty, why }));
      return Promise.resolve(ok({ value: { orders: [], left }, number }));
    };
    const desk: FleetOptions['desk'] = {
      setState: (what, by) => rig.desk.setState(what, by),
      cancelAll: (what, by) => rig.desk.cancelAll(what, by),
      flatten,
    };
    await open([aStrategy(one)], { desk });
    await working(one);
    const reason = expect.stringContaining('in ONE: 51, limit 50') as string;
    const refusal = { code: 'POSITION_LIMIT', reason, number };
    expect(await rig.shard.hear(fleet.flatten(one, 'u-1'))).toEqual({ ok: false, refusal });
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
