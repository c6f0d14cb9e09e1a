import { createTables } from './create-table.ts';
import type { Migration } from './migrate.ts';
import { projectionTables } from './projection-tables.ts';

/**
 * How the projections came to be what they are. A step that was released stays as it is; its golden sum is in
 * the test beside this file. What changes a table from then on is a step of its own.
 */
export const projectionMigrations: readonly Migration[] = [
  {
    version: 1,
    name: 'projections of the journal',
    statements: (engine) => createTables(engine, projectionTables),
  },
];
