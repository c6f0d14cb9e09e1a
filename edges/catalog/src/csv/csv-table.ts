/** A small table: an object for each row, of the cells that are not empty, and the line it stands in. */
export type CsvTable = {
  readonly rows: readonly Readonly<Record<string, string>>[];
  readonly lines: readonly number[];
  /** The lines that are none of the table; they are in no row. */
  readonly mistakes: readonly { readonly line: number; readonly detail: string }[];
};

/** The most rows of a table, which is held as a whole. */
export const TABLE_ROWS_MAX = 100_000;

/**
 * Reads a small CSV text whose first line names its columns. Empty lines and those that begin with `#` are
 * left out; whatever else is wrong is told together.
 */
export function csvTable(text: string): CsvTable {
  const lined = text
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .map((content, place) => ({ content, line: place + 1 }))
    .filter(({ content }) => content.trim() !== '' && !content.startsWith('#'));
  const [head, ...body] = lined;
  if (head === undefined) return nothing(1, 'a first line that names the columns is needed');
  const names = cellsOf(head.content);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) return nothing(head.line, `the column ${twice} is there twice`);
  if (body.length > TABLE_ROWS_MAX) {
    return nothing(head.line, `${body.length} rows, at most ${TABLE_ROWS_MAX}`);
  }
  const read = body.map(({ content, line }) => ({ cells: cellsOf(content), line }));
  const sound = read.filter(({ cells }) => cells.length === names.length);
  return {
    rows: sound.map(({ cells }) => rowOf(names, cells)),
    lines: sound.map(({ line }) => line),
    mistakes: read
      .filter(({ cells }) => cells.length !== names.length)
      .map(({ cells, line }) => {
        return { line, detail: `expected ${names.length} cells, found ${cells.length}` };
      }),
  };
}

function nothing(line: number, detail: string): CsvTable {
  return { rows: [], lines: [], mistakes: [{ line, detail }] };
}

function rowOf(
  names: readonly string[],
  cells: readonly string[],
): Readonly<Record<string, string>> {
  const named = names.map((name, at) => [name, cells[at] ?? ''] as const);
  return Object.fromEntries(named.filter(([, cell]) => cell !== ''));
}

/** A cell may stand in quotes, and a quote in it is doubled. */
function cellsOf(content: string): readonly string[] {
  const cells: string[] = [];
  for (const [, quoted, bare = '', end] of content.matchAll(cellPattern)) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare.trim());
    if (end === '') break;
  }
  return cells;
}

const cellPattern = /\s*(?:"((?:[^"]|"")*)"\s*|([^,]*))(,|$)/gu;
