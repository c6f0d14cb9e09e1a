import { smallSheet } from '@argosy/testkit/sheets';
import { expect, test } from 'vitest';

import { writeTearSheetJson } from '../write-json.ts';
import { readTearSheet } from './read-sheet.ts';

const { sheet } = smallSheet();
const told = (): object => {
  const value: unknown = JSON.parse(writeTearSheetJson(sheet));
  return typeof value === 'object' && value !== null ? value : {};
};

test('a document that was written is read as it was', () => {
  expect(readTearSheet(told())).toEqual({ ok: true, value: sheet });
});

test.each([
  ['schema', 'argosy-tear-sheet/2', 'schema: expected one of argosy-tear-sheet/1'],
  ['notes', [1], 'notes[0]: expected a text'],
  ['curve', { ...sheet.curve, equity: ['1e5'] }, 'curve.equity[0]: expected a decimal text'],
  ['days', null, 'days: expected an object'],
  ['costs', { absent: 5 }, 'costs.absent: expected a text'],
  ['summary', { ...sheet.summary, growth: '1' }, 'summary.growth: expected a number'],
])('a document with another %s is refused with its place', (name, value, reason) => {
  const read = readTearSheet({ ...told(), [name]: value });
  expect(read).toMatchObject({ ok: false, refusal: { code: 'BAD_SHEET', reason } });
});

test('what is no object at all is refused', () => {
  for (const value of [null, [], 'sheet', 5]) expect(readTearSheet(value).ok).toBe(false);
});

test('every member of a document is looked at', () => {
  for (const name of Object.keys(sheet)) {
    expect([name, readTearSheet({ ...told(), [name]: 7 }).ok]).toEqual([name, false]);
  }
});
