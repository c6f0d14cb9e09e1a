import { closeSync, openSync, readSync, statSync } from 'node:fs';

import { firstBytes, type Packing } from './file-bytes.ts';
import { intakeError } from './intake-errors.ts';

/** How the bytes of a text are its characters. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What a file is, by its first bytes. */
export type FileShape =
  | (Packing & { readonly format: 'csv'; readonly encoding: Encoding })
  | { readonly format: 'parquet' };

/** How much of a file is looked at for what it is. */
const SNIFF_BYTES = 262_144;
/** The largest file that is taken in. */
const FILE_BYTES_MAX = 64 * 2 ** 30;

const gzipMark = [0x1f, 0x8b] as const;
const parquetMark = [0x50, 0x41, 0x52, 0x31] as const;

/** What is no table, by its first bytes; whoever packs a bomb packs it in one of these. */
const refusedMarks = [
  ['a gzip archive', gzipMark],
  ['a zip archive, as spreadsheets are', [0x50, 0x4b, 0x03, 0x04]],
  ['an empty zip archive', [0x50, 0x4b, 0x05, 0x06]],
  ['a bzip2 archive', [0x42, 0x5a, 0x68]],
  ['an xz archive', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['a zstd archive', [0x28, 0xb5, 0x2f, 0xfd]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['an old spreadsheet', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['Parquet', parquetMark],
] as const;

/**
 * Tells what a file is; refuses what is no file, or no table. Of a gzip archive, which may hold a text, only the first
 * bytes are unpacked.
 */
export async function sniffFile(path: string): Promise<FileShape> {
  const stored = headOf(path);
  if (stored.length === 0)
    throw intakeError('INTAKE_UNREADABLE', `${path} is empty`, { file: path });
  if (begins(stored, parquetMark)) return { format: 'parquet' };
  const isPacked = begins(stored, gzipMark);
  const bytes = isPacked ? await firstBytes(path, { isPacked }, SNIFF_BYTES) : stored;
  const within = isPacked ? `what ${path} holds` : path;
  for (const [name, mark] of refusedMarks) {
    if (!begins(bytes, mark)) continue;
    const detail = `${within} is ${name}; expected CSV, CSV in a .gz, or Parquet`;
    throw intakeError('INTAKE_REFUSED', detail, { file: path });
  }
  return { format: 'csv', encoding: encodingOf(path, bytes), isPacked };
}

/** The first bytes of a text, unpacked. */
export function textHead(path: string, packing: Packing): Promise<Uint8Array> {
  return firstBytes(path, packing, SNIFF_BYTES);
}

/** The first bytes of a plain file; devices, pipes and folders never end, or are none. */
function headOf(path: string): Uint8Array {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined)
    throw intakeError('INTAKE_UNREADABLE', `${path} is not there`, { file: path });
  if (!stat.isFile()) {
    throw intakeError('INTAKE_REFUSED', `${path} is no plain file`, { file: path });
  }
  if (stat.size > FILE_BYTES_MAX) {
    const detail = `${path} has ${stat.size} bytes, expected at most ${FILE_BYTES_MAX}`;
    throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
  }
  const file = openSync(path, 'r');
  try {
    const bytes = new Uint8Array(Math.min(SNIFF_BYTES, stat.size));
    return bytes.subarray(0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function encodingOf(path: string, bytes: Uint8Array): Encoding {
  if (begins(bytes, [0xff, 0xfe])) return 'utf-16le';
  if (begins(bytes, [0xfe, 0xff])) return 'utf-16be';
  if (bytes.includes(0)) {
    throw intakeError('INTAKE_REFUSED', `${path} has bytes of 0: it is no text`, { file: path });
  }
  // The last character may be cut off by where the look ends.
  const whole = bytes.length < SNIFF_BYTES;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

function begins(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, at) => bytes[at] === byte);
}
