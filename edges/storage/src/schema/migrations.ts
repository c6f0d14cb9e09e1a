import { addColumns, createIndexes, createTables, type Engine } from './create-table.ts';
import { firstTables } from './first-tables.ts';
import type { Migration } from './migrate.ts';
import { laterIndexes, progressColumns, statementTables } from './projection-tables.ts';
import { accessTables, recordTables } from './record-tables.ts';
import type { TableShapes } from './shapes.ts';

/**
 * How the projections came to be what they are. A step that was released stays as it is; its golden sum is in
 * the test beside this file. What changes a table from then on is a step of its own.
 */
export const projectionMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'projections of the journal',
    statements: (engine) => createTables(engine, firstTables),
  },
  {
    version: 2,
    name: 'statements of cash',
    statements: (engine) => [
      ...emptied(engine, firstTables),
      ...createTables(engine, statementTables),
    ],
  },
  {
    version: 3,
    name: 'what is seldom is found',
    statements: () => createIndexes(laterIndexes),
  },
  {
    version: 4,
    name: 'whose tables they are',
    // What stands there may be of two journals: nobody can tell.
    statements: (engine) => [
      ...emptied(engine, { ...firstTables, ...statementTables }),
      ...addColumns(engine, 'projection_progress', progressColumns),
    ],
  },
];

/**
 * What is told from now on was not told of the past: all is projected once more, from the journal's beginning. Tables of
 * which some begin later than others would be wrong and look right.
 */
function emptied(engine: Engine, tables: TableShapes): readonly string[] {
  const names = Object.keys(tables).map((name) => `"${name}"`);
  if (engine === 'postgres') return [`TRUNCATE ${names.join(', ')}`];
  return names.map((name) => `DELETE FROM ${name}`);
}

/** The same for the records of people. */
export const recordMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'records of people',
    statements: (engine) => [...createTables(engine, recordTables), ...appendOnly[engine]],
  },
  {
    version: 2,
    name: 'who may see what',
    statements: (engine) => createTables(engine, accessTables),
  },
];

/** What is in the audit stays: not even this program can change or delete it without taking these away first. */
const appendOnly: Readonly<Record<Engine, readonly string[]>> = {
  sqlite: ['UPDATE', 'DELETE'].map(
    (act) =>
      `CREATE TRIGGER "audit_no_${act.toLowerCase()}" BEFORE ${act} ON "audit" BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
  ),
  postgres: [
    `CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the audit is append-only'; END $$`,
    'CREATE TRIGGER "audit_no_change" BEFORE UPDATE OR DELETE ON "audit" FOR EACH ROW EXECUTE FUNCTION audit_append_only()',
    'CREATE TRIGGER "audit_no_truncate" BEFORE TRUNCATE ON "audit" FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()',
  ],
};
