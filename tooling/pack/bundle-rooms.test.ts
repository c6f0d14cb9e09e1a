import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bundleRooms } from './bundle-rooms.ts';

test('makes a room one file without comments, and leaves other rooms by their names', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-bundle-'));
  try {
    const room = join(folder, 'dist/books/src');
    mkdirSync(room, { recursive: true });
    writeFileSync(join(room, 'index.js'), `export { sum } from './sum.js';\n`);
    writeFileSync(join(room, 'index.d.ts'), `export { sum } from './sum.js';\n`);
    writeFileSync(join(room, 'sum.d.ts'), `export declare const sum: number;\n`);
    const lines = [
      "import { one } from 'argosy/core';",
      '/** Why. */',
      'export const sum = one + 1;',
    ];
    writeFileSync(join(room, 'sum.js'), `${lines.join('\n')}\n`);
    await bundleRooms(folder, ['books']);
    const text = readFileSync(join(room, 'index.js'), 'utf8');
    expect(text).toMatch(/from ["']argosy\/core["']/);
    // What a symbol is for stands in its declaration, which editors show.
    expect(text).not.toContain('Why.');
    expect(text).toMatch(/export \{ sum \}/);
    expect(
      ['sum.js', 'sum.d.ts', 'index.d.ts'].map((name) => existsSync(join(room, name))),
    ).toEqual([false, true, true]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
