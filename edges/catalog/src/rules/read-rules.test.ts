import { formatDay, parseDay, unwrap } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { DatedRules } from './dated-rules.ts';
import { RULE_ROWS_MAX, RuleFile } from './read-rules.ts';

const sources = { gazette: { text: 'a gazette', written: '2026-11-21', certainty: 'checked' } };
const row = { key: 'a', from: '2020-01-01', to: '2020-12-31', rate: '1', source: 'gazette' };

function read(rows: unknown, more: Record<string, unknown> = {}): DatedRules<string> {
  const file = new RuleFile('rates.json', { knownUntil: '2026-11-21', sources, rows, ...more });
  const keysOf = (fields: { text(name: string): string }): readonly string[] => [
    fields.text('key'),
  ];
  const rules = file.rules('rows', keysOf, (fields) => fields.decimal('rate'));
  file.finish();
  return rules;
}

const dayOf = (text: string): number => unwrap(parseDay(text));

describe('a day', () => {
  const rules = read([row, { ...row, from: '2022-01-01', to: null, rate: '2' }]);
  const on = (day: string, key = 'a'): unknown => {
    const answer = rules.on(key, dayOf(day));
    return answer.known ? answer.value.value : answer.why;
  };

  test.each([
    ['2020-01-01', '1'],
    ['2020-12-31', '1'],
    ['2022-01-01', '2'],
    ['2026-11-21', '2'],
  ])('%s, within or at the end of a rule, has it', (day, rate) => {
    expect(on(day)).toBe(rate);
  });

  test('outside what is known is told as such, never guessed', () => {
    expect(on('2019-12-31')).toBe('a: not known before 2020-01-01');
    expect(on('2021-06-01')).toBe('a: not known on 2021-06-01');
    expect(on('2026-11-22')).toBe('a: not known after 2026-11-21');
    expect(on('2026-11-22', 'b')).toBe('b: no rule is known');
  });

  test('knows where its rule comes from', () => {
    const answer = rules.on('a', dayOf('2022-03-03'));
    expect(answer.known && answer.value).toMatchObject({
      row: 2,
      isInForce: true,
      source: { text: 'a gazette', written: '2026-11-21' },
    });
  });
});

test('every mistake is told at once, with its file, row and reason', () => {
  const rows = [
    { ...row, from: '2020-13-01' },
    { ...row, key: 'b', from: '2020-06-01', to: '2020-01-01', source: 'nobody' },
    { ...row, key: 'c', rate: 0.1, colour: 'red' },
    'text',
  ];
  expect(() => read(rows)).toThrow(
    [
      'a file of market rules has mistakes:',
      '  rates.json, row 1: \'from\': expected a day, 2026-01-26, found "2020-13-01"',
      '  rates.json, row 2: ends on 2020-01-01, before it begins 2020-06-01',
      "  rates.json, row 2: 'source': there is no source 'nobody'",
      "  rates.json, row 3: 'rate': expected a decimal from 0 in quotes, found 0.1",
      "  rates.json, row 3: 'colour': is not known here",
      '  rates.json, row 4: expected an object, found "text"',
    ].join('\n'),
  );
});

test('of two rules that overlap neither is taken', () => {
  const later = { ...row, from: '2020-12-31', to: null };
  expect(() => read([later, row])).toThrow(
    'rates.json, row 1: a from 2020-12-31 overlaps row 2, which holds until 2020-12-31',
  );
  expect(() => read([row, { ...later, from: '2021-01-01' }])).not.toThrow();
});

test('what is wrong with the file itself is told too', () => {
  expect(() => read('none')).toThrow("rates.json: 'rows': expected a list");
  expect(() => read([row], { knownUntil: 'now' })).toThrow("rates.json: 'knownUntil'");
  expect(() => read([row], { extra: 1 })).toThrow("rates.json: 'extra': is not known here");
  const bad = { gazette: { text: '', written: 'today', certainty: 'maybe' } };
  expect(() => read([row], { sources: bad })).toThrow(/source 'gazette': 'certainty': expected/u);
});

test('any day has exactly one rule, or an honest answer that none is known', () => {
  const first = dayOf('2020-01-01');
  const spans = fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { minLength: 2, maxLength: 12 });
  fc.assert(
    fc.property(spans, fc.integer({ min: -10, max: 320 }), (edges, at) => {
      const sorted = edges.toSorted((one, other) => one - other);
      const rows = sorted.flatMap((from, place) => {
        const to = sorted[place + 1];
        if (to === undefined || place % 3 === 2) return [];
        const span = { from: formatDay(first + from), to: formatDay(first + to - 1) };
        return [{ ...row, ...span, rate: String(place) }];
      });
      const holding = rows.filter(
        ({ from, to }) => dayOf(from) <= first + at && first + at <= dayOf(to),
      );
      const answer = read(rows).on('a', first + at);
      expect(holding.length).toBe(answer.known ? 1 : 0);
      if (answer.known) expect(answer.value.value).toBe(holding[0]?.rate);
      else expect(answer.why).toMatch(/not known/u);
    }),
  );
});

test('a list longer than is read is refused', () => {
  expect(() => read(Array.from({ length: RULE_ROWS_MAX + 1 }, () => row))).toThrow('at most');
});

test('a file of thousands of mistakes tells the first hundred', () => {
  const rows = Array.from({ length: 500 }, () => ({ ...row, rate: null }));
  expect(() => read(rows)).toThrow(/\n {2}and \d+ more$/u);
});
