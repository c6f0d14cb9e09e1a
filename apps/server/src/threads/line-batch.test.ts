import { toTimestamp } from 'argosy/core';
import type { LogLevel, LogRecord } from '@argosy/telemetry';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { LineBatch } from './line-batch.ts';

let sent: string[];
let lines: LineBatch;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  lines = new LineBatch('info', (records) =>
    sent.push(records.map(({ message }) => message).join(' ')),
  );
});

afterEach(() => {
  vi.useRealTimers();
});

test('lines that come together go together, 100 ms after the first at the latest', () => {
  lines.take(aLine('a'));
  vi.advanceTimersByTime(99);
  lines.take(aLine('b'));
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(sent).toEqual(['a b']);
  lines.take(aLine('c'));
  vi.advanceTimersByTime(100);
  expect(sent).toEqual(['a b', 'c']);
});

test.each(['warn', 'error'] as const)(
  'a line of %s goes at once, behind those before it',
  (level) => {
    lines.take(aLine('a'));
    lines.take(aLine('b', level));
    expect(sent).toEqual(['a b']);
    vi.advanceTimersByTime(100);
    expect(sent).toEqual(['a b']);
  },
);

test('five hundred lines wait for no time', () => {
  for (let one = 0; one < 500; one += 1) lines.take(aLine('x'));
  expect(sent).toHaveLength(1);
});

test('at the end what waits goes', () => {
  lines.take(aLine('a'));
  lines.flush();
  lines.flush();
  expect(sent).toEqual(['a']);
});

function aLine(message: string, level: LogLevel = 'info'): LogRecord {
  return { at: toTimestamp(0), level, message, fields: {} };
}
