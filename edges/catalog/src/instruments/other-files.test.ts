import { angelFileOf, kiteHeader, kiteRow, madeUpScrips } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { readTexts, type SourceText } from './read-text.ts';

const day = 20_778; // 2026-11-21

function rowsOf(...[source, text]: SourceText) {
  const { master } = readTexts([[source, text]], day);
  return Array.from({ length: master.size }, (_, row) => master.row(row));
}

describe("Zerodha's instruments", () => {
  const rows = [
    '408065,1594,INFY,INFOSYS,0,,0,0.05,1,EQ,NSE,NSE',
    '256265,1001,NIFTY 50,NIFTY 50,0,,0,0,0,EQ,INDICES,NSE',
    '193,0,SUZLON-BE,SUZLON ENERGY,0,,0,0.01,1,EQ,NSE,NSE',
    '12073986,47164,NIFTY26NOV24500CE,"NIFTY",0,2026-11-24,24500,0.05,65,CE,NFO-OPT,NFO',
    '12073987,47165,NIFTY26NOVFUT,"NIFTY",0,2026-11-24,0,0.1,65,FUT,NFO-FUT,NFO',
    '412675,1612,USDINR26NOV84.25PE,"USDINR",0,2026-11-26,84.25,0.0025,1,PE,CDS-OPT,CDS',
  ];
  const text = [kiteHeader, ...rows].join('\n');

  it('reads shares, indices, futures and options', () => {
    const wanted = [
      { id: 'USDINR-20261126-P84.25.CDS', strike: 842_500, tick: 25, pricePrecision: 4 },
      { id: 'NIFTY-20261124-F.NFO', kind: 'future', tick: 10, strike: null },
      { id: 'NIFTY-20261124-C24500.NFO', strike: 2_450_000, right: 'call', lot: 65 },
      { id: 'INFY.NSE', name: 'INFOSYS', series: 'EQ', symbol: 'INFY', tick: 5 },
      { id: 'NIFTY.NSE', kind: 'index', tick: 0 },
      { id: 'SUZLON.NSE', series: 'BE', tick: 1 },
    ];
    expect(rowsOf('zerodha', text)).toMatchObject(wanted);
  });

  it('leaves out exchanges and types that are none here', () => {
    const others = ['1,1,X,X,0,,0,0.05,1,EQ,NSE,NSEIX', '2,2,Y,Y,0,,0,0.05,1,SPREAD,NSE,NSE'];
    const { reports } = readTexts([['zerodha', [text, ...others].join('\n')]], day);
    expect([...(reports[0]?.leftOut ?? [])]).toEqual([
      ['exchange NSEIX', 1],
      ['type SPREAD', 1],
    ]);
  });

  it('refuses a strike that a price of its exchange cannot have', () => {
    const odd = rows[3]?.replace('24500,0.05', '24500.005,0.05') ?? '';
    expect(() => rowsOf('zerodha', [kiteHeader, odd].join('\n'))).toThrow(
      "line 2, field 'strike': expected a price of at most 2 decimal places once scaled",
    );
  });

  it('comes onto the same ids as the file of another broker, instrument by instrument', () => {
    const market = { rows: 3000, day, seed: 'both' };
    const kite = [kiteHeader, ...[...madeUpScrips(market)].map(kiteRow)].join('\n');
    const angel = [...angelFileOf(market)].join('');
    const { master, builder } = readTexts(
      [
        ['angel', angel],
        ['zerodha', kite],
      ],
      day,
    );
    expect(master.size).toBe(3000);
    expect(builder.disagreementCount).toBe(0);
    for (const { token, exchange, kiteSymbol } of madeUpScrips(market)) {
      const row = master.findToken('angel', exchange, `${token}`);
      expect(master.findToken('zerodha', exchange, `${token * 256 + 1}`)).toBe(row);
      expect(master.findSymbol(exchange, kiteSymbol)).toBe(row);
    }
  });

  it('is told where it contradicts the file before, which is believed', () => {
    const angel = JSON.stringify([
      {
        token: '1594',
        symbol: 'INFY-EQ',
        name: 'INFY',
        expiry: '',
        strike: '-1',
        lotsize: '2',
        instrumenttype: '',
        exch_seg: 'NSE',
        tick_size: '10',
      },
    ]);
    const { master, builder } = readTexts(
      [
        ['angel', angel],
        ['zerodha', text],
      ],
      day,
    );
    expect(builder.disagreements).toEqual([
      { id: 'INFY.NSE', source: 'zerodha', what: 'lot', kept: '2', said: '1' },
      { id: 'INFY.NSE', source: 'zerodha', what: 'tick', kept: '0.10', said: '0.05' },
    ]);
    const row = master.row(master.findId('INFY.NSE'));
    expect(row).toMatchObject({ lot: 2, tick: 10, name: 'INFOSYS' });
  });
});

describe('bhavcopies', () => {
  const udiff =
    'TradDt,BizDt,Sgmt,Src,FinInstrmTp,FinInstrmId,ISIN,TckrSymb,SctySrs,XpryDt,FininstrmActlXpryDt,StrkPric,OptnTp,FinInstrmNm,OpnPric,HghPric,LwPric,ClsPric,LastPric,PrvsClsgPric,UndrlygPric,SttlmPric,OpnIntrst,ChngInOpnIntrst,TtlTradgVol,TtlTrfVal,TtlNbOfTxsExctd,SsnId,NewBrdLotQty,Rmks,Rsvd1,Rsvd2,Rsvd3,Rsvd4';

  it('reads the common form of shares at both exchanges', () => {
    const rows = [
      '2026-11-20,2026-11-20,CM,NSE,STK,3045,INE062A01020,SBIN,EQ,,,,,STATE BANK OF INDIA,,,,845.30,845,840,,845.30,,,100,84530.25,9,F1,1,,,,,',
      '2026-11-20,2026-11-20,CM,BSE,STK,500112,INE062A01020,SBIN,A,,,,,STATE BANK OF INDIA,,,,845.25,845,840,,845.25,,,10,8452.50,9,F1,1,,,,,',
    ];
    expect(rowsOf('bhavcopy', [udiff, ...rows].join('\n'))).toMatchObject([
      { id: 'SBIN.BSE', isin: 'INE062A01020', close: 84_525, turnover: 8452.5, series: '' },
      {
        id: 'SBIN.NSE',
        isin: 'INE062A01020',
        close: 84_530,
        turnover: 84_530.25,
        series: 'EQ',
        name: 'STATE BANK OF INDIA',
        tick: 0,
        lot: 1,
      },
    ]);
  });

  it('reads the common form of futures and options', () => {
    const rows = [
      '2026-11-20,2026-11-20,FO,NSE,IDO,40001,,NIFTY,,2026-11-24,2026-11-24,24500.00,CE,NIFTY26NOV24500CE,,,,12.35,12,9,24400,12.35,5,1,65,1000,9,F1,65,,,,,',
      '2026-11-20,2026-11-20,FO,NSE,STF,40002,,SBIN,,2026-11-24,2026-11-24,,,SBIN26NOVFUT,,,,846,846,9,845,846,5,1,65,1000,9,F1,750,,,,,',
    ];
    expect(rowsOf('bhavcopy', [udiff, ...rows].join('\n'))).toMatchObject([
      { id: 'NIFTY-20261124-C24500.NFO', close: 1235, lot: 65, symbol: 'NIFTY26NOV24500CE' },
      { id: 'SBIN-20261124-F.NFO', close: 84_600, lot: 750, strike: null },
    ]);
  });

  it('reads the old form of shares', () => {
    const text =
      'SYMBOL,SERIES,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,TOTTRDQTY,TOTTRDVAL,TIMESTAMP,TOTALTRADES,ISIN,\n' +
      'SBIN,EQ,1,1,1,845.3,1,1,10,8453,05-JUL-2024,2,INE062A01020,\n' +
      'SGBAUG28V,GB,1,1,1,7000,1,1,1,7000,05-JUL-2024,2,IN0020200195,\n';
    expect(rowsOf('bhavcopy', text)).toMatchObject([
      { id: 'SBIN.NSE', close: 84_530, turnover: 8453, kind: 'equity', isin: 'INE062A01020' },
      { id: 'SGBAUG28V-GB.NSE', kind: 'bond' },
    ]);
  });

  it('reads the old form of futures and options', () => {
    const text =
      'INSTRUMENT,SYMBOL,EXPIRY_DT,STRIKE_PR,OPTION_TYP,OPEN,HIGH,LOW,CLOSE,SETTLE_PR,CONTRACTS,VAL_INLAKH,OPEN_INT,CHG_IN_OI,TIMESTAMP,\n' +
      'FUTIDX,NIFTY,25-Jul-2024,0,XX,1,1,1,24300.5,1,9,12.5,1,1,05-JUL-2024,\n' +
      'OPTIDX,NIFTY,25-Jul-2024,24500,PE,1,1,1,180,1,9,1,1,1,05-JUL-2024,\n';
    expect(rowsOf('bhavcopy', text)).toMatchObject([
      { id: 'NIFTY-20240725-F.NFO', close: 2_430_050, turnover: 1_250_000, lot: 0 },
      { id: 'NIFTY-20240725-P24500.NFO', right: 'put', strike: 2_450_000 },
    ]);
  });

  const bse =
    'SC_CODE,SC_NAME,SC_GROUP,SC_TYPE,OPEN,HIGH,LOW,CLOSE,LAST,PREVCLOSE,NO_TRADES,NO_OF_SHRS,NET_TURNOV,TDCLOINDI\n500112,SBI         ,A ,Q,1,1,1,845.25,1,1,9,10,8452.5,\n';

  it("comes onto another file's share by its code, where BSE's old form has only a short name", () => {
    const angel = JSON.stringify([
      {
        token: '500112',
        symbol: 'SBIN',
        name: 'SBIN',
        expiry: '',
        strike: '-1',
        lotsize: '1',
        instrumenttype: '',
        exch_seg: 'BSE',
        tick_size: '5',
      },
    ]);
    const { master } = readTexts(
      [
        ['angel', angel],
        ['bhavcopy', bse],
      ],
      day,
    );
    expect(master.size).toBe(1);
    expect(master.row(0)).toMatchObject({ id: 'SBIN.BSE', close: 84_525, tick: 5 });
    expect(rowsOf('bhavcopy', bse)).toMatchObject([{ id: 'SBI.BSE' }]);
  });

  it('refuses what is no bhavcopy', () => {
    expect(() => rowsOf('bhavcopy', 'a,b\n1,2\n')).toThrow(
      'line 1: expected a column sgmt, found columns a,b',
    );
  });

  it('refuses what is no ISIN', () => {
    const row = 'x,x,CM,NSE,STK,3045,INE062A0102,SBIN,EQ,,,,,S,,,,1,,,,,,,1,1,9,F1,1,,,,,';
    expect(() => rowsOf('bhavcopy', `${udiff}\n${row}`)).toThrow(
      "field 'isin': expected an ISIN of twelve letters",
    );
  });
});

describe('plain instruments', () => {
  const optionHeader =
    'exchange,symbol,kind,underlying,expiry,strike,right,price_precision,tick,close\n';

  it.each([
    ['NFO,X,option,Y,2026-11-24,100,,,,', "field 'right': expected call or put of an option"],
    [
      'NFO,X,option,Y,2026-11-24,,call,,,',
      "field 'strike': expected a strike above 0 of an option",
    ],
    [
      'NFO,X,option,Y,2026-11-24,0,call,,,',
      "field 'strike': expected a strike above 0 of an option",
    ],
    ['NFO,X,option,Y,24-11-2026,1,call,,,', "field 'expiry': expected a day as 2026-11-26"],
    ['NFO,X,option,Y,2026-11-24,1.005,call,,,', "field 'strike': expected a price of at most 2"],
    [
      'NFO,X,option,Y,2026-11-24,1,call,7,,',
      "field 'price_precision': expected decimal places from 0 to 6",
    ],
    ['NFO,X,option,Y,2026-11-24,1,call,,-1,', "field 'tick': expected a step from 0"],
    ['NSE,X,equity,,,,,,,1e3', "field 'close': expected a number"],
  ])('refuses %s', (row, message) => {
    expect(() => rowsOf('argosy', `${optionHeader}${row}\n`)).toThrow(message);
  });

  it('reads what it says, and leaves open what it does not', () => {
    const text =
      'exchange,symbol,kind,name,isin,underlying,expiry,strike,right,price_precision,tick,lot,token\n' +
      'NSE,SBIN,equity,State Bank,INE062A01020,,,,,,0.05,1,3045\n' +
      'NASDAQ,AAPL,equity,Apple Inc.,US0378331005,,,,,2,0.01,1,\n' +
      'NFO,NIFTY26NOV24500CE,option,,,NIFTY,2026-11-24,24500,call,,0.05,65,\n';
    expect(rowsOf('argosy', text)).toMatchObject([
      { id: 'AAPL.NASDAQ', isin: 'US0378331005', tick: 1 },
      { id: 'NIFTY-20261124-C24500.NFO', symbol: 'NIFTY26NOV24500CE', lot: 65 },
      { id: 'SBIN.NSE', tick: 5, name: 'State Bank', close: null },
    ]);
  });

  it.each([
    ['NSE,SBIN,share', "field 'kind': expected equity, bond, index, future, option"],
    ['nse,SBIN,equity', "field 'exchange': expected NSE, NFO, BSE"],
    ['XETRA,SAP,equity', "field 'exchange': expected NSE, NFO, BSE"],
    ['NYSE,IBM,option', "field 'kind': expected no contract, as NYSE has none"],
    ['NSE,,equity', "field 'symbol': expected a symbol"],
    ['NFO,X,future', "field 'underlying': expected the symbol of the underlying"],
    ['NFO,X,option', "field 'underlying': expected the symbol of the underlying"],
    ['../NSE,X,equity', "field 'exchange': expected NSE, NFO, BSE"],
  ])('refuses %s', (row, message) => {
    expect(() => rowsOf('argosy', `exchange,symbol,kind\n${row}\n`)).toThrow(message);
  });
});
