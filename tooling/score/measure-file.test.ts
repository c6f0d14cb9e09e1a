import { describe, expect, test } from 'vitest';
import { measureFile, type FileFigures } from './measure-file.ts';

function figuresOf(...lines: readonly string[]): FileFigures {
  return measureFile({ path: 'a.ts', text: `${lines.join('\n')}\n` });
}

describe('the figures of a file', () => {
  test('counts physical lines and lines with comments', () => {
    const figures = figuresOf('/**', ' * Doc.', ' */', 'export const a = 1; // why', '', 'void a;');
    expect(figures.lines).toBe(6);
    expect(figures.commentLines).toBe(4);
  });

  test('counts casts but neither "as const" nor renamed imports', () => {
    const figures = figuresOf(
      `import { a as b } from './b.ts';`,
      `const c = ['x'] as const;`,
      `const d = b as unknown as string;`,
    );
    expect(figures.castCount).toBe(2);
  });

  test('counts any, non-null and default exports, not the words in text', () => {
    const figures = figuresOf('const a: any = "any!";', 'const b = a!.c;', 'export default b;');
    expect(figures.anyCount).toBe(1);
    expect(figures.nonNullCount).toBe(1);
    expect(figures.defaultExports).toBe(1);
  });

  test('measures functions with a block body, methods and arrows included', () => {
    const figures = figuresOf(
      'function a() {',
      '  return 1;',
      '}',
      'const b = () => 2;',
      'const c = () => {',
      '};',
      'class D { e() { return 3; } }',
    );
    expect(figures.functionLines.toSorted((x, y) => x - y)).toEqual([1, 2, 3]);
  });
});

describe('documented exports', () => {
  test('asks for a TSDoc comment right above the declaration', () => {
    const figures = figuresOf(
      '/** One. */',
      'export const a = 1;',
      '// Two.',
      'export type B = number;',
      '/** Three. */',
      'const c = 3;',
      'export function d(): void {}',
    );
    expect([figures.exported, figures.documented]).toEqual([3, 1]);
  });

  test('counts an overloaded function once and a re-export not at all', () => {
    const figures = figuresOf(
      '/** One. */',
      'export function a(x: string): void;',
      'export function a(x: number): void;',
      'export function a(): void {}',
      `export { b } from './b.ts';`,
    );
    expect([figures.exported, figures.documented]).toEqual([1, 1]);
  });
});
