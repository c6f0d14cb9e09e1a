import { Random, toInstrumentId, toTimestamp } from 'argosy/core';
import type { DatedAction } from 'argosy/domain';
import { expect, test } from 'vitest';

import { makeStreams } from '../trial/synthetic-market.ts';
import { makeActions, pricedBehind } from './issuer-actions.ts';

const share = toInstrumentId('ACME.US');
const wants = { instruments: ['ACME.US'], bars: [], longestBuilt: 0, hasTicks: true };
const rows = makeStreams(wants, 'rows').streams[0]?.rows ?? [];
const [from, until] = [rows[0]?.availableAt ?? 0, rows.at(-1)?.availableAt ?? 0];
const actionsOf = (seed: string): readonly DatedAction[] =>
  makeActions({ from, until, shares: [share], random: Random.fromSeed(seed) });

test('issuers do something to each share within the time, decided by the seed', () => {
  const kinds = new Set<string>();
  for (let seed = 0; seed < 30; seed += 1) {
    const actions = actionsOf(`${seed}`);
    expect(actions).toEqual(actionsOf(`${seed}`));
    expect(actions.length).toBeGreaterThan(0);
    for (const { type, exAt, knownAt } of actions) {
      kinds.add(type);
      expect(exAt >= from && exAt < until && knownAt >= exAt).toBe(true);
    }
  }
  expect([...kinds].sort()).toEqual(['bonus', 'dividend', 'split']);
});

test('prices behind an action are those of after it, and stay such as can be', () => {
  const exAt = toTimestamp((from + until) / 2);
  const dated = { instrument: share, exAt, knownAt: exAt };
  const split = { type: 'split', numerator: 2, denominator: 1, fractionPrice: null } as const;
  const bonus = { ...split, type: 'bonus', numerator: 1 } as const;
  const dividend = { type: 'dividend', perUnit: 500n, scale: 2, withheldBps: 0 } as const;
  for (const terms of [split, bonus, dividend]) {
    const behind = pricedBehind([{ ...terms, ...dated }])(rows, Random.fromSeed('a'));
    for (const [at, row] of behind.entries()) {
      const was = rows[at];
      if (row.kind !== 'quote' || was?.kind !== 'quote') continue;
      const then = terms.type === 'dividend' ? was.bid - 500 : Math.round(was.bid / 2);
      expect(row.bid).toBe(row.availableAt > exAt ? then : was.bid);
      expect(row.ask).toBeGreaterThan(row.bid);
    }
  }
});
