import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { AheadAudit, readAhead } from './ahead-audit.ts';

let file: string;
let spare: AuditEntry[];
let opened: AheadAudit[];

async function open(): Promise<AheadAudit> {
  const keep = async (entries: readonly AuditEntry[]): Promise<void> => void spare.push(...entries);
  const ahead = await AheadAudit.open(file, { keep });
  opened.push(ahead);
  return ahead;
}

function anEntry(place: number, detail = ''): AuditEntry {
  const empty = { address: null, cause: null, before: null, after: null, outcome: 'begun' };
  const deed = { actor: 'anna', action: 'order.place', subject: 'PAPER01', detail };
  return { at: toTimestamp(place), request: `r-${place}`, ...deed, ...empty };
}

const places = (entries: readonly AuditEntry[]): readonly number[] => entries.map(({ at }) => at);

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'argosy-ahead-')), 'audit.ahead');
  [spare, opened] = [[], []];
});
afterEach(async () => {
  for (const ahead of opened) await ahead.close().catch(() => {});
  rmSync(join(file, '..'), { recursive: true });
});

test('what is kept is on the disk for its owner alone, and handed over by the next process', async () => {
  const ahead = await open();
  await Promise.all([ahead.keep(anEntry(1, 'a\nb')), ahead.keep(anEntry(2))]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readAhead(file)).toEqual([anEntry(1, 'a\nb'), anEntry(2)]);
  await open();
  expect(spare).toEqual([anEntry(1, 'a\nb'), anEntry(2)]);
  expect(readAhead(file)).toEqual([]);
});

test('a process that cannot hand over what it finds does not throw it away', async () => {
  await (await open()).keep(anEntry(1));
  const keep = (): Promise<never> => Promise.reject(new Error('no room'));
  await expect(AheadAudit.open(file, { keep })).rejects.toThrow('no room');
  expect(places(readAhead(file))).toEqual([1]);
});

test('of a line that is torn, or that somebody has changed, nothing is taken', async () => {
  const ahead = await open();
  await ahead.keep(anEntry(1));
  await ahead.keep(anEntry(2));
  await ahead.keep(anEntry(3));
  const text = readFileSync(file, 'utf8').replaceAll('\u0000', '');
  writeFileSync(file, text.replace('"at":2', '"at":9').slice(0, -20));
  expect(places(readAhead(file))).toEqual([1]);
});

test('its file is gone once the audit has all of it, and stays where it has not', async () => {
  const ahead = await open();
  ahead.forget(await ahead.keep(anEntry(1)));
  await ahead.close();
  expect(existsSync(file)).toBe(false);
  const other = await open();
  await other.keep(anEntry(2));
  await other.close();
  expect(places(readAhead(file))).toEqual([2]);
});

test('room is used again once the audit has what was there, and no sooner', async () => {
  const [ahead, detail] = [await open(), 'x'.repeat(20_000)];
  const halves = [];
  for (let place = 0; place < 26; place += 1) halves.push(await ahead.keep(anEntry(place, detail)));
  expect(new Set(halves)).toEqual(new Set([0, 1]));
  for (let place = 26; place < 52; place += 1) {
    const kept = await ahead.keep(anEntry(place, detail)).catch(() => null);
    if (kept === null) break;
    halves.push(kept);
  }
  await expect(ahead.keep(anEntry(99, detail))).rejects.toThrow('no more room');
  for (const half of halves) if (half === 0) ahead.forget(half);
  expect(await ahead.keep(anEntry(100, detail))).toBe(0);
  const left = readAhead(file).map(({ at }) => at);
  expect(left).toContain(100);
  expect(left).toEqual(
    expect.arrayContaining(halves.flatMap((half, at) => (half === 1 ? at : []))),
  );
  expect(statSync(file).size).toBe(1024 * 1024);
});
