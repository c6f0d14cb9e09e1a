import { expect, it } from 'vitest';

import { createLog, type LogFields, type LogLevel } from './log.ts';

const levels: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

function written(act: (log: ReturnType<typeof createLog>) => void): readonly unknown[] {
  const lines: [LogLevel, string, LogFields][] = [];
  act(createLog((...line) => lines.push(line)));
  return lines;
}

it.each(levels)('writes what is told at %s under that level, with its fields', (level) => {
  const fields = { qty: 3, isLong: true, note: null };
  expect(written((log) => log[level]('sized', fields))).toEqual([[level, 'sized', fields]]);
});

it.each(levels)('writes no fields at %s where none are told', (level) => {
  expect(written((log) => log[level]('hello'))).toEqual([[level, 'hello', {}]]);
});
