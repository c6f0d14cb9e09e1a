import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MICROS_PER_DAY as day } from 'argosy/core';
import { aQuote } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';

const { instrument } = aQuote();
const series = { kind: 'quote', instrument } as const;
const precision = { price: 2, size: 0 };
const later = Date.UTC(2200, 0, 1) * 1000;

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cut-off-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Quotes at instants, whose bids say which writing they are of. */
function quotesAt(writing: number, ...instants: readonly number[]) {
  const rows = instants.map((at) => {
    return { ...aQuote({ at, bid: writing * 100 + Math.floor(at / day) }), sourceSequence: at };
  });
  return { series, batch: toColumns('quote', rows), precision };
}

/** Three files: two of the first day, one of the next two. */
async function prepare(history: HistoryStore): Promise<void> {
  await history.append({ ...quotesAt(1, 0, 1), mode: 'add' });
  await history.append({ ...quotesAt(1, 2, 3), mode: 'add' });
  await history.append({ ...quotesAt(1, day, 2 * day), mode: 'add' });
}

/** A store that, once it is told to, puts and removes so many objects and then nothing more. */
async function mortalStore(place: string) {
  const store = await FolderStore.open(place);
  const life = { left: Number.POSITIVE_INFINITY };
  const limited = <Given extends unknown[]>(work: (...given: Given) => Promise<void>) => {
    return async (...given: Given): Promise<void> => {
      if (life.left === 0) throw new Error('cut off');
      life.left -= 1;
      await work(...given);
    };
  };
  store.putFile = limited(store.putFile.bind(store));
  store.delete = limited(store.delete.bind(store));
  return { store, life };
}

async function bidsIn(history: HistoryStore): Promise<readonly number[]> {
  return [...(await history.scan(series)).numbers('bid')];
}

const works: readonly (readonly [
  name: string,
  work: (history: HistoryStore) => Promise<unknown>,
])[] = [
  [
    'an append that replaces days',
    (history) => history.append({ ...quotesAt(2, 5, day + 5), mode: 'replace' }),
  ],
  [
    'an append that merges',
    (history) => history.append({ ...quotesAt(2, 1, 7, 2 * day), mode: 'merge' }),
  ],
  ['compaction', (history) => history.compact({ now: later, fileRows: 4 })],
  ['retention', (history) => history.retain({ now: 3 * day, days: { quote: 1 } })],
];

test.each(works)(
  '%s leaves a series as before or as behind, wherever it is cut off',
  async (_, work) => {
    const whole = new HistoryStore({
      store: await FolderStore.open(join(folder, 'whole')),
      threads: 1,
    });
    await prepare(whole);
    const before = await bidsIn(whole);
    await work(whole);
    const behind = await bidsIn(whole);
    await whole.close();
    const seen = new Set<string>();
    let cuts = 0;
    for (let isCut = true; isCut; cuts += 1) {
      const { store, life } = await mortalStore(join(folder, `cut-${cuts}`));
      const history = new HistoryStore({ store, threads: 1 });
      await prepare(history);
      life.left = cuts;
      isCut = await work(history).then(
        () => false,
        () => true,
      );
      expect(readdirSync(join(folder, `cut-${cuts}`, '.scratch'))).toEqual([]);
      life.left = Number.POSITIVE_INFINITY;
      const found = await bidsIn(history);
      expect([before, behind]).toContainEqual(found);
      seen.add(found.join());
      expect((await history.verify()).problems).toEqual([]);
      // Done once more it comes to the same as in one go.
      await work(history);
      expect(await bidsIn(history)).toEqual(behind);
      await history.close();
    }
    expect(cuts).toBeGreaterThan(1);
    expect(seen).toContain(behind.join());
  },
);
