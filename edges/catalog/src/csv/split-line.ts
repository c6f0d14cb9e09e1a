/** The most cells of a line. */
export const CELLS_MAX = 256;

/** The cells of a line, or why it is none of a table. A cell may stand in quotes, and a quote in it is doubled. */
export function splitLine(text: string, delimiter: string): readonly string[] | string {
  const cells: string[] = [];
  if (!text.includes('"')) cells.push(...text.split(delimiter, CELLS_MAX + 1));
  else {
    for (let at = 0; at <= text.length && cells.length <= CELLS_MAX;) {
      const from = behindSpaces(text, at);
      const cell = text[from] === '"' ? quotedCell(text, from) : plainCell(text, at, delimiter);
      if (cell === null) return 'a quoted cell does not end on its line';
      const { value, end } = cell;
      if (end < text.length && text[end] !== delimiter) return 'text follows a quoted cell';
      cells.push(value);
      at = end + 1;
    }
  }
  if (cells.length > CELLS_MAX) return `more than ${CELLS_MAX} cells`;
  return cells.map((cell) => cell.trim());
}

type Cell = { readonly value: string; readonly end: number };

function plainCell(text: string, from: number, delimiter: string): Cell {
  const found = text.indexOf(delimiter, from);
  const end = found === -1 ? text.length : found;
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number): Cell | null {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else {
      const value = text.slice(from + 1, at).replaceAll('""', '"');
      return { value, end: behindSpaces(text, at + 1) };
    }
  }
  return null;
}

function behindSpaces(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ') at += 1;
  return at;
}
