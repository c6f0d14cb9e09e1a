import { Hash128, Random } from 'argosy/core';
import { aLivelyConfig, aSeat, liveThrough, ShardRig } from '@argosy/testkit';
import type { LifeStep } from '@argosy/testkit';
import { orderCodec } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';
import { shardStateCodec } from './shard-state.ts';

/** A long life by one seed: all there is to know of has happened in it. */
function lived(): ShardRig {
  const random = Random.fromSeed('forms');
  const rig = new ShardRig({
    journal: new MemoryJournal(),
    config: aLivelyConfig(),
    seats: [aSeat({ strategy: new (class extends Strategy {})({}) })],
  }).open();
  const next = (): number => random.nextInt(1000);
  for (let step = 0; step < 3_000; step += 1) {
    const life: LifeStep = [next(), next(), next(), next(), next(), next()];
    liveThrough(rig, life);
  }
  return rig;
}

/** The names of every record in a value, each form once, and what kinds of values stand under them. */
function formsOf(value: unknown, forms: Set<string>): Set<string> {
  if (value instanceof Uint8Array) return forms;
  if (Array.isArray(value)) for (const item of value) formsOf(item, forms);
  else if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    forms.add(members.map(([name]) => name).join());
    for (const [, member] of members) formsOf(member, forms);
  }
  return forms;
}

test('a new form of anything in a state raises its version', () => {
  const forms = [...formsOf(lived().shard.exportState(), new Set())].sort();
  const hash = new Hash128();
  for (const form of forms) hash.updateText(form);
  // Whoever changes what is kept changes both: a snapshot of the old form is then passed over.
  const [{ version }, orders] = [shardStateCodec, orderCodec.version];
  expect({ version, orders, forms: forms.length, hash: hash.digest() }).toEqual({
    version: 9,
    orders: 1,
    forms: 48,
    hash: '958c4a010290f67d414c846b23a91514',
  });
});
