import { readFileSync } from 'node:fs';

import { goldenSheetPath, smallSheet } from '@argosy/testkit/sheets';
import { expect, test } from 'vitest';

import { writeTearSheetJson } from './write-json.ts';

test('the document of the small run is the one that is kept, member by member', () => {
  const lines = (text: string): readonly string[] => text.split('\n');
  const [own, kept] = [
    writeTearSheetJson(smallSheet().sheet),
    readFileSync(goldenSheetPath, 'utf8'),
  ];
  for (const [at, line] of lines(kept).entries()) expect(lines(own)[at]).toBe(line);
  expect(lines(own)).toHaveLength(lines(kept).length);
});
