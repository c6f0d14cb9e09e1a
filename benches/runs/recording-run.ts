/**
 * Records ticks at a steady rate in another process, kills it, and looks at what is lost; then rolls the tape
 * into Parquet. `node … recording-run.ts RATE SECONDS`; prints one line of JSON.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { FolderStore, HistoryStore } from '@argosy/catalog/history';
import { LiveTape, readTape, readTapeGaps } from '@argosy/journal';
import { toInputNumber } from 'argosy/domain';
import { toTimestamp } from 'argosy/core';

/** What the process prints. */
export type RecordingReport = {
  readonly perSecond: number;
  readonly seconds: number;
  /** Of those given to the tape until it was killed. */
  readonly given: number;
  readonly kept: number;
  /** How much time what is lost is of. */
  readonly lostMs: number;
  /** Numbers of before the end that are not on the tape though those behind are. */
  readonly missing: number;
  readonly leftOut: number;
  /** Whether the next start says from which number on something may be lost. */
  readonly isToldOf: boolean;
  readonly rolledPerSecond: number;
  /** Whether Parquet has each number of the tape once. */
  readonly isWhole: boolean;
};

const [rateText = '50000', secondsText = '60'] = process.argv.slice(2);
const [rate, seconds] = [Number(rateText), Number(secondsText)];
const cache = join(import.meta.dirname, '..', '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'recording-'));
try {
  console.log(JSON.stringify(await record()));
} finally {
  rmSync(folder, { recursive: true });
}

async function record(): Promise<RecordingReport> {
  const tapeFolder = join(folder, 'tape');
  const { given, leftOut, lastedMs } = await killedRecorder(tapeFolder);
  let [kept, last, missing] = [0, 0, 0];
  for (const { number } of readTape(tapeFolder)) {
    missing += number - last - 1;
    last = number;
    kept += 1;
  }
  const isToldOf = await tellsOfLoss(tapeFolder, last);
  const rolled = await roll(tapeFolder, last);
  return {
    perSecond: Math.round((given * 1000) / lastedMs),
    seconds,
    given,
    kept,
    lostMs: Math.round(((given - last) * 1000) / rate),
    missing,
    leftOut,
    isToldOf,
    ...rolled,
  };
}

type Killed = { readonly given: number; readonly leftOut: number; readonly lastedMs: number };

async function killedRecorder(tapeFolder: string): Promise<Killed> {
  const script = join(import.meta.dirname, 'recording-process.ts');
  const words = ['--conditions=source', script, tapeFolder, String(rate)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
  let [text, begin] = ['', 0];
  child.stdout.on('data', (bytes: Buffer) => {
    if (begin === 0) begin = performance.now();
    text = `${text}${bytes.toString()}`.slice(-200);
  });
  await once(child.stdout, 'data');
  await wait(seconds * 1000);
  child.kill('SIGKILL');
  const lastedMs = performance.now() - begin;
  await once(child, 'exit');
  const [given = 0, leftOut = 0] = (text.trim().split('\n').at(-1) ?? '').split(' ').map(Number);
  return { given, leftOut, lastedMs };
}

/** A start marks from which number on the one before it may have lost something. */
async function tellsOfLoss(tapeFolder: string, last: number): Promise<boolean> {
  const tape = await LiveTape.open({
    folder: tapeFolder,
    shard: 'bench',
    region: 'in',
    onState: () => {},
  });
  const number = toInputNumber(last + 1_000_000);
  tape.append(number, { kind: 'time', availableAt: toTimestamp(0) });
  await tape.close();
  return readTapeGaps(tapeFolder).some(({ from }) => from === last + 1);
}

async function roll(
  tapeFolder: string,
  last: number,
): Promise<Pick<RecordingReport, 'rolledPerSecond' | 'isWhole'>> {
  const history = new HistoryStore({ store: await FolderStore.open(join(folder, 'history')) });
  const precisionOf = () => ({ price: 2, size: 0 });
  const begin = performance.now();
  const { rows } = await history.roll({ folder: tapeFolder, precisionOf, throughEnd: true });
  const rolledPerSecond = Math.round((rows * 1000) / (performance.now() - begin));
  let [sum, count] = [0n, 0];
  for (const { series } of await history.list()) {
    const numbers = (await history.scan(series, { columns: ['number'] })).numbers('number');
    count += new Set(numbers).size;
    for (const number of numbers) sum += BigInt(number);
  }
  await history.close();
  const whole = (BigInt(last) * BigInt(last + 1)) / 2n;
  return { rolledPerSecond, isWhole: count === last && sum === whole };
}
