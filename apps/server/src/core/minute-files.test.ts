import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MICROS_PER_MINUTE, toInstrumentId } from 'argosy/core';
import { InstrumentTable, toInstrumentIndex } from 'argosy/domain';
import type { HeardMinute } from '@argosy/bridge';
import { Log } from '@argosy/telemetry';
import { anInstrument } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { MinuteFiles } from './minute-files.ts';

const other = anInstrument({ id: toInstrumentId('OTHER.NSE') });
const both = new InstrumentTable([anInstrument(), other]);
const at = (minute: number): number => 29_000_000 * MICROS_PER_MINUTE + minute * MICROS_PER_MINUTE;
let folder: string;

beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'argosy-minutes-')), 'minutes');
});
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }));

function filesOf(instruments: InstrumentTable = both): MinuteFiles {
  return new MinuteFiles({ folder, instruments, log: new Log({ now: () => 0 as never }).logger() });
}

function aMinute(minute: number, changes: Partial<HeardMinute> = {}): HeardMinute {
  const row = { opensAt: at(minute), open: 100, high: 120, low: 90, close: 95, volume: 7 };
  const rows = [0, 1].map((place) => ({
    instrument: toInstrumentIndex(place),
    row: { ...row, close: 95 + place },
  }));
  return { from: at(minute), until: at(minute + 1), isWhole: true, rows, ...changes };
}

async function write(minutes: readonly HeardMinute[], files = filesOf()): Promise<void> {
  for (const minute of minutes) {
    files.write(minute);
    await files.close();
  }
}

test('minutes are read as they were written, by however many starts', async () => {
  const first = [aMinute(0, { isWhole: false }), aMinute(1)];
  const second = [aMinute(3, { until: at(9), rows: [] }), aMinute(9)];
  await write(first);
  await write(second);
  expect(filesOf().read(at(10))).toEqual([...first, ...second]);
  // What is not over by then has not happened.
  expect(filesOf().read(at(9))).toEqual([...first, ...second.slice(0, 1)]);
});

test('instruments are known by their names, and one that is no longer traded is left out', async () => {
  await write([aMinute(0)]);
  const [kept] = filesOf(new InstrumentTable([other])).read(at(1));
  const close = 95 + (both.indexOf(other.id) ?? Number.NaN);
  expect(kept?.rows).toMatchObject([{ instrument: 0, row: { close } }]);
});

test('a file that was cut off, or is broken, is read up to there', async () => {
  await write([aMinute(0), aMinute(1), aMinute(2)]);
  const path = join(folder, `${at(0)}.minutes`);
  const bytes = readFileSync(path);
  truncateSync(path, bytes.length - 1);
  expect(filesOf().read(at(9))).toEqual([aMinute(0), aMinute(1)]);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) + 1;
  writeFileSync(path, bytes);
  expect(filesOf().read(at(9))).toEqual([aMinute(0), aMinute(1)]);
  writeFileSync(path, 'nothing of this was written by us');
  writeFileSync(join(folder, 'readme.txt'), 'nor this');
  expect(filesOf().read(at(9))).toEqual([]);
});

test('files that are too old for anybody go, and so does time that is gone through once more', async () => {
  const files = filesOf();
  await write(
    Array.from({ length: 1_300 }, (_, minute) => aMinute(minute)),
    files,
  );
  const starts = (): readonly number[] =>
    readdirSync(folder).map((name) => Math.round((Number.parseInt(name, 10) - at(0)) / 60_000_000));
  expect(starts()).toEqual([480, 720, 960, 1_200]);
  const back = filesOf();
  expect(back.read(at(1_000)).at(-1)).toEqual(aMinute(999));
  expect(starts()).toEqual([480, 720, 960]);
  await write([aMinute(1_000, { rows: [] })], back);
  expect(filesOf().read(at(1_001)).at(-1)).toEqual(aMinute(1_000, { rows: [] }));
});

test('a disk that takes nothing costs the minutes alone', async () => {
  const files = filesOf();
  rmSync(folder, { recursive: true });
  await write([aMinute(0), aMinute(1)], files);
  expect(files.read(at(5))).toEqual([]);
});

test('where the disk is slow fewer are kept', async () => {
  const files = filesOf();
  for (let minute = 0; minute < 100; minute += 1) files.write(aMinute(minute));
  await files.close();
  expect(filesOf().read(at(100))).toHaveLength(64);
});
