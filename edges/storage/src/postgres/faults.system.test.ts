import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lifeRecords, lifeSteps, writeLifeJournal } from '@argosy/testkit';
import { describePostgres, PostgresServer } from '@argosy/testkit/postgres';
import { sql } from 'kysely';
import { expect, test } from 'vitest';

import { catchUp } from '../project/follow.ts';
import { Projector } from '../project/projector.ts';
import { rebuildProjections, type RebuildReport } from '../rebuild/rebuild.ts';
import { projectionMigrations } from '../schema/migrations.ts';
import { openProjections, openRecords, type ProjectionStore, type StorePlace } from '../store.ts';
import { hashProjections, type TableHash } from '../table-hash.ts';

describePostgres('storage on a PostgreSQL that is shared, or dies', (server) => {
  const placeOn = (schema: string): StorePlace => ({
    engine: 'postgres',
    connection: server().connection,
    schema,
  });

  async function withStore<Value>(
    place: StorePlace,
    run: (store: ProjectionStore) => Promise<Value>,
  ): Promise<Value> {
    const store = await openProjections(place);
    try {
      return await run(store);
    } finally {
      await store.close();
    }
  }

  test('of several starts at once one makes the schema', async () => {
    const place = placeOn(server().schema());
    const stores = await Promise.all([1, 2, 3, 4].map(() => openProjections(place)));
    const counts = await Promise.all(
      stores.map(({ db }) => db.selectFrom('schema_migrations').select('version').execute()),
    );
    const applied = projectionMigrations.map(({ version }) => ({ version: BigInt(version) }));
    expect(counts).toEqual(stores.map(() => applied));
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a schema of a newer program is refused', async () => {
    const place = placeOn(server().schema());
    await withStore(place, async ({ db }) => {
      const newer = {
        version: BigInt(projectionMigrations.length + 1),
        name: 'of tomorrow',
        checksum: '',
        applied_at: 0n,
      };
      await db.insertInto('schema_migrations').values(newer).execute();
    });
    await expect(openProjections(place)).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
  });

  test('records are not kept where a loss of power may take them', async () => {
    const opening = openRecords(placeOn(server().schema()));
    await expect(opening).rejects.toMatchObject({ code: 'NOT_DURABLE' });
    await expect(opening).rejects.toThrow('fsync is off, full_page_writes is off');
  });

  test('tables are made anew beside the live ones, compared, and take their place', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-postgres-journal-'));
    try {
      await writeLifeJournal(folder, lifeSteps(200, 7));
      const place = placeOn(server().schema());
      const rebuild = (isVerify: boolean): Promise<RebuildReport> =>
        rebuildProjections({ place, journals: [{ shard: 'main', folder }], isVerify });
      await withStore(place, async (store) => {
        await catchUp(await Projector.open({ store, shard: 'main' }), { folder });
      });
      expect(await rebuild(true)).toMatchObject({ isEqual: true });
      await withStore(place, ({ db }) => db.deleteFrom('fills').execute());
      expect(await rebuild(true)).toMatchObject({ isEqual: false });
      expect(await rebuild(false)).toMatchObject({ isEqual: false });
      expect(await rebuild(true)).toMatchObject({ isEqual: true });
      const { rows } = await withStore(place, ({ db }) =>
        sql<{ name: string }>`select nspname as name from pg_namespace
          where nspname like 'argosy%rebuilt' or nspname like 'argosy%old'`.execute(db),
      );
      expect(rows).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('a server that is killed in the middle of batches costs nothing but the time', async () => {
    const own = await PostgresServer.start({ isDurable: true });
    const { records } = lifeRecords(lifeSteps(300, 9));
    let kills = 0;
    const killing: Promise<void>[] = [];
    try {
      const place: StorePlace = {
        engine: 'postgres',
        connection: own.connection,
        schema: 'argosy',
      };
      await (await openRecords({ ...place, schema: 'records' })).close();
      const store = await openProjections(place);
      let tables = 0;
      const projector = await Projector.open({
        store,
        shard: 'main',
        onTable: () => {
          tables += 1;
          if (tables % 53 !== 0 || killing.length > 0) return;
          kills += 1;
          killing.push(own.kill());
        },
      });
      const batch = Math.ceil(records.length / 30);
      for (let at = 0; at < records.length;) {
        try {
          await projector.apply(records.slice(at, at + batch));
          at += batch;
        } catch (error) {
          // Whatever is said of a server that dies is an error of the connection, and no bug of ours.
          expect(error).not.toHaveProperty('name', 'InvariantError');
        }
        const [killed] = killing.splice(0);
        if (killed === undefined) continue;
        await killed;
        await own.up();
      }
      const found = await hashProjections(store);
      await store.close();
      expect(kills).toBeGreaterThan(1);
      expect(found).toEqual(await hashesOnSqlite());
    } finally {
      await own.stop();
    }

    async function hashesOnSqlite(): Promise<readonly TableHash[]> {
      return withStore({ engine: 'sqlite', file: ':memory:' }, async (store) => {
        await (await Projector.open({ store, shard: 'main' })).apply(records);
        return hashProjections(store);
      });
    }
  });
});
