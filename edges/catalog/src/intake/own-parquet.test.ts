import { join } from 'node:path';

import { toQuantity } from 'argosy/core';
import type { MarketData } from 'argosy/domain';
import { aBar, aQuote, aTrade } from '@argosy/testkit';
import { IntakeRig } from '@argosy/testkit/intake';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { toColumns } from '../history/market-rows.ts';
import { seriesOfRow } from '../history/roll-tape.ts';
import { toSeries } from '../history/series.ts';
import { previewImport } from './import-file.ts';

let rig: IntakeRig;
beforeEach(async () => {
  rig = await IntakeRig.open();
});
afterEach(() => rig.close());

const precision = { price: 4, size: 3 };
const day = 86_400_000_000;
const spec = '1-MINUTE-LAST-EXTERNAL';

/** Keeps rows, writes them as Parquet, and takes that in as another instrument. */
async function around(rows: readonly MarketData[]) {
  const series = seriesOfRow(rows[0] ?? aBar());
  const batch = toColumns(rows[0]?.kind ?? 'bar', rows);
  await rig.history.append({ series, batch, precision, mode: 'add' });
  const path = join(rig.folder, 'out.parquet');
  await rig.history.export(series, { path });
  const hints = { instrument: 'B.NSE', pricePrecision: 4, sizePrecision: 3, spec };
  await rig.take(path, hints);
  const other = toSeries(series.kind, 'B.NSE', series.kind === 'bar' ? spec : '');
  return { before: await rig.history.scan(series), behind: await rig.history.scan(other), path };
}

describe('a Parquet file that history has written', () => {
  test.each([
    [
      'bars',
      [
        { ...aBar({ at: 60_000_000, open: 1_234_567, spec }), volume: toQuantity(1_500) },
        aBar({ at: day, open: 5, spec }),
      ],
      ['opens_us', 'closes_us', 'open', 'close', 'volume'],
    ],
    [
      'quotes',
      [{ ...aQuote({ at: 5, bid: 7, ask: 10_000 }), nanos: 7 }, aQuote({ at: day })],
      ['event_us', 'nanos', 'bid', 'ask', 'bid_qty'],
    ],
    [
      'trades',
      [aTrade({ at: 5, price: 99 }), { ...aTrade({ at: 6 }), nanos: 999 }],
      ['event_us', 'nanos', 'price', 'qty'],
    ],
  ] as const)('is taken in again: %s are what they were', async (_, rows, columns) => {
    const { before, behind } = await around(rows);
    expect(behind.rows).toBe(rows.length);
    for (const name of columns)
      expect([name, behind.numbers(name)]).toEqual([name, before.numbers(name)]);
  });

  test('shows prices in decimals and times with their zone, under the names of CSV', async () => {
    const { path } = await around([aTrade({ at: 5, price: 99 })]);
    const { header, mapping, rows } = await previewImport(path);
    expect(header?.slice(0, 3)).toEqual(['instrument', 'time', 'available_time']);
    expect(mapping).toMatchObject({ kind: 'trade', pricePrecision: 4 });
    expect(rows).toMatchObject([{ price: 99, eventAt: 5 }]);
  });
});
