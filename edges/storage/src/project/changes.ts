import {
  projectionTables,
  type ProjectionRow,
  type ProjectionTable,
} from '../schema/projection-tables.ts';
import type { BulkRow } from '../bulk.ts';

/** What becomes of one table in a batch. */
export type TableChanges = {
  readonly name: ProjectionTable;
  /** Rows that are new for certain. */
  readonly inserted: readonly BulkRow[];
  /** Rows that may be there. */
  readonly put: readonly BulkRow[];
  /** The keys of rows that go. */
  readonly dropped: readonly BulkRow[];
};

/** A fill that was taken back: which of its order's, and where that was said. */
export type Bust = {
  readonly shard: string;
  readonly order: string;
  readonly trade: string;
  readonly number: bigint;
  readonly place: bigint;
  readonly at: bigint;
};

/** What the first row of a key says and no later one changes. */
export const keptColumns: Readonly<Partial<Record<ProjectionTable, readonly string[]>>> = {
  positions: ['opened_at'],
  reservations: ['asked'],
};

type Pending = { readonly row: BulkRow; readonly isGone: boolean };

/** The rows that a batch of records comes to: of one key only the last. */
export class Changes {
  readonly #inserted = new Map<ProjectionTable, BulkRow[]>();
  readonly #pending = new Map<ProjectionTable, Map<string, Pending>>();
  readonly busts: Bust[] = [];

  /** A row of a table in which every event has its own. */
  insert<Name extends ProjectionTable>(name: Name, row: ProjectionRow<Name> & BulkRow): void {
    const rows = this.#inserted.get(name) ?? [];
    this.#inserted.set(name, rows);
    rows.push(row);
  }

  /** A row as it is from now on. */
  put<Name extends ProjectionTable>(name: Name, row: ProjectionRow<Name> & BulkRow): void {
    const rows = this.#pendingOf(name);
    const key = keyOf(name, row);
    const before = rows.get(key);
    const kept = before === undefined || before.isGone ? {} : keptOf(name, before.row);
    rows.set(key, { row: { ...row, ...kept }, isGone: false });
  }

  /** A row that is no more. */
  drop(name: ProjectionTable, key: BulkRow): void {
    this.#pendingOf(name).set(keyOf(name, key), { row: key, isGone: true });
  }

  /** All of it, a table after the other in one order. */
  tables(): readonly TableChanges[] {
    return tableNames
      .map((name) => {
        const pending = [...(this.#pending.get(name)?.values() ?? [])];
        return {
          name,
          inserted: this.#inserted.get(name) ?? [],
          put: pending.filter(({ isGone }) => !isGone).map(({ row }) => row),
          dropped: pending.filter(({ isGone }) => isGone).map(({ row }) => row),
        };
      })
      .filter(({ inserted, put, dropped }) => inserted.length + put.length + dropped.length > 0);
  }

  #pendingOf(name: ProjectionTable): Map<string, Pending> {
    const rows = this.#pending.get(name) ?? new Map<string, Pending>();
    this.#pending.set(name, rows);
    return rows;
  }
}

const tableNames = Object.keys(projectionTables).filter(isTable);

function isTable(name: string): name is ProjectionTable {
  return Object.hasOwn(projectionTables, name);
}

function keyOf(name: ProjectionTable, row: BulkRow): string {
  return projectionTables[name].key.map((column) => String(row[column])).join('\u0000');
}

function keptOf(name: ProjectionTable, before: BulkRow): BulkRow {
  const kept = keptColumns[name] ?? [];
  return Object.fromEntries(kept.map((column) => [column, before[column] ?? null]));
}
