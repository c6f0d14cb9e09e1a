import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync, gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';

import { readPieces } from './read-pieces.ts';

const folder = mkdtempSync(join(tmpdir(), 'argosy-pieces-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;

async function read(ending: string, bytes: Uint8Array): Promise<string> {
  const path = join(folder, `${(count += 1)}${ending}`);
  writeFileSync(path, bytes);
  const pieces: Uint8Array[] = [];
  for await (const piece of readPieces(path)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

type Packing = {
  readonly name?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly comment?: string;
  readonly files?: number;
  readonly crc?: number;
  readonly bytes?: number;
};

/** An archive of one file, as the format's own page has it. */
function zipOf(text: string, packing: Packing = {}): Buffer {
  const { name = 'list.csv', flags = 0, method = 8, comment = '', files = 1 } = packing;
  const packed = method === 8 ? deflateRawSync(text) : Buffer.from(text);
  const { crc = crc32(text), bytes = Buffer.byteLength(text) } = packing;
  const sizes = (at: number, record: Buffer): void => {
    record.writeUInt32LE(crc, at);
    record.writeUInt32LE(packed.length, at + 4);
    record.writeUInt32LE(bytes, at + 8);
    record.writeUInt16LE(name.length, at + 12);
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(flags, 6);
  local.writeUInt16LE(method, 8);
  sizes(14, local);
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(flags, 8);
  entry.writeUInt16LE(method, 10);
  sizes(16, entry);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files, 10);
  end.writeUInt32LE(46 + name.length, 12);
  end.writeUInt32LE(30 + name.length + packed.length, 16);
  end.writeUInt16LE(comment.length, 20);
  const named = Buffer.from(name);
  return Buffer.concat([local, named, packed, entry, named, end, Buffer.from(comment)]);
}

const text = 'exchange,symbol,kind\nNSE,SBIN,equity\n'.repeat(40);

describe('a file that is read in pieces', () => {
  it.each([
    ['as it is', '.csv', Buffer.from(text)],
    ['from .gz', '.csv.gz', gzipSync(text)],
    ['from .zip', '.csv.zip', zipOf(text)],
    ['from a .zip that only holds it', '.zip', zipOf(text, { method: 0 })],
    [
      'from a .zip with a comment',
      '.zip',
      zipOf(text, { comment: 'PK\u0005\u0006 of an exchange' }),
    ],
    ['from a .zip whose name leads away', '.zip', zipOf(text, { name: '../../etc/passwd' })],
  ])('comes %s', async (_, ending, bytes) => {
    expect(await read(ending, bytes)).toBe(text);
  });

  it.each([
    ['of several files', zipOf(text, { files: 2 }), 'an archive of one file, found 2 files'],
    ['of none', zipOf(text, { files: 0 }), 'an archive of one file, found 0 files'],
    ['with a password', zipOf(text, { flags: 1 }), 'no password, found a file that has one'],
    ['packed otherwise', zipOf(text, { method: 12 }), 'deflated or as it is, found method 12'],
    [
      'with another sum',
      zipOf(text, { crc: 1 }),
      'with the sum that the archive says, found others',
    ],
    ['of another size', zipOf(text, { bytes: 9 }), '9 bytes with the sum'],
    ['beyond 4 GiB', zipOf(text, { bytes: 0xffff_ffff }), 'less than 4 GiB'],
    ['that is a text', Buffer.from(text), 'a whole zip archive'],
    ['of nothing', Buffer.alloc(0), 'a whole zip archive'],
    ['that grows a thousandfold', zipOf(' '.repeat(8_000_000)), 'at most 100 times its size'],
  ])('is refused as an archive %s', async (_, bytes, message) => {
    await expect(read('.zip', bytes)).rejects.toThrow(message);
  });

  it('is refused wherever an archive is cut off, and whatever byte of it is another', async () => {
    const whole = zipOf(text);
    for (const length of [1, 21, 22, 29, 60, whole.length - 23, whole.length - 1]) {
      await expect(read('.zip', whole.subarray(0, length))).rejects.toThrow(/\.zip: expected/u);
    }
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          const other = Buffer.from(whole);
          other[at] = (other[at] ?? 0) ^ by;
          // Names, dates and versions say nothing about the text: it comes whole, or not at all.
          const outcome = await read('.zip', other).catch((error: unknown) => String(error));
          expect(outcome === text || outcome.includes('.zip: expected')).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});
