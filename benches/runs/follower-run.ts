/**
 * What a synchronous follower adds until an event is safe: a journal alone and one that waits for a
 * follower in another process, in turns, so that whatever else runs meets both. One line of JSON.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { FileJournal, SocketFollower } from '@argosy/journal';
import { aFill, anOrderEvent } from '@argosy/testkit';
import type { JournalEntry } from 'argosy/shard';

/** Times in milliseconds until an event is safe. */
export type CommitTimes = {
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
};

/** What one process prints. */
export type FollowerReport = {
  /** One at a time. */
  readonly single: { readonly alone: CommitTimes; readonly followed: CommitTimes };
  /** At a steady rate; nobody waits for the one before. */
  readonly perSecond: number;
  readonly paced: { readonly alone: CommitTimes; readonly followed: CommitTimes };
};

const SINGLE = 1_500;
const PER_SECOND = 20_000;
const ROUNDS = 4;
const ROUND_SECONDS = 0.5;

const event = anOrderEvent({ type: 'filled', fill: aFill() });
const entry: JournalEntry = { kind: 'event', event };
const root = mkdtempSync(join(tmpdir(), 'argosy-bench-'));
const script = join(import.meta.dirname, 'follower-process.ts');
const words = ['--conditions=source', script, join(root, 'second')];
const second = spawn(process.execPath, words, { stdio: ['pipe', 'pipe', 'inherit'] });

try {
  const [port] = (await once(second.stdout, 'data')) as [Buffer];
  const follower = new SocketFollower({ port: Number(port.toString()) });
  const alone = await open('alone');
  const followed = await open('first', follower);
  const [one, other] = await singly(alone, followed);
  const [oneByOne, twoByTwo] = [{ alone: one, followed: other }, await inTurns(alone, followed)];
  const report: FollowerReport = { single: oneByOne, perSecond: PER_SECOND, paced: twoByTwo };
  await Promise.all([alone.close(), followed.close(), follower.close()]);
  console.log(JSON.stringify(report));
} finally {
  second.stdin.end();
  await once(second, 'exit');
  rmSync(root, { recursive: true });
}

function open(name: string, follower?: SocketFollower): Promise<FileJournal> {
  const onState = (state: string, reason: string): void => {
    throw new Error(`the follower: ${state}, ${reason}`);
  };
  const policy = 'wait' as const;
  return FileJournal.open({
    folder: join(root, name),
    shard: 'bench',
    region: 'in',
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
    ...(follower === undefined ? {} : { follower: { follower, policy, onState } }),
  });
}

async function singly(
  alone: FileJournal,
  followed: FileJournal,
): Promise<readonly [CommitTimes, CommitTimes]> {
  const times: readonly [number[], number[]] = [[], []];
  for (let count = 0; count < SINGLE; count += 1) {
    times[0].push(await commit(alone));
    times[1].push(await commit(followed));
  }
  return [timesOf(times[0]), timesOf(times[1])];
}

async function commit(journal: FileJournal): Promise<number> {
  const from = performance.now();
  journal.append(entry);
  await journal.flush();
  return performance.now() - from;
}

async function inTurns(
  alone: FileJournal,
  followed: FileJournal,
): Promise<FollowerReport['paced']> {
  const [one, other]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    one.push(...(await paced(alone)));
    other.push(...(await paced(followed)));
  }
  return { alone: timesOf(one), followed: timesOf(other) };
}

/** How long each waited since it was due. */
async function paced(journal: FileJournal): Promise<readonly number[]> {
  const count = PER_SECOND * ROUND_SECONDS;
  const millis: number[] = [];
  const done = Promise.withResolvers<void>();
  const first = journal.durable + 1;
  const from = performance.now();
  journal.onDurable((position) => {
    const now = performance.now() - from;
    for (let at = millis.length; at <= position - first; at += 1)
      millis.push(now - (at * 1000) / PER_SECOND);
    if (millis.length >= count) done.resolve();
  });
  let sent = 0;
  const send = (): void => {
    const due = Math.min(count, ((performance.now() - from) / 1000) * PER_SECOND);
    for (; sent < due; sent += 1) journal.append(entry);
    if (sent < count) setImmediate(send);
  };
  send();
  await done.promise;
  return millis;
}

function timesOf(values: readonly number[]): CommitTimes {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (part: number): number =>
    Number((sorted[Math.floor(sorted.length * part)] ?? 0).toFixed(3));
  return { samples: sorted.length, p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}
