import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { anInstrument, aQuote, aStatus, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Merge, rankOf } from './merge.ts';
import { SourceCursor } from './source-cursor.ts';
import { arraySource, type Source } from './source.ts';

const ids = ['A.NSE', 'B.NSE', 'C.NSE'];
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));

/** A row with everything the order goes by; few values, so that ties are common. */
type Keyed = { readonly source: string; readonly row: MarketData };

const rows = fc
  .record({
    at: fc.nat(6),
    instrument: fc.constantFrom('A.NSE', 'B.NSE', 'C.NSE'),
    kind: fc.constantFrom('quote', 'trade', 'status'),
    sourceSequence: fc.nat(3),
  })
  .map(({ at, instrument, kind, sourceSequence }): MarketData => ({
    ...aRow(kind, { at, instrument }),
    sourceSequence,
  }));
const sourcesOfRows = fc
  .array(fc.array(rows, { maxLength: 12 }), { maxLength: 6 })
  .map((lists) => lists.map((list) => list.toSorted(compareRows)));

describe('the merge', () => {
  it('gives what a sort of all rows gives', () => {
    fc.assert(
      fc.property(sourcesOfRows, (lists) => {
        const keyed = lists.flatMap((list, place) =>
          list.map((row): Keyed => ({ source: nameOf(place), row })),
        );
        expect(mergedRows(lists.map(sourceOf))).toEqual(
          keyed.toSorted(compareKeyed).map(({ row }) => row),
        );
      }),
    );
  });

  it('does not depend on the order in which sources are given', () => {
    const shuffled = sourcesOfRows.chain((lists) => {
      const sources = lists.map(sourceOf);
      return fc.tuple(
        fc.constant(sources),
        fc.shuffledSubarray(sources, { minLength: sources.length }),
      );
    });
    fc.assert(
      fc.property(shuffled, ([straight, other]) => {
        const names = drain(new Merge(other.map(cursorOf)));
        expect(names).toEqual(drain(new Merge(straight.map(cursorOf))));
      }),
    );
  });

  it('has no row where no source has one', () => {
    const merge = new Merge([arraySource('a', [])].map(cursorOf));
    merge.advance();
    expect(merge.head).toBeNull();
    expect(merge.headIndex).toBe(-1);
  });

  it('puts a status before a price of the same instant', () => {
    expect(
      mergedRows([
        arraySource('a', [aQuote({ instrument: 'A.NSE' })]),
        arraySource('b', [aStatus({ instrument: 'C.NSE' })]),
      ])[0]?.kind,
    ).toBe('status');
  });
});

function aRow(kind: string, of: { readonly at: number; readonly instrument: string }): MarketData {
  if (kind === 'status') return aStatus(of);
  return kind === 'quote' ? aQuote(of) : aTrade(of);
}

function nameOf(place: number): string {
  return `source ${place}`;
}

function sourceOf(list: readonly MarketData[], place: number): Source {
  return arraySource(nameOf(place), list);
}

function cursorOf(source: Source): SourceCursor {
  return new SourceCursor({ source, instruments, announce: () => {} });
}

function mergedRows(sources: readonly Source[]): readonly MarketData[] {
  return drain(new Merge(sources.map(cursorOf)));
}

function drain(merge: Merge): readonly MarketData[] {
  const all: MarketData[] = [];
  for (let { head } = merge; head !== null; { head } = merge) {
    all.push(head);
    merge.advance();
  }
  return all;
}

function compareRows(a: MarketData, b: MarketData): number {
  return (
    a.availableAt - b.availableAt ||
    rankOf(a) - rankOf(b) ||
    ids.indexOf(a.instrument) - ids.indexOf(b.instrument) ||
    a.sourceSequence - b.sourceSequence
  );
}

function compareKeyed(a: Keyed, b: Keyed): number {
  return compareRows(a.row, b.row) || (a.source < b.source ? -1 : a.source > b.source ? 1 : 0);
}
