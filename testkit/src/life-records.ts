import type { JournalRecord } from '@argosy/journal';
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
    const account = accountOf(entry, owners);
    return { stream: entry.kind, account, region: 'in', position: place + 1, entry };
  });
  return { rig, records };
}

function accountOf(entry: JournalEntry, owners: Map<OrderId, AccountId>): AccountId | null {
  if (entry.kind === 'input') return null;
  const { event } = entry;
  if (event.kind === 'position') return event.key.account;
  if (event.kind === 'execution') return owners.get(event.execution) ?? null;
  if (event.kind !== 'order') return 'account' in event ? event.account : null;
  if (event.change.type === 'initialized') owners.set(event.order, event.change.request.account);
  return owners.get(event.order) ?? null;
}
