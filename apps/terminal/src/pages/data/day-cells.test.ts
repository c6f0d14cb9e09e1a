import { expect, test } from 'vitest';

import { dayStates, gapsOf } from './day-cells.ts';

const day = (text: string, rows: number, isTraded: boolean | null = true) => ({
  day: `2026-11-${text}`,
  rows,
  isTraded,
});

test('a day has rows, few, none though it is traded, or is none of the market’s', () => {
  const days = [day('16', 375), day('17', 375), day('18', 100), day('19', 0), day('21', 0, false)];
  expect(dayStates(days)).toEqual(['there', 'there', 'thin', 'gap', 'closed']);
});

test('where no calendar is known a weekday without rows is missing, and a Sunday is not', () => {
  expect(dayStates([day('20', 0, null), day('22', 0, null)])).toEqual(['gap', 'closed']);
});

test('a gap goes on over days that are not traded, and ends with the first row', () => {
  const days = [
    day('19', 1),
    day('20', 0),
    day('21', 0, false),
    day('23', 0),
    day('24', 1),
    day('25', 0),
  ];
  expect(gapsOf(days, dayStates(days))).toEqual([
    { from: '2026-11-20', until: '2026-11-23', days: 2 },
    { from: '2026-11-25', until: '2026-11-25', days: 1 },
  ]);
});
