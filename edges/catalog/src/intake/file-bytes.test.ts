import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { fileBytes, firstBytes } from './file-bytes.ts';

const MIB = 2 ** 20;
const folder = mkdtempSync(join(tmpdir(), 'argosy-file-bytes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function written(bytes: Uint8Array): string {
  const path = join(folder, 'file');
  writeFileSync(path, bytes);
  return path;
}

describe('the bytes of a file', () => {
  test('are what was packed, and so are the first of them', async () => {
    const bytes = fc.uint8Array({ maxLength: 5_000 });
    await fc.assert(
      fc.asyncProperty(bytes, fc.boolean(), fc.nat(6_000), async (content, isPacked, count) => {
        const path = written(isPacked ? gzipSync(content) : content);
        const pieces: Uint8Array[] = [];
        for await (const piece of fileBytes(path, { isPacked })) pieces.push(piece);
        expect(Buffer.concat(pieces)).toEqual(Buffer.from(content));
        const first = await firstBytes(path, { isPacked }, count);
        expect(Buffer.from(first)).toEqual(Buffer.from(content.subarray(0, count)));
      }),
    );
  });

  test('that grow beyond measure are refused where that shows, not where they end', async () => {
    const path = written(gzipSync(Buffer.alloc(60 * MIB)));
    let size = 0;
    const read = async (): Promise<void> => {
      for await (const { length } of fileBytes(path, { isPacked: true })) size += length;
    };
    await expect(read()).rejects.toMatchObject({
      code: 'INTAKE_TOO_LARGE',
      message: expect.stringContaining('expected at most 200 times as many') as unknown,
    });
    expect(size).toBeLessThanOrEqual(16 * MIB);
  });

  test('of a small file may be as alike as they will', async () => {
    const path = written(gzipSync(Buffer.alloc(8 * MIB)));
    const bytes = await firstBytes(path, { isPacked: true }, 9 * MIB);
    expect(bytes).toHaveLength(8 * MIB);
  });

  test('that are not there are a fault of the machine, told as it is', async () => {
    await expect(firstBytes(join(folder, 'none'), { isPacked: true }, 1)).rejects.toThrow('ENOENT');
  });
});
