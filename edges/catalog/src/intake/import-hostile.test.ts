import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { ArgosyError } from 'argosy/core';
import { daily, IntakeRig, sbin } from '@argosy/testkit/intake';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { previewImport } from './import-file.ts';

let rig: IntakeRig;
beforeEach(async () => {
  rig = await IntakeRig.open();
});
afterEach(() => rig.close());

it('a text in a gzip archive is taken as the text it is', async () => {
  const packed = await rig.take(rig.file('daily.csv.gz', gzipSync(daily)), sbin);
  expect(packed).toMatchObject({ rows: 2, badRows: 0, series: [{ rows: 2, replaced: 0 }] });
  const plain = await rig.take(rig.file('daily.csv', daily), sbin);
  expect(plain.series).toMatchObject([{ rows: 2, replaced: 2 }]);
  const utf16 = gzipSync(Buffer.from(`\uFEFF${daily}`, 'utf16le'));
  expect((await rig.take(rig.file('wide.gz', utf16), sbin)).rows).toBe(2);
});

describe('a hostile file', () => {
  it.each([
    ['is empty', ''],
    ['holds is a gzip archive', gzipSync(gzipSync(daily))],
    ['holds is Parquet', gzipSync('PAR1 and then nothing')],
    ['holds is a zip archive', gzipSync(Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0))],
    ['the gzip archive is cut off or damaged', gzipSync(daily).subarray(0, -20)],
    ['the gzip archive is cut off or damaged', flipped(gzipSync(daily.repeat(30)), 60)],
    ['has no rows', gzipSync('')],
    ['longer than 65536 characters', gzipSync('x'.repeat(30_000_000))],
    ['is a zip archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0)],
    ['it is no text', Uint8Array.of(0x44, 0, 0x2c, 7)],
    ['longer than 65536 characters', `${daily}${'9'.repeat(70_000)}\n`],
    ['longer than 65536 characters', 'x'.repeat(3_000_000)],
    ['more than 256 cells', `${'a,'.repeat(300)}\n`],
    ['a quoted cell does not end on its line', `${daily}"2026-11-04,1,2\n,3",1,1,1,1\n`],
    [
      'bytes that are no utf-8',
      Buffer.concat([Buffer.from(daily.repeat(3000)), Uint8Array.of(0xff, 0xfe, 10)]),
    ],
    ['Parquet', 'PAR1 and then nothing'],
    ['expected bars, quotes or trades', 'name,age\nAnn,7\n'],
  ])('that %s is refused, and the history is as it was', async (why, content) => {
    const before = await rig.history.list();
    const error: unknown = await rig
      .take(rig.file('hostile', content), sbin)
      .catch((found: unknown) => found);
    expect(error).toBeInstanceOf(ArgosyError);
    const { code = '', message = '' } = error instanceof ArgosyError ? error : {};
    expect(code).toMatch(/^INTAKE_/u);
    expect(message).toContain(why === 'Parquet' ? 'hostile' : why);
    expect(await rig.history.list()).toEqual(before);
  });

  it('that is none is refused: a folder, a device, what is not there', async () => {
    mkdirSync(join(rig.folder, 'inside'), { recursive: true });
    await expect(previewImport(join(rig.folder, 'inside'))).rejects.toThrow('is no plain file');
    await expect(previewImport('/dev/zero')).rejects.toThrow('is no plain file');
    const link = join(rig.folder, 'link.csv');
    symlinkSync('/dev/zero', link);
    await expect(previewImport(link)).rejects.toThrow('is no plain file');
    await expect(previewImport(join(rig.folder, 'nothing'))).rejects.toThrow('is not there');
  });

  it('with a cell too many in a row is refused with that row, an empty one at the end is none', async () => {
    const wide = daily.replace('812.00', '8,12.00');
    await expect(rig.take(rig.file('wide.csv', wide), sbin)).rejects.toThrow(
      /line 2: 8 cells, expected 7/u,
    );
    expect(
      (await rig.take(rig.file('comma.csv', daily.replaceAll('000\n', '000,\n')), sbin)).rows,
    ).toBe(2);
  });

  it('that is cut off in its last row is refused with that row', async () => {
    const cut = daily.slice(0, -30);
    await expect(rig.take(rig.file('cut.csv', cut), sbin)).rejects.toThrow('line 3');
  });
});

function flipped(bytes: Buffer, at: number): Buffer {
  bytes[at] = (bytes[at] ?? 0) ^ 0xff;
  return bytes;
}
