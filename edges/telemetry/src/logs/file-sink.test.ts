import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { MICROS_PER_DAY, toTimestamp } from 'argosy/core';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import { Counter } from '../metrics/instruments.ts';
import { FileSink, type FileSinkOptions } from './file-sink.ts';
import type { LogFile, LogFiles } from './log-files.ts';
import type { LogLevel, LogRecord } from './log-record.ts';

const root = mkdtempSync(join(tmpdir(), 'argosy-logs-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

type Done = (error: Error | null) => void;
type Waiting = { readonly bytes: Uint8Array; readonly at: number; readonly done: Done };
type FakeFile = { bytes: number[]; opened: number };

/** Files in memory whose writes wait until the test lets them through. */
function fakeFiles() {
  const all = new Map<string, FakeFile>();
  const waiting: Waiting[] = [];
  const faults = { writeNow: false, rename: false };
  const put = (file: FakeFile, bytes: Uint8Array, at: number): void => {
    for (const [place, byte] of bytes.entries()) file.bytes[at + place] = byte;
  };
  const open = (path: string): LogFile => {
    const file = all.get(path) ?? { bytes: [], opened: 0 };
    all.set(path, file);
    file.opened += 1;
    return {
      size: file.bytes.length,
      bornAtMs: 0,
      endsLine: file.bytes.length === 0 || file.bytes.at(-1) === 10,
      write: (bytes, at, done) => {
        const through: Done = (error) => {
          if (error === null) put(file, bytes, at);
          done(error);
        };
        waiting.push({ bytes, at, done: through });
      },
      writeNow: (bytes, at) => {
        if (faults.writeNow) throw new Error('ENOSPC');
        put(file, bytes, at);
      },
      close: () => {
        file.opened -= 1;
      },
    };
  };
  const files: LogFiles = {
    makeFolder: () => undefined,
    list: () => [...all.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)),
    open,
    rename: (from, to) => {
      if (faults.rename) throw new Error('EBUSY');
      const file = all.get(from);
      all.delete(from);
      if (file !== undefined) all.set(to, file);
    },
    remove: (path) => void all.delete(path),
  };
  const textOf = (path: string): string => Buffer.from(all.get(path)?.bytes ?? []).toString();
  const letThrough = (error: Error | null = null): void => waiting.shift()?.done(error);
  return { all, files, faults, waiting, textOf, letThrough };
}

type Changes = Partial<Omit<FileSinkOptions, 'files' | 'onLost' | 'dropped' | 'now'>>;

function aSink(changes: Changes = {}) {
  const fake = fakeFiles();
  const lost: [string, string][] = [];
  const dropped = new Counter();
  const clock = { now: 0 };
  const sink = new FileSink({
    folder: '/logs',
    name: 'core',
    level: 'debug',
    format: ({ message }) => `${message}\n`,
    ...changes,
    now: () => toTimestamp(clock.now),
    onLost: (reason, lines) => void lost.push([reason, lines]),
    dropped,
    files: fake.files,
  });
  const say = (message: string, level: LogLevel = 'info'): void =>
    sink.take(aRecord(message, level));
  return { ...fake, sink, say, lost, dropped, clock, text: () => fake.textOf('/logs/core.log') };
}

function aRecord(message: string, level: LogLevel = 'info'): LogRecord {
  return { at: toTimestamp(0), level, message, fields: {} };
}

describe('a file of lines', () => {
  test('what comes while a write is under way goes out with the next one', () => {
    const { say, letThrough, waiting, text } = aSink();
    for (const message of ['a', 'b', 'c']) say(message);
    expect(waiting).toHaveLength(1);
    letThrough();
    letThrough();
    expect(waiting).toHaveLength(0);
    expect(text()).toBe('a\nb\nc\n');
  });

  test('at the end everything is written at once, what was under way too, and nothing twice', () => {
    const { say, sink, letThrough, text } = aSink();
    for (const message of ['a', 'b', 'c']) say(message);
    sink.flush();
    expect(text()).toBe('a\nb\nc\n');
    letThrough();
    expect(text()).toBe('a\nb\nc\n');
  });

  test('wants only its lines', () => {
    const { say, sink, text } = aSink({ only: ({ message }) => message !== 'b' });
    for (const message of ['a', 'b', 'c']) say(message);
    sink.flush();
    expect(text()).toBe('a\nc\n');
  });

  test('goes on behind what is there, after a line that a crash has cut too', () => {
    const { files, textOf } = fakeFiles();
    files.open('/logs/core.log').writeNow(Buffer.from('whole\ncut'), 0);
    const sink = new FileSink({
      folder: '/logs',
      name: 'core',
      level: 'debug',
      format: ({ message }) => `${message}\n`,
      now: () => toTimestamp(0),
      onLost: () => undefined,
      files,
    });
    sink.take(aRecord('next'));
    sink.flush();
    expect(textOf('/logs/core.log')).toBe('whole\ncut\nnext\n');
  });
});

describe('where the disk is slow', () => {
  test('info is left out and counted, and the file says so; errors never are', () => {
    const { say, sink, letThrough, text, dropped } = aSink({ pendingBytesMax: 4 });
    for (const message of ['a', 'b', 'c', 'd', 'e']) say(message);
    say('x', 'error');
    expect([sink.dropped, dropped.value]).toEqual([2, 2]);
    letThrough();
    letThrough();
    sink.flush();
    expect(text()).toBe('a\nb\nc\nlog lines were left out\nx\n');
  });

  test('no more waits than is allowed, and every warning and error is there in order', () => {
    const level = fc.constantFrom<LogLevel>('debug', 'info', 'warn', 'error');
    const step = fc.oneof({ weight: 3, arbitrary: level }, fc.constant('through' as const));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { say, sink, letThrough, waiting, text } = aSink({ pendingBytesMax: 40 });
        const kept: string[] = [];
        for (const [n, each] of steps.entries()) {
          if (each === 'through') letThrough();
          else say(`${each} ${n}`, each);
          if (each === 'warn' || each === 'error') kept.push(`${each} ${n}`);
          const longest = 40 + 'log lines were left out\n'.length;
          expect(waiting.every(({ bytes }) => bytes.length <= longest)).toBe(true);
        }
        sink.flush();
        const lines = text().split('\n').slice(0, -1);
        expect(lines.filter((line) => /^(warn|error) /u.test(line))).toEqual(kept);
        const said = steps.filter((each) => each !== 'through').length;
        expect(lines.filter((line) => !line.startsWith('log')).length + sink.dropped).toBe(said);
      }),
    );
  });
});

describe('where the disk fails', () => {
  test('what it did not take is handed out, and the log goes on', () => {
    const { say, sink, letThrough, lost, text } = aSink();
    say('a');
    letThrough(new Error('EIO'));
    say('b');
    sink.flush();
    expect(lost).toEqual([['EIO', 'a\n']]);
    expect(text().replaceAll('\0', '')).toBe('b\n');
  });

  test('at the end too', () => {
    const { say, sink, lost, faults } = aSink();
    say('a');
    say('b');
    faults.writeNow = true;
    sink.flush();
    expect(lost).toEqual([
      ['ENOSPC', 'a\n'],
      ['ENOSPC', 'b\n'],
    ]);
  });

  test('a file that cannot be put aside is written on, and tried again a minute later', () => {
    const { say, letThrough, lost, faults, clock, all, text } = aSink({ fileBytesMax: 4 });
    faults.rename = true;
    for (const message of ['aaa', 'bbb', 'ccc']) {
      say(message);
      letThrough();
    }
    expect([text(), lost]).toEqual(['aaa\nbbb\nccc\n', [['EBUSY', '']]]);
    faults.rename = false;
    clock.now = 60_000_000;
    say('ddd');
    letThrough();
    expect([text(), all.size]).toEqual(['ddd\n', 2]);
  });
});

describe('a full file', () => {
  const full = (all: ReadonlyMap<string, unknown>): string[] =>
    [...all.keys()].filter((path) => path !== '/logs/core.log').sort();

  test('is put aside before it grows too large, and only so many stay', () => {
    const { say, letThrough, all, text, textOf } = aSink({ fileBytesMax: 4, filesMax: 2 });
    for (const message of ['aaa', 'bbb', 'ccc', 'ddd']) {
      say(message);
      letThrough();
    }
    expect(text()).toBe('ddd\n');
    expect(full(all).map((path) => textOf(path))).toEqual(['bbb\n', 'ccc\n']);
    expect(full(all)[0]).toBe('/logs/core-19700101T000000-0002.log');
    expect([...all.values()].map(({ opened }) => opened)).toEqual([0, 0, 1]);
  });

  test('is put aside when it is a day old', () => {
    const { say, letThrough, clock, all } = aSink();
    say('a');
    letThrough();
    clock.now = MICROS_PER_DAY;
    say('b');
    letThrough();
    expect(all.size).toBe(1);
    clock.now += 1;
    say('c');
    letThrough();
    expect(full(all)).toEqual(['/logs/core-19700102T000000-0001.log']);
  });

  test('other files in the folder are left alone', () => {
    const { say, letThrough, all, files } = aSink({ fileBytesMax: 4, filesMax: 0 });
    const others = ['/logs/core-notes.log', '/logs/corex-19700101T000000-0001.log'];
    for (const path of others) files.open(path);
    for (const message of ['aaa', 'bbb']) {
      say(message);
      letThrough();
    }
    expect(full(all)).toEqual(others);
  });

  test('is not renamed or closed while a write to it is under way', () => {
    const { say, sink, letThrough, all, text } = aSink({ fileBytesMax: 4, pendingBytesMax: 4 });
    say('aaa');
    say('bbb');
    say('ccc', 'error');
    expect(all.size).toBe(1);
    sink.close();
    sink.close();
    expect(all.get('/logs/core.log')?.opened).toBe(1);
    letThrough();
    expect([text(), all.get('/logs/core.log')?.opened]).toEqual(['aaa\nbbb\nccc\n', 0]);
  });
});

test.each(['', '../x', 'a/b', '.hidden'])('a log is not called %j', (name) => {
  expect(() => aSink({ name })).toThrow(/name is/u);
});

describe('on the disk of the machine', () => {
  const options = { level: 'info', now: () => toTimestamp(0) } as const;

  test('lines are there once they are flushed, for nobody else to read', () => {
    const lost: string[] = [];
    const onLost = (reason: string): void => void lost.push(reason);
    const folder = join(root, 'one');
    const sink = new FileSink({ ...options, folder, name: 'core', onLost });
    sink.take(aRecord('hello'));
    sink.close();
    const path = join(folder, 'core.log');
    expect(readFileSync(path, 'utf8')).toBe(
      '{"time":"1970-01-01T00:00:00Z","level":"info","message":"hello"}\n',
    );
    expect(statSync(path).mode & 0o077).toBe(0);
    expect(lost).toEqual([]);
  });

  test('what a start finds is kept, and put aside where it is large', () => {
    const folder = join(root, 'two');
    const first = new FileSink({ ...options, folder, name: 'core', onLost: () => undefined });
    first.close();
    writeFileSync(join(folder, 'core.log'), 'x'.repeat(90));
    const sink = new FileSink({
      ...options,
      folder,
      name: 'core',
      fileBytesMax: 64,
      onLost: () => undefined,
    });
    sink.take(aRecord('hello'));
    sink.close();
    expect(readdirSync(folder)).toEqual(['core-19700101T000000-0001.log', 'core.log']);
  });
});
