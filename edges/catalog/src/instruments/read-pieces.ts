import { createReadStream, type ReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { fileError } from '../errors.ts';

/** The largest file of instruments, once it is unpacked. */
export const FILE_BYTES_MAX: number = 512 * 1024 * 1024;
/** Text of instruments shrinks to a tenth or so; what grows by more than this is made to fill a disk. */
const GROWTH_MAX = 100;
const PIECE_BYTES = 262_144;

/** The bytes of a file, piece by piece; one that ends with .gz is unpacked. */
export async function* readPieces(path: string, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: PIECE_BYTES, ...(signal && { signal }) });
  const isPacked = path.endsWith('.gz');
  let size = 0;
  try {
    for await (const piece of isPacked ? unpacked(file) : file) {
      const bytes = piece as Uint8Array;
      size += bytes.length;
      requireBounded(path, size, isPacked ? file.bytesRead : size);
      yield bytes;
    }
  } catch (error) {
    if (!isSystemError(error) || signal?.aborted === true) throw error;
    throw whole('FILE_UNREADABLE', { path, expected: 'a readable file', found: error.message });
  } finally {
    file.destroy();
  }
}

async function* unpacked(file: ReadStream): AsyncGenerator<Uint8Array> {
  const unzip = createGunzip();
  file.once('error', (error) => unzip.destroy(error));
  for await (const piece of file.pipe(unzip)) yield piece as Uint8Array;
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
