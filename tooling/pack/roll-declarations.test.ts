import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rollDeclarations } from './roll-declarations.ts';

let folder = '';
let room = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-roll-'));
  room = join(folder, 'dist/books/src');
  mkdirSync(room, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The room's one file, of the files it had. */
function roll(files: Readonly<Record<string, string>>): string {
  for (const [name, text] of Object.entries(files)) {
    writeFileSync(join(room, `${name}.d.ts`), text);
  }
  rollDeclarations(folder, ['books']);
  return readFileSync(join(room, 'index.d.ts'), 'utf8');
}

test('puts what is exported, and what that needs, into one file, with the comments', () => {
  const text = roll({
    index: `export { type Book, open } from './book.ts';\nexport * from './page.ts';\n`,
    book: [
      `import { type Money } from 'argosy/core';`,
      `import type { Line } from './line.ts';`,
      '/** What is written down. */',
      'export type Book = {',
      '    readonly lines: readonly Line[];',
      '};',
      '/** Opens a book. */',
      'export declare function open(first: Money): Book;',
      'export type Unneeded = 1;',
    ].join('\n'),
    line: `/** One line. */\nexport declare class Line extends Base { #private; }\ndeclare class Base {}\n`,
    page: `export declare const page: unique symbol;\n`,
    unneeded: `export type AlsoUnneeded = 2;\n`,
  });
  expect(text).toBe(
    [
      `import type { Money } from 'argosy/core';`,
      '/** What is written down.*/',
      'export type Book = {',
      '\treadonly lines: readonly Line[]',
      '}',
      '/** One line.*/',
      'declare class Line extends Base { #private; }',
      'declare class Base {}',
      '/** Opens a book.*/',
      'export function open(first: Money): Book',
      'export const page: unique symbol',
      'export {};',
      '',
    ].join('\n'),
  );
  expect(existsSync(join(room, 'line.d.ts'))).toBe(false);
});

test('leaves out what is said of private parts, and what stars are indented by', () => {
  const text = roll({
    index: `export { Line } from './line.ts';\n`,
    line: [
      '/**',
      ' * One line.',
      ' */',
      'export declare class Line {',
      '    #private;',
      '    /** How long',
      '     * it is. */',
      '    private readonly length;',
      '    private width;',
      '    /** What it says. */',
      '    readonly text: string;',
      '}',
    ].join('\n'),
  });
  expect(text.split('\n')).toEqual([
    '/** One line.*/',
    'export class Line {',
    '\tprivate length;private width',
    '\t/** What it says.*/',
    '\treadonly text: string',
    '}',
    'export {};',
    '',
  ]);
});

test('keeps each signature of a function, and a key that is a symbol', () => {
  const text = roll({
    index: [
      'declare const name: unique symbol;',
      'export type Named = { readonly [name]: string };',
      'export declare function of(one: 1): Named;',
      'export declare function of(two: 2): Named;',
    ].join('\n'),
  });
  expect(text).toContain('declare const name: unique symbol\n');
  expect(text.match(/^export function of/gm)).toHaveLength(2);
});

test('refuses one name for two things', () => {
  const files = {
    index: `export { type One } from './one.ts';\nexport { type Other } from './other.ts';\n`,
    one: 'export type One = Part;\ntype Part = 1;\n',
    other: 'export type Other = Part;\ntype Part = 2;\n',
  };
  expect(() => roll(files)).toThrow(/^Part is declared by .*other.d.ts and by .*one.d.ts$/);
});

test('refuses a name of the language that the room declares elsewhere', () => {
  const files = {
    index: `export { type One } from './one.ts';\nexport { type Record } from './record.ts';\n`,
    one: 'export type One = Record<string, 1>;\n',
    record: 'export type Record = 1;\n',
  };
  expect(() => roll(files)).toThrow('"Record" is of the language here');
});

test('refuses a name that changes on its way', () => {
  const files = {
    index: `export { type One as Two } from './one.ts';\n`,
    one: 'export type One = 1;\n',
  };
  expect(() => roll(files)).toThrow('"One as Two" gets another name');
});
