import { describe, expect, it } from 'vitest';

import type { InstrumentMaster } from './instrument-master.ts';
import { angelText, readTexts } from './read-text.ts';

const monday = 20_779;
const tuesday = 20_780;
const wednesday = 20_781;

const header = 'exchange,symbol,kind,isin,underlying,expiry,strike,right,token\n';

/** A day of plain instruments: shares as symbol, ISIN and token. */
function dayOf(
  day: number,
  shares: readonly (readonly [symbol: string, isin: string, token: string])[],
  previous: InstrumentMaster | null = null,
): InstrumentMaster {
  const rows = shares.map(([symbol, isin, token]) => `NSE,${symbol},equity,${isin},,,,,${token}\n`);
  return readTexts([['argosy', header + rows.join('')]], day, previous).master;
}

function idOf(master: InstrumentMaster, symbol: string): string | undefined {
  const row = master.findSymbol('NSE', symbol);
  return row === -1 ? undefined : master.row(row).id;
}

const zomato = 'INE758T01015';
const other = 'INE062A01020';

describe('permanent ids', () => {
  it('stay with a share that is renamed, found again by its ISIN', () => {
    const before = dayOf(monday, [['ZOMATO', zomato, '5097']]);
    const after = dayOf(tuesday, [['ETERNAL', zomato, '9999']], before);
    expect(idOf(after, 'ETERNAL')).toBe('ZOMATO.NSE');
    expect(after.row(0)).toMatchObject({ symbol: 'ETERNAL', firstDay: monday });
    expect(after.aliases).toEqual([
      {
        exchange: 'NSE',
        symbol: 'ZOMATO',
        id: 'ZOMATO.NSE',
        isin: zomato,
        from: monday,
        to: monday,
      },
    ]);
  });

  it('stay with a share that is renamed, found again by its token where no ISIN is known', () => {
    const before = readTexts(
      [['angel', angelText([{ token: '7', symbol: 'OLD-EQ' }])]],
      monday,
    ).master;
    const after = readTexts(
      [['angel', angelText([{ token: '7', symbol: 'NEW-EQ' }])]],
      tuesday,
      before,
    );
    expect(idOf(after.master, 'NEW')).toBe('OLD.NSE');
  });

  it('are not handed on with a token while the old symbol is still there', () => {
    const before = dayOf(monday, [['A', '', '1']]);
    const after = dayOf(
      tuesday,
      [
        ['A', '', '2'],
        ['B', '', '1'],
      ],
      before,
    );
    expect([idOf(after, 'A'), idOf(after, 'B')]).toEqual(['A.NSE', 'B.NSE']);
  });

  it('are not handed on with a token where the old symbol has passed to another company', () => {
    const before = dayOf(monday, [['A', zomato, '1']]);
    const after = dayOf(
      tuesday,
      [
        ['A', other, '2'],
        ['B', '', '1'],
      ],
      before,
    );
    expect([idOf(after, 'A'), idOf(after, 'B')]).toEqual(['A~2.NSE', 'B.NSE']);
  });

  it('are not handed on with a token to another company', () => {
    const before = dayOf(monday, [['OLD', zomato, '1']]);
    const after = dayOf(tuesday, [['NEW', other, '1']], before);
    expect(idOf(after, 'NEW')).toBe('NEW.NSE');
  });

  it('stay when a split gives a share another ISIN', () => {
    const before = dayOf(monday, [['SBIN', 'INE062A01020', '1']]);
    const after = dayOf(tuesday, [['SBIN', 'INE062A01038', '1']], before);
    expect(idOf(after, 'SBIN')).toBe('SBIN.NSE');
    expect(after.row(0).isin).toBe('INE062A01038');
  });

  it('are new where a symbol passes to another company', () => {
    const before = dayOf(monday, [['ABC', zomato, '1']]);
    const renamed = dayOf(
      tuesday,
      [
        ['XYZ', zomato, '1'],
        ['ABC', other, '2'],
      ],
      before,
    );
    expect([idOf(renamed, 'XYZ'), idOf(renamed, 'ABC')]).toEqual(['ABC.NSE', 'ABC~2.NSE']);
    const later = dayOf(
      wednesday,
      [
        ['XYZ', zomato, '1'],
        ['ABC', other, '2'],
      ],
      renamed,
    );
    expect([idOf(later, 'XYZ'), idOf(later, 'ABC')]).toEqual(['ABC.NSE', 'ABC~2.NSE']);
  });

  it('are not those of a company that has gone, unless it comes back', () => {
    const first = dayOf(monday, [
      ['ABC', zomato, '1'],
      ['KEPT', '', '3'],
    ]);
    const gone = dayOf(tuesday, [['KEPT', '', '3']], first);
    const another = dayOf(
      wednesday,
      [
        ['ABC', other, '9'],
        ['KEPT', '', '3'],
      ],
      gone,
    );
    const back = dayOf(
      wednesday,
      [
        ['ABC', zomato, '9'],
        ['KEPT', '', '3'],
      ],
      gone,
    );
    expect([idOf(another, 'ABC'), idOf(back, 'ABC')]).toEqual(['ABC~2.NSE', 'ABC.NSE']);
  });

  it('stay with contracts when their underlying is renamed', () => {
    const contract = {
      token: '50',
      expiry: '24NOV2026',
      strike: '30000.000000',
      instrumenttype: 'OPTSTK',
      exch_seg: 'NFO',
    };
    const before = readTexts(
      [['angel', angelText([{ ...contract, symbol: 'OLD24NOV26300CE', name: 'OLD' }])]],
      monday,
    );
    const after = readTexts(
      [['angel', angelText([{ ...contract, symbol: 'NEW24NOV26300CE', name: 'NEW' }])]],
      tuesday,
      before.master,
    ).master;
    expect(after.row(0)).toMatchObject({ id: 'OLD-20261124-C300.NFO', underlying: 'NEW' });
    expect(after.chain('NFO', 'NEW', 20_781)).toEqual([{ strike: 30_000, call: 0, put: -1 }]);
  });

  it('say which instrument a symbol meant on a day', () => {
    const first = dayOf(monday, [['ABC', zomato, '1']]);
    const renamed = dayOf(
      tuesday,
      [
        ['XYZ', zomato, '1'],
        ['ABC', other, '2'],
      ],
      first,
    );
    const at = (symbol: string, day: number): string | null => {
      const row = renamed.findSymbolAt('NSE', symbol, day);
      return row === -1 ? null : renamed.row(row).id;
    };
    expect([at('ABC', monday), at('ABC', tuesday)]).toEqual(['ABC.NSE', 'ABC~2.NSE']);
    expect([at('XYZ', monday), at('XYZ', tuesday)]).toEqual([null, 'ABC.NSE']);
  });

  it('keep an ISIN that only a file of an earlier day told', () => {
    const first = dayOf(monday, [['SBIN', other, '1']]);
    const second = dayOf(tuesday, [['SBIN', '', '1']], first);
    expect(second.findIsin(other)).toEqual([0]);
  });

  it('of an index make way for a share of its name, whichever comes first', () => {
    const index = 'NSE,NIFTY100,index,,,,,,1\n';
    const share = 'NSE,NIFTY100,equity,,,,,,2\n';
    for (const rows of [index + share, share + index]) {
      const { master } = readTexts([['argosy', header + rows]], monday);
      const kinds = ['NIFTY100.NSE', 'NIFTY100-INDEX.NSE'].map(
        (id) => master.row(master.findId(id)).kind,
      );
      expect(kinds).toEqual(['equity', 'index']);
    }
  });
});
