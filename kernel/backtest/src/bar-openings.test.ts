import { InstrumentTable, toBarSpecText, type Bar } from 'argosy/domain';
import { aBar, anInstrument } from '@argosy/testkit';
import { toInstrumentId, toTimestamp } from 'argosy/core';
import { expect, test } from 'vitest';

import { BarOpenings } from './bar-openings.ts';

const MINUTE = 60_000_000;
const table = new InstrumentTable(
  ['A.X', 'B.X'].map((id) => anInstrument({ id: toInstrumentId(id) })),
);
const indexOf = (id: string) => table.indexOf(toInstrumentId(id)) ?? expect.fail(id);

/** What is told until an instant, as the closes of the bars. */
function told(openings: BarOpenings, until: number): readonly Bar[] {
  const bars: Bar[] = [];
  openings.releaseUntil(until, (bar) => bars.push(bar));
  return bars;
}

test('bars are told of in the order of their opening, whichever came first', () => {
  const openings = new BarOpenings();
  const [first, second] = [aBar({ at: MINUTE }), aBar({ at: 2 * MINUTE })];
  openings.add(second, indexOf('A.X'));
  openings.add(first, indexOf('A.X'));
  expect([openings.nextAt, openings.size]).toEqual([0, 2]);
  expect(told(openings, MINUTE - 1)).toEqual([first]);
  expect(told(openings, MINUTE)).toEqual([second]);
  expect([openings.nextAt, openings.size]).toEqual([Infinity, 0]);
});

test('bars that open together are told of by close, then instrument, then specification', () => {
  const minute = aBar({ at: MINUTE, opensAt: 0 });
  const long = {
    ...minute,
    closesAt: toTimestamp(2 * MINUTE),
    availableAt: toTimestamp(2 * MINUTE),
  };
  const mid = { ...minute, spec: toBarSpecText('A.X-1-MINUTE-MID-EXTERNAL') };
  const given = [
    [long, 'A.X'],
    [minute, 'B.X'],
    [mid, 'A.X'],
    [minute, 'A.X'],
  ] as const;
  const openings = new BarOpenings();
  for (const [bar, id] of given) openings.add(bar, indexOf(id));
  const order: (readonly [Bar, number])[] = [];
  openings.releaseUntil(0, (bar, index) => order.push([bar, index]));
  const [a, b] = [indexOf('A.X'), indexOf('B.X')];
  expect(order).toEqual([
    [mid, a],
    [minute, a],
    [minute, b],
    [long, a],
  ]);
});
