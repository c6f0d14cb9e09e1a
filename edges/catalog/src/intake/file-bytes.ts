import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

import { intakeError } from './intake-errors.ts';

/** The most bytes that a file may hold once it is unpacked. */
export const UNPACKED_BYTES_MAX: number = 16 * 2 ** 30;
/** How many times larger than itself a text may become: past it, it is made to fill a disk. */
const GROWTH_MAX = 200;
/** So much of a text may be as alike as it will: a small file is no bomb. */
const GROWTH_FROM_BYTES: number = 16 * 2 ** 20;
const CHUNK_BYTES = 1 << 20;

/** What holds a file's text: the file, or what a gzip archive is unpacked to. */
export type Packing = { readonly isPacked: boolean };

/**
 * The bytes of a file, piece by piece; of a gzip archive what it holds, no more of which is unpacked than is read.
 * One that grows beyond measure, is cut off or damaged is refused where that shows.
 */
export async function* fileBytes(path: string, { isPacked }: Packing): AsyncGenerator<Uint8Array> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const unzip = createGunzip({ chunkSize: CHUNK_BYTES });
  file.once('error', (error) => unzip.destroy(error));
  let size = 0;
  try {
    for await (const piece of isPacked ? file.pipe(unzip) : file) {
      const bytes = piece as Uint8Array;
      size += bytes.length;
      if (isPacked) requireBounded(path, size, file.bytesRead);
      yield bytes;
    }
  } catch (error) {
    throw isOfArchive(error) ? damaged(path, error) : error;
  } finally {
    file.destroy();
    unzip.destroy();
  }
}

/** The first bytes of what `fileBytes` gives: at least so many, where there are. */
export async function firstBytes(
  path: string,
  packing: Packing,
  count: number,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of fileBytes(path, packing)) {
    pieces.push(piece);
    size += piece.length;
    if (size >= count) break;
  }
  return Buffer.concat(pieces).subarray(0, count);
}

function requireBounded(path: string, size: number, read: number): void {
  if (size > UNPACKED_BYTES_MAX) {
    const detail = `${path} is unpacked to more than ${UNPACKED_BYTES_MAX} bytes`;
    throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
  }
  if (size > GROWTH_FROM_BYTES && size > read * GROWTH_MAX) {
    const detail = `${path} is unpacked to ${size} bytes of ${read}, expected at most ${GROWTH_MAX} times as many`;
    throw intakeError('INTAKE_TOO_LARGE', detail, { file: path });
  }
}

function isOfArchive(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}

function damaged(path: string, error: Error): Error {
  const detail = `${path}: the gzip archive is cut off or damaged: ${error.message}`;
  return intakeError('INTAKE_UNREADABLE', detail, { file: path });
}
