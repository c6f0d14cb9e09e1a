import { angelRow, madeUpScrips, type MadeUpScrip } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { diffMasters } from './master-diff.ts';
import { suspicionsOf } from './master-guard.ts';
import { readTexts } from './read-text.ts';

const friday = 20_777;
const monday = 20_780;
const scrips = [...madeUpScrips({ rows: 4000, day: friday, seed: 'guard' })];

function read(
  rows: readonly MadeUpScrip[],
  day: number,
  previous = null as ReturnType<typeof readTexts>['master'] | null,
) {
  return readTexts([['angel', `[${rows.map(angelRow).join(',')}]`]], day, previous).master;
}

const before = read(scrips, friday);

function suspicions(rows: readonly MadeUpScrip[]) {
  return suspicionsOf(read(rows, monday, before), before);
}

describe('the guard of a new day', () => {
  it('has nothing against the same instruments again', () => {
    expect(suspicions(scrips)).toEqual([]);
  });

  it('looks at each exchange by itself: a fifth less of one is told', () => {
    const nfo = scrips.filter(({ exchange }) => exchange === 'NFO');
    const kept = new Set(nfo.slice(0, Math.ceil(nfo.length * 0.8)));
    const enough = scrips.filter((scrip) => scrip.exchange !== 'NFO' || kept.has(scrip));
    expect(suspicions(enough)).toEqual([]);
    const last = nfo[0];
    const tooFew = enough.filter((scrip) => scrip !== last);
    expect(suspicions(tooFew)).toMatchObject([{ what: 'fewer', subject: 'NFO' }]);
  });

  it('does not miss contracts that have ended since', () => {
    const text = (count: number, expiry: string): string =>
      Array.from(
        { length: count },
        (_, place) => `NFO,${expiry}${place},future,U${place},${expiry}\n`,
      ).join('');
    const header = 'exchange,symbol,kind,underlying,expiry\n';
    const long = text(25, '2026-12-29');
    const first = readTexts([['argosy', header + text(60, '2026-11-24') + long]], friday).master;
    const after = (day: number) =>
      suspicionsOf(readTexts([['argosy', header + long]], day, first).master, first);
    expect(after(20_782)).toEqual([]);
    expect(after(20_781)).toMatchObject([{ what: 'fewer', subject: 'NFO', found: '25' }]);
  });

  it('sees a file of long ago by its contracts, with nothing to hold it against', () => {
    const rows = (ended: number): string =>
      Array.from({ length: 100 }, (_, at) => {
        const expiry = at < ended ? '2026-11-17' : '2026-11-24';
        return `NFO,F${at},future,U${at},${expiry}\n`;
      }).join('');
    const of = (ended: number) => {
      const text = `exchange,symbol,kind,underlying,expiry\n${rows(ended)}`;
      return suspicionsOf(readTexts([['argosy', text]], friday).master, null);
    };
    expect(of(5)).toEqual([]);
    expect(of(6)).toMatchObject([{ what: 'ended', found: '6 of 100 had' }]);
  });

  it('sees steps that are a hundred times what they were', () => {
    const found = suspicions(scrips.map((scrip) => ({ ...scrip, tick: scrip.tick * 100 })));
    expect(found.map(({ what }) => what)).toContain('ticks');
  });

  it('sees strikes that are a hundredth of what they were', () => {
    const found = suspicions(
      scrips.map((scrip) => ({
        ...scrip,
        strike: scrip.strike === null ? null : scrip.strike / 100,
      })),
    );
    expect(found.map(({ what }) => what)).toContain('strikes');
  });

  it('sees lots that are nearly all others', () => {
    const found = suspicions(
      scrips.map((scrip) => ({ ...scrip, lot: scrip.expiry === null ? 1 : scrip.lot * 2 })),
    );
    expect(found).toMatchObject([{ what: 'lots' }]);
  });

  it('sees closes that are a hundred times what they were, and not one split', () => {
    const text = (factor: number, one: number): string =>
      `exchange,symbol,kind,close\n${Array.from({ length: 40 }, (_, place) => `NSE,S${place},equity,${(100 + place) * (place === 0 ? one : factor)}\n`).join('')}`;
    const first = readTexts([['argosy', text(1, 1)]], friday).master;
    const after = (factor: number, one: number) =>
      suspicionsOf(readTexts([['argosy', text(factor, one)]], monday, first).master, first);
    expect(after(100, 100)).toMatchObject([{ what: 'closes' }]);
    expect(after(0.01, 0.01)).toMatchObject([{ what: 'closes' }]);
    expect(after(1, 0.01)).toEqual([]);
  });

  it('sees that a source is missing', () => {
    const text = 'exchange,symbol,kind\nNSE,SBIN,equity\n';
    const after = readTexts([['argosy', text]], monday, before).master;
    expect(suspicionsOf(after, before)).toContainEqual({
      what: 'sourceGone',
      subject: 'angel',
      expected: 'a file of it, as the day before',
      found: 'none',
    });
  });

  it('sees steps of shares that cannot be, with no day before', () => {
    const coarse = scrips.map((scrip) => ({ ...scrip, tick: scrip.tick * 1000 }));
    expect(suspicionsOf(read(coarse, friday), null)).toMatchObject([
      { what: 'ticks', subject: 'shares' },
    ]);
    expect(suspicionsOf(before, null)).toEqual([]);
  });
});

describe('what is otherwise between two days', () => {
  it('is nothing where nothing is', () => {
    const after = read(scrips, monday, before);
    expect(diffMasters(before, after)).toEqual({
      listed: [],
      delisted: [],
      expired: [],
      changes: [],
    });
  });

  it('is told apart: listed, delisted, ended, changed', () => {
    const [, , , , share] = scrips;
    const ended = scrips.find(({ expiry, right }) => expiry === 20_781 && right === 'CE');
    const later = scrips.find(({ expiry }) => expiry !== null && expiry > 20_800);
    const listed = {
      ...(share ?? scrips[0]),
      token: 77,
      angelSymbol: 'NEWCO-EQ',
      name: 'NEWCO',
    } as MadeUpScrip;
    const rows = scrips
      .filter((scrip) => scrip !== ended && scrip !== later)
      .map((scrip) => (scrip === share ? { ...scrip, lot: 5, tick: 0.1 } : scrip));
    const after = read([...rows, listed], 20_782, before);
    const diff = diffMasters(before, after);
    expect(diff.listed).toEqual(['NEWCO.NSE']);
    expect(diff.delisted).toEqual([
      before.row(before.findToken('angel', later?.exchange ?? '', `${later?.token}`)).id,
    ]);
    expect(diff.expired).toEqual([
      before.row(before.findToken('angel', ended?.exchange ?? '', `${ended?.token}`)).id,
    ]);
    expect(diff.changes.map(({ id, what, after: now }) => [id, what, now])).toEqual([
      ['SBIN.NSE', 'lot', '5'],
      ['SBIN.NSE', 'tick', '0.10'],
    ]);
  });

  it('tells a new symbol as a change, not as one listed and one gone', () => {
    const rows = scrips.map((scrip) =>
      scrip.angelSymbol === 'SBIN-EQ' ? { ...scrip, angelSymbol: 'SBI-EQ' } : scrip,
    );
    const { listed, delisted, changes } = diffMasters(before, read(rows, monday, before));
    expect([listed, delisted]).toEqual([[], []]);
    expect(changes).toEqual([{ id: 'SBIN.NSE', what: 'symbol', before: 'SBIN', after: 'SBI' }]);
  });

  it('tells names, series and ISINs as well', () => {
    const text = (name: string, series: string, isin: string): string =>
      `exchange,symbol,kind,name,series,isin\nNSE,SBIN,equity,${name},${series},${isin}\n`;
    const first = readTexts([['argosy', text('State Bank', 'EQ', 'INE062A01020')]], friday).master;
    const second = readTexts([['argosy', text('SBI', 'BE', 'INE062A01038')]], monday, first).master;
    expect(diffMasters(first, second).changes.map(({ what }) => what)).toEqual([
      'name',
      'series',
      'isin',
    ]);
  });
});
