import { splitLine } from './split-line.ts';

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
  const names = splitLine(head.content, ',');
  if (typeof names === 'string') return nothing(head.line, names);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) return nothing(head.line, `the column ${twice} is there twice`);
  if (body.length > TABLE_ROWS_MAX) {
    return nothing(head.line, `${body.length} rows, at most ${TABLE_ROWS_MAX}`);
  }
  const rows: Readonly<Record<string, string>>[] = [];
  const lines: number[] = [];
  const mistakes: { readonly line: number; readonly detail: string }[] = [];
  for (const { content, line } of body) {
    const cells = splitLine(content, ',');
    if (typeof cells === 'string') mistakes.push({ line, detail: cells });
    else if (cells.length === names.length) {
      rows.push(rowOf(names, cells));
      lines.push(line);
    } else {
      mistakes.push({ line, detail: `expected ${names.length} cells, found ${cells.length}` });
    }
  }
  return { rows, lines, mistakes };
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
