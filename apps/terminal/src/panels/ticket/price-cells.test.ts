import { expect, test } from 'vitest';

import { MarketRow } from '../../hot/market-row.ts';
import { priceCells } from './price-cells.ts';

test('prices have the places of their instrument, as its channel tells them', () => {
  const row = new MarketRow('EURINR.NSE');
  const record = {
    kind: 'trade',
    handle: 1,
    seq: 1,
    flags: 1,
    fields: [7, 978_425, 1],
    bids: 0,
  } as const;
  row.take(record, {
    channel: 'trades:EURINR.NSE',
    mode: 'latest',
    seq: 1,
    from: 'snapshot',
    handle: 1,
    pricePrecision: 4,
    sizePrecision: 0,
  });
  expect(priceCells.indian.last(row).text).toBe('97.8425');
});
