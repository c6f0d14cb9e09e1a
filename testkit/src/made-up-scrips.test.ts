import { describe, expect, it } from 'vitest';

import { angelFileOf, angelRow, kiteRow, madeUpScrips } from './made-up-scrips.ts';

const market = { rows: 30_000, day: 20_778, seed: 'x' };
const scrips = [...madeUpScrips(market)];

describe('a made-up market', () => {
  it('has as many instruments as are asked for, the same for the same seed', () => {
    expect(scrips.length).toBe(30_000);
    expect([...madeUpScrips({ ...market, rows: 500 })]).toEqual([
      ...madeUpScrips({ ...market, rows: 500 }),
    ]);
    const other = [...madeUpScrips({ ...market, seed: 'y' })];
    expect(other).not.toEqual(scrips);
  });

  it('has every token once at its exchange, and every symbol', () => {
    const tokens = new Set(scrips.map(({ exchange, token }) => `${exchange}:${token}`));
    const symbols = new Set(
      scrips.map(({ exchange, angelSymbol }) => `${exchange}:${angelSymbol}`),
    );
    const kite = new Set(scrips.map(({ exchange, kiteSymbol }) => `${exchange}:${kiteSymbol}`));
    expect([tokens.size, symbols.size, kite.size]).toEqual([30_000, 30_000, 30_000]);
  });

  it('has shares, indices, futures and options of every exchange', () => {
    const kinds = new Set(scrips.map(({ exchange, type }) => `${exchange} ${type}`));
    const wanted = [
      'NSE ',
      'BSE ',
      'NSE AMXIDX',
      'NFO OPTIDX',
      'NFO FUTSTK',
      'BFO OPTIDX',
      'BFO OPTSTK',
      'MCX OPTFUT',
      'CDS FUTCUR',
    ];
    expect(wanted.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  it('is written as Angel One writes it', () => {
    const option = scrips.find(({ angelSymbol }) => angelSymbol === 'NIFTY24NOV2624500CE');
    expect(option === undefined ? null : JSON.parse(angelRow(option))).toMatchObject({
      name: 'NIFTY',
      expiry: '24NOV2026',
      strike: '2450000.000000',
      instrumenttype: 'OPTIDX',
      exch_seg: 'NFO',
      tick_size: '5.000000',
    });
    const share = scrips.find(({ angelSymbol }) => angelSymbol === 'SBIN-EQ');
    expect(share === undefined ? '' : angelRow(share)).toContain(
      '"expiry":"","strike":"-1.000000"',
    );
  });

  it('is written as Zerodha writes it', () => {
    const option = scrips.find(({ angelSymbol }) => angelSymbol === 'NIFTY24NOV2624500CE');
    expect(option === undefined ? '' : kiteRow(option)).toMatch(
      /^\d+,\d+,NIFTY26NOV24500CE,"NIFTY",0,2026-11-24,24500,0.05,65,CE,NFO-OPT,NFO$/u,
    );
  });

  it('is one list of JSON', () => {
    const rows: unknown = JSON.parse([...angelFileOf({ ...market, rows: 50 })].join(''));
    expect(rows).toHaveLength(50);
  });
});
