import { aBar, anInstrument } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { toBarColumns, toBars } from './bar-columns.ts';

const instrument = anInstrument();
const minute = 60_000_000;
const two = [aBar({ at: minute, close: 10_010 }), aBar({ at: 2 * minute, open: 10_010 })];

test('bars stand in columns, and come back from them', () => {
  const columns = toBarColumns(instrument, two);
  expect(columns.close).toEqual(Float64Array.of(10_010, 10_010));
  const back = toBars(columns);
  expect(back.map((bar) => ({ ...bar, sourceSequence: 0 }))).toEqual(two);
});

test.each([
  ['none', []],
  ['of another instrument', [aBar({ at: minute, instrument: 'TCS.NSE' })]],
  ['of two kinds', [two[0], aBar({ at: 2 * minute, spec: '1-HOUR-LAST-EXTERNAL' })]],
  ['that overlap', [two[0], aBar({ at: minute + 1 })]],
  ['that end before they begin', [aBar({ at: minute, opensAt: minute })]],
  ['that come late', [aBar({ at: minute, availableAt: minute + 1 })]],
  ['that come again', [aBar({ at: minute, revision: 1 })]],
  ['at a price of nothing', [aBar({ at: minute, open: 5, close: 5, low: 0 })]],
  ['whose close is above their high', [aBar({ at: minute, close: 10_010, high: 10_005 })]],
])('bars are refused where there are %s', (_, bars) => {
  const given = bars.filter((bar) => bar !== undefined);
  expect(() => toBarColumns(instrument, given)).toThrow('bars cannot stand in columns');
});
