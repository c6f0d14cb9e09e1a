import { createHash } from 'node:crypto';

import { describe, expect, it } from 'vitest';

import { defaultSeed, quoteHeader, quoteText } from './quotes.ts';

type Row = {
  readonly atUs: number;
  readonly spread: number;
  readonly prices: readonly string[];
  readonly sizes: readonly number[];
};

const sample = [...quoteText(50_000, defaultSeed)].join('');

function rowsOf(text: string): readonly Row[] {
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [, atUs, bid = '', ask = '', ...sizes] = line.split(',');
      const spread = Number(ask.replace('.', '')) - Number(bid.replace('.', ''));
      return { atUs: Number(atUs), spread, prices: [bid, ask], sizes: sizes.map(Number) };
    });
}

describe('the quote file', () => {
  const rows = rowsOf(sample);

  it('has the same bytes on every machine', () => {
    // Made by this generator, Node 24.21.0, 2026-11-21; the same rows begin the default file.
    expect(createHash('sha256').update(sample).digest('hex')).toBe(
      'ba67bd96fb4db2d8ed655adb60e0e37c16b6c9fa944651ae48c373c100e35943',
    );
  });

  it('begins with its header and ends with a line feed', () => {
    expect([sample.startsWith(`${quoteHeader}\n`), sample.endsWith('\n')]).toEqual([true, true]);
  });

  it('is the beginning of every longer file of its seed', () => {
    expect(sample.startsWith([...quoteText(1_234, defaultSeed)].join(''))).toBe(true);
  });

  it('differs with the seed', () => {
    expect([...quoteText(10, 1)].join('')).not.toBe([...quoteText(10, 2)].join(''));
  });

  it('moves on by one to five hundred milliseconds a row', () => {
    const gaps = rows.slice(1).map((row, index) => row.atUs - (rows[index]?.atUs ?? Number.NaN));
    expect(gaps.filter((gap) => !(gap >= 1_000 && gap <= 500_000))).toEqual([]);
  });

  it('keeps the ask one to four ticks above the bid', () => {
    expect(new Set(rows.map((row) => row.spread))).toEqual(new Set([1, 2, 3, 4]));
  });

  it('writes every price with five decimals', () => {
    const prices = rows.flatMap((row) => row.prices);
    expect(prices.filter((price) => !/^\d\.\d{5}$/.test(price))).toEqual([]);
  });

  it('offers at least 100,000 on both sides', () => {
    expect(Math.min(...rows.map((row) => Math.min(...row.sizes)))).toBe(100_000);
  });
});
