import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { parseYaml, readYaml, YAML_LENGTH_MAX } from './yaml-document.ts';

const documentOf = (text: string) => parseYaml(text, 'run.yaml');

test('gives numbers as they are written, and booleans and nothing as what they are', () => {
  expect(documentOf('a: 1.10\nb: [0x10, 1e3]\nc: true\nd:\ne: "07"').value).toEqual({
    a: '1.10',
    b: ['0x10', '1e3'],
    c: true,
    d: null,
    e: '07',
  });
});

describe('places', () => {
  const document = documentOf('accounts:\n  - id: A\n    leverage: 2\n');

  test('are those of the value, by line and column', () => {
    expect(document.placeOf('accounts[0].leverage')).toEqual({ line: 3, column: 15 });
    expect(document.lineOf('accounts[0].id')).toBe(2);
  });

  test('of what is not there are those of what it would lie in', () => {
    expect(document.placeOf('accounts[0].kind')).toEqual({ line: 2, column: 5 });
    expect(document.placeOf('nothing')).toEqual({ line: 1, column: 1 });
  });
});

describe('a text with mistakes', () => {
  test('is told of all of them, with their places', () => {
    expect(readYaml('a: 1\na: 2\nb: 3\nb: 4\n')).toEqual({
      ok: false,
      mistakes: [
        { line: 2, column: 1, detail: 'Map keys must be unique at line 2, column 1:' },
        { line: 4, column: 1, detail: 'Map keys must be unique at line 4, column 1:' },
      ],
    });
  });

  test('is refused with its file and line where one mistake is enough', () => {
    expect(() => documentOf('a: 1\nb: "x')).toThrow(/^run\.yaml:2: /);
  });

  test('is refused when it is too long, or too deep', () => {
    const long = readYaml(' '.repeat(YAML_LENGTH_MAX + 1));
    expect(long).toMatchObject({ ok: false, mistakes: [{ line: 1 }] });
    expect(readYaml('['.repeat(100_000))).toMatchObject({ ok: false });
  });
});

test('no text whatever throws', () => {
  const piece = fc.constantFrom('a', ': ', '- ', '\n', '  ', '"', '[', '{', '&x ', '*x', '<<', '|');
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(typeof readYaml(text).ok).toBe('boolean');
    }),
  );
});
