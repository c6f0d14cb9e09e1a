import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { alwaysOpen, ledgerScales, toBookId, toMinor, toStrategyId } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import type { HostPlan } from '@argosy/fleet';
import { anInstrument, aSeat } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { HostBook } from './host-book.ts';
import { nodeTermsOf } from './node-terms.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-terms-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = { number: toInputNumber(7), now: 1_000 };

function planOf(size: string): HostPlan {
  const id = toStrategyId('S');
  const { strategy: _, scan: __, ...seat } = aSeat({ strategy: null as never, id });
  const own = { ...seat, book: toBookId('own'), allotment: toMinor(5_000n) };
  return {
    instruments: [anInstrument()],
    calendars: [alwaysOpen],
    externalBars: [],
    scales: ledgerScales({}),
    seed: 'book',
    strategies: [{ file: 'a.ts', name: null, parameters: { size }, isScanned: false, seat: own }],
  };
}

test('a node is of what its hosts were told, each as it was told last', () => {
  const book = new HostBook(join(folder, 'hosts.book'));
  book.attached('main', planOf('5'), { at, counters: [] });
  book.attached('main', planOf('6'), { at, counters: [] });
  const terms = nodeTermsOf(folder);
  expect(terms?.instruments).toEqual([anInstrument()]);
  expect(terms?.calendars).toEqual([alwaysOpen]);
  expect(terms?.strategies).toMatchObject([
    { id: 'S', book: 'own', allotment: 5_000n, parameters: { size: '6' } },
  ]);
});

test('of one that has had no host nothing is known', () => {
  expect(nodeTermsOf(folder)).toBeNull();
});
