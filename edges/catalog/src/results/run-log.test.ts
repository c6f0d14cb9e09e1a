import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { toStrategyId, toTimestamp } from 'argosy/core';
import type { LogRecord } from 'argosy/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { LOG_TEXT_MAX, logCells, RunLog } from './run-log.ts';

const aRecord = (changes: Partial<LogRecord> = {}): LogRecord => ({
  at: toTimestamp(1_000_000),
  strategy: toStrategyId('s'),
  level: 'info',
  message: 'crossed',
  fields: {},
  ...changes,
});

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'run-log-'));
});
afterEach(() => rmSync(dir, { recursive: true }));
const linesOf = (): readonly string[] => readFileSync(join(dir, 'log.csv'), 'utf8').split('\n');

describe('the log of a run', () => {
  it('has a line for each record, quoted where it has to be', () => {
    const log = new RunLog(dir);
    log.add(aRecord({ message: 'up, "far"', fields: { close: 105, isLast: false } }));
    log.add(aRecord({ level: 'warn' }));
    log.close();
    expect(linesOf()).toEqual([
      'time,strategy,level,message,fields',
      '1970-01-01T00:00:01Z,s,info,"up, ""far""",close=105 isLast=false',
      '1970-01-01T00:00:01Z,s,warn,crossed,',
      '',
    ]);
  });

  it('is no file where nothing was logged', () => {
    const log = new RunLog(dir);
    log.close();
    expect([log.isEmpty, readdirSync(dir)]).toEqual([true, []]);
  });

  it('holds so many lines and says how many more there were, once', () => {
    const log = new RunLog(dir, 2);
    for (const message of ['1', '2', '3', '4']) log.add(aRecord({ message }));
    log.close();
    log.close();
    expect(linesOf().map((line) => line.split(',')[3])).toEqual([
      'message',
      '1',
      '2',
      '2 more lines were left out',
      undefined,
    ]);
  });

  it('cuts a text that is too long', () => {
    const [, , , message] = logCells(aRecord({ message: 'x'.repeat(LOG_TEXT_MAX + 1) }));
    expect(message).toHaveLength(LOG_TEXT_MAX);
  });
});
