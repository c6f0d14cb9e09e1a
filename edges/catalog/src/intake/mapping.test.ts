import { parseTimestamp, unwrap } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { readTime, utcClock } from './cell-time.ts';
import { parseMapping, placeOf, type Mapping } from './mapping.ts';

const sound: Mapping = {
  version: 1,
  kind: 'bar',
  encoding: 'utf-8',
  delimiter: ',',
  hasHeader: true,
  columns: { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 },
  instrument: 'SBIN.NSE',
  exchange: null,
  timeFormat: 'YYYY-MM-DD',
  place: 'NSE',
  spec: '1-DAY-LAST-EXTERNAL',
  moment: 'day',
  pricePrecision: 2,
  sizePrecision: 0,
};

describe('a mapping from a file', () => {
  it('is taken as it is where it is sound', () => {
    expect(parseMapping(structuredClone(sound), 'm.json')).toEqual(sound);
  });

  it.each([
    [{ version: 2 }, 'version, expected 1'],
    [{ kind: 'book' }, 'kind, expected quote, trade or bar'],
    [{ columns: null }, 'columns, expected an object'],
    [{ columns: { ...sound.columns, bid: 6 } }, 'columns.bid is nothing of a bar'],
    [{ columns: { ...sound.columns, close: 3 } }, 'expected each place once'],
    [{ columns: { ...sound.columns, close: -1 } }, 'expected places from 0'],
    [{ columns: { time: 0 } }, 'columns.open is missing; columns.high is missing'],
    [{ instrument: null }, 'an instrument is missing'],
    [{ delimiter: 'and' }, 'delimiter'],
    [{ timeFormat: 'sundial' }, 'timeFormat, expected iso'],
    [{ place: 'ATLANTIS' }, 'place, expected a calendar'],
    [{ spec: '1-MINUTE-LAST-INTERNAL' }, 'spec, expected such as'],
    [{ moment: null }, 'moment'],
    [{ pricePrecision: 99, sizePrecision: -1 }, 'pricePrecision; sizePrecision'],
  ])('with %j is refused, and it says why', (wrong, message) => {
    expect(() => parseMapping({ ...sound, ...wrong }, 'm.json')).toThrow(`m.json: `);
    expect(() => parseMapping({ ...sound, ...wrong }, 'm.json')).toThrow(message);
  });

  it.each([null, [], 'text'])('that is %j is refused', (value) => {
    expect(() => parseMapping(value, 'm.json')).toThrow('m.json: expected an object');
  });
});

describe('a time', () => {
  const india = placeOf('NSE') ?? utcClock;
  const read = (text: string, format: Mapping['timeFormat']): string | null => {
    const found = readTime(text, format, india);
    return found === null ? null : `${new Date(found.at / 1000).toISOString()} ${found.nanos}`;
  };

  it.each([
    ['2026-11-20T09:15:00+05:30', 'iso', '2026-11-20T03:45:00.000Z 0'],
    ['2026-11-20 03:45:00+00', 'iso', '2026-11-20T03:45:00.000Z 0'],
    ['2026-11-20T09:15+05:30', 'iso', '2026-11-20T03:45:00.000Z 0'],
    ['2026-11-20T03:45:00.000000123Z', 'iso', '2026-11-20T03:45:00.000Z 123'],
    ['2026-11-20 09:15:00.25', 'YYYY-MM-DD', '2026-11-20T03:45:00.250Z 0'],
    ['2026/11/20', 'YYYY-MM-DD', '2026-11-19T18:30:00.000Z 0'],
    ['20261120 15:30', 'YYYYMMDD', '2026-11-20T10:00:00.000Z 0'],
    ['20.11.2026', 'D/M/YYYY', '2026-11-19T18:30:00.000Z 0'],
    ['11/20/2026 3:30 PM', 'M/D/YYYY', '2026-11-20T10:00:00.000Z 0'],
    ['11/20/2026 12:05 am', 'M/D/YYYY', '2026-11-19T18:35:00.000Z 0'],
    ['20-Nov-2026', 'D-MMM-YYYY', '2026-11-19T18:30:00.000Z 0'],
    ['1795146300.5', 's', '2026-11-20T03:45:00.500Z 0'],
    ['1795146300000000123', 'ns', '2026-11-20T03:45:00.000Z 123'],
  ] as const)('%s as %s is read', (text, format, expected) => {
    expect(read(text, format)).toBe(expected);
  });

  it.each([
    ['2026-11-20T09:15:00', 'iso'],
    ['2026-02-30', 'YYYY-MM-DD'],
    ['2026-11-20 25:00', 'YYYY-MM-DD'],
    ['2026-11-20 13:00 PM', 'YYYY-MM-DD'],
    ['20-Foo-2026', 'D-MMM-YYYY'],
    ['13/13/2026', 'D/M/YYYY'],
    ['1795146300.0000000001', 's'],
    ['-5', 's'],
    ['1e9', 's'],
    ['99999999999999999999', 'ns'],
    ['', 'iso'],
  ] as const)('%s as %s is none', (text, format) => {
    expect(read(text, format)).toBeNull();
  });
});

describe('a time by the clock of New York', () => {
  // The second case of each pair lies a day or two behind a change of the clock, as they were published.
  it.each([
    ['2026-03-06 09:30', '2026-03-06T14:30:00.000Z'],
    ['2026-03-09 09:30', '2026-03-09T13:30:00.000Z'],
    ['2006-04-03 09:30', '2006-04-03T13:30:00.000Z'],
    ['2006-10-27 16:00', '2006-10-27T20:00:00.000Z'],
    ['2006-10-30 16:00', '2006-10-30T21:00:00.000Z'],
    ['1987-04-03 09:30', '1987-04-03T14:30:00.000Z'],
    ['1987-04-06 09:30', '1987-04-06T13:30:00.000Z'],
    ['1986-04-25 09:30', '1986-04-25T14:30:00.000Z'],
    ['1986-04-28 09:30', '1986-04-28T13:30:00.000Z'],
    ['1975-02-24 10:00', '1975-02-24T14:00:00.000Z'],
    ['1974-01-07 10:00', '1974-01-07T14:00:00.000Z'],
    ['1971-04-23 10:00', '1971-04-23T15:00:00.000Z'],
  ])('%s is read', (text, expected) => {
    const found = readTime(text, 'YYYY-MM-DD', placeOf('NYSE') ?? utcClock);
    expect(new Date((found?.at ?? 0) / 1000).toISOString()).toBe(expected);
  });

  it('is that of every market whose rules are known, however it is written', () => {
    const offsets = ['nasdaq', 'NYSE', 'mcx', 'CDS', '24X7', 'NASDAQ '].map((place) => {
      const clock = placeOf(place);
      if (clock === null || typeof clock === 'number') return null;
      return clock.offsetAt(unwrap(parseTimestamp('2026-11-20T12:00:00Z')).at) / 3_600_000_000;
    });
    expect(offsets).toEqual([-5, -5, 5.5, 5.5, 0, null]);
  });
});
