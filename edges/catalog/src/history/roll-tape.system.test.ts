import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { FileTape } from '@argosy/journal';
import { Random } from 'argosy/core';
import { toInputNumber } from 'argosy/domain';
import { aQuote, aTrade } from '@argosy/testkit';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { FolderStore } from './folder-store.ts';
import { HistoryStore } from './history-store.ts';

/** Rolls a tape, and is killed as it puts an object for the nth time: before, or right behind it. */
const script = `
import { FolderStore, HistoryStore } from '@argosy/catalog/history';
const [out, folder, puts] = process.argv.slice(1);
const store = await FolderStore.open(out);
let left = Number(puts);
const [putFile, put] = [store.putFile.bind(store), store.put.bind(store)];
const deadly = (work) => async (...given) => {
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
  const done = work(...given);
  if (left === 1) done.finally(() => setTimeout(() => process.kill(process.pid, 'SIGKILL'), 0));
  return done;
};
store.putFile = deadly(putFile);
store.put = deadly(put);
const history = new HistoryStore({ store, threads: 1 });
const precisionOf = () => ({ price: 2, size: 0 });
await history.roll({ folder, precisionOf, throughEnd: true, batchInputs: 100 });
await history.close();
`;

const LAST = 1000;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'roll-killed-'));
  const onFatal = (error: Error): void => {
    throw error;
  };
  const where = { folder: join(folder, 'tape'), shard: 'main', region: 'in' };
  const tape = await FileTape.open({ ...where, onFatal });
  for (let number = 1; number <= LAST; number += 1) {
    const at = number * 1000;
    tape.append(toInputNumber(number), number % 2 === 0 ? aTrade({ at }) : aQuote({ at }));
  }
  await tape.close();
});

afterEach(() => rmSync(folder, { recursive: true }));

test('a roller that is killed again and again loses nothing and puts nothing twice', async () => {
  const random = Random.fromSeed('kills');
  const store = await FolderStore.open(join(folder, 'history'));
  let kills = 0;
  while (!(await runUntilKilled(3 + random.nextInt(14)))) {
    kills += 1;
    // What a reader sees in between is the same as at the end.
    await expectWhole(store);
  }
  await expectWhole(store);
  expect(kills).toBeGreaterThan(2);
}, 300_000);

async function expectWhole(store: FolderStore): Promise<void> {
  const precisionOf = () => ({ price: 2, size: 0 });
  const tape = { folder: join(folder, 'tape'), precisionOf };
  const history = new HistoryStore({ store, threads: 1, tape });
  const { instrument } = aQuote();
  const quotes = await history.scan({ kind: 'quote', instrument });
  const trades = await history.scan({ kind: 'trade', instrument });
  await history.close();
  const all = Array.from({ length: LAST }, (_, at) => at + 1);
  expect([...quotes.numbers('number')]).toEqual(all.filter((number) => number % 2 === 1));
  expect([...trades.numbers('number')]).toEqual(all.filter((number) => number % 2 === 0));
}

/** Starts a roll that is killed as it puts for the nth time; whether it came to its end before. */
async function runUntilKilled(puts: number): Promise<boolean> {
  const words = [join(folder, 'history'), join(folder, 'tape'), String(puts)];
  const args = ['--conditions=source', '--input-type=module', '--eval', script, ...words];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  expect(child.signalCode ?? child.exitCode).toBeOneOf(['SIGKILL', 0]);
  return child.exitCode === 0;
}
