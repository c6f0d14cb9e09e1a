import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import {
  alwaysOpen,
  ledgerScales,
  Random,
  toBookId,
  toMicros,
  toOrderId,
  toOriginCode,
  toStrategyId,
} from 'argosy/core';
import type { Command } from 'argosy/domain';
import { createStrategy, type LogRecord, type SeatSetup, type StrategyFault } from 'argosy/engine';
import { MemoryJournal } from 'argosy/shard';
import { anInstrument, aQuote, aSeat, ShardRig } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { loadStrategy } from '../trial/load-strategy.ts';
import type { HostPlan } from './messages.ts';
import { StrategyHost, type StrategyHostOptions } from './strategy-host.ts';

const MICROS = 1_000;
const KILLS = 20;
const patience = { timeout: 30_000, interval: 20 };

/** Trades by chance, on quotes, bars and what becomes of its orders; keeps how many quotes it saw. */
const restless = `
import { toBarSpecText } from 'argosy/domain';
import { toPrice, toQuantity } from 'argosy/core';
import { Strategy } from 'argosy/engine';

export class Restless extends Strategy {
  #seen = 0;
  onStart() {
    this.data.subscribeQuotes('SBIN.NSE');
    this.data.subscribeBars(toBarSpecText('SBIN.NSE-2-SECOND-MID-INTERNAL'));
    this.log.info('started', { seen: this.#seen });
  }
  onQuote(quote) {
    this.#seen += 1;
    if (this.random.nextFloat() < 0.4) this.#submit(quote.bid - 5 * this.random.nextInt(3));
    const [first] = this.cache.openOrders();
    if (first !== undefined && this.random.nextFloat() < 0.2) this.orders.cancel(first.request.id);
  }
  onBar() { this.#submit(9900); }
  onOrderFilled() { if (this.random.nextFloat() < 0.5) this.#submit(9700); }
  exportState() { return { seen: this.#seen }; }
  importState(state) { this.#seen = state.seen; }
  #submit(limit) {
    const qty = toQuantity(1 + this.random.nextInt(3));
    this.orders.submit(this.orders.limit({ instrument: 'SBIN.NSE', side: 'buy', qty, limit: toPrice(limit) }));
  }
}
`;

/** Does what is wrong at the third quote. */
const wrongAt = (wrong: string): string => `
import { Strategy } from 'argosy/engine';
export class Wrong extends Strategy {
  #seen = 0;
  onStart() { this.data.subscribeQuotes('SBIN.NSE'); }
  onQuote() {
    this.#seen += 1;
    if (this.#seen === 3) { ${wrong} }
  }
}
`;

let folder: string;
let rig: ShardRig;
let host: StrategyHost | null;
let commands: Command[];
let logs: LogRecord[];
let faults: StrategyFault[];
/** Whether what the host sends is taken; else only what the strategy beside trading sends is. */
let isTaken: boolean;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-host-'));
  rig = new ShardRig({ journal: new MemoryJournal('hash') });
  host = null;
  isTaken = true;
  [commands, logs, faults] = [[], [], []];
});

afterEach(async () => {
  await host?.stop();
  rmSync(folder, { recursive: true });
});

function file(name: string, text: string): string {
  const path = join(folder, `${name}.ts`);
  writeFileSync(path, text);
  return path;
}

function seatFor(code: string): Omit<SeatSetup, 'strategy' | 'scan'> {
  const {
    strategy: _,
    scan: __,
    ...seat
  } = aSeat({
    strategy: null as never,
    id: toStrategyId(code),
    code: toOriginCode(code),
    book: toBookId(code),
  });
  return seat;
}

function planOf(...files: readonly (readonly [string, string])[]): HostPlan {
  return {
    instruments: [anInstrument()],
    calendars: [alwaysOpen],
    externalBars: [],
    scales: ledgerScales({}),
    seed: 'a host',
    strategies: files.map(([code, path]) => ({
      file: path,
      name: null,
      parameters: {},
      seat: seatFor(code),
      isScanned: false,
    })),
  };
}

function hostOf(plan: HostPlan, changes: Partial<StrategyHostOptions> = {}): StrategyHost {
  host = new StrategyHost({
    name: 'test',
    plan,
    relay: rig.relay,
    listener: {
      command: (command) => {
        commands.push(command);
        if (isTaken) rig.take(command);
      },
      ask: () => {},
      log: (record) => void logs.push(record),
      fault: (fault) => void faults.push(fault),
      wake: () => {},
      changed: () => {},
    },
    draw: () => 0,
    clock: () => Date.now() * MICROS,
    pingMillis: 50,
    ...changes,
  });
  return host;
}

async function running(): Promise<void> {
  await vi.waitFor(() => {
    expect(host?.status.connection).toMatchObject({ state: 'connected' });
    expect(rig.relay.lines).toBe(1);
  }, patience);
}

function feed(count: number): void {
  for (let left = count; left > 0; left -= 1) {
    rig.pass(100_000);
    rig.feed(aQuote({ at: rig.now + 1_000, bid: 10_000, ask: 10_005 }));
  }
}

async function hasRead(): Promise<void> {
  await vi.waitFor(() => expect(host?.status.readTo).toBe(rig.relay.toldTo), patience);
}

describe('a host', () => {
  test('sends over its socket what the strategy sends beside trading, to the last bit', async () => {
    const path = file('restless', restless);
    const created = createStrategy(await loadStrategy(path, null), {});
    if (!created.ok) throw new Error('the strategy was not made');
    isTaken = false;
    const journal = new MemoryJournal('hash');
    const plan = planOf(['REST', path]);
    rig = new ShardRig({
      journal,
      seats: [{ ...seatFor('REST'), scan: undefined, strategy: created.strategy }],
      random: Random.fromSeed(plan.seed),
    });
    hostOf(plan).start();
    await vi.waitFor(() => expect(rig.relay.lines).toBe(1), patience);
    rig.open();
    for (let round = 0; round < 60; round += 1) {
      feed(5);
      const [effect] = rig.sent.splice(0, 1);
      if (effect?.type === 'submit') rig.fill(effect.order, { trade: `T-${round}`, qty: 1 });
    }
    await hasRead();
    expect(commands.length).toBeGreaterThan(50);
    expect(commands).toEqual(rig.sentCommands);
  });

  test('goes on in a new process after it was killed, with what its strategy kept', async () => {
    rig.open();
    hostOf(planOf(['REST', file('restless', restless)]), { statesMillis: 50 }).start();
    await running();
    feed(20);
    await hasRead();
    await vi.waitFor(() => {
      expect(host?.states.get(toStrategyId('REST'))).toEqual({ seen: 20 });
    }, patience);
    process.kill(host?.status.pid ?? 0, 'SIGKILL');
    await vi.waitFor(() => expect(host?.status.restarts).toBe(1), patience);
    await running();
    await vi.waitFor(() => expect(logs.at(-1)?.fields).toEqual({ seen: 20 }), patience);
    const before = new Set(submittedIds());
    commands.length = 0;
    feed(20);
    await hasRead();
    expect(submittedIds().some((id) => before.has(id))).toBe(false);
  });

  test('may be killed with commands under way: what arrived is whole, and nothing comes twice', async () => {
    rig.open();
    const restarts = { firstDelay: toMicros(1), longestDelay: toMicros(10_000), triesMax: null };
    hostOf(planOf(['REST', file('restless', restless)]), { restarts }).start();
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await running();
      const before = commands.length;
      feed(30);
      // Some of what it sends has arrived, some is on its way, some was never sent.
      await vi.waitFor(() => expect(commands.length).toBeGreaterThan(before), patience);
      feed(30);
      process.kill(host?.status.pid ?? 0, 'SIGKILL');
      await vi.waitFor(() => expect(host?.status.restarts).toBe(kill), patience);
    }
    const ids = submittedIds();
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => rig.trading.order(toOrderId(id)) === undefined)).toEqual([]);
    expect(rig.trading.checkInvariants()).toEqual([]);
  });

  test('lets its strategies stop and say what they keep', async () => {
    rig.open();
    hostOf(planOf(['REST', file('restless', restless)])).start();
    await running();
    feed(7);
    await host?.stop();
    await host?.stop();
    expect(host?.states.get(toStrategyId('REST'))).toEqual({ seen: 7 });
    expect(host?.status).toMatchObject({ connection: { state: 'stopped' }, pid: null });
    expect(rig.relay.lines).toBe(0);
  });
});

describe('a strategy that', () => {
  test('throws is stopped, and those beside it go on', async () => {
    rig.open();
    const wrong = file('wrong', wrongAt(`throw new Error('at the third');`));
    hostOf(planOf(['REST', file('restless', restless)], ['WRNG', wrong])).start();
    await running();
    feed(30);
    await hasRead();
    expect(faults).toMatchObject([{ strategy: 'WRNG', callback: 'onQuote' }]);
    expect(host?.status.faults[0]?.message).toContain('at the third');
    expect(commands.some(({ strategy }) => strategy === 'REST')).toBe(true);
  });

  test('never comes back is killed with its host, which is started again', async () => {
    rig.open();
    const path = file('wrong', wrongAt('for (;;);'));
    hostOf(planOf(['WRNG', path]), { silentMillisMax: 300 }).start();
    await running();
    feed(3);
    await vi.waitFor(() => expect(host?.status.restarts).toBe(1), patience);
    await running();
    expect(rig.trading.openOrders()).toEqual([]);
  });

  test('uses up the memory takes nobody along', async () => {
    rig.open();
    const path = file(
      'wrong',
      wrongAt('const all = []; for (;;) all.push(new Array(1e6).fill(1));'),
    );
    hostOf(planOf(['WRNG', path]), { memoryMb: 64, silentMillisMax: 20_000 }).start();
    await running();
    feed(3);
    await vi.waitFor(() => expect(host?.status.restarts).toBeGreaterThan(0), patience);
  });

  test('takes longer than its deadline is counted', async () => {
    rig.open();
    const slow = 'const all = []; for (let n = 0; n < 2e6; n += 1) all.push(n);';
    hostOf(planOf(['WRNG', file('wrong', wrongAt(slow))])).start();
    await running();
    feed(10);
    await hasRead();
    const [figures] = host?.status.callbacks ?? [];
    expect(figures).toMatchObject({ strategy: 'WRNG', calls: 11 });
    expect(figures?.breaches).toBeGreaterThanOrEqual(1);
  });

  test.each([
    ['is not there', () => join(folder, 'nowhere.ts'), 'nowhere.ts'],
    ['is no strategy', () => file('empty', 'export const nothing = 1;'), 'one class that extends'],
    [
      'reads the environment',
      () => file('nosy', 'throw new Error(Object.keys(process.env).join());'),
      '',
    ],
  ])('%s is told, and its host not started again and again', async (_, path, told) => {
    rig.open();
    hostOf(planOf(['WRNG', path()])).start();
    await running();
    expect(host?.status.faults).toMatchObject([{ strategy: 'WRNG', callback: 'load' }]);
    expect(faults[0]?.message).toContain(told);
    expect(faults[0]?.message).not.toContain('HOME');
    expect(host?.status.restarts).toBe(0);
  });
});

test('strategies that do not go together are told, in the words of the engine', async () => {
  rig.open();
  const path = file('restless', restless);
  const plan = planOf(['REST', path]);
  hostOf({ ...plan, strategies: [...plan.strategies, ...plan.strategies] }).start();
  await vi.waitFor(() => {
    expect(host?.status.connection).toMatchObject({ state: 'offline' });
  }, patience);
  expect(host?.status.connection.reason).toContain('the plan: ');
});

function submittedIds(): readonly string[] {
  return commands.flatMap(({ body }) => (body.type === 'submit' ? [body.request.id] : []));
}
