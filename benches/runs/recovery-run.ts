/**
 * One process: how long a start takes that finds a hundred thousand events in its journal: opening,
 * reading, folding into both machines; without a snapshot, and with one.
 * `node … recovery-run.ts` prints one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { FileJournal, recoverShard, Snapshots } from '@argosy/journal';
import { aQuote, aTradingConfig, ShardRig } from '@argosy/testkit';
import { encodeVersioned } from 'argosy/core';
import { shardStateCodec } from 'argosy/shard';

/** What one process prints. */
export type RecoveryReport = {
  readonly events: number;
  /** Of each start, sorted, in milliseconds. */
  readonly millis: readonly number[];
  readonly withSnapshot: readonly number[];
  readonly snapshotBytes: number;
  readonly hasEqualHash: boolean;
};

const EVENTS = 100_000;
const STARTS = 20;
const FLUSH_EVERY = 1_000;
const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));
const config = aTradingConfig({ cash: 10_000_000_000_00n });
const hashes = new Set<string>();

try {
  const events = await live();
  const none = new Snapshots(join(folder, 'none'));
  const millis = await measure(none);
  const some = new Snapshots(join(folder, 'snapshots'));
  const snapshotBytes = await keep(some);
  const report: RecoveryReport = {
    events,
    millis,
    withSnapshot: await measure(some),
    snapshotBytes,
    hasEqualHash: hashes.size === 1,
  };
  console.log(JSON.stringify(report));
} finally {
  rmSync(folder, { recursive: true });
}

/** Trades until there are enough events; how many there are. */
async function live(): Promise<number> {
  const journal = await open();
  const rig = new ShardRig({ journal, config }).open();
  rig.feed(aQuote({ at: 1 }));
  while (rig.said.length < EVENTS) {
    rig.fill(rig.submit(), { trade: `T-${rig.said.length}`, qty: 10 });
    if (rig.shard.inputs % FLUSH_EVERY === 0) await journal.flush();
  }
  hashes.add(rig.trading.hash());
  await journal.close();
  return rig.said.length;
}

/** Keeps a snapshot of all there is; how many bytes its state has. */
async function keep(snapshots: Snapshots): Promise<number> {
  const journal = await open();
  const rig = new ShardRig({ journal, config });
  recoverShard(rig.shard, { journal, snapshots });
  const state = encodeVersioned(shardStateCodec, rig.shard.exportState());
  snapshots.keep({ position: journal.position, state });
  await journal.close();
  return state.length;
}

async function measure(snapshots: Snapshots): Promise<readonly number[]> {
  const millis: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    const from = performance.now();
    const journal = await open();
    const rig = new ShardRig({ journal, config });
    recoverShard(rig.shard, { journal, snapshots });
    millis.push(Math.round(performance.now() - from));
    hashes.add(rig.trading.hash());
    await journal.close();
  }
  return millis.sort((one, other) => one - other);
}

function open(): Promise<FileJournal> {
  return FileJournal.open({
    folder: join(folder, 'journal'),
    shard: 'bench',
    region: 'in',
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
}
