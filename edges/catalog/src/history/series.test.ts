import { ArgosyError } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  folderOf,
  formatSeries,
  historyKinds,
  isSameSeries,
  seriesOfFolder,
  toSeries,
} from './series.ts';

const odd = 'A B z 0 9 & - _ . % %41 %2F = : * ? " < > | ~ + , $ #'.split(' ');
/** Printable ASCII without spaces, as ids are of, the odd ones often; an @ is for what bars are built of. No id leads out of a folder. */
const id = fc
  .array(fc.constantFrom(...odd), { minLength: 1, maxLength: 20 })
  .map((letters) => `${letters.join('')}.NSE`)
  .filter((text) => !text.startsWith('.') && !text.includes('..'));
const tails = ['1-MINUTE-LAST-EXTERNAL', '1-DAY-BID-EXTERNAL', '15-SECOND-MID-EXTERNAL'] as const;

describe('the folder of a series', () => {
  test('says which series it is of, whatever its instrument is called', () => {
    fc.assert(
      fc.property(
        id,
        fc.constantFrom(...historyKinds),
        fc.constantFrom(...tails),
        (name, kind, tail) => {
          const variant = kind === 'bar' ? tail : kind === 'custom' ? 'news' : '';
          const series = toSeries(kind, name, variant);
          const folder = folderOf(series);
          const again = seriesOfFolder(folder);
          expect(again).toEqual(series);
          expect(again !== null && isSameSeries(again, series)).toBe(true);
          // No part of it is empty, leads up, or is another where letters large and small are one.
          const parts = folder.split('/');
          expect(parts).toHaveLength(variant === '' ? 2 : 3);
          for (const part of parts) expect(part).toMatch(/^(?:kind|instrument|spec)=[\w.%+@,-]+$/u);
        },
      ),
    );
  });

  test('is one for each series', () => {
    fc.assert(
      fc.property(id, id, (one, other) => {
        const folders = [one, other].map((name) => folderOf(toSeries('quote', name, '')));
        expect(folders[0] === folders[1]).toBe(one === other);
      }),
    );
  });

  test.each([
    'kind=quote',
    'kind=nothing/instrument=SBIN.NSE',
    'kind=quote/SBIN.NSE',
    'kind=quote/instrument=',
    'kind=quote/instrument=SBIN.NSE/spec=x',
    'kind=bar/instrument=SBIN.NSE',
    'kind=bar/instrument=SBIN.NSE/spec=nonsense',
    'kind=bar/instrument=SBIN.NSE/spec=1-DAY-LAST-EXTERNAL/more',
    'tapes',
    '',
  ])('%j is none of a series', (folder) => {
    expect(seriesOfFolder(folder)).toBeNull();
  });

  test.each(['', 'News', '../x', 'a/b', 'a b', '-a', 'x'.repeat(33)])(
    'has no custom data by the name of %j',
    (name) => {
      const make = (): string => folderOf(toSeries('custom', 'SBIN.NSE', name));
      expect(make).toThrow(ArgosyError);
      expect(make).toThrow('small letters, digits and dashes');
    },
  );
});

describe('a series in words', () => {
  test.each([
    [['bar', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL'], 'bar SBIN.NSE 1-DAY-LAST-EXTERNAL'],
    [['quote', 'SBIN.NSE', ''], 'quote SBIN.NSE'],
    [['custom', 'SBIN.NSE', 'news'], 'custom SBIN.NSE news'],
  ] as const)('%j is %s', ([kind, instrument, variant], text) => {
    expect(formatSeries(toSeries(kind, instrument, variant))).toBe(text);
  });

  test.each([
    [['candle', 'SBIN.NSE', ''], 'kind "candle", expected one of'],
    [['quote', 'SBIN.NSE', '1-DAY-LAST-EXTERNAL'], 'has no variant, found'],
    [['quote', 'S BIN.NSE', ''], 'S BIN.NSE'],
    [['bar', 'SBIN.NSE', ''], 'SBIN.NSE-'],
  ] as const)('%j is refused', ([kind, instrument, variant], message) => {
    expect(() => toSeries(kind, instrument, variant)).toThrow(message);
  });
});
