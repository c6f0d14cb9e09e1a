import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileTape } from '@argosy/journal';
import { toTimestamp } from 'argosy/core';
import { toInputNumber, type Input } from 'argosy/domain';
import { aQuote, aTrade } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';
import { toColumns } from './market-rows.ts';
import type { Series } from './series.ts';

const { instrument } = aQuote();
const quotes: Series = { kind: 'quote', instrument };
const trades: Series = { kind: 'trade', instrument };
const precisionOf = () => ({ price: 2, size: 0 });
const KIB = 1024;

let folder: string;
let tapeFolder: string;
let store: FolderStore;
const opened: HistoryStore[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roll-'));
  tapeFolder = join(folder, 'tape');
  store = await FolderStore.open(join(folder, 'history'));
});

afterEach(async () => {
  for (const history of opened.splice(0)) await history.close();
  rmSync(folder, { recursive: true });
});

function openHistory(withTape = true): HistoryStore {
  const tape = withTape ? { tape: { folder: tapeFolder, precisionOf } } : {};
  const history = new HistoryStore({ store, threads: 1, ...tape });
  opened.push(history);
  return history;
}

/** Tapes numbers of a range: quotes, every third a trade, every tenth the time alone. */
async function tapeNumbers(from: number, upTo: number): Promise<void> {
  const tape = await FileTape.open({
    folder: tapeFolder,
    shard: 'main',
    region: 'in',
    segmentBytes: 16 * KIB,
    reserveBytes: 512,
    blockBytesMax: KIB,
    recordBytesMax: 512,
    takeOver: true,
    schedule: queueMicrotask,
    onFatal: (error) => {
      throw error;
    },
  });
  for (let number = from; number <= upTo; number += 1) {
    tape.append(toInputNumber(number), inputOf(number));
    if (number % 20 === 0) await tape.flush();
  }
  await tape.close();
}

/** A store that takes so many objects and then nothing more. */
async function cutOff(place: string, puts: number): Promise<FolderStore> {
  const whole = await FolderStore.open(place);
  let left = puts;
  const limited = <Given extends unknown[]>(put: (...given: Given) => Promise<void>) => {
    return async (...given: Given): Promise<void> => {
      if (left === 0) throw new Error('cut off');
      left -= 1;
      await put(...given);
    };
  };
  whole.putFile = limited(whole.putFile.bind(whole));
  // A small object is put as a file in the end.
  return whole;
}

function inputOf(number: number): Input {
  const at = number * 1000;
  if (number % 10 === 0) return { kind: 'time', availableAt: toTimestamp(at) };
  return number % 3 === 0 ? aTrade({ at }) : aQuote({ at, bid: number });
}

/** The numbers up to one that a series of the tape above has. */
function expected(kind: 'quote' | 'trade', upTo: number): readonly number[] {
  return Array.from({ length: upTo }, (_, at) => at + 1).filter((number) => {
    return inputOf(number).kind === kind;
  });
}

async function numbersIn(history: HistoryStore, series: Series): Promise<readonly number[]> {
  return [...(await history.scan(series)).numbers('number')];
}

describe('a tape', () => {
  test('is read beside Parquet: of what was rolled and what was not each row is there once', async () => {
    await tapeNumbers(1, 700);
    const history = openHistory();
    expect(await numbersIn(history, quotes)).toEqual(expected('quote', 700));
    const { rows, progress } = await history.roll({ folder: tapeFolder, precisionOf });
    expect(rows).toBeGreaterThan(100);
    expect(progress.number).toBeLessThan(700);
    expect(await numbersIn(openHistory(false), quotes)).toEqual(expected('quote', progress.number));
    expect(await numbersIn(history, quotes)).toEqual(expected('quote', 700));
    expect(await numbersIn(history, trades)).toEqual(expected('trade', 700));
  });

  test('that was rolled through its end is in Parquet whole, and what comes behind it is rolled next', async () => {
    await tapeNumbers(1, 300);
    const history = openHistory(false);
    const roll = { folder: tapeFolder, precisionOf, throughEnd: true, batchInputs: 70 };
    await history.roll(roll);
    await tapeNumbers(301, 500);
    await history.roll(roll);
    expect(await history.roll(roll)).toMatchObject({ rows: 0, isDone: true });
    expect(await numbersIn(history, quotes)).toEqual(expected('quote', 500));
    expect(await numbersIn(history, trades)).toEqual(expected('trade', 500));
  });

  test('is whole and there once, wherever a roll before was cut off', async () => {
    await tapeNumbers(1, 90);
    const roll = { folder: tapeFolder, precisionOf, throughEnd: true, batchInputs: 40 };
    let cuts = 0;
    for (let isCut = true; isCut; cuts += 1) {
      const place = join(folder, `cut-${cuts}`);
      const cut = new HistoryStore({ store: await cutOff(place, cuts), threads: 1 });
      isCut = await cut.roll(roll).then(
        () => false,
        () => true,
      );
      await cut.close();
      store = await FolderStore.open(place);
      const history = openHistory(false);
      await history.roll(roll);
      expect(await numbersIn(history, quotes)).toEqual(expected('quote', 90));
      expect(await numbersIn(history, trades)).toEqual(expected('trade', 90));
    }
    expect(cuts).toBeGreaterThan(15);
  });

  test('keeps its rows beside imports of other days, in order of time', async () => {
    await tapeNumbers(1, 50);
    const history = openHistory();
    const { batch, precision } = later();
    await history.append({ series: quotes, batch, precision, mode: 'merge' });
    const read = await history.scan(quotes, { columns: ['bid'] });
    expect(read.names).toEqual(['bid']);
    expect([...read.numbers('bid')]).toEqual([...expected('quote', 50), 9999]);
  });

  test('tells how far it was rolled, and what it was left without', async () => {
    await tapeNumbers(1, 100);
    const tape = await FileTape.open({
      folder: tapeFolder,
      shard: 'main',
      region: 'in',
      takeOver: true,
      onFatal: (error) => {
        throw error;
      },
    });
    tape.tryMark(toInputNumber(101));
    tape.append(toInputNumber(150), inputOf(151));
    await tape.close();
    const history = openHistory(false);
    await history.roll({ folder: tapeFolder, precisionOf, throughEnd: true });
    expect(await history.tapes()).toMatchObject([
      { tape: 'main', number: 150, gaps: [{ from: 101, upTo: 149 }] },
    ]);
  });

  test('of an instrument that is not known is refused, and none of that batch is counted as rolled', async () => {
    await tapeNumbers(1, 60);
    const history = openHistory(false);
    const roll = { folder: tapeFolder, precisionOf: () => null, throughEnd: true };
    await expect(history.roll(roll)).rejects.toThrow('cannot be begun');
    expect(await history.tapes()).toEqual([]);
  });

  test('that is not there is told', async () => {
    const roll = { folder: join(folder, 'nothing'), precisionOf };
    await expect(openHistory(false).roll(roll)).rejects.toThrow('a folder has no tape');
  });
});

describe('a look at every byte', () => {
  test('finds nothing wrong with what was written', async () => {
    await tapeNumbers(1, 100);
    const history = openHistory(false);
    await history.roll({ folder: tapeFolder, precisionOf, throughEnd: true });
    expect(await history.verify()).toMatchObject({ series: 2, files: 2, rows: 90, problems: [] });
  });

  test.each([
    ['a changed byte', (bytes: Buffer) => void (bytes[100] = (bytes[100] ?? 0) ^ 1), 'SHA-256'],
    ['a cut file', null, 'SHA-256'],
  ])('names the file that has %s', async (_, change, problem) => {
    await tapeNumbers(1, 100);
    const history = openHistory(false);
    await history.roll({ folder: tapeFolder, precisionOf, throughEnd: true });
    const [file] = (await history.manifest(trades)).files;
    const key = `kind=trade/instrument=${instrument}/${file?.name ?? ''}`;
    const path = await store.pathOf(key);
    const bytes = readFileSync(path);
    change?.(bytes);
    writeFileSync(path, change === null ? bytes.subarray(0, -10) : bytes);
    const { problems } = await history.verify();
    expect(problems).toHaveLength(1);
    expect(problems[0]?.file).toBe(`${store.name}/${key}`);
    expect(problems[0]?.problem).toContain(problem);
  });

  test('names a manifest that was changed, and a file that is gone', async () => {
    await tapeNumbers(1, 100);
    const history = openHistory(false);
    await history.roll({ folder: tapeFolder, precisionOf, throughEnd: true });
    const [file] = (await history.manifest(quotes)).files;
    await store.delete(`kind=quote/instrument=${instrument}/${file?.name ?? ''}`);
    const path = join(store.name, 'kind=trade', `instrument=${instrument}`, 'manifest.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version":1', '"version":2'));
    const { problems } = await history.verify();
    expect(problems.map(({ problem }) => problem)).toEqual([
      expect.stringContaining('no object of this name'),
      expect.stringContaining('its sum is wrong'),
    ]);
    await expect(history.scan(trades)).rejects.toThrow('its sum is wrong');
  });
});

function later() {
  const at = 86_400_000_000 * 3;
  return { batch: toColumns('quote', [aQuote({ at, bid: 9999 })]), precision: precisionOf() };
}
