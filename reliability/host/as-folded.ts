import { encodeVersioned } from 'argosy/core';
import { Link, MemoryJournal, OutputGate, Shard, shardStateCodec } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';
import type { FileJournal } from '@argosy/journal';

import { ourConfig } from './our-side.ts';
import { ourEngine } from './our-engine.ts';

/** Whether a shard that has just recovered knows what a fold of its whole journal tells, byte for byte. */
export function isAsFolded(shard: Shard, journal: FileJournal): boolean {
  const memory = new MemoryJournal();
  const whole = new Shard({
    trading: new TradingMachine(ourConfig()),
    engine: ourEngine('nobody trades', new Link()),
    journal: memory,
    tape: { append: () => {} },
    gate: new OutputGate(memory, { send: () => {} }),
    venue: null,
    onEvent: () => {},
  });
  whole.recover(journal.read());
  return Buffer.compare(stateOf(shard), stateOf(whole)) === 0;
}

function stateOf(shard: Shard): Uint8Array {
  return encodeVersioned(shardStateCodec, shard.exportState());
}
