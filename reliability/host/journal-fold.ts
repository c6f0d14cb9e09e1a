import { encodeVersioned } from 'argosy/core';
import { Link, MemoryJournal, OutputGate, Shard, shardStateCodec } from 'argosy/shard';
import { TradingMachine } from 'argosy/trading';
import type { FileJournal } from '@argosy/journal';

import { ourConfig } from './our-side.ts';
import { ourEngine } from './our-engine.ts';

/**
 * What a fold of a journal tells, kept beside the lives of a process: each record is read once. What a
 * start has found stays, so a later start is held against all that any of them found.
 */
export class JournalFold {
  readonly #shard: Shard;
  #position = 0;

  constructor() {
    const memory = new MemoryJournal();
    this.#shard = new Shard({
      trading: new TradingMachine(ourConfig()),
      engine: ourEngine('nobody trades', new Link()),
      journal: memory,
      tape: { append: () => {} },
      gate: new OutputGate(memory, { send: () => {} }),
      venue: null,
      onEvent: () => {},
    });
  }

  /** Whether a shard that has just recovered knows what the fold of its journal tells, byte for byte. */
  isLike(shard: Shard, journal: FileJournal): boolean {
    this.#shard.recover(journal.read(this.#position + 1));
    this.#position = journal.recovered.next - 1;
    return Buffer.compare(stateOf(shard), stateOf(this.#shard)) === 0;
  }
}

function stateOf(shard: Shard): Uint8Array {
  return encodeVersioned(shardStateCodec, shard.exportState());
}
