import { describe, expect, it } from 'vitest';

import { indexSymbol, isShareSeries, listedSymbol, splitSeries } from './listing-names.ts';

describe('names of listings', () => {
  it.each([
    ['SBIN-EQ', 'SBIN', 'EQ'],
    ['BAJAJ-AUTO-EQ', 'BAJAJ-AUTO', 'EQ'],
    ['BAJAJ-AUTO', 'BAJAJ-AUTO', ''],
    ['MCDOWELL-N', 'MCDOWELL-N', ''],
    ['IRFC-N1', 'IRFC', 'N1'],
    ['3IINFOTECH-BE', '3IINFOTECH', 'BE'],
    ['-EQ', '-EQ', ''],
  ])('of %s are %s in the series "%s"', (text, symbol, series) => {
    expect(splitSeries(text)).toEqual([symbol, series]);
  });

  it('keep no series of ordinary shares, in which a company changes now and then', () => {
    const series = ['EQ', 'BE', 'BZ', 'SM', 'ST', 'SZ', ''];
    expect(new Set(series.map((one) => listedSymbol('ABC', one)))).toEqual(new Set(['ABC']));
  });

  it('keep every other series', () => {
    expect(['BL', 'GS', 'N1'].map((one) => listedSymbol('ABC', one))).toEqual([
      'ABC-BL',
      'ABC-GS',
      'ABC-N1',
    ]);
  });

  it('tell shares and funds from debt by their series', () => {
    const shares = ['', 'EQ', 'BE', 'SM', 'BL', 'IQ', 'RL', 'MF', 'IV', 'RR', 'E1', 'P2', 'W3'];
    const debt = ['GS', 'GB', 'SG', 'TB', 'N1', 'NA', 'Y5', 'Z9', 'D1'];
    expect(shares.filter((series) => !isShareSeries(series))).toEqual([]);
    expect(debt.filter(isShareSeries)).toEqual([]);
  });

  it.each([
    ['Nifty 50', 'NIFTY'],
    ['NIFTY 50', 'NIFTY'],
    ['Nifty Fin Service', 'FINNIFTY'],
    ['NIFTY MID SELECT', 'MIDCPNIFTY'],
    ['Nifty Next 50', 'NIFTYNXT50'],
    ['S&P BSE SENSEX', 'SENSEX'],
    ['SENSEX', 'SENSEX'],
    ['NIFTY100 LowVol30', 'NIFTY100LOWVOL30'],
  ])('of the index %s are %s', (name, symbol) => {
    expect(indexSymbol(name)).toBe(symbol);
  });
});
