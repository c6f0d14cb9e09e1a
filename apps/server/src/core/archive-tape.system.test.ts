import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { LiveTape, readTape, withArchive } from '@argosy/journal';
import { aQuote } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { archiveTape } from './archive-tape.ts';

const main = join(import.meta.dirname, '../../../cli/src/main.ts');
const command = [process.execPath, '--conditions=source', main] as const;
const days = 1;
const day = 86_400_000_000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-tape-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** A tape of several segments, closed. */
async function aTape(): Promise<void> {
  const tape = await LiveTape.open({
    folder: join(folder, 'tape'),
    shard: 'main',
    region: 'local',
    segmentBytes: 64 * 1024,
    reserveBytes: 16 * 1024,
    blockBytesMax: 16 * 1024,
    recordBytesMax: 8 * 1024,
    backlogBytes: 1024 * 1024,
    onState: () => {},
  });
  for (let number = 1; number <= 4_000; number += 1) {
    tape.append(toInputNumber(number), aQuote({ at: number * 1_000, bid: 10_000, ask: 10_005 }));
    if (number % 200 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  await tape.close();
}

function numbersIn(path: string): number {
  return existsSync(path) ? readdirSync(path).length : 0;
}

test('full segments leave for the archive, and what is too old is deleted there', async () => {
  await aTape();
  const whole = [...readTape(join(folder, 'tape'))].length;
  const before = numbersIn(join(folder, 'tape'));
  const now = toTimestamp(Date.now() * 1_000);
  const { signal } = new AbortController();
  const told = await archiveTape({ command, folder, days }, now, signal);
  expect(told).toMatch(/tape: \d+ segments put into the archive and read back/u);
  expect(whole).toBe(4_000);
  expect(numbersIn(join(folder, 'tape'))).toBeLessThan(before);
  const [tapeFolder, archive] = [join(folder, 'tape'), join(folder, 'archive')];
  expect(numbersIn(archive)).toBeGreaterThan(2);
  expect([...readTape(tapeFolder, withArchive({ folder: tapeFolder, archive }))]).toHaveLength(
    whole,
  );

  const later = toTimestamp(now + 3 * day);
  const again = await archiveTape({ command, folder, days }, later, signal).catch(String);
  // The deleting process has a clock of its own, by which nothing is too old yet.
  expect(again).toMatch(/kept 1 days/u);
});
