import { createReadStream, type ReadStream } from 'node:fs';
import { crc32, createGunzip, createInflateRaw } from 'node:zlib';

import { fileError } from '../errors.ts';
import { readZipEntry, ZipFault, type ZipEntry } from './zip-entry.ts';

/** The largest file of instruments, once it is unpacked. */
export const FILE_BYTES_MAX: number = 512 * 1024 * 1024;
/** Text of instruments shrinks to a tenth or so; what grows by more than this is made to fill a disk. */
const GROWTH_MAX = 100;
const PIECE_BYTES = 262_144;

/** The endings of files that are unpacked. */
export const packedEndings: readonly string[] = ['.gz', '.zip'];

/** The bytes of a file, piece by piece; one that ends with .gz is unpacked, and the one file of a .zip. */
export async function* readPieces(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  try {
    const entry = path.endsWith('.zip') ? await readZipEntry(path) : null;
    yield* bounded(path, entry, signal);
  } catch (error) {
    if (error instanceof ZipFault) throw whole('INSTRUMENTS_BAD_FILE', { path, ...faultOf(error) });
    if (!isSystemError(error) || signal?.aborted === true) throw error;
    throw whole('FILE_UNREADABLE', { path, expected: 'a readable file', found: error.message });
  }
}

async function* bounded(
  path: string,
  entry: ZipEntry | null,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const range = entry === null ? {} : { start: entry.from, end: entry.to };
  const options = { highWaterMark: PIECE_BYTES, ...range, ...(signal && { signal }) };
  const isPacked = path.endsWith('.gz') || entry?.isDeflated === true;
  const file = createReadStream(path, options);
  let size = 0;
  let crc = 0;
  try {
    for await (const piece of isPacked ? unpacked(file, entry) : file) {
      const bytes = piece as Uint8Array;
      size += bytes.length;
      if (entry !== null) crc = crc32(bytes, crc);
      requireBounded(path, size, isPacked ? file.bytesRead : size);
      yield bytes;
    }
  } finally {
    file.destroy();
  }
  if (entry === null || (size === entry.bytes && crc === entry.crc)) return;
  throw new ZipFault(`${entry.bytes} bytes with the sum that the archive says`, 'others');
}

async function* unpacked(file: ReadStream, entry: ZipEntry | null): AsyncGenerator<Uint8Array> {
  const unzip = entry === null ? createGunzip() : createInflateRaw();
  file.once('error', (error) => unzip.destroy(error));
  for await (const piece of file.pipe(unzip)) yield piece as Uint8Array;
}

function faultOf({ expected, found }: ZipFault): Pick<Whole, 'expected' | 'found'> {
  return { expected, found };
}

function requireBounded(path: string, size: number, read: number): void {
  if (size > FILE_BYTES_MAX) {
    const expected = `at most ${FILE_BYTES_MAX} bytes`;
    throw whole('INSTRUMENTS_BAD_FILE', { path, expected, found: 'more' });
  }
  if (size > PIECE_BYTES && size > read * GROWTH_MAX) {
    const expected = `text that is unpacked to at most ${GROWTH_MAX} times its size`;
    throw whole('INSTRUMENTS_BAD_FILE', { path, expected, found: `${size} bytes of ${read}` });
  }
}

type Whole = { readonly path: string; readonly expected: string; readonly found: string };

function whole(code: 'FILE_UNREADABLE' | 'INSTRUMENTS_BAD_FILE', fault: Whole): Error {
  const { path: file, expected, found } = fault;
  return fileError(code, { file, line: null, field: null, expected, found });
}

function isSystemError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && 'errno' in error;
}
