import { ok, refuse } from 'argosy/core';
import type { DataFace } from '@argosy/gateway';

type Task = Awaited<ReturnType<DataFace['tasks']>>[number];
type Preview = Extract<Awaited<ReturnType<DataFace['upload']>>, { readonly ok: true }>['value'];

/** What an upload is called there. */
export const sampleUpload = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
/** What its columns mean. */
export const sampleMapping: Preview['mapping'] = {
  version: 1,
  kind: 'bar',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  columns: { time: 0, close: 1 },
  instrument: 'SBIN.NSE',
  exchange: null,
  timeFormat: 'YYYY-MM-DD',
  place: 'NSE',
  spec: '1-DAY-LAST-EXTERNAL',
  moment: 'day',
  pricePrecision: 2,
  sizePrecision: 0,
};

/** A history of one series; what is asked of it is noted, and done at once. */
export function aData(asked: string[]): DataFace {
  const task = (kind: Task['kind'], subject: string, user: string): Task => ({
    id: 't-1',
    kind,
    subject,
    user,
    status: 'done',
    createdAt: '2026-11-20T09:15:00Z',
    endedAt: '2026-11-20T09:15:01Z',
    error: null,
    report: null,
    imported: null,
    file: kind === 'export' ? { name: 'quote-SBIN.NSE.csv', bytes: 4 } : null,
  });
  const done = (
    kind: Task['kind'],
    subject: string,
    user: string,
  ): Promise<ReturnType<typeof ok<Task>>> => {
    asked.push(`${kind} ${subject} by ${user}`);
    return Promise.resolve(ok(task(kind, subject, user)));
  };
  const known = (id: string): boolean => id === 't-1';
  return {
    list: () => Promise.resolve({ series: [], left: 0 }),
    coverage: (series) => Promise.resolve(ok({ series, days: [] })),
    upload: () =>
      Promise.resolve(ok({ upload: sampleUpload, mapping: sampleMapping, doubts: [], errors: [] })),
    report: ({ series }, user) => done('report', series, user),
    export: ({ series }, user) => done('export', series, user),
    import: ({ upload }, user) => done('import', upload, user),
    take: ({ name }, user) => done('import', name, user),
    tasks: () => Promise.resolve([task('export', 'quote SBIN.NSE', 'u-1')]),
    task: (id) =>
      Promise.resolve(
        known(id) ? ok(task('export', 'quote SBIN.NSE', 'u-1')) : refuse('NOT_FOUND', id),
      ),
    cancel: (id) => {
      asked.push(`cancel ${id}`);
      return Promise.resolve(known(id) ? ok(null) : refuse('NOT_FOUND', id));
    },
    file: (id) =>
      Promise.resolve(
        known(id)
          ? ok({ name: 'quote-SBIN.NSE.csv', bytes: Buffer.from('id\r\n') })
          : refuse('NOT_FOUND', id),
      ),
  };
}
