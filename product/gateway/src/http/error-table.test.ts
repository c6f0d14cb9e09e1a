import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { streamErrors } from '@argosy/contract/stream';
import { expect, test } from 'vitest';

import { errorRows, errorTable } from './error-table.ts';

const root = join(import.meta.dirname, '../../../..');
/** Where refusals are made that a request can meet. */
const rooms = [
  'kernel/core',
  'kernel/domain',
  'kernel/orders',
  'kernel/ledger',
  'kernel/risk',
  'kernel/trading',
  'edges/storage',
  'edges/bridge/src/broker',
  'edges/catalog/src/search',
  'edges/catalog/src/history',
  'product/desk',
  'product/fleet/src/fleet',
  'product/gateway',
];
/** Codes that are said to somebody else: over a socket, to whoever starts a process, or reads a file. */
const elsewhere = new Set([...Object.keys(streamErrors), 'BAD_OPTION', 'BAD_LEVERAGE']);

const refusal =
  /(?:refuse|Refusal|refusal|Refused|refuseRequest|refuseAtDesk|refuseInFleet)\(\s*'([A-Z][A-Z0-9_]+)'/gu;

function codesIn(folder: string): readonly string[] {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('dist'))
    .flatMap((file) => {
      const text = readFileSync(join(root, folder, file), 'utf8');
      return Array.from(text.matchAll(refusal), ([, code = '']) => code);
    });
}

test('every code that is refused with has a row', () => {
  const table = errorTable();
  const found = new Set(rooms.flatMap(codesIn));
  expect(found.size).toBeGreaterThan(100);
  expect([...found].filter((code) => !table.has(code) && !elsewhere.has(code))).toEqual([]);
});

test('two rooms that have a code mean the same by it', () => {
  const table = errorTable();
  const differing = errorRows().filter(
    ([code, { httpStatus }]) => table.get(code)?.httpStatus !== httpStatus,
  );
  expect(differing.map(([code]) => code)).toEqual([]);
});

test('every row is a no of HTTP, and what may be tried again says so', () => {
  for (const [code, { httpStatus, message, isRetryable }] of errorTable()) {
    expect([code, httpStatus >= 400 && httpStatus < 600]).toEqual([code, true]);
    expect(message.length).toBeGreaterThan(5);
    if (httpStatus === 504) expect([code, isRetryable]).toEqual([code, true]);
  }
});

test('whoever composes adds rows of their own, and changes none that are there', () => {
  const entry = { message: 'nobody is there', httpStatus: 504, isRetryable: true };
  const table = errorTable({ NOBODY: entry, INTERNAL: entry });
  expect(table.get('NOBODY')).toEqual(entry);
  expect(table.get('INTERNAL')?.httpStatus).toBe(500);
});
