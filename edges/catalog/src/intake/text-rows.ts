import { TextDecoder } from 'node:util';

import { splitLine } from '../csv/split-line.ts';
import { fileBytes, type Packing } from './file-bytes.ts';
import { intakeError } from './intake-errors.ts';
import type { Encoding } from './sniff-file.ts';
import { LINE_LENGTH_MAX, ROWS_MAX, type TableRow } from './table-row.ts';

/** How the lines of a text are rows. */
export type TextShape = Packing & { readonly encoding: Encoding; readonly delimiter: string };

/** What may stand between cells. */
export const delimiters: readonly string[] = [',', ';', '\t', '|'];

/**
 * The rows of a text file, a thousand and some at a time. A cell may stand in double quotes, and a quote in it is
 * doubled; a line break in one is refused, as is a line longer than is read, before more of it is read.
 */
export async function* textRows(
  path: string,
  shape: TextShape,
): AsyncGenerator<readonly TableRow[]> {
  const { delimiter } = shape;
  let line = 0;
  for await (const lines of textLines(path, shape)) {
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

/** Whole lines, chunk by chunk; one line more than what a chunk has is held. */
async function* textLines(
  path: string,
  { encoding, isPacked }: TextShape,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let held = '';
  let line = 0;
  for await (const bytes of fileBytes(path, { isPacked })) {
    const lines = (held + decoded(decoder, bytes, { path, line })).split('\n');
    held = lines.pop() ?? '';
    if (held.length > LINE_LENGTH_MAX) throw tooLong(path, line + lines.length + 1);
    const long = lines.findIndex((text) => text.length > LINE_LENGTH_MAX);
    if (long !== -1) throw tooLong(path, line + long + 1);
    line += lines.length;
    yield lines.map(withoutReturn);
  }
  const last = held + decoded(decoder, null, { path, line });
  if (last !== '') yield [withoutReturn(last)];
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
