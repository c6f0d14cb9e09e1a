/**
 * What a column holds, the same in every engine: a whole number of 64 bits, a text ordered by its bytes, or
 * bytes. A question mark says that it may be empty.
 */
export type ColumnKind = 'int' | 'int?' | 'text' | 'text?' | 'bytes' | 'bytes?';

/** A table: its columns, its key in order, and what else is looked up by. */
export type TableShape = {
  readonly columns: Readonly<Record<string, ColumnKind>>;
  readonly key: readonly string[];
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  /** Columns that together name one row as well. */
  readonly uniques?: Readonly<Record<string, readonly string[]>>;
};

/** Tables by their names. */
export type TableShapes = Readonly<Record<string, TableShape>>;

type ValueOf<Kind extends ColumnKind> = {
  readonly int: bigint;
  readonly 'int?': bigint | null;
  readonly text: string;
  readonly 'text?': string | null;
  readonly bytes: Uint8Array;
  readonly 'bytes?': Uint8Array | null;
}[Kind];

/** Whatever a column can hold. */
export type ColumnValue = ValueOf<ColumnKind>;

/** A row of a table, as both engines take and give it. */
export type RowOf<Shape extends TableShape> = {
  readonly [Column in keyof Shape['columns']]: ValueOf<Shape['columns'][Column]>;
};

/** The tables as the query builder sees them. */
export type DatabaseOf<Shapes extends TableShapes> = {
  readonly [Name in keyof Shapes]: RowOf<Shapes[Name]>;
};
