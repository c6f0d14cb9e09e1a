import { angelFileOf } from '@argosy/testkit';
import { formatTimestamp, fromCivil, toMicros, toTimestamp, type Timestamp } from 'argosy/core';
import { InstrumentTable } from 'argosy/domain';
import { describe, expect, it } from 'vitest';

import { angelText, readTexts } from './read-text.ts';

const day = 20_778;
const { master } = readTexts(
  [['angel', [...angelFileOf({ rows: 6000, day, seed: 'master' })].join('')]],
  day,
);

function inIndia(hour: number, minute: number): Timestamp {
  const at = { year: 2026, month: 11, day: 24, hour, minute, second: 0, micros: 0 };
  return fromCivil(at, toMicros(5.5 * 3_600_000_000));
}

describe('an instrument master', () => {
  it('stands in an order that no order of the file changes', () => {
    const pieces = [...angelFileOf({ rows: 800, day, seed: 'order' })];
    const rows = pieces.slice(0, -1).map((piece) => piece.slice(1));
    const [one, other] = [rows, rows.toReversed()].map(
      (list) => readTexts([['angel', `[${list.join(',')}]`]], day).master,
    );
    const ids = (of: typeof one): readonly string[] =>
      Array.from({ length: of?.size ?? 0 }, (_, row) => of?.row(row).id ?? '');
    expect(ids(other)).toEqual(ids(one));
  });

  it('lists the days on which contracts end, soonest first', () => {
    const days = master.expiries('NFO', 'NIFTY');
    expect(days.length).toBe(8);
    expect(days).toEqual([...days].sort((a, b) => a - b));
    expect(days[0]).toBe(20_781);
  });

  it('gives a chain by strike, with both options of each', () => {
    const chain = master.chain('NFO', 'NIFTY', 20_781);
    expect(chain.length).toBe(160);
    for (const { strike, call, put } of chain) {
      expect([master.row(call).strike, master.row(put).strike]).toEqual([strike, strike]);
      expect([master.row(call).right, master.row(put).right]).toEqual(['call', 'put']);
    }
    const strikes = chain.map(({ strike }) => strike);
    expect(strikes).toEqual([...strikes].sort((a, b) => a - b));
  });

  it('leaves a side of a chain open where only one option is listed', () => {
    const option = {
      expiry: '24NOV2026',
      strike: '10000',
      instrumenttype: 'OPTSTK',
      exch_seg: 'NFO',
      name: 'X',
    };
    const small = readTexts([['angel', angelText([{ ...option, symbol: 'XPE' }])]], day).master;
    expect(small.chain('NFO', 'X', 20_781)).toEqual([{ strike: 10_000, call: -1, put: 0 }]);
  });

  it('gives the futures and options of an underlying in one list', () => {
    const rows = master.contracts('NFO', 'NIFTY').map((row) => master.row(row));
    expect(rows.length).toBe(8 + 8 * 320);
    expect(new Set(rows.map(({ underlying }) => underlying))).toEqual(new Set(['NIFTY']));
    expect(rows.slice(0, 8).every(({ kind }) => kind === 'future')).toBe(true);
  });

  it('finds nothing that is not there', () => {
    const key = {
      exchange: 'NFO',
      underlying: 'NIFTY',
      expiry: 20_781,
      strike: 2_450_000,
      right: 'call',
    } as const;
    expect(master.findContract(key)).not.toBe(-1);
    const others = [
      { ...key, exchange: 'BFO' },
      { ...key, underlying: 'NIFT' },
      { ...key, expiry: 20_782 },
      { ...key, expiry: 99_999 },
      { ...key, strike: 2_450_001 },
      { ...key, strike: 10 ** 12 },
      { ...key, underlying: 'SBIN', exchange: 'NSE' },
    ];
    expect(others.map((other) => master.findContract(other))).toEqual(others.map(() => -1));
    expect([
      master.findId('NOTHING.NSE'),
      master.findToken('angel', 'XYZ', '3045'),
      master.findToken('zerodha', 'NSE', '1000'),
      master.findSymbol('XYZ', 'SBIN'),
      master.findSymbol('BSE', 'SBIN-EQ'),
    ]).toEqual([-1, -1, -1, -1, -1]);
    expect([
      master.findIsin('INE000A01010'),
      master.expiries('NFO', 'X'),
      master.contracts('X', 'X'),
    ]).toEqual([[], [], []]);
    expect(master.chain('NFO', 'NIFTY', 20_782)).toEqual([]);
    expect(master.tokenOf(0, 'zerodha')).toBeNull();
  });

  it.each([-1, 6000, 0.5])('has no row %s', (row) => {
    expect(() => master.row(row)).toThrow(`row ${row} of a master of 6000`);
  });

  it('finds all listings of an ISIN', () => {
    const text =
      'exchange,symbol,kind,isin\nNSE,SBIN,equity,INE062A01020\nBSE,SBIN,equity,INE062A01020\n';
    const two = readTexts([['argosy', text]], day).master;
    expect(two.findIsin('INE062A01020').map((row) => two.row(row).id)).toEqual([
      'SBIN.BSE',
      'SBIN.NSE',
    ]);
  });
});

describe('a row as an instrument of the kernel', () => {
  const find = (id: string) => master.instrument(master.findId(id));

  it('is made of every row there is', () => {
    const all = Array.from({ length: master.size }, (_, row) => master.instrument(row));
    expect(new InstrumentTable(all).size).toBe(6000);
    expect(all.every(({ tick, lot }) => tick >= 1 && lot >= 1)).toBe(true);
  });

  it('is a share with its ISIN', () => {
    expect(find('SBIN.NSE')).toMatchObject({
      kind: 'equity',
      isin: null,
      currency: 'INR',
      calendar: 'NSE',
      validTo: null,
    });
  });

  it('is an index that nobody trades, with the finest step', () => {
    expect(find('NIFTY.NSE')).toMatchObject({ kind: 'index', tick: 1 });
  });

  it('is an index option that ends in cash as its last day closes', () => {
    expect(find('NIFTY-20261124-C24500.NFO')).toMatchObject({
      kind: 'option',
      underlying: 'NIFTY.NSE',
      strike: 2_450_000,
      right: 'call',
      expiresAt: inIndia(15, 40),
      validTo: inIndia(15, 40),
      calendar: 'NFO',
    });
    expect(find('NIFTY-20261124-C24500.NFO')).not.toHaveProperty('settles');
  });

  it('is a share future that is delivered', () => {
    const future = {
      token: '9',
      symbol: 'SBIN24NOV26FUT',
      expiry: '24NOV2026',
      instrumenttype: 'FUTSTK',
      exch_seg: 'NFO',
    };
    const two = readTexts([['angel', angelText([{}, future])]], day).master;
    expect(two.instrument(two.findId('SBIN-20261124-F.NFO'))).toMatchObject({
      kind: 'future',
      underlying: 'SBIN.NSE',
      settles: 'physical',
    });
  });

  it('is a currency contract of a thousand units where its file counts contracts', () => {
    const text = (lot: number): string =>
      `exchange,symbol,kind,underlying,expiry,lot\nCDS,USDINR26NOVFUT,future,USDINR,2026-11-24,${lot}\n`;
    const made = [1, 1000].map((lot) =>
      readTexts([['argosy', text(lot)]], day).master.instrument(0),
    );
    expect(made.map(({ lot, multiplier }) => [lot, multiplier])).toEqual([
      [1, 1000n],
      [1000, 1n],
    ]);
    expect(made[0]).toMatchObject({ pricePrecision: 4, expiresAt: inIndia(12, 30) });
  });

  it('ends when its exchange closed on its last day', () => {
    const rows = [
      'NFO,2026-07-28',
      'NFO,2026-08-03',
      'BFO,2026-11-24',
      'MCX,2026-11-24',
      'NCDEX,2026-11-24',
    ];
    const ends = rows.map((row) => {
      const [exchange = '', expiry = ''] = row.split(',');
      const text = `exchange,symbol,kind,underlying,expiry\n${exchange},X,future,X,${expiry}\n`;
      const made = readTexts([['argosy', text]], day).master.instrument(0);
      return formatTimestamp(made.validTo ?? toTimestamp(0)).slice(11, 16);
    });
    expect(ends).toEqual(['10:00', '10:10', '10:10', '18:00', '11:30']);
  });

  it('is in the currency of its exchange', () => {
    const text = 'exchange,symbol,kind\nNYSE,IBM,equity\nNASDAQ,AAPL,equity\nBSE,SBIN,equity\n';
    const three = readTexts([['argosy', text]], day).master;
    const currencies = [0, 1, 2].map((row) => three.instrument(row).currency);
    expect(currencies).toEqual(['INR', 'USD', 'USD']);
  });

  it('is valid from the beginning of time, as files do not say since when', () => {
    expect(find('SBIN.NSE').validFrom).toBe(toTimestamp(0));
  });
});
