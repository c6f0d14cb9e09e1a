import { unwrap, parseTimestamp } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatColourLine, formatJsonLine, formatPlainLine } from './format-line.ts';
import type { LogRecord } from './log-record.ts';
import { toPlainFields } from './plain-fields.ts';

const { at } = unwrap(parseTimestamp('2026-11-20T10:00:00.123456Z'));

function aRecord(changes: Partial<LogRecord> = {}): LogRecord {
  return { at, level: 'info', message: 'started', fields: {}, ...changes };
}

test('a line is an object of JSON with time, level and message first', () => {
  const line = formatJsonLine(aRecord({ fields: { part: 'bridge', n: 1 } }));
  expect(line).toBe(
    '{"time":"2026-11-20T10:00:00.123456Z","level":"info","message":"started","part":"bridge","n":1}\n',
  );
});

test('a field cannot pass for what the line says itself', () => {
  const fields = toPlainFields({ level: 'error', time: 'never', ['__proto__']: 1 });
  const read: unknown = JSON.parse(formatJsonLine(aRecord({ fields })));
  expect(read).toMatchObject({ level: 'info', '-level': 'error', '-time': 'never' });
});

test('a line for people has the time of day, the part and the fields', () => {
  const fields = { part: 'bridge', feed: 'demo', why: 'no answer', list: [1] };
  expect(formatPlainLine(aRecord({ level: 'warn', fields }))).toBe(
    '10:00:00.123 WARN  bridge: started feed=demo why="no answer" list=[1]\n',
  );
});

test('colour goes around a line that matters', () => {
  const line = formatColourLine(aRecord({ level: 'error' }));
  expect([line.startsWith('\u001b[31m'), line.endsWith('\u001b[0m\n')]).toEqual([true, true]);
  expect(formatColourLine(aRecord())).toBe(formatPlainLine(aRecord()));
});

// oxlint-disable-next-line no-control-regex -- they are what is looked for
const obeyed = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/u;

describe.each([
  ['JSON', formatJsonLine],
  ['people', formatPlainLine],
])('whatever is said, in lines for %s', (_, format) => {
  const nasty = fc.string({
    unit: fc.oneof(
      fc.constantFrom('\n', '\r', '\u001b', '\u2028', '\u202e', '\u0085', '"', '\\', ' ', '='),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  });

  test('is one line without anything that a terminal obeys', () => {
    fc.assert(
      fc.property(nasty, nasty, nasty, (message, name, value) => {
        const fields = toPlainFields({ [name]: value, part: value });
        const line = format(aRecord({ message, fields }));
        expect(line.endsWith('\n')).toBe(true);
        expect(line.slice(0, -1)).not.toMatch(obeyed);
      }),
    );
  });
});

test('a line of JSON reads back as what was said', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (message) => {
      expect(JSON.parse(formatJsonLine(aRecord({ message })))).toMatchObject({ message });
    }),
  );
});
