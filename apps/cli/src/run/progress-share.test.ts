import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toTimestamp } from 'argosy/core';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { progressShare } from './progress-share.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-progress-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('goes by the time of a run that says from when until when it is', () => {
  const share = progressShare({ from: toTimestamp(100), until: toTimestamp(300), files: [] });
  const at = [null, 100, 150, 300, 400].map((one) => (one === null ? one : toTimestamp(one)));
  expect(at.map((one) => share({ at: one, inputs: 0 }))).toEqual([0, 0, 0.25, 1, 1]);
});

test('goes by the rows of the files of a run that does not', () => {
  const files = ['a.csv', 'b.csv'].map((name) => join(folder, name));
  for (const file of files) writeFileSync(file, 'time,price\n'.repeat(200_000));
  const share = progressShare({ from: undefined, until: undefined, files });
  expect([0, 100_000, 900_000].map((inputs) => share({ at: null, inputs }))).toEqual([0, 0.25, 1]);
});

test('is not known of a run without either', () => {
  const share = progressShare({ from: undefined, until: toTimestamp(5), files: [] });
  expect(share({ at: null, inputs: 5 })).toBeNull();
});
