import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { toTimestamp, unwrap } from 'argosy/core';
import { Log } from '@argosy/telemetry';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { DataDesk } from './data-desk.ts';

const main = fileURLToPath(new URL('../../../cli/src/main.ts', import.meta.url));
const now = (): ReturnType<typeof toTimestamp> => toTimestamp(Date.now() * 1_000);
const PATIENCE = { timeout: 60_000, interval: 100 };
const bars = `Date,Open,High,Low,Close,Volume
2026-11-18,800.10,812.00,799.05,810.55,120000
2026-11-20,811.00,815.50,805.00,806.25,98000
`;

let folder: string;
let desk: DataDesk;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-data-'));
  desk = new DataDesk({
    history: join(folder, 'history'),
    folder: join(folder, 'transfers'),
    command: [process.execPath, '--conditions=source', main],
    now,
    log: new Log({ now }).logger(),
  });
});
afterEach(async () => {
  await desk.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Task = Awaited<ReturnType<DataDesk['tasks']>>[number];

async function ended({ id }: Task): Promise<Task> {
  await expect.poll(async () => unwrap(await desk.task(id)).endedAt, PATIENCE).not.toBeNull();
  return unwrap(await desk.task(id));
}

test('a file is guessed, taken in, listed, looked through and given out again', async () => {
  expect(await desk.list()).toEqual({ series: [], left: 0 });
  const hints = { instrument: 'SBIN.NSE' };
  const { upload, mapping, doubts } = unwrap(
    await desk.upload({ name: 'sbin.csv', text: bars, hints }),
  );
  expect([doubts, mapping.kind, mapping.columns]).toEqual([
    [],
    'bar',
    { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  ]);

  const wanted = { upload, mapping, mode: 'merge', badRowsMax: 0 } as const;
  const taken = await ended(unwrap(await desk.import(wanted, 'u-1')));
  const series = 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL';
  expect(taken).toMatchObject({
    status: 'done',
    subject: 'sbin.csv',
    imported: { rows: 2, badRows: 0, series: [{ series, rows: 2, replaced: 0 }] },
  });
  expect(await desk.import(wanted, 'u-1')).toMatchObject({
    refusal: { code: 'DATA_UPLOAD_UNKNOWN' },
  });

  expect((await desk.list()).series).toMatchObject([{ series, rows: 2, pricePrecision: 2 }]);
  expect(unwrap(await desk.coverage(series)).days).toEqual([
    { day: '2026-11-18', rows: 1, isTraded: true },
    { day: '2026-11-19', rows: 0, isTraded: true },
    { day: '2026-11-20', rows: 1, isTraded: true },
  ]);
  expect(await ended(unwrap(await desk.report({ series }, 'u-1')))).toMatchObject({
    status: 'done',
    report: {
      series,
      market: 'nse',
      expectedDays: 3,
      coveredDays: 2,
      findings: [{ kind: 'missingDay', count: 1, first: [{ detail: '2026-11-19' }] }],
    },
  });

  const exported = await ended(unwrap(await desk.export({ series, format: 'csv' }, 'u-1')));
  const { name, bytes } = unwrap(await desk.file(exported.id));
  expect(name).toBe('bar-SBIN.NSE-1-DAY-LAST-EXTERNAL.csv');
  expect(Buffer.from(bytes).toString()).toContain('811.00,815.50,805.00,806.25,98000');
}, 120_000);

test('a bad row is told with its line, and nothing is taken in', async () => {
  const text = bars.replace('811.00,815.50', '811.00,much');
  const hints = { instrument: 'SBIN.NSE' };
  const { upload, mapping } = unwrap(await desk.upload({ name: 'bad.csv', text, hints }));
  const wanted = { upload, mapping, mode: 'merge', badRowsMax: 0 } as const;
  const task = await ended(unwrap(await desk.import(wanted, 'u-1')));
  expect([task.status, task.error]).toEqual(['failed', expect.stringContaining('line 3')]);
  expect(task.error).toContain('bad.csv');
  expect(task.error).not.toContain(folder);
  expect(await desk.list()).toEqual({ series: [], left: 0 });
}, 60_000);

test('rows of our own are taken in as if somebody had brought them', async () => {
  const mapping = unwrap(
    await desk.upload({ name: 'x.csv', text: bars, hints: { instrument: 'SBIN.NSE' } }),
  ).mapping;
  const task = await ended(
    unwrap(await desk.take({ name: 'SBIN.NSE', text: bars, mapping }, 'u-1')),
  );
  expect([task.status, task.subject, task.imported?.rows]).toEqual(['done', 'SBIN.NSE', 2]);
}, 60_000);

test('what is no table, no series and no task is refused by its name', async () => {
  const answers = [
    await desk.upload({ name: 'note.csv', text: 'a line of words\n' }),
    await desk.report({ series: 'bar SBIN.NSE soon' }, 'u-1'),
    await desk.coverage('quote --history.NSE'),
    await desk.file('x'),
  ];
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.refusal.code))).toEqual([
    'DATA_UNREADABLE',
    'BAR_SPEC_MALFORMED',
    'HISTORY_NO_STORE',
    'DATA_TASK_UNKNOWN',
  ]);
}, 60_000);
