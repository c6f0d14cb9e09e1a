import { angelFileOf, madeUpScrips } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { angelText, readTexts } from './read-text.ts';

const day = 20_778; // 2026-11-21
const rightNames = { CE: 'call', PE: 'put', none: null } as const;

function only(row: Readonly<Record<string, string>>) {
  return readTexts([['angel', angelText([row])]], day).master.row(0);
}

describe("Angel One's scrip master", () => {
  it('takes the series from the symbol of a share, and its step out of paise', () => {
    const { master } = readTexts([['angel', angelText([{}])]], day);
    expect(master.row(0)).toMatchObject({
      id: 'SBIN.NSE',
      exchange: 'NSE',
      kind: 'equity',
      symbol: 'SBIN',
      series: 'EQ',
      tick: 5,
      pricePrecision: 2,
      lot: 1,
      strike: null,
      expiry: null,
      underlying: null,
    });
    expect(master.tokenOf(0, 'angel')).toBe('3045');
    expect(master.sourceSymbolOf(0, 'angel')).toBe('SBIN-EQ');
  });

  it.each([
    ['M&M-EQ', 'NSE', 'M&M.NSE', 'equity'],
    ['BAJAJ-AUTO-EQ', 'NSE', 'BAJAJ-AUTO.NSE', 'equity'],
    ['SUZLON-BE', 'NSE', 'SUZLON.NSE', 'equity'],
    ['TATAX-SM', 'NSE', 'TATAX.NSE', 'equity'],
    ['SBIN-BL', 'NSE', 'SBIN-BL.NSE', 'equity'],
    ['SGBAUG28V-GB', 'NSE', 'SGBAUG28V-GB.NSE', 'bond'],
    ['719GS2060-GS', 'NSE', '719GS2060-GS.NSE', 'bond'],
    ['IRFC-N1', 'NSE', 'IRFC-N1.NSE', 'bond'],
    ['RELIANCE', 'BSE', 'RELIANCE.BSE', 'equity'],
  ])('calls %s of %s %s, which is of kind %s', (symbol, exchange, id, kind) => {
    expect(only({ symbol, exch_seg: exchange })).toMatchObject({ id, kind });
  });

  it.each([
    ['Nifty 50', 'NIFTY.NSE'],
    ['Nifty Bank', 'BANKNIFTY.NSE'],
    ['India VIX', 'INDIAVIX.NSE'],
    ['Nifty Midcap 150', 'NIFTYMIDCAP150.NSE'],
  ])('calls the index %s %s', (symbol, id) => {
    const row = only({
      symbol,
      instrumenttype: 'AMXIDX',
      strike: '0.000000',
      tick_size: '0.000000',
    });
    expect(row).toMatchObject({ id, kind: 'index', tick: 0 });
  });

  const option = {
    token: '40001',
    symbol: 'NIFTY24NOV2624500CE',
    name: 'NIFTY',
    expiry: '24NOV2026',
    strike: '2450000.000000',
    lotsize: '65',
    instrumenttype: 'OPTIDX',
    exch_seg: 'NFO',
  };

  it('reads day, strike and right of an option', () => {
    expect(only(option)).toMatchObject({
      id: 'NIFTY-20261124-C24500.NFO',
      kind: 'option',
      underlying: 'NIFTY',
      expiry: 20_781,
      strike: 2_450_000,
      right: 'call',
      lot: 65,
      symbol: 'NIFTY24NOV2624500CE',
    });
  });

  it.each(['-1.000000', '0.000000'])('takes a strike of %s for none of a future', (strike) => {
    const future = { ...option, symbol: 'NIFTY24NOV26FUT', instrumenttype: 'FUTIDX', strike };
    expect(only(future)).toMatchObject({
      id: 'NIFTY-20261124-F.NFO',
      kind: 'future',
      strike: null,
      right: null,
    });
  });

  it('reads currencies in ten-millionths, and their steps in these or in paise', () => {
    const currency = {
      ...option,
      symbol: 'USDINR26NOV2684.25PE',
      name: 'USDINR',
      instrumenttype: 'OPTCUR',
      exch_seg: 'CDS',
      strike: '842500000.000000',
    };
    const strike = { id: 'USDINR-20261124-P84.25.CDS', strike: 842_500, pricePrecision: 4 };
    expect(only({ ...currency, tick_size: '25000.000000' })).toMatchObject({ ...strike, tick: 25 });
    expect(only({ ...currency, tick_size: '0.250000' })).toMatchObject({ ...strike, tick: 25 });
  });

  it('finds the symbol that BSE itself gives an option', () => {
    const bse = { ...option, symbol: 'SENSEX26NOV75000PE', name: 'SENSEX', exch_seg: 'BFO' };
    const { master } = readTexts(
      [['angel', angelText([{ ...bse, strike: '7500000.000000' }])]],
      day,
    );
    expect(master.findSymbol('BFO', 'SENSEX26NOV75000PE')).toBe(0);
    expect(master.findId('SENSEX-20261124-P75000.BFO')).toBe(0);
  });

  it('reads the old names of exchanges', () => {
    expect(only({ exch_seg: 'nse_cm' })).toMatchObject({ id: 'SBIN.NSE' });
  });

  it('leaves out what is no instrument here, and says how many and why', () => {
    const { reports } = readTexts(
      [['angel', angelText([{}, { token: 'CASTOR', symbol: 'CASTOR', exch_seg: 'NCDEX' }])]],
      day,
    );
    expect([...(reports[0]?.leftOut ?? [])]).toEqual([['type  of NCDEX', 1]]);
  });

  it.each([
    [{ expiry: '31NOV2026' }, 'expiry', 'expected a day as 26NOV2026, found "31NOV2026"'],
    [{ expiry: '2026-11-24' }, 'expiry', 'expected a day as 26NOV2026'],
    [{ strike: '-1.000000' }, 'strike', 'expected a strike above 0 of an option'],
    [{ strike: '2450000.500000' }, 'strike', 'a price of at most 2 decimal places once scaled'],
    [{ strike: 'abc' }, 'strike', 'expected a number of at most 6 decimal places'],
    [{ tick_size: '0.05' }, 'tick_size', 'a price of at most 2 decimal places once scaled'],
    [{ lotsize: '-5' }, 'lotsize', 'expected a step from 0 to 2147483647'],
    [{ lotsize: '1.5' }, 'lotsize', 'expected a price of at most 0 decimal places once scaled'],
    [{ symbol: 'NIFTY24NOV2624500XX' }, 'symbol', 'expected an option that ends with CE or PE'],
    [{ name: '' }, 'name', 'expected the name of the underlying'],
    [{ token: '' }, 'token', 'expected a token'],
    [{ symbol: 'NIFTÝCE' }, 'symbol', 'expected plain ASCII'],
  ])('refuses %j in the field %s', (change, field, message) => {
    const text = angelText([{ ...option, ...change }]);
    const read = (): unknown => readTexts([['angel', text]], day);
    expect(read).toThrow(`angel-1, line 1, field '${field}'`);
    expect(read).toThrow(message);
  });

  it.each(['=cmd|calc', '@SUM(A1)', '+1', '-2+3x', '-A'])(
    'refuses the cell %s at once',
    (symbol) => {
      const rows = Array.from({ length: 5000 }, (_, place) => ({
        token: `${place}`,
        symbol: `S${place}-EQ`,
      }));
      const text = angelText([...rows, { token: 'x', symbol }]);
      const read = (): unknown => readTexts([['angel', text]], day);
      expect(read).toThrow('expected text that no spreadsheet would run');
    },
  );

  it('reads the CSV form by the names of its columns, those of the broker page too', () => {
    const own = 'token,symbol,name,expiry,strike,lotsize,instrumenttype,exch_seg,tick_size\n';
    const old =
      'exchange_token,tradingsymbol,name,expiry,strike,lot_size,instrument_type,exch_seg,tick_size\n';
    const row = '40001,NIFTY24NOV2624500CE,NIFTY,24NOV2026,2450000.000000,65,OPTIDX,NFO,5.000000\n';
    for (const header of [own, old]) {
      const { master } = readTexts([['angel', `${header}${row}`]], day);
      expect(master.row(0)).toMatchObject({ id: 'NIFTY-20261124-C24500.NFO', lot: 65, tick: 5 });
    }
  });

  it('refuses a token twice at an exchange, and not at two', () => {
    const twice = angelText([{}, { symbol: 'INFY-EQ' }]);
    expect(() => readTexts([['angel', twice]], day)).toThrow(
      'line 2: expected each token once at its exchange, found 3045 of NSE, which SBIN.NSE has',
    );
    const apart = angelText([{}, { symbol: 'SBIN', exch_seg: 'BSE' }]);
    expect(readTexts([['angel', apart]], day).master.size).toBe(2);
  });

  it('sets a name aside that comes twice, as long as few do', () => {
    const { reports } = readTexts(
      [['angel', angelText([{}, { token: '9', symbol: 'SBIN-BE' }])]],
      day,
    );
    expect(reports[0]).toMatchObject({ rows: 2, taken: 1, faultCount: 1 });
    expect(reports[0]?.faults[0]).toMatchObject({ row: 2, found: 'SBIN.NSE a second time' });
  });

  it('refuses a file of which more than five rows, and five in a thousand, are wrong', () => {
    const rows = Array.from({ length: 100 }, (_, place) => ({
      token: `${place}`,
      symbol: `S${place}-EQ`,
    }));
    const wrong = Array.from({ length: 6 }, (_, place) => ({ token: `w${place}`, tick_size: 'x' }));
    expect(() => readTexts([['angel', angelText([...rows, ...wrong])]], day)).toThrow(
      'line 101, field \'tick_size\': expected a number of at most 6 decimal places, found "x"; 6 of 106 rows are wrong',
    );
    const few = readTexts([['angel', angelText([...rows, ...wrong.slice(0, 5)])]], day);
    expect(few.master.size).toBe(100);
  });

  it('reads every row of a market, and finds each by id, token, symbol and contract', () => {
    const market = { rows: 4000, day, seed: 'angel' };
    const { master, reports } = readTexts([['angel', [...angelFileOf(market)].join('')]], day);
    expect(reports[0]).toMatchObject({ rows: 4000, taken: 4000, faultCount: 0 });
    for (const scrip of madeUpScrips(market)) {
      const row = master.findToken('angel', scrip.exchange, `${scrip.token}`);
      const { id, underlying, expiry, strike, right, exchange } = master.row(row);
      expect(master.sourceSymbolOf(row, 'angel')).toBe(scrip.angelSymbol);
      expect(master.findId(id)).toBe(row);
      expect(master.findSymbol(exchange, scrip.angelSymbol)).toBe(row);
      expect([expiry, right]).toEqual([scrip.expiry, rightNames[scrip.right ?? 'none']]);
      if (underlying === null || expiry === null) continue;
      expect(master.findContract({ exchange, underlying, expiry, strike, right })).toBe(row);
    }
  });
});
