import { decodeVersioned, encodeVersioned, toQuantity } from 'argosy/core';
import type { Quote } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { aLivelyConfig, anInstrument, aSeat, liveThrough, ShardRig } from '@argosy/testkit';
import type { LifeStep } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';
import type { JournalEntry } from './ports.ts';
import { shardStateCodec } from './shard-state.ts';

/** Whole lives are lived: a busy machine takes its time. */
const MILLIS_MAX = 30_000;
const nat = fc.nat({ max: 999 });
const steps: fc.Arbitrary<LifeStep[]> = fc.array(fc.tuple(nat, nat, nat, nat, nat, nat), {
  maxLength: 90,
  size: 'max',
});

/** Trades on what it sees of itself, so that what it knows shows in what it does. */
class Looker extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(anInstrument().id);
  }

  override onQuote({ instrument, bid }: Quote): void {
    const held = this.portfolio.qty(instrument);
    const [open] = this.cache.openOrders();
    if (open !== undefined && bid % 10 === 0) this.orders.cancel(open.request.id);
    const side = held > 2 ? 'sell' : 'buy';
    const qty = toQuantity(1 + (Number(this.portfolio.freeCash().amount) % 3));
    this.orders.submit(this.orders.market({ instrument, side, qty }));
  }
}

class Life {
  readonly journal = new MemoryJournal('all', 100_000);
  readonly rig: ShardRig = new ShardRig({
    journal: this.journal,
    config: aLivelyConfig(),
    seats: [aSeat({ strategy: new Looker({}) })],
  });

  live(all: readonly LifeStep[]): this {
    for (const step of all) liveThrough(this.rig, step);
    return this;
  }

  entries(): readonly JournalEntry[] {
    return [...this.journal.read()];
  }

  state(): Uint8Array {
    return encodeVersioned(shardStateCodec, this.rig.shard.exportState());
  }

  /** All that it says, sends and keeps from here on. */
  told(): unknown {
    const { rig } = this;
    const { trading } = rig;
    return [rig.said, rig.sent, this.entries(), trading.hash(), trading.checkInvariants()];
  }
}

function folded(entries: readonly JournalEntry[]): Life {
  const life = new Life();
  life.rig.shard.recover(entries);
  return life;
}

/** Where a turn ends, so that a snapshot may stand there. */
function endsOfTurns(entries: readonly JournalEntry[]): readonly number[] {
  const numbers = entries.map((entry) =>
    entry.kind === 'input' ? entry.number : entry.event.number,
  );
  return [...numbers.keys(), numbers.length].filter((at) => numbers[at - 1] !== numbers[at]);
}

/** A shard that begins with the state at a place, and folds what is behind it. */
function resumed(entries: readonly JournalEntry[], at: number): Life {
  const bytes = folded(entries.slice(0, at)).state();
  const life = new Life();
  life.rig.shard.importState(decodeVersioned(shardStateCodec, bytes));
  life.rig.shard.recover(entries.slice(at));
  return life;
}

test(
  'a state and the rest of the journal make known what the whole journal does, at every place',
  () => {
    fc.assert(
      fc.property(steps, (all) => {
        const entries = lived(all).entries();
        const whole = folded(entries);
        const [hash, state] = [whole.rig.trading.hash(), whole.state()];
        for (const at of some(endsOfTurns(entries))) {
          const life = resumed(entries, at);
          expect([at, life.rig.trading.hash()]).toEqual([at, hash]);
          expect(Buffer.compare(life.state(), state)).toBe(0);
        }
      }),
      { numRuns: 15, endOnFailure: true },
    );
  },
  MILLIS_MAX,
);

test(
  'a shard that lives gives the state that a fold of its journal does, byte for byte',
  () => {
    fc.assert(
      fc.property(steps, (all) => {
        const life = lived(all);
        expect(Buffer.compare(life.state(), folded(life.entries()).state())).toBe(0);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  },
  MILLIS_MAX,
);

test(
  'who begins with a state goes on like one who has read all: same events, same effects',
  () => {
    fc.assert(
      fc.property(steps, steps, fc.nat(), (before, after, place) => {
        const entries = lived(before).entries();
        const ends = endsOfTurns(entries);
        const one = resumed(entries, ends[place % ends.length] ?? 0);
        const other = folded(entries);
        for (const life of [one, other]) {
          life.rig.open();
          life.live(after);
        }
        expect(one.told()).toEqual(other.told());
        expect(Buffer.compare(one.state(), other.state())).toBe(0);
      }),
      { numRuns: 30, endOnFailure: true },
    );
  },
  MILLIS_MAX,
);

function lived(all: readonly LifeStep[]): Life {
  const life = new Life();
  life.rig.open();
  return life.live(all);
}

/** The first, the last and a few between. */
function some(places: readonly number[]): readonly number[] {
  const every = Math.max(1, Math.floor(places.length / 5));
  return places.filter((_, at) => at % every === 0 || at === places.length - 1);
}
