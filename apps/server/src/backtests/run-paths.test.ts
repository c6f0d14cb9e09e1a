import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { flawOfRun } from './run-paths.ts';

let root: string;
let folder: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'argosy-paths-'));
  folder = join(root, 'files');
  mkdirSync(join(folder, 'data'), { recursive: true });
  writeFileSync(join(root, 'secret.csv'), '');
  symlinkSync(root, join(folder, 'out'));
  symlinkSync(join(folder, 'data'), join(folder, 'in'));
});

afterAll(() => {
  rmSync(root, { recursive: true });
});

test.each([
  'sources: [{ file: data/a.csv }]',
  'sources: [{ history: in/b }, { file: data/../c.csv }]',
  'strategies: [{ module: ./mine.ts }]\nactionFiles: [data/actions.csv]',
  'sources: 5\nstrategies: [1, null]\nactionFiles: x',
  'title: nothing that it names',
  '- 1',
])('lets a run open what lies in the folder: %j', (text) => {
  expect(flawOfRun(text, folder)).toBeNull();
});

test.each([
  ['sources: [{ file: /etc/passwd }]', 'sources[0].file: /etc/passwd: expected a name within'],
  ['sources:\n  - file: ../secret.csv', '2: sources[0].file: ../secret.csv: it leads out'],
  ['sources: [{ history: .. }]', 'sources[0].history: ..: it leads out'],
  ['sources: [{ file: out/secret.csv }]', 'out/secret.csv: it leads out'],
  ['strategies: [{ module: out/not/there.ts }]', 'out/not/there.ts: it leads out'],
  ['actionFiles: [data/../../x.csv]', 'actionFiles[0]: data/../../x.csv: it leads out'],
  ['sources: [{ file: "a\\0b" }]', 'expected a name within'],
  ['a: 1\na: 2', '2:1: Map keys must be unique'],
])('refuses %j', (text, expected) => {
  expect(flawOfRun(text, folder)).toContain(expected);
});

test('tells of every name at once', () => {
  const text = 'sources: [{ file: /a }, { file: /b }]\nactionFiles: [/c]';
  expect(flawOfRun(text, folder)?.split('; ')).toHaveLength(3);
});

test('a name is refused exactly where it leads out', () => {
  const part = fc.constantFrom('..', '.', 'data', 'x', '', '...');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 6 }), (parts) => {
      const name = parts.join('/');
      const leadsTo = posix.normalize(name);
      const leadsOut = name.startsWith('/') || leadsTo === '..' || leadsTo.startsWith('../');
      const flaw = flawOfRun(JSON.stringify({ sources: [{ file: name }] }), folder);
      expect(flaw !== null).toBe(leadsOut);
    }),
  );
});
