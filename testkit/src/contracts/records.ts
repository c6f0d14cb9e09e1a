import {
  DOCUMENT_LENGTH_MAX,
  DOCUMENTS_MAX,
  endBacktest,
  failRunningBacktests,
  findBacktest,
  findDocument,
  listBacktests,
  listDocuments,
  listJobs,
  noteBacktestProgress,
  noteJobEnd,
  noteJobStart,
  planJob,
  queueBacktest,
  removeDocument,
  saveDocument,
  startBacktest,
  transact,
  type RecordStore,
} from '@argosy/storage';
import { toTimestamp, unwrap } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { accessCases, changeCases } from './access-records.ts';
import { requestCases, sessionCases, userCases, type With } from './login-records.ts';

const at = toTimestamp;

/** What every store of people's records does, whatever database it is made of. */
export function describeRecords(name: string, open: () => Promise<RecordStore>): void {
  const having: With = (run) => async () => {
    const store = await open();
    try {
      await run(store.db);
    } finally {
      await store.close();
    }
  };
  describe(`${name}, as records of people`, () => {
    userCases(having);
    sessionCases(having);
    requestCases(having);
    documentCases(having);
    jobCases(having);
    plannedCases(having);
    backtestCases(having);
    accessCases(having);
    changeCases(open);
  });
}

const layout = { user: 'u1', kind: 'layout', name: 'desk' } as const;

function documentCases(having: With): void {
  test(
    'a document is saved over the version it was made from, and over no other',
    having(async (db) => {
      const save = (basedOn: number, body: string) =>
        saveDocument(db, { ...layout, body, updatedAt: at(5), basedOn });
      expect(await save(0, 'one')).toEqual({ ok: true, value: 1 });
      expect(await save(0, 'other')).toMatchObject({ refusal: { code: 'TAKEN' } });
      expect(await save(1, 'two')).toEqual({ ok: true, value: 2 });
      expect(await save(1, 'three')).toMatchObject({ refusal: { code: 'CHANGED_MEANWHILE' } });
      const saved = { ...layout, version: 2, body: 'two', updatedAt: 5 };
      expect(await findDocument(db, layout)).toEqual(saved);
      expect(await listDocuments(db, layout)).toEqual([saved]);
      expect(await listDocuments(db, { user: 'u1', kind: 'watchlist' })).toEqual([]);
      unwrap(await removeDocument(db, layout));
      expect(await removeDocument(db, layout)).toMatchObject({ refusal: { code: 'NOT_FOUND' } });
    }),
  );

  test(
    'documents have bounds',
    having(async (db) => {
      const document = { ...layout, updatedAt: at(5), basedOn: 0 };
      const refused = { ok: false, refusal: { code: 'BAD_RECORD' } };
      const body = 'x'.repeat(DOCUMENT_LENGTH_MAX);
      expect(await saveDocument(db, { ...document, body: `${body}x` })).toMatchObject(refused);
      expect(await saveDocument(db, { ...document, body })).toEqual({ ok: true, value: 1 });
      await transact(db, async (tx) => {
        for (let count = 1; count < DOCUMENTS_MAX; count += 1) {
          unwrap(await saveDocument(tx, { ...document, name: `n${count}`, body: '' }));
        }
      });
      const more = await saveDocument(db, { ...document, name: 'more', body: '' });
      expect(more).toMatchObject(refused);
    }),
  );
}

const backtest = { user: 'u1', title: 'EMA', request: 'strategy: …', createdAt: at(1) };

function jobCases(having: With): void {
  test(
    'a job tells of its last run, its result and its next one',
    having(async (db) => {
      await noteJobStart(db, 'reconcile', at(10));
      expect(await listJobs(db)).toMatchObject([{ startedAt: 10, endedAt: null, runs: 0 }]);
      const end = { detail: 'ok', nextAt: at(40) };
      await noteJobEnd(db, 'reconcile', { ...end, at: at(12), result: 'done' });
      await noteJobStart(db, 'reconcile', at(40));
      await noteJobEnd(db, 'reconcile', { ...end, at: at(41), result: 'failed', nextAt: null });
      await planJob(db, 'reconcile', at(50));
      expect(await listJobs(db)).toEqual([
        {
          name: 'reconcile',
          startedAt: 40,
          endedAt: 41,
          result: 'failed',
          detail: 'ok',
          nextAt: 50,
          runs: 2,
          failures: 1,
        },
      ]);
    }),
  );
}

function plannedCases(having: With): void {
  test(
    'a job that is planned is listed before it has ever run',
    having(async (db) => {
      await planJob(db, 'purge', at(30));
      await planJob(db, 'purge', at(60));
      const never = { startedAt: null, endedAt: null, result: null, detail: null };
      expect(await listJobs(db)).toEqual([
        { name: 'purge', ...never, nextAt: 60, runs: 0, failures: 0 },
      ]);
    }),
  );
}

function backtestCases(having: With): void {
  test(
    'a backtest lives once from its queue to its end',
    having(async (db) => {
      unwrap(await queueBacktest(db, { ...backtest, id: 'b1' }));
      const again = await queueBacktest(db, { ...backtest, id: 'b1' });
      expect(again).toMatchObject({ refusal: { code: 'TAKEN' } });
      await noteBacktestProgress(db, 'b1', 0.5);
      expect(await findBacktest(db, 'b1')).toMatchObject({ status: 'queued', progressPpm: 0 });
      unwrap(await startBacktest(db, 'b1', at(2)));
      const changed = { refusal: { code: 'CHANGED_MEANWHILE' } };
      expect(await startBacktest(db, 'b1', at(3))).toMatchObject(changed);
      await noteBacktestProgress(db, 'b1', 0.25);
      expect(await findBacktest(db, 'b1')).toMatchObject({ startedAt: 2, progressPpm: 250_000 });
      const end = { at: at(4), resultPath: 'results/b1', error: null };
      unwrap(await endBacktest(db, 'b1', { ...end, status: 'done' }));
      expect(await endBacktest(db, 'b1', { ...end, status: 'failed' })).toMatchObject(changed);
      expect(await findBacktest(db, 'b1')).toEqual({
        ...backtest,
        id: 'b1',
        status: 'done',
        progressPpm: 1_000_000,
        startedAt: 2,
        endedAt: 4,
        resultPath: 'results/b1',
        error: null,
      });
    }),
  );

  test(
    'backtests are listed by whose they are and how they stand; what a dead process left fails',
    having(async (db) => {
      for (const [place, user] of ['u1', 'u2', 'u1'].entries()) {
        unwrap(
          await queueBacktest(db, { ...backtest, user, id: `b${place}`, createdAt: at(place) }),
        );
      }
      unwrap(await startBacktest(db, 'b2', at(5)));
      const idsOf = async (
        filter: Parameters<typeof listBacktests>[1],
      ): Promise<readonly string[]> =>
        unwrap(await listBacktests(db, filter)).items.map(({ id }) => id);
      expect(await idsOf({})).toEqual(['b2', 'b1', 'b0']);
      expect(await idsOf({ user: 'u1' })).toEqual(['b2', 'b0']);
      expect(await idsOf({ statuses: ['running'] })).toEqual(['b2']);
      expect(await idsOf({ statuses: [] })).toEqual([]);
      expect(await idsOf({ from: 1, until: 2 })).toEqual(['b1']);
      expect(await failRunningBacktests(db, at(9))).toBe(1);
      expect(await findBacktest(db, 'b2')).toMatchObject({ status: 'failed', endedAt: 9 });
    }),
  );
}
