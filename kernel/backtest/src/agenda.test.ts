import { toTimestamp } from 'argosy/core';
import type { Input } from 'argosy/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Agenda, type AgendaRank } from './agenda.ts';

/** An input that tells in which place it was scheduled. */
const inputOf = (place: number): Input => ({ kind: 'time', availableAt: toTimestamp(place) });

test('nothing is due where nothing is scheduled', () => {
  const agenda = new Agenda();
  expect([agenda.nextAt, agenda.nextRank, agenda.take()]).toEqual([Infinity, Infinity, undefined]);
});

test('what is next says its instant and its rank', () => {
  const agenda = new Agenda();
  agenda.add(inputOf(1), 9, 5);
  agenda.add(inputOf(2), 7, 3);
  expect([agenda.nextAt, agenda.nextRank]).toEqual([7, 3]);
});

test('inputs leave by instant, then rank, then the order in which they were scheduled', () => {
  const anyRank = fc.constantFrom<AgendaRank>(0, 3, 5);
  const when = fc.record({ at: fc.nat(3), rank: anyRank });
  fc.assert(
    fc.property(fc.array(when, { maxLength: 30 }), (whens) => {
      const agenda = new Agenda();
      for (const [place, { at, rank }] of whens.entries()) agenda.add(inputOf(place), at, rank);
      const expected = whens
        .map((one, place) => ({ ...one, place }))
        .sort((a, b) => a.at - b.at || a.rank - b.rank || a.place - b.place)
        .map(({ place }) => inputOf(place));
      expect(whens.map(() => agenda.take())).toEqual(expected);
    }),
  );
});
