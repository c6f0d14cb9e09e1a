import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { InstrumentTable, type MarketData } from 'argosy/domain';
import { aPerpetual } from '@argosy/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { csvSource, type CsvSourceOptions } from './csv-source.ts';

const perpetual = aPerpetual();
const instruments = new InstrumentTable([perpetual]);
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-references-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(
  lines: readonly string[],
  options: Partial<CsvSourceOptions> = {},
): readonly MarketData[] {
  const path = join(folder, 'rows.csv');
  writeFileSync(path, `${lines.join('\n')}\n`);
  const reader = csvSource({ path, instruments, ...options }).open();
  const rows: MarketData[] = [];
  for (let batch = reader.next(); batch !== null; batch = reader.next()) rows.push(...batch);
  return rows;
}

const datum = {
  instrument: perpetual.id,
  eventAt: 1000,
  nanos: 0,
  availableAt: 1000,
  sourceSequence: 2,
};

describe('a file of prices that positions are reckoned by', () => {
  test.each(['mark', 'index'] as const)(
    'says by the name of its column that it is of %ss',
    (kind) => {
      const rows = read([`instrument,event_time_us,${kind}_price`, `${perpetual.id},1000,101.25`]);
      expect(rows).toEqual([{ kind, ...datum, price: 101_25 }]);
    },
  );

  test('has funding rates, with what positions are valued at where it says so', () => {
    const rows = read([
      'instrument,event_time_us,funding_rate,mark_price',
      `${perpetual.id},1000,0.00010000,101.25`,
      `${perpetual.id},2000,-0.000000001,`,
    ]);
    expect(rows).toEqual([
      { kind: 'funding', ...datum, ratePpb: 100_000, price: 101_25 },
      {
        kind: 'funding',
        ...datum,
        eventAt: 2000,
        availableAt: 2000,
        sourceSequence: 3,
        ratePpb: -1,
        price: null,
      },
    ]);
  });

  test('may have other columns, which a layout names', () => {
    const instrument = { id: perpetual.id };
    const layout = { kind: 'funding', instrument, time: 'at', timeUnit: 'ms' } as const;
    const rows = read(['at,r', '1,0.5'], { layout: { ...layout, rate: 'r', price: null } });
    expect(rows).toEqual([{ kind: 'funding', ...datum, ratePpb: 500_000_000, price: null }]);
  });

  test.each([
    ['1.000000001', /CSV_BAD_NUMBER|a rate from -1 to 1/],
    ['0.0000000001', /at most 9 decimal places/],
    ['', /CSV_BLANK_FIELD|blank|rate/],
    ['1e-4', /a decimal number/],
  ])('is refused with a rate of %j', (rate, message) => {
    const lines = ['instrument,event_time_us,funding_rate', `${perpetual.id},1000,${rate}`];
    expect(() => read(lines)).toThrow(message);
  });
});
