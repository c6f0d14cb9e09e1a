import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { lifeRecords, lifeSteps } from '@argosy/testkit';
import { unwrap } from 'argosy/core';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { Projector } from '../project/projector.ts';
import { listStatement } from '../queries/statement.ts';
import { openMigrated, openProjections } from '../store.ts';
import { checksumOf, type Migration } from './migrate.ts';
import { projectionMigrations, recordMigrations } from './migrations.ts';

let file = '';
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'argosy-migrate-')), 'some.db');
});
afterEach(() => {
  rmSync(join(file, '..'), { recursive: true });
});

const one: Migration = {
  version: 1,
  name: 'a table',
  statements: () => ['CREATE TABLE "one" ("id" INTEGER PRIMARY KEY) STRICT'],
};
const two: Migration = {
  version: 2,
  name: 'another',
  statements: () => ['CREATE TABLE "two" ("id" INTEGER PRIMARY KEY) STRICT'],
};
const failing: Migration = { ...two, statements: () => [...two.statements('sqlite'), 'NO SQL'] };

async function open(...migrations: readonly Migration[]): Promise<readonly string[]> {
  const db = await openMigrated({ engine: 'sqlite', file }, migrations);
  try {
    const tables = await db.introspection.getTables();
    return tables.map(({ name }) => name);
  } finally {
    await db.destroy();
  }
}

describe('the schema of a database', () => {
  test('comes about once, and goes on from where it is', async () => {
    expect(await open(one)).toEqual(['one', 'schema_migrations']);
    expect(await open(one)).toEqual(['one', 'schema_migrations']);
    expect(await open(one, two)).toEqual(['one', 'schema_migrations', 'two']);
  });

  test('a migration that fails leaves nothing of itself', async () => {
    await open(one);
    await expect(open(one, failing)).rejects.toThrow('NO');
    expect(await open(one)).toEqual(['one', 'schema_migrations']);
  });

  test('one of a newer program is refused, with both versions named', async () => {
    await open(one, two);
    const opening = open(one);
    await expect(opening).rejects.toMatchObject({ code: 'SCHEMA_NEWER' });
    await expect(opening).rejects.toThrow('its schema is 2 (another), this program knows 1');
  });

  test('one whose past is another is refused', async () => {
    await open(one);
    const other = { ...one, statements: two.statements };
    await expect(open(other)).rejects.toMatchObject({ code: 'SCHEMA_CHANGED' });
  });

  test('of two that open it at once one waits for the other', async () => {
    const all = await Promise.all([open(one, two), open(one, two), open(one, two)]);
    expect(new Set(all.map(String)).size).toBe(1);
  });
});

test.each([1, 3])(
  'tables that version %i began are projected once more, from the beginning',
  async (version) => {
    const { records } = lifeRecords(lifeSteps(60, 3));
    const place = { engine: 'sqlite', file } as const;
    const older = await openMigrated(place, projectionMigrations.slice(0, version));
    await sql`insert into projection_progress values ('main', 7, 3, 1)`.execute(older);
    await older.destroy();
    const store = await openProjections(place);
    const projector = await Projector.open({ store, shard: 'main' });
    await projector.apply(records);
    const lines = unwrap(await listStatement(store, {}));
    await store.close();
    expect(projector.progress.position).toBe(records.length);
    expect(lines.items.length).toBeGreaterThan(0);
  },
);

/** What was released stays as it is: a red line here asks for a new migration, not for a new sum. */
test.each([
  [
    'projections',
    projectionMigrations,
    [
      ['6295e39fe4c8a5f9', '0b2f0aa213bd0e74'],
      ['d739bdd3d5796790', '5fe252b21fdb2f95'],
      ['06a365298c6e987f', '06a365298c6e987f'],
      ['a89218d5cc0a158a', '4e5301f171c9c3e7'],
    ],
  ],
  [
    'records',
    recordMigrations,
    [
      ['99641d60f5b94633', '1b162f6c6f1a408e'],
      ['50f66d75012968da', 'cc6c12d78c3d9aee'],
    ],
  ],
])('the migrations of the %s are those that were released', (_name, migrations, sums) => {
  const found = migrations.map((migration) => [
    checksumOf(migration, 'sqlite').slice(0, 16),
    checksumOf(migration, 'postgres').slice(0, 16),
  ]);
  expect(found).toEqual(sums);
});
