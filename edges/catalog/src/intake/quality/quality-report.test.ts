import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parseTimestamp, toPrice, toQuantity, toTimestamp, toTradeId, unwrap } from 'argosy/core';
import type { Bar, MarketData, Quote, Trade } from 'argosy/domain';
import { aBar, aQuote, aTrade, type BarChanges } from '@argosy/testkit';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FolderStore } from '../../history/folder-store.ts';
import { HistoryStore } from '../../history/history-store.ts';
import { toColumns } from '../../history/market-rows.ts';
import { toSeries, type Series } from '../../history/series.ts';
import type { FindingKind } from './findings.ts';
import { reportQuality, type QualityOptions, type QualityReport } from './quality-report.ts';
import { qualityLines } from './show-quality.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-quality-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let history: HistoryStore;
let count = 0;
beforeEach(async () => {
  history = new HistoryStore({ store: await FolderStore.open(join(folder, String((count += 1)))) });
});
afterEach(() => history.close());

const MINUTE = 60_000_000;
const at = (text: string): number => unwrap(parseTimestamp(`${text}+05:30`)).at;
const minutes = toSeries('bar', 'SBIN.NSE', '1-MINUTE-LAST-EXTERNAL');
const days = toSeries('bar', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL');
const quotes = toSeries('quote', 'SBIN.NSE', '');

async function reported(
  series: Series,
  rows: readonly MarketData[],
  options: Partial<QualityOptions> = {},
): Promise<QualityReport> {
  if (series.kind === 'custom') throw new Error('custom data have no rows of market data');
  const batch = toColumns(series.kind, rows);
  await history.append({ series, batch, precision: { price: 2, size: 0 }, mode: 'add' });
  return reportQuality({ history, series, ...options });
}

function counts({ findings }: QualityReport): Partial<Record<FindingKind, number>> {
  return Object.fromEntries(findings.map(({ kind, count: found }) => [kind, found]));
}

/** A day of minute bars whose prices move a little, each minute. */
function aDay(
  day: string,
  changes: (minute: number) => BarChanges | null = () => ({}),
): readonly Bar[] {
  const open = at(`${day}T09:15:00`);
  return Array.from({ length: 375 }, (_, minute) => minute).flatMap((minute) => {
    const changed = changes(minute);
    const price = 10_000 + 5 * ((minute * 7) % 11);
    const end = { at: open + (minute + 1) * MINUTE };
    const near = { open: price, close: price + 5, high: price + 10, low: price - 5 };
    return changed === null ? [] : [aBar({ ...end, ...near, ...changed })];
  });
}

describe('a report of bars', () => {
  it('finds nothing where all is well, over a weekend and a holiday', async () => {
    // 2026-11-10 is a holiday (Diwali Balipratipada), 7 and 8 a weekend.
    const rows = ['2026-11-06', '2026-11-09', '2026-11-11'].flatMap((day) => aDay(day));
    const report = await reported(minutes, rows);
    expect(report).toMatchObject({ market: 'nse', rows: 3 * 375, findings: [] });
    expect(report.days).toMatchObject({ covered: 3 });
    expect(qualityLines(report)).toContain('  nothing was found');
  });

  it('tells days and minutes that are missing, by the calendar', async () => {
    const rows = [
      ...aDay('2026-11-03', (minute) => (minute >= 100 && minute < 110 ? null : {})),
      ...aDay('2026-11-05', (minute) => (minute < 5 || minute > 369 ? null : {})),
    ];
    const report = await reported(minutes, rows);
    expect(counts(report)).toEqual({ gap: 3, missingDay: 1 });
    expect(report.findings.find(({ kind }) => kind === 'gap')?.first).toEqual([
      { at: at('2026-11-03T10:55:00'), detail: 'until 2026-11-03T05:35:00Z, 10 bars' },
      { at: at('2026-11-05T09:15:00'), detail: 'until 2026-11-05T03:50:00Z, 5 bars' },
      { at: at('2026-11-05T15:25:00'), detail: 'until 2026-11-05T10:00:00Z, 5 bars' },
    ]);
    expect(report.days).toMatchObject({ expected: 3, covered: 2 });
  });

  it.each([
    ['badShape', { high: 9_000 }],
    ['badPrice', { low: 0 }],
    ['badPrice', { low: -100 }],
    ['outlier', { open: 20_000, close: 20_000, high: 20_000, low: 20_000 }],
  ] as const)('tells %s of %j', async (kind, wrong) => {
    const rows = aDay('2026-11-03', (minute) => (minute === 200 ? wrong : {}));
    const report = await reported(minutes, rows);
    const found = report.findings.find((finding) => finding.kind === kind);
    expect(found?.first[0]?.at).toBe(at('2026-11-03T12:35:00'));
  });

  it('tells a volume far beyond the usual', async () => {
    const usual = aDay('2026-11-03');
    const rows = usual.map((bar, minute) => {
      return minute === 300 ? { ...bar, volume: toQuantity(1_000_000) } : bar;
    });
    const report = await reported(minutes, rows);
    expect(report.findings).toEqual([
      {
        kind: 'volumeSpike',
        count: 1,
        first: [{ at: at('2026-11-03T14:15:00'), detail: '1000000' }],
      },
    ]);
  });

  it('tells bars that are there twice, stand still, or lie outside of hours', async () => {
    const same = { open: 10_000, high: 10_000, low: 10_000, close: 10_000 };
    const day = aDay('2026-11-03', (minute) => (minute > 250 && minute < 300 ? same : {}));
    const late = aBar({ at: at('2026-11-03T16:01:00') });
    const report = await reported(minutes, [...day, ...day.slice(10, 11), late]);
    expect(counts(report)).toMatchObject({ duplicate: 1, stale: 1, outsideHours: 1 });
    const stale = report.findings.find(({ kind }) => kind === 'stale');
    expect(stale?.first[0]?.detail).toBe('49 rows say the same, 100.00 100.00 100.00 100.00');
  });

  it('of days look for days, not for minutes', async () => {
    const daily = ['2026-11-03', '2026-11-04', '2026-11-06'].map((day) => {
      const spec = '1-DAY-LAST-EXTERNAL';
      return aBar({ at: at(`${day}T15:30:00`), opensAt: at(`${day}T09:15:00`), spec });
    });
    const report = await reported(days, daily);
    expect(report.findings).toEqual([
      {
        kind: 'missingDay',
        count: 1,
        first: [{ at: at('2026-11-05T09:15:00'), detail: '2026-11-05' }],
      },
    ]);
  });

  it('of a market without rules says so, and expects nothing of its days', async () => {
    const report = await reported(minutes, aDay('2026-11-03').slice(50, 60), { market: null });
    expect(report).toMatchObject({
      market: null,
      days: { expected: null, covered: 1 },
      findings: [],
    });
    await expect(reportQuality({ history, series: minutes, market: 'moon' })).rejects.toThrow(
      'calendar moon, expected one of',
    );
  });
});

describe('a report of ticks', () => {
  const open = at('2026-11-03T09:15:00');
  const walk = (length: number, step: number): readonly Quote[] =>
    Array.from({ length }, (_, tick) => {
      const bid = 10_000 + 5 * ((tick * 7) % 11);
      return { ...aQuote({ at: open + tick * step, bid, ask: bid + 5 }), sourceSequence: tick };
    });

  it('tells crossed quotes, prices of nothing, and quotes that are there twice', async () => {
    const rows = walk(375, MINUTE).map((quote, tick) => {
      if (tick === 10) return { ...quote, bid: toPrice(10_200) };
      return tick === 20 ? { ...quote, bid: toPrice(0) } : quote;
    });
    const twice = rows[30] === undefined ? [] : [rows[30]];
    const report = await reported(quotes, [...rows, ...twice]);
    expect(counts(report)).toMatchObject({ crossed: 1, badPrice: 1, duplicate: 1 });
    const crossed = report.findings.find(({ kind }) => kind === 'crossed');
    expect(crossed?.first).toEqual([{ at: open + 10 * MINUTE, detail: '102.00 to 100.25' }]);
  });

  it('tells a silence that is longer than is waited for', async () => {
    const rows = walk(375, MINUTE).filter((_, tick) => tick < 100 || tick > 120);
    const report = await reported(quotes, rows);
    expect(report.findings).toEqual([
      {
        kind: 'gap',
        count: 1,
        first: [{ at: open + 99 * MINUTE, detail: 'until 2026-11-03T05:46:00Z' }],
      },
    ]);
    const patient = await reportQuality({ history, series: quotes, patienceMinutes: 30 });
    expect(patient.findings).toEqual([]);
    await expect(reportQuality({ history, series: quotes, patienceMinutes: 0 })).rejects.toThrow(
      'a patience of 0 minutes',
    );
  });

  it('tells quotes that stand still for hundreds of rows', async () => {
    const [first] = walk(1, MINUTE);
    const rows = Array.from({ length: 600 }, (_, tick) => {
      const instant = toTimestamp(open + tick * 30_000_000);
      return { ...(first ?? aQuote()), eventAt: instant, availableAt: instant };
    });
    const report = await reported(quotes, rows, { patienceMinutes: 400 });
    expect(counts(report)).toEqual({ stale: 1 });
  });

  it('tells trades that come twice, and one of a size beyond all others', async () => {
    const rows = Array.from({ length: 375 }, (_, minute): Trade => {
      const trade = aTrade({ at: open + minute * MINUTE, qty: minute === 200 ? 50_000_000 : 10 });
      return { ...trade, tradeId: toTradeId(`T${minute}`) };
    });
    const [first] = rows;
    const twice = first === undefined ? [] : [first];
    const report = await reported(toSeries('trade', 'SBIN.NSE', ''), [...rows, ...twice]);
    expect(counts(report)).toEqual({ duplicate: 1, volumeSpike: 1 });
  });

  it('counts all that it finds, and tells the first twenty', async () => {
    const rows = walk(375, MINUTE).map((quote) => ({ ...quote, bid: toPrice(quote.ask + 5) }));
    const report = await reported(quotes, rows);
    const crossed = report.findings.find(({ kind }) => kind === 'crossed');
    expect(crossed).toMatchObject({ count: 375 });
    expect(crossed?.first).toHaveLength(20);
    expect(qualityLines(report)).toContain('    and 370 more');
  });

  it('of a series that is not there is refused', async () => {
    await expect(reportQuality({ history, series: quotes })).rejects.toMatchObject({
      code: 'HISTORY_UNKNOWN_SERIES',
    });
  });
});
