import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkArchitecture } from '../layers/architecture-doc.ts';
import { keysOf, readJson } from '../manifest.ts';
import { createRoom } from './create-room.ts';

const repository = join(import.meta.dirname, '../..');
const registers = [
  'kernel/package.json',
  'tsconfig.json',
  'tsconfig.tests.json',
  'docs/architecture.md',
];
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'argosy-room-'));
  for (const path of registers) cpSync(join(repository, path), join(root, path));
});

afterEach(() => rmSync(root, { recursive: true }));

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

describe('a new room', () => {
  test('of the kernel gets a README, a first file with its test and a place in exports', () => {
    const written = createRoom(root, { path: 'kernel/quant', description: 'statistics' });
    expect(written.slice(0, 4)).toEqual([
      'kernel/quant/README.md',
      'kernel/quant/src/index.ts',
      'kernel/quant/src/quant.ts',
      'kernel/quant/src/quant.test.ts',
    ]);
    const subpaths = keysOf(readJson(join(root, 'kernel/package.json')), 'exports');
    expect(subpaths.slice(2, 5)).toEqual(['./indicators', './quant', './orders']);
  });

  test('of the kernel that the house names last comes last in exports', () => {
    const core = { source: './core/src/index.ts' };
    const engines = { node: '>=24.7' };
    const manifest = JSON.stringify({ exports: { './core': core }, engines }, null, 2);
    writeFileSync(join(root, 'kernel/package.json'), manifest);
    createRoom(root, { path: 'kernel/vector', description: 'signals' });
    const subpaths = keysOf(readJson(join(root, 'kernel/package.json')), 'exports');
    expect(subpaths).toEqual(['./core', './vector']);
    expect(keysOf(readJson(join(root, 'kernel/package.json')), 'engines')).toEqual(['node']);
  });

  test('of another wing gets a manifest and project references', () => {
    createRoom(root, { path: 'edges/adapters/made-up', description: 'a broker' });
    expect(read('edges/adapters/made-up/package.json')).toContain('"name": "@argosy/made-up"');
    expect(read('edges/adapters/made-up/tsconfig.json')).toContain('"../../../tsconfig.base.json"');
    expect(read('tsconfig.json')).toMatch(
      /"path": "\.\/edges\/.*\n {4}\{ "path": "\.\/edges\/adapters\/made-up" \},\n.*\/product/u,
    );
    expect(read('tsconfig.tests.json')).toContain('{ "path": "./edges/adapters/made-up" },');
  });

  test('stands in the table and in the picture of the architecture page', () => {
    createRoom(root, { path: 'edges/journal', description: 'journal and tape' });
    const missing = checkArchitecture(read('docs/architecture.md'), ['edges/journal'])
      .map((problem) => problem.message)
      .filter((message) => message.includes('journal'));
    expect(missing).toEqual([]);
  });

  test('is refused where the house has no such room or the room exists', () => {
    expect(() => createRoom(root, { path: 'kernel/misc', description: 'x' })).toThrow('no room');
    createRoom(root, { path: 'kernel/fix', description: 'FIX codec' });
    expect(() => createRoom(root, { path: 'kernel/fix', description: 'x' })).toThrow('exists');
  });
});
