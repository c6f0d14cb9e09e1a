/**
 * One process: how long a start takes that finds a hundred thousand events in its journal: opening,
 * reading, folding. `node … recovery-run.ts` prints one line of JSON.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { FileJournal } from '@argosy/journal';
import { TradingRig, aQuote } from '@argosy/testkit';
import { TradingMachine } from 'argosy/trading';
import type { TradingEvent } from 'argosy/domain';

/** What one process prints. */
export type RecoveryReport = {
  readonly events: number;
  /** Of each start, sorted, in milliseconds. */
  readonly millis: readonly number[];
  readonly hasEqualHash: boolean;
};

const EVENTS = 100_000;
const STARTS = 20;
const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));

try {
  const rig = new TradingRig({ cash: 10_000_000_000_00n });
  rig.feed(aQuote());
  while (rig.events.length < EVENTS)
    rig.fill(rig.work(), { trade: `T-${rig.events.length}`, qty: 10 });
  await write(rig.events);
  const millis: number[] = [];
  const hashes = new Set([rig.machine.hash()]);
  for (let start = 0; start < STARTS; start += 1) {
    const from = performance.now();
    const machine = new TradingMachine(rig.config);
    const journal = await open();
    recall(machine, journal);
    millis.push(Math.round(performance.now() - from));
    hashes.add(machine.hash());
    await journal.close();
  }
  const report: RecoveryReport = {
    events: rig.events.length,
    millis: millis.sort((one, other) => one - other),
    hasEqualHash: hashes.size === 1,
  };
  console.log(JSON.stringify(report));
} finally {
  rmSync(folder, { recursive: true });
}

function open(): Promise<FileJournal> {
  return FileJournal.open({
    folder,
    shard: 'bench',
    region: 'in',
    accountOf: () => null,
    onFatal: (error) => {
      throw error;
    },
  });
}

async function write(events: readonly TradingEvent[]): Promise<void> {
  const journal = await open();
  for (const event of events) journal.append({ kind: 'event', event });
  await journal.close();
}

function recall(machine: TradingMachine, journal: FileJournal): void {
  const events = [...journal.read()].flatMap((entry) =>
    entry.kind === 'event' ? [entry.event] : [],
  );
  for (const turn of Map.groupBy(events, ({ number }) => number).values()) machine.recall(turn);
}
