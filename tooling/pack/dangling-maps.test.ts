import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { danglingMaps } from './dangling-maps.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'maps-'));
  writeFileSync(join(dir, 'a.js'), 'export {};\n//# sourceMappingURL=a.js.map\n');
});
afterEach(() => rmSync(dir, { recursive: true }));
const writeMap = (map: object): void => writeFileSync(join(dir, 'a.js.map'), JSON.stringify(map));

test('names a file whose map is not packed', () => {
  expect(danglingMaps(dir)).toEqual(['a.js names a.js.map']);
});

test('names a map whose sources are not packed', () => {
  writeMap({ sources: ['a.ts'] });
  expect(danglingMaps(dir)).toEqual(['a.js.map names a.ts']);
});

test('has nothing to say where sources are packed or carried', () => {
  writeMap({ sources: ['a.ts'], sourcesContent: ['export {};'] });
  expect(danglingMaps(dir)).toEqual([]);
  writeMap({ sources: ['a.ts'] });
  writeFileSync(join(dir, 'a.ts'), 'export {};');
  expect(danglingMaps(dir)).toEqual([]);
});
