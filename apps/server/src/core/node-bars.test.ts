import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { alwaysOpen, MICROS_PER_MINUTE, nseEquity, toTimestamp, unwrap } from 'argosy/core';
import { InstrumentTable, toBarSpecText, toInstrumentIndex } from 'argosy/domain';
import { Log } from '@argosy/telemetry';
import { aTrade, anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { MinuteFiles } from './minute-files.ts';
import { NodeBars } from './node-bars.ts';

let folder: string;
let now: number;
const sbin = toInstrumentIndex(0);
const begin = 1_000 * MICROS_PER_MINUTE;
const log = new Log({ now: () => toTimestamp(0) }).logger();
const share = anInstrument({ calendar: alwaysOpen.id });
const instruments = new InstrumentTable([share]);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-bars-'));
  now = begin;
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function nodeBars(fed: object | null): NodeBars {
  const market = {
    adapter: { history: null },
    instruments,
    calendars: [nseEquity, alwaysOpen],
    time: { wall: () => now, after: () => () => {} },
    fed,
  };
  return new NodeBars(market, { folder, log, pace: () => 1 });
}

/** A trade so many minutes behind the beginning. */
function trade(bars: NodeBars, minutes: number): void {
  now = begin + minutes * MICROS_PER_MINUTE;
  bars.take(aTrade({ at: now, availableAt: now, price: 100 }), sbin);
}

async function wholeMinutes(bars: NodeBars): Promise<readonly boolean[]> {
  await bars.stop();
  const place = { folder: join(folder, 'minutes'), instruments, log };
  return new MinuteFiles(place).read(now).map(({ isWhole }) => isWhole);
}

test('a minute in which the feed was away is none that was heard whole', async () => {
  const bars = nodeBars({});
  bars.start();
  bars.onConnection({ state: 'connected', since: toTimestamp(now), reason: null, retryAt: null });
  bars.onFed(true);
  for (const minute of [0, 1, 2.2]) trade(bars, minute);
  bars.onFed(false);
  bars.onFed(true);
  for (const minute of [2.8, 3.5, 4.5, 5]) trade(bars, minute);
  const spec = toBarSpecText(`${share.id}-1-MINUTE-LAST-EXTERNAL`);
  const all = { from: toTimestamp(begin), until: toTimestamp(now), cursor: null, limit: 10 };
  const { rows } = unwrap(await bars.bars(spec, all));
  expect(rows.map(({ isWhole }) => isWhole)).toEqual([true, true, false, true, true]);
  bars.onFed(false);
  expect((await bars.latest([spec]))[0]?.forming?.isWhole).toBe(false);
  expect(await wholeMinutes(bars)).toEqual([true, true, false, true, true]);
});

test('before somebody feeds nothing is heard whole, however well the broker is reached', async () => {
  const bars = nodeBars({});
  bars.start();
  bars.onConnection({ state: 'connected', since: toTimestamp(now), reason: null, retryAt: null });
  for (const minute of [0, 1, 2]) trade(bars, minute);
  expect(await wholeMinutes(bars)).toEqual([false, false]);
});

test('nothing on the disk is touched before the start', () => {
  const bars = nodeBars(null);
  expect(readdirSync(folder)).toEqual([]);
  bars.start();
  expect(readdirSync(folder)).toEqual(['minutes']);
});
