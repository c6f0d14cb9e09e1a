import { describe, expect, test } from 'vitest';

import { applyMutant, findMutants } from './mutants.ts';

const mutated = (text: string): readonly string[] =>
  findMutants('file.ts', text).map((mutant) => applyMutant(text, mutant));

describe('the mutants of a source', () => {
  test.each([
    ['a < b;', ['a <= b;', 'a >= b;']],
    ['a === b;', ['a !== b;']],
    ['a + b;', ['a - b;']],
    ['a && b;', ['a || b;']],
    ['a ?? b;', ['a && b;']],
    ['const x = a ? b : c;', ['const x = !(a) ? b : c;']],
    ['if (a) b;', ['if (!(a)) b;']],
    ['const x = !a;', ['const x = a;']],
    ['const x = true;', ['const x = false;']],
    ['const x = 0n;', ['const x = 1n;']],
    ['const x = 1;', ['const x = 0;', 'const x = 2;']],
    ['save(a);', [';']],
    ['const x = Math.min(a, b);', ['const x = Math.max(a, b);']],
    ['const x = list.some(a);', ['const x = list.every(a);']],
  ])('of %j are small mistakes', (text, expected) => {
    expect(mutated(text)).toEqual(expected);
  });

  test.each([
    "const x = 'a < b';",
    'type A = 0 | 1;',
    'type A = 1 | -1;',
    'function sign(): 1 | -1n {}',
    '// a < b',
    'let x: true;',
    'const x = 17;',
    'const x = a.toString();',
  ])('of %j are none', (text) => {
    expect(mutated(text)).toEqual([]);
  });

  test('stand on their lines', () => {
    const [first] = findMutants('file.ts', 'const a = 17;\nconst b = a < 3;\n');
    expect(first?.line).toBe(2);
  });

  test('of what cannot be read are refused', () => {
    expect(() => findMutants('file.ts', 'const = ;')).toThrow('file.ts');
  });
});
