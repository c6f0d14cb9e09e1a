import { closeSync, openSync, readSync } from 'node:fs';
import { TextDecoder } from 'node:util';

import { intakeError } from './intake-errors.ts';
import type { Encoding } from './sniff-file.ts';
import { COLUMNS_MAX, LINE_LENGTH_MAX, ROWS_MAX, type TableRow } from './table-row.ts';

/** How the lines of a text are rows. */
export type TextShape = { readonly encoding: Encoding; readonly delimiter: string };

/** What may stand between cells. */
export const delimiters: readonly string[] = [',', ';', '\t', '|'];

const CHUNK_BYTES = 1 << 20;

/**
 * The rows of a text file, a thousand and some at a time. A cell may stand in double quotes, and a quote in it is
 * doubled; a line break in one is refused, as is a line longer than is read, before more of it is read.
 */
export function* textRows(path: string, { encoding, delimiter }: TextShape): Generator<TableRow[]> {
  let line = 0;
  for (const lines of textLines(path, encoding)) {
    const rows: TableRow[] = [];
    for (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      const cells = splitLine(text, delimiter);
      if (typeof cells === 'string') throw wrong(path, line, cells);
      rows.push({ line, cells });
    }
    if (line > ROWS_MAX) {
      const detail = `${path} has more than ${ROWS_MAX} rows`;
      throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
    }
    yield rows;
  }
}

/** The cells of a line, or why it is none of a table. */
export function splitLine(text: string, delimiter: string): readonly string[] | string {
  const cells: string[] = [];
  if (!text.includes('"')) cells.push(...text.split(delimiter, COLUMNS_MAX + 1));
  else {
    for (let at = 0; at <= text.length && cells.length <= COLUMNS_MAX;) {
      const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at, delimiter);
      if (cell === null) return 'a quoted cell does not end on its line';
      const { value, end } = cell;
      if (end < text.length && text[end] !== delimiter) return 'text follows a quoted cell';
      cells.push(value);
      at = end + 1;
    }
  }
  if (cells.length > COLUMNS_MAX) return `more than ${COLUMNS_MAX} cells`;
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
    else return { value: text.slice(from + 1, at).replaceAll('""', '"'), end: at + 1 };
  }
  return null;
}

/** Whole lines, chunk by chunk; one line more than what a chunk has is held. */
function* textLines(path: string, encoding: Encoding): Generator<readonly string[]> {
  const file = openSync(path, 'r');
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    const bytes = new Uint8Array(CHUNK_BYTES);
    let held = '';
    let line = 0;
    for (let count = readSync(file, bytes); count > 0; count = readSync(file, bytes)) {
      const lines = (held + decoded(decoder, bytes.subarray(0, count), { path, line })).split('\n');
      held = lines.pop() ?? '';
      if (held.length > LINE_LENGTH_MAX) throw tooLong(path, line + lines.length + 1);
      const long = lines.findIndex((text) => text.length > LINE_LENGTH_MAX);
      if (long !== -1) throw tooLong(path, line + long + 1);
      line += lines.length;
      yield lines.map(withoutReturn);
    }
    const last = held + decoded(decoder, null, { path, line });
    if (last !== '') yield [withoutReturn(last)];
  } finally {
    closeSync(file);
  }
}

type Place = { readonly path: string; readonly line: number };

function decoded(decoder: TextDecoder, bytes: Uint8Array | null, { path, line }: Place): string {
  try {
    return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch (error) {
    const detail = `${path}, behind line ${line}: bytes that are no ${decoder.encoding}`;
    throw intakeError('INTAKE_UNREADABLE', detail, { file: path, line, cause: String(error) });
  }
}

function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text;
}

function tooLong(path: string, line: number): Error {
  return wrong(path, line, `longer than ${LINE_LENGTH_MAX} characters`);
}

function wrong(path: string, line: number, reason: string): Error {
  const detail = `${path}, line ${line}: ${reason}`;
  return intakeError('INTAKE_UNREADABLE', detail, { file: path, line, reason });
}
