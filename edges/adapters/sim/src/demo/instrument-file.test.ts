import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SnapshotStore, takeDay } from '@argosy/catalog/instruments';
import { MICROS_PER_DAY, parseTimestamp, unwrap } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { expect, test } from 'vitest';

import { DemoMarket } from './demo-market.ts';
import { instrumentFile } from './instrument-file.ts';

const { at: noon } = unwrap(parseTimestamp('2026-11-18T12:00:00Z'));

test('the catalog reads the list whole, under the same ids, ticks and lots', async () => {
  const { instruments } = DemoMarket.found({}, noon);
  const folder = mkdtempSync(join(tmpdir(), 'argosy-demo-'));
  try {
    const path = join(folder, 'demo.csv');
    writeFileSync(path, instrumentFile(new InstrumentTable(instruments)));
    const store = new SnapshotStore(join(folder, 'days'));
    const day = Math.floor(noon / MICROS_PER_DAY);
    const { master, reports } = await takeDay(store, [{ source: 'argosy', path }], { day });
    expect(reports).toMatchObject([{ faultCount: 0, taken: instruments.length }]);
    for (const { id, tick, lot, kind } of instruments) {
      expect(master.row(master.findId(id))).toMatchObject({ id, tick, lot, kind });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
