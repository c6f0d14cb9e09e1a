import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import type { AuditEntry } from '@argosy/storage';
import { Log } from '@argosy/telemetry';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { wallNow } from '../node-log.ts';
import { AUDIT_WAITING_MAX, WaitingAudit } from './waiting-audit.ts';

let file: string;
let isAway: boolean;
let audit: AuditEntry[];
let opened: WaitingAudit[];

function open(): WaitingAudit {
  const waiting = WaitingAudit.open({
    file,
    append: async (entries) => {
      if (isAway) throw new Error('the database is gone');
      audit.push(...entries);
    },
    log: new Log({ now: wallNow }).logger({}),
  });
  opened.push(waiting);
  return waiting;
}

function anEntry(place: number): AuditEntry {
  return {
    at: toTimestamp(place),
    actor: 'anna',
    action: 'risk.kill',
    subject: 'PAPER01',
    outcome: 'begun',
    address: '127.0.0.1',
    request: `request ${place}`,
    cause: null,
    before: null,
    after: null,
    detail: place === 1 ? 'sha256 00' : '',
  };
}

const places = (): readonly number[] => audit.map(({ at }) => at);

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'argosy-waiting-')), 'audit.waiting');
  [isAway, audit, opened] = [true, [], []];
});
afterEach(() => {
  for (const waiting of opened) waiting.stop();
  rmSync(join(file, '..'), { recursive: true });
});

test('what is kept waits on the disk for its owner alone, and is in the audit once that is there', async () => {
  const waiting = open();
  await waiting.keep([anEntry(1)]);
  await waiting.keep([anEntry(2)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  await waiting.writeAll();
  expect([waiting.size, places()]).toEqual([2, []]);
  isAway = false;
  await waiting.writeAll();
  expect(audit.map(({ detail }) => detail)).toEqual([
    'sha256 00; kept in a file while the records were away',
    'kept in a file while the records were away',
  ]);
  expect([waiting.size, places(), existsSync(file)]).toEqual([0, [1, 2], false]);
});

test('what a process has left is written by the next one, without what it was writing when it died', async () => {
  await open().keep([anEntry(1)]);
  appendFileSync(file, '\n{"at":2,"actor":"an');
  const next = open();
  await next.keep([anEntry(3)]);
  isAway = false;
  await open().writeAll();
  expect(places()).toEqual([1, 3]);
});

test('what comes while others are written stays', async () => {
  const waiting = open();
  await waiting.keep([anEntry(1)]);
  isAway = false;
  const writing = waiting.writeAll();
  await waiting.keep([anEntry(2)]);
  await writing;
  await waiting.writeAll();
  expect(places()).toEqual([1, 2]);
  expect(existsSync(file)).toBe(false);
});

test('where the records go away half-way only what they have not got stays', async () => {
  const waiting = open();
  await waiting.keep(Array.from({ length: 500 }, (_, place) => anEntry(place)));
  isAway = false;
  const appended = audit.push.bind(audit);
  audit.push = (...entries) => {
    isAway = true;
    return appended(...entries);
  };
  await waiting.writeAll();
  expect([audit.length, waiting.size]).toEqual([200, 300]);
  expect(
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line !== ''),
  ).toHaveLength(300);
});

test('only so many wait', async () => {
  const waiting = open();
  await waiting.keep(Array.from({ length: AUDIT_WAITING_MAX }, (_, place) => anEntry(place)));
  expect(() => waiting.keep([anEntry(0)])).toThrow('10000 entries of the audit wait already');
});

const devFull = '/dev/full';
test.skipIf(!existsSync(devFull))(
  'a full disk leaves room for what waits, which outlives the process and is free again',
  async () => {
    const full = open();
    symlinkSync(devFull, file);
    await full.keep([anEntry(1)]);
    await full.keep([anEntry(2), anEntry(3)]);
    full.stop();
    rmSync(file);
    const next = open();
    expect(next.size).toBe(3);
    isAway = false;
    await next.writeAll();
    expect(places()).toEqual([1, 2, 3]);
    expect(open().size).toBe(0);
  },
);
