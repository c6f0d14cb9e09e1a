import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { describePostgres } from '@argosy/testkit/postgres';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { AdvisoryLock } from '../postgres/advisory-lock.ts';
import type { PostgresPlace } from '../postgres/postgres-dialect.ts';
import { catchUp } from '../project/follow.ts';
import { Projector } from '../project/projector.ts';
import { openProjections, openRecords, type ProjectionStore, type StoreOptions } from '../store.ts';
import { hashProjections, type TableHash } from '../table-hash.ts';
import { rebuildProjections, type RebuildReport } from './rebuild.ts';
import { schemaSite } from './schema-site.ts';

let journal = '';
let last = 0;
let right: readonly TableHash[] = [];
beforeAll(async () => {
  journal = mkdtempSync(join(tmpdir(), 'argosy-rebuild-journal-'));
  last = await writeLifeJournal(journal, lifeSteps(400, 7));
  const store = await openProjections({ engine: 'sqlite', file: ':memory:' });
  await catchUp(await Projector.open({ store, shard: 'main' }), { folder: journal });
  right = await hashProjections(store);
  await store.close();
});
afterAll(() => {
  rmSync(journal, { recursive: true });
});

describePostgres('tables made anew in PostgreSQL', (server) => {
  let place: PostgresPlace = { engine: 'postgres', connection: '', schema: '' };
  beforeEach(() => {
    place = { engine: 'postgres', connection: server().connection, schema: server().schema() };
  });

  async function withLive<Value>(
    run: (store: ProjectionStore) => Promise<Value>,
    options: StoreOptions = {},
  ): Promise<Value> {
    const store = await openProjections(place, options);
    try {
      return await run(store);
    } finally {
      await store.close();
    }
  }

  const project = (to = last): Promise<number> =>
    withLive(async (store) => {
      const projector = await Projector.open({ store, shard: 'main' });
      return catchUp(projector, { folder: journal, to });
    });

  const rebuild = (isVerify = false): Promise<RebuildReport> =>
    rebuildProjections({ place, journals: [{ shard: 'main', folder: journal }], isVerify });

  const tell = (statement: string): Promise<unknown> =>
    withLive(({ db }) => sql.raw(statement).execute(db));

  const leftOvers = (): Promise<readonly string[]> =>
    withLive(async ({ db }) => {
      const { rows } = await sql<{ name: string }>`select nspname as name from pg_namespace
        where nspname like ${`${place.schema}%`}`.execute(db);
      return rows.map(({ name }) => name);
    });

  /** Ends the connections that locks live by, as a fault of the network would. */
  const endLocks = (): Promise<unknown> =>
    tell(`select pg_terminate_backend(pid, 10000) from pg_stat_activity
      where application_name = 'argosy lock'`);

  test('are refused while somebody projects, and come about once that has ended', async () => {
    await project();
    await withLive(
      async (store) => {
        await expect(rebuild()).rejects.toMatchObject({ code: 'IN_USE' });
        await expect(rebuild(true)).rejects.toThrow(/is projected into by backend \d+$/u);
        expect(await hashProjections(store)).toEqual(right);
      },
      { isAlone: true },
    );
    expect(await rebuild()).toMatchObject({ isEqual: true, positions: { main: last } });
  });

  test('let several project at once, and nobody while they are made', async () => {
    const store = await openProjections(place, { isAlone: true });
    const other = await openProjections(place, { isAlone: true });
    await Promise.all([store.close(), other.close()]);
    const lock = await AdvisoryLock.take(place, 'exclusive');
    const opening = openProjections(place, { isAlone: true });
    await expect(opening).rejects.toThrow(/is made anew by backend \d+$/u);
    // Who has not asked for the right beforehand is refused when it writes.
    await expect(project()).rejects.toMatchObject({ code: 'IN_USE' });
    await lock.release();
    expect(await project()).toBe(last);
    expect(await withLive(hashProjections)).toEqual(right);
  });

  test('are made by one of several that come at once; the others are refused', async () => {
    await project(Math.floor(last / 2));
    const ends = await Promise.allSettled([rebuild(), rebuild(), rebuild(), rebuild()]);
    const refused = ends.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(3);
    for (const end of refused) expect(end).toMatchObject({ reason: { code: 'IN_USE' } });
    expect(await withLive(hashProjections)).toEqual(right);
    expect(await leftOvers()).toEqual([place.schema]);
  });

  test('lose and double nothing beside projectors that never asked for the right', async () => {
    const refusals = ['IN_USE', 'POSITION_MOVED', 'PROJECTION_GAP'];
    /** Begins again whenever it is refused, as whoever keeps a process up would let it. */
    const stubbornly = async (run: () => Promise<unknown>): Promise<void> => {
      for (;;) {
        try {
          await run();
          return;
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? String(error.code) : '';
          if (!refusals.includes(code)) throw error;
        }
      }
    };
    const projectSlowly = (): Promise<number> =>
      withLive(async (store) => {
        const projector = await Projector.open({ store, shard: 'main' });
        return catchUp(projector, { folder: journal, batchRecords: 1 });
      });
    for (let round = 0; round < 2; round += 1) {
      place = { ...place, schema: server().schema() };
      const runs = [rebuild, projectSlowly, projectSlowly, rebuild];
      await Promise.all(runs.map((run) => stubbornly(run)));
      expect(await withLive(hashProjections)).toEqual(right);
    }
  });

  test('are not put in place by one whose lock is gone, and its leftovers are no matter', async () => {
    await project();
    const site = await schemaSite(place);
    await (await site.openFresh()).close();
    await endLocks();
    const other = await AdvisoryLock.take(place, 'exclusive');
    await expect(site.swap()).rejects.toMatchObject({ code: 'LOCK_LOST' });
    await site.leave();
    await other.release();
    expect(await withLive(hashProjections)).toEqual(right);
    expect(await leftOvers()).toHaveLength(2);
    expect(await rebuild()).toMatchObject({ isEqual: true });
    expect(await leftOvers()).toEqual([place.schema]);
  });

  test('are not half in place where the lock goes while they change places', async () => {
    await project();
    const lock = await AdvisoryLock.take(place, 'exclusive');
    const moving = lock.transact(async (say) => {
      await say(`drop table ${place.schema}.fills`);
      await endLocks();
      await say('select 1');
    });
    await expect(moving).rejects.toMatchObject({ code: 'LOCK_LOST' });
    await lock.release();
    expect(await withLive(hashProjections)).toEqual(right);
  });

  test("are not put in place over a session that has become another's", async () => {
    const lock = await AdvisoryLock.take(place, 'exclusive');
    await lock.transact(async (say) => void (await say('select pg_advisory_unlock_all()')));
    const other = await AdvisoryLock.take(place, 'exclusive');
    await expect(
      lock.transact(() => Promise.reject(new Error('it was done'))),
    ).rejects.toMatchObject({ code: 'LOCK_LOST' });
    await Promise.all([lock.release(), other.release()]);
  });

  test('come about where some of the live ones are gone', async () => {
    await project();
    await tell(`drop table ${place.schema}.fills`);
    expect(await rebuild()).toMatchObject({ hasLive: false, positions: { main: last } });
    expect(await withLive(hashProjections)).toEqual(right);
  });

  test('are refused where they hold a shard whose journal is not given', async () => {
    await project();
    await tell(`update projection_progress set shard = 'east'`);
    await expect(rebuild()).rejects.toMatchObject({ code: 'SHARD_MISSING' });
    await expect(rebuild()).rejects.toThrow(/not given: east$/u);
    expect(await leftOvers()).toEqual([place.schema]);
  });

  test('are readable for whom the ones before were', async () => {
    await project();
    const { schema } = place;
    await tell(`create role "Board of ${schema}"; grant select on ${schema}.fills to "Board of ${schema}";
      grant select on ${schema}.orders to public`);
    await rebuild();
    const readers = await withLive(({ db }) =>
      sql<{ grantee: string; name: string }>`select grantee, table_name as name
        from information_schema.role_table_grants where table_schema = ${schema}
        and privilege_type = 'SELECT' and grantee <> current_user order by 2`.execute(db),
    );
    expect(readers.rows).toEqual([
      { grantee: `Board of ${schema}`, name: 'fills' },
      { grantee: 'PUBLIC', name: 'orders' },
    ]);
  });

  test('leave alone what else stands in the schema, and are refused where it hangs on them', async () => {
    await project();
    const { schema } = place;
    await tell(`create table ${schema}.notes as select 'bought late' as note`);
    await tell(`create view ${schema}.late as select count(*) from ${schema}.fills`);
    await tell(`delete from ${schema}.charges`);
    await expect(rebuild()).rejects.toMatchObject({ code: 'DEPENDED_ON' });
    await expect(rebuild()).rejects.toThrow(`view ${schema}.late depends on table ${schema}.fills`);
    expect(await rebuild(true)).toMatchObject({ isEqual: false });
    await tell(`drop view ${schema}.late`);
    await rebuild();
    expect(await withLive(hashProjections)).toEqual(right);
    const notes = await withLive(({ db }) =>
      sql<{ note: string }>`select note from notes`.execute(db),
    );
    expect(notes.rows).toEqual([{ note: 'bought late' }]);
  });

  test('have a name of their own beside the live ones, which nobody else gets', async () => {
    const taken = { ...place, schema: `${place.schema}_rebuilt` };
    await expect(openProjections(taken)).rejects.toMatchObject({ code: 'BAD_RECORD' });
    await expect(openRecords(taken, { mayLose: true })).rejects.toThrow('is dropped whenever');
    await expect(schemaSite(taken)).rejects.toMatchObject({ code: 'BAD_RECORD' });
  });
});
