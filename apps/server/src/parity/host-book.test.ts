import { appendFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { alwaysOpen, ledgerScales, toOriginCode, toSessionCode, toStrategyId } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import type { HostPlan } from '@argosy/fleet';
import { anInstrument, aSeat } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { HostBook, readHostBook } from './host-book.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-book-'));
  path = join(folder, 'hosts.book');
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function aPlan(state?: unknown): HostPlan {
  const {
    strategy: _,
    scan: __,
    ...seat
  } = aSeat({ strategy: null as never, id: toStrategyId('S'), allotment: null });
  return {
    instruments: [anInstrument()],
    calendars: [alwaysOpen],
    externalBars: [],
    scales: ledgerScales({}),
    seed: 'book',
    strategies: [
      {
        file: 'a.ts',
        name: null,
        parameters: { size: '5' },
        isScanned: false,
        seat: state === undefined ? seat : { ...seat, state },
      },
    ],
  };
}

const at = { number: toInputNumber(7), now: 1_000 };
const counters = [{ session: toSessionCode('LIVE'), origin: toOriginCode('AAAA'), counter: 5 }];

test('says what was noted, in order', () => {
  const book = new HostBook(path);
  book.attached('main', aPlan(), { at, counters });
  book.conflated('main', at);
  book.left('main', 'stopped', at);
  expect(readHostBook(path)).toEqual([
    { kind: 'attached', host: 'main', at, plan: aPlan(), counters },
    { kind: 'conflated', host: 'main', at },
    { kind: 'left', host: 'main', at, how: 'stopped' },
  ]);
});

test('keeps a plan once, and the state of each start', () => {
  const book = new HostBook(path);
  book.attached('main', aPlan(), { at, counters });
  const { size } = statSync(path);
  book.attached('main', aPlan({ seen: 5 }), { at, counters });
  expect(statSync(path).size - size).toBeLessThan(size / 2);
  const again = readHostBook(path)[1];
  expect(again).toMatchObject({ plan: { strategies: [{ seat: { state: { seen: 5 } } }] } });
});

test('leaves out what a kill has cut, or what is damaged', () => {
  const book = new HostBook(path);
  book.left('main', 'lost', at);
  const { size } = statSync(path);
  book.left('other', 'lost', at);
  truncateSync(path, statSync(path).size - 1);
  expect(readHostBook(path)).toHaveLength(1);
  truncateSync(path, size);
  appendFileSync(path, Buffer.from([4, 0, 0, 0, 9, 9, 9, 9, 1, 2, 3, 4]));
  expect(readHostBook(path)).toHaveLength(1);
});

test('of a node that has had no host there is none', () => {
  expect(readHostBook(path)).toEqual([]);
});
