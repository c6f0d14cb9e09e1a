import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toMicros, toTimestamp } from './amounts.ts';
import { ok } from './result.ts';
import { formatTimestamp, MICROS_PER_MINUTE } from './time.ts';
import { parseTimestamp } from './timestamp-text.ts';

const instant = (text: string, micros = 0) => toTimestamp(Date.parse(text) * 1000 + micros);
const precise = (text: string, micros = 0, nanos = 0) => ok({ at: instant(text, micros), nanos });
const offsetMinutes = fc.integer({ min: -(23 * 60 + 59), max: 23 * 60 + 59 });
const pad = (value: number): string => String(value).padStart(2, '0');
const zoneOf = (minutes: number, colon: string): string => {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}${colon}${pad(size % 60)}`;
};

/** The grammar once more, as one pattern; the ranges are left to Date. */
const grammar =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?$/;
const oracle = (text: string): number | null => {
  const [, date, time = '00:00:00', fraction = '', zone = 'Z'] = grammar.exec(text) ?? [];
  if (date === undefined) return null;
  const wall = new Date(`${date}T${time}Z`);
  if (Number.isNaN(wall.getTime()) || !wall.toISOString().startsWith(`${date}T${time}`))
    return null;
  const minutes =
    zone === 'Z' ? 0 : Number(`${zone[0]}1`) * toMinutes(zone.slice(1).replace(':', ''));
  return (wall.getTime() / 1000 - minutes * 60) * 1e6 + Number(fraction.padEnd(9, '0').slice(0, 6));
};
const toMinutes = (hhmm: string): number => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(2));

describe('a point in time', () => {
  test.each([
    ['2026-11-20', precise('2026-11-20T00:00:00Z')],
    ['2026-11-20T09:15:00Z', precise('2026-11-20T09:15:00Z')],
    ['2026-11-20 09:15:00Z', precise('2026-11-20T09:15:00Z')],
    ['2026-11-20T09:15:00+05:30', precise('2026-11-20T03:45:00Z')],
    ['2026-11-20T09:15:00+0530', precise('2026-11-20T03:45:00Z')],
    ['2026-11-20T09:15:00-04:00', precise('2026-11-20T13:15:00Z')],
    ['2026-11-20T09:15:00.5Z', precise('2026-11-20T09:15:00Z', 500_000)],
    ['2026-11-20T09:15:00.123456789Z', precise('2026-11-20T09:15:00Z', 123_456, 789)],
    ['2026-11-20T09:15:00.0000001Z', precise('2026-11-20T09:15:00Z', 0, 100)],
    ['2024-02-29T23:59:59Z', precise('2024-02-29T23:59:59Z')],
    ['1969-12-31T23:59:59.999999999Z', precise('1970-01-01T00:00:00Z', -1, 999)],
  ])('is %s', (text, expected) => {
    expect(parseTimestamp(text)).toEqual(expected);
  });

  test.each([
    '',
    '2026',
    '2026-02-29',
    '2026-13-01',
    '2026-11-20T',
    '2026-11-20T09:15Z',
    '2026-11-20T24:00:00Z',
    '2026-11-20T09:60:00Z',
    '2026-11-20T09:15:60Z',
    '2026-11-20T09:15:00.Z',
    '2026-11-20T09:15:00.1234567890Z',
    '2026-11-20T09:15:00,5Z',
    '2026-11-20t09:15:00Z',
    '2026-11-20T09:15:00z',
    '2026-11-20T09:15:00+5:30',
    '2026-11-20T09:15:00+05',
    '2026-11-20T09:15:00+24:00',
    '2026-11-20T09:15:00+05:60',
    '2026-11-20T09:15:00+05:30Z',
    '2026-11-20T09:15:00Z ',
    ' 2026-11-20T09:15:00Z',
    '2026-11-20  09:15:00Z',
    '2026/11/20',
    '+2026-11-20',
  ])('is not %j', (text) => {
    expect(parseTimestamp(text)).toMatchObject({ ok: false, refusal: { code: 'BAD_TIMESTAMP' } });
  });

  test('without a zone is refused', () => {
    expect(parseTimestamp('2026-11-20T09:15:00')).toEqual({
      ok: false,
      refusal: {
        code: 'BAD_TIMESTAMP',
        reason: 'the text is not a point in time: "2026-11-20T09:15:00" has no zone Z or ±hh:mm',
      },
    });
  });

  test('without a zone is by the clock that was named', () => {
    const defaultOffset = toMicros(330 * MICROS_PER_MINUTE);
    expect(parseTimestamp('2026-11-20T09:15:00.25', { defaultOffset })).toEqual(
      precise('2026-11-20T03:45:00Z', 250_000),
    );
  });

  test('with a zone is by its own, whatever clock was named', () => {
    const defaultOffset = toMicros(330 * MICROS_PER_MINUTE);
    expect(parseTimestamp('2026-11-20T09:15:00Z', { defaultOffset })).toEqual(
      precise('2026-11-20T09:15:00Z'),
    );
  });

  test.each(['2300-01-01', '1600-01-01T00:00:00Z'])('as far off as %s is refused', (text) => {
    expect(parseTimestamp(text)).toMatchObject({ ok: false, refusal: { code: 'OUT_OF_RANGE' } });
  });

  test('comes back from its text with its nanoseconds', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.nat(999), (micros, nanos) => {
        const at = toTimestamp(micros);
        expect(parseTimestamp(formatTimestamp(at, nanos))).toEqual(ok({ at, nanos }));
      }),
    );
  });

  test('is the same in every zone', () => {
    const seconds = fc.integer({ min: -8_000_000_000, max: 8_000_000_000 });
    fc.assert(
      fc.property(seconds, offsetMinutes, fc.constantFrom('', ':'), (second, minutes, colon) => {
        const wall = new Date((second + minutes * 60) * 1000).toISOString().slice(0, 19);
        const at = toTimestamp(second * 1e6);
        expect(parseTimestamp(`${wall}${zoneOf(minutes, colon)}`)).toEqual(ok({ at, nanos: 0 }));
      }),
    );
  });

  test('with one character changed is read by the same grammar', () => {
    const texts = fc.constantFrom(
      '2026-11-20',
      '2026-11-20T09:15:00Z',
      '2024-02-29 23:59:59.999+05:30',
      '1999-12-31T00:00:00.123456-0930',
    );
    const characters = fc.constantFrom('', ...'0123456789-+:.TZ '.split(''));
    fc.assert(
      fc.property(texts, fc.nat(32), characters, fc.nat(1), (text, place, character, cut) => {
        const changed = text.slice(0, place) + character + text.slice(place + cut);
        const parsed = parseTimestamp(changed);
        fc.pre(parsed.ok || parsed.refusal.code === 'BAD_TIMESTAMP');
        expect(parsed.ok ? parsed.value.at : null).toBe(oracle(changed));
      }),
      { numRuns: 3000 },
    );
  });

  test('is never read out of just any text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseTimestamp(text).ok).toBe(false);
      }),
    );
  });
});
