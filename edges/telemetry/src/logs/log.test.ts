import { toTimestamp } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { metricTable } from '../metrics/metric-table.ts';
import { Metrics } from '../metrics/metrics.ts';
import { formatPlainLine } from './format-line.ts';
import { Log, SINKS_MAX } from './log.ts';
import type { LogLevel, LogRecord, LogSink } from './log-record.ts';
import { TextSink } from './text-sink.ts';

const now = () => toTimestamp(1_000_000);

function aSink(level: LogLevel = 'debug'): LogSink & { records: LogRecord[]; flushes: number } {
  const sink = {
    level,
    records: [] as LogRecord[],
    flushes: 0,
    take: (record: LogRecord): void => {
      sink.records.push(record);
    },
    flush: (): void => {
      sink.flushes += 1;
    },
  };
  return sink;
}

function aLog(...sinks: readonly LogSink[]): Log {
  const log = new Log({ now });
  for (const sink of sinks) log.addSink(sink);
  return log;
}

describe('a logger', () => {
  test('says what is bound to it, and what its parent has', () => {
    const sink = aSink();
    const logger = aLog(sink).logger({ part: 'host', strategy: 'a' });
    logger.child({ strategy: 'b', password: 'hunter2' }).warn('late', { micros: 7 });
    expect(sink.records).toEqual([
      {
        at: 1_000_000,
        level: 'warn',
        message: 'late',
        fields: { part: 'host', strategy: 'b', password: '***', micros: 7 },
      },
    ]);
  });

  test('names the trace its lines belong to', () => {
    const sink = aSink();
    const context = { traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), isSampled: true };
    aLog(sink).logger().inTrace(context).info('placed');
    expect(sink.records[0]?.fields).toEqual({ trace: context.traceId, span: context.spanId });
  });

  test('makes nothing of a line that nobody wants', () => {
    let reads = 0;
    const fields = {
      get costly(): number {
        reads += 1;
        return reads;
      },
    };
    const logger = aLog(aSink('info')).logger();
    logger.debug('detail', fields);
    expect([reads, logger.wants('debug'), logger.wants('info')]).toEqual([0, false, true]);
    logger.error('broken', fields);
    expect(reads).toBe(1);
  });

  test('hides what looks secret in a message', () => {
    const sink = aSink();
    aLog(sink).logger().info('login with Bearer abcdefghij');
    expect(sink.records[0]?.message).toBe('login with Bearer ***');
  });
});

describe('a log', () => {
  test('gives each sink what is of its level', () => {
    const [all, some] = [aSink('debug'), aSink('warn')];
    const logger = aLog(all, some).logger();
    logger.debug('a');
    logger.warn('b');
    expect(all.records.map(({ message }) => message)).toEqual(['a', 'b']);
    expect(some.records.map(({ message }) => message)).toEqual(['b']);
  });

  test('goes on where a sink fails, and counts it', () => {
    const broken: LogSink = {
      level: 'debug',
      take: () => {
        throw new Error('full');
      },
      flush: () => undefined,
    };
    const sink = aSink();
    const log = aLog(broken, sink);
    log.logger().info('a');
    expect([log.faults, sink.records.length]).toEqual([1, 1]);
  });

  test('flushes all sinks, and one that is taken away', () => {
    const [one, other] = [aSink('debug'), aSink('error')];
    const log = aLog(one, other);
    log.flush();
    log.removeSink(one);
    log.removeSink(one);
    expect([one.flushes, other.flushes, log.wants('warn')]).toEqual([2, 1, false]);
  });

  test('has room for so many sinks', () => {
    const log = aLog(...Array.from({ length: SINKS_MAX }, () => aSink()));
    expect(() => log.addSink(aSink())).toThrow(/log sinks/u);
  });

  test('counts its lines by level', () => {
    const metrics = new Metrics(metricTable);
    const log = new Log({ now, metrics });
    log.addSink(aSink());
    log.logger().warn('a');
    const lines = metrics.snapshot()['log_lines_total'];
    expect(lines?.map(({ labels, value }) => `${labels[0]} ${value}`)).toContain('warn 1');
  });
});

test('a text sink writes the lines it wants', () => {
  const lines: string[] = [];
  const only = ({ fields }: LogRecord): boolean => fields['strategy'] === 'a';
  const write = (line: string) => void lines.push(line);
  const log = aLog(new TextSink({ level: 'info', format: formatPlainLine, write, only }));
  log.logger({ strategy: 'a' }).info('mine');
  log.logger({ strategy: 'b' }).info('other');
  log.flush();
  expect(lines).toEqual(['00:00:01     INFO  mine strategy=a\n']);
});
