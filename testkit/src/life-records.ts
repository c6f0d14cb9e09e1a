import { accountOfEntry, type JournalRecord } from '@argosy/journal';
import type { AccountId, OrderId } from 'argosy/core';
import { MemoryJournal, type JournalEntry } from 'argosy/shard';

import { aLivelyConfig, liveThrough, type LifeStep } from './random-life.ts';
import { ShardRig } from './shard-rig.ts';

/** A shard that has lived, and its journal as a reader would give it. */
export type LifeRecords = { readonly rig: ShardRig; readonly records: readonly JournalRecord[] };

/** Lets a shard live through steps, and gives the records of it. */
export function lifeRecords(steps: readonly LifeStep[]): LifeRecords {
  const journal = new MemoryJournal('all', 1_000_000);
  const rig = new ShardRig({ journal, config: aLivelyConfig() }).open();
  for (const step of steps) liveThrough(rig, step);
  const owners = new Map<OrderId, AccountId>();
  const records = [...journal.read()].map((entry, place): JournalRecord => {
    noteOwner(entry, owners);
    const account = accountOfEntry(entry, (order) => owners.get(order) ?? null);
    return { stream: entry.kind, account, region: 'in', position: place + 1, entry };
  });
  return { rig, records };
}

function noteOwner(entry: JournalEntry, owners: Map<OrderId, AccountId>): void {
  if (entry.kind === 'input') return;
  const { event } = entry;
  if (event.kind !== 'order' || event.change.type !== 'initialized') return;
  owners.set(event.order, event.change.request.account);
}
