import { assert, toInstrumentId } from 'argosy/core';
import { anInstrument } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Instrument } from './instrument.ts';
import { InstrumentTable } from './instrument-table.ts';
import { toInstrumentIndex } from './interned.ts';

const ids = ['TCS.NSE', 'INFY.NSE', 'NIFTY-20261124-C24500.NFO', 'SBIN.NSE', 'infy.NSE'];
const instruments = ids.map((id) => anInstrument({ id: toInstrumentId(id) }));

describe('an instrument table', () => {
  it('gives the same index to an instrument whatever the order of registration', () => {
    const straight = new InstrumentTable(instruments);
    fc.assert(
      fc.property(fc.shuffledSubarray(instruments, { minLength: ids.length }), (shuffled) => {
        expect(new InstrumentTable(shuffled).all).toEqual(straight.all);
      }),
    );
  });

  it('gives indexes from zero without a gap', () => {
    const table = new InstrumentTable(instruments);
    expect(table.all.map(({ id }) => table.indexOf(id))).toEqual([0, 1, 2, 3, 4]);
    expect(table.size).toBe(5);
  });

  it('leads from the id to the index and back', () => {
    const table = new InstrumentTable(instruments);
    for (const instrument of instruments) {
      const index = table.indexOf(instrument.id) ?? toInstrumentIndex(99);
      expect(table.at(index)).toBe(instrument);
      expect(table.find(instrument.id)).toBe(instrument);
    }
  });

  it('does not find what the run does not know', () => {
    const table = new InstrumentTable(instruments);
    expect(table.indexOf(toInstrumentId('WIPRO.NSE'))).toBeUndefined();
    expect(table.find(toInstrumentId('WIPRO.NSE'))).toBeUndefined();
  });

  it('throws for an index it did not give', () => {
    expect(() => new InstrumentTable([]).at(toInstrumentIndex(0))).toThrow(
      'instrument index 0 of 0',
    );
  });

  it('refuses an instrument given twice', () => {
    expect(() => new InstrumentTable([anInstrument(), anInstrument()])).toThrow(
      expect.objectContaining({ code: 'DUPLICATE_INSTRUMENT' }),
    );
  });

  it('does not change when the list it was made of does', () => {
    const list = [...instruments];
    const table = new InstrumentTable(list);
    list.pop();
    expect(table.size).toBe(5);
  });
});

function aPair(like: Instrument): Instrument {
  const { currency } = like;
  return { ...like, kind: 'currencyPair', base: currency };
}

describe('an instrument table that is told of more', () => {
  const [first, second, ...others] = instruments;
  assert(first !== undefined && second !== undefined, 'there are some');

  it('keeps the indexes of those before', () => {
    const table = new InstrumentTable(others, { room: 5 });
    const before = table.all.map(({ id }) => table.indexOf(id));
    table.list([first, second]);
    expect(table.all.slice(0, 3).map(({ id }) => table.indexOf(id))).toEqual(before);
    expect([table.indexOf(second.id), table.indexOf(first.id)]).toEqual([3, 4]);
    const again = new InstrumentTable(table.all, { isOrdered: true });
    expect(again.all).toEqual(table.all);
  });

  it.each([
    ['one that is there', [second], 'twice'],
    ['one twice', [first, first], 'twice'],
    ['more than there is room for', [first, anInstrument({ id: toInstrumentId('X.NSE') })], 'room'],
    ['a pair of currencies', [aPair(first)], 'converted'],
  ])('refuses %s, and takes none', (_, more, told) => {
    const table = new InstrumentTable([second, ...others], { room: 5 });
    expect(() => table.list(more)).toThrow(told);
    expect(table.size).toBe(4);
  });
});
