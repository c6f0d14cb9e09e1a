import { open, type FileHandle } from 'node:fs/promises';

/** The one file of a zip archive: where its bytes stand, and what they come to. Its name is used for nothing. */
export type ZipEntry = {
  readonly isDeflated: boolean;
  /** The first and the last byte of what is packed. */
  readonly from: number;
  readonly to: number;
  /** How many bytes it comes to, and their CRC-32. */
  readonly bytes: number;
  readonly crc: number;
};

/** Why an archive is none of one file; what was found in it. */
export class ZipFault extends Error {
  override readonly name = 'ZipFault';
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string) {
    super(`expected ${expected}, found ${found}`);
    this.expected = expected;
    this.found = found;
  }
}

const END_MARK = 0x06054b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_MARK = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const COMMENT_BYTES_MAX = 65_535;
const DEFLATED = 8;
/** Sizes and places of 32 bits that stand somewhere else. */
const ELSEWHERE = 0xffff_ffff;

/**
 * Looks up the one file of an archive, as exchanges publish theirs: by the directory at its end, which a file
 * that was cut off lacks. Several files, passwords and archives beyond 4 GiB are refused.
 */
export async function readZipEntry(path: string): Promise<ZipEntry> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const end = await endOf(file, size);
    const count = end.readUInt16LE(10);
    if (count !== 1) throw new ZipFault('an archive of one file', `${count} files`);
    const entry = await bytesAt(file, end.readUInt32LE(16), ENTRY_BYTES);
    requireMark(entry, ENTRY_MARK);
    const method = entry.readUInt16LE(10);
    if ((entry.readUInt16LE(8) & 1) === 1) throw new ZipFault('no password', 'a file that has one');
    if (method !== 0 && method !== DEFLATED) {
      throw new ZipFault('a file that is deflated or as it is', `method ${method}`);
    }
    const [packed, bytes, place] = [20, 24, 42].map((at) => entry.readUInt32LE(at));
    if (packed === undefined || bytes === undefined || place === undefined) throw cutOff();
    if ([packed, bytes, place].includes(ELSEWHERE)) {
      throw new ZipFault('an archive of less than 4 GiB', 'a larger one');
    }
    const local = await bytesAt(file, place, LOCAL_BYTES);
    requireMark(local, LOCAL_MARK);
    const from = place + LOCAL_BYTES + local.readUInt16LE(26) + local.readUInt16LE(28);
    if (from + packed > size) throw cutOff();
    const isDeflated = method === DEFLATED;
    return { isDeflated, from, to: from + packed - 1, bytes, crc: entry.readUInt32LE(16) };
  } finally {
    await file.close();
  }
}

/** The record at the end, behind which stands nothing but a comment. */
async function endOf(file: FileHandle, size: number): Promise<Buffer> {
  const length = Math.min(size, END_BYTES + COMMENT_BYTES_MAX);
  const tail = await bytesAt(file, size - length, length);
  for (let at = length - END_BYTES; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) === END_MARK) return tail.subarray(at, at + END_BYTES);
  }
  throw cutOff();
}

async function bytesAt(file: FileHandle, from: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
  if (bytesRead < length) throw cutOff();
  return buffer;
}

function requireMark(record: Buffer, mark: number): void {
  if (record.readUInt32LE(0) !== mark) throw cutOff();
}

function cutOff(): ZipFault {
  return new ZipFault('a whole zip archive', 'one that is cut off or damaged');
}
