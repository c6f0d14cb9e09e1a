import type { TradingEvent } from 'argosy/domain';
import { LedgerAudit } from 'argosy/ledger';
import { aLivelyConfig, liveThrough, ShardRig, type LifeStep } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { MemoryJournal } from './memory-journal.ts';

const number = fc.nat(1_000_000);
const steps = fc.array(fc.tuple(number, number, number, number, number, number), {
  minLength: 20,
  maxLength: 120,
});

function lived(life: readonly LifeStep[]): readonly TradingEvent[] {
  const rig = new ShardRig({ journal: new MemoryJournal('hash'), config: aLivelyConfig() }).open();
  for (const step of life) liveThrough(rig, step);
  return rig.said;
}

function audited(events: readonly TradingEvent[]): readonly string[] {
  const audit = new LedgerAudit();
  for (const [place, event] of events.entries()) {
    const fault = audit.take(event);
    if (fault !== null) return [`${place} ${event.kind}: ${fault}`];
  }
  return audit.report().violations.map(({ id, detail }) => `${id}: ${detail}`);
}

test('whatever a shard lives through, its record is found whole', () => {
  fc.assert(
    fc.property(steps, (life) => {
      expect(audited(lived(life))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});
