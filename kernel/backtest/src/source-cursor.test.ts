import { toInstrumentId } from 'argosy/core';
import { InstrumentTable, type Bar, type MarketData } from 'argosy/domain';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { SourceCursor } from './source-cursor.ts';
import { arraySource, generatorSource, type Source, type SourceReader } from './source.ts';

const MINUTE = 60_000_000;
const instruments = new InstrumentTable([anInstrument()]);
const fiveMinutes = '5-MINUTE-LAST-EXTERNAL';

/** Minute bars, each fifth followed by the bar of five minutes, and a quote between. */
function mixedRows(minutes: number): readonly MarketData[] {
  return Array.from({ length: minutes }, (_, minute) => {
    const at = (minute + 1) * MINUTE;
    const rows: MarketData[] = [aQuote({ at: at - MINUTE / 2 }), aBar({ at })];
    if ((minute + 1) % 5 === 0)
      rows.push(aBar({ at, opensAt: at - 5 * MINUTE, spec: fiveMinutes }));
    return rows;
  }).flat();
}

/** A source that gives its rows in batches of the given sizes, the rest at the end. */
function batched(rows: readonly MarketData[], sizes: readonly number[]): Source {
  const { contents } = arraySource('a', rows);
  return generatorSource('a', contents, function* () {
    let begin = 0;
    for (const size of sizes) {
      yield rows.slice(begin, begin + size);
      begin += size;
    }
    yield rows.slice(begin);
  });
}

type Walk = {
  readonly rows: readonly MarketData[];
  /** For each bar: the row the cursor stood on when the bar was told of; null before the first. */
  readonly toldAt: ReadonlyMap<Bar, number | null>;
  readonly heldMax: number;
  readonly identity: string;
};

function walk(source: Source): Walk {
  const toldAt = new Map<Bar, number | null>();
  let at: number | null = null;
  const cursor = new SourceCursor({
    source,
    instruments,
    announce: (bar) => toldAt.set(bar, at),
  });
  const rows: MarketData[] = [];
  let heldMax = 0;
  for (let { head } = cursor; head !== null; { head } = cursor) {
    rows.push(head);
    at = head.availableAt;
    heldMax = Math.max(heldMax, cursor.held);
    cursor.advance();
  }
  cursor.close();
  return { rows, toldAt, heldMax, identity: JSON.stringify(cursor.identity()) };
}

describe('a cursor over a source', () => {
  it('gives the same rows and identity wherever batches end', () => {
    const rows = mixedRows(12);
    const whole = walk(arraySource('a', rows));
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), (sizes) => {
        const parts = walk(batched(rows, sizes));
        expect(parts.rows).toEqual(rows);
        expect(parts.identity).toBe(whole.identity);
      }),
    );
  });

  it('tells of every bar before a row behind its opening is stood on, wherever batches end', () => {
    const rows = mixedRows(12);
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 20 }), (sizes) => {
        const { toldAt } = walk(batched(rows, sizes));
        const late = [...toldAt].filter(([bar, at]) => at !== null && at > bar.opensAt);
        expect(late).toEqual([]);
        expect(toldAt.size).toBe(rows.filter(({ kind }) => kind === 'bar').length);
      }),
    );
  });

  it('does not tell of a correction: its span has been walked already', () => {
    const bar = aBar({ at: MINUTE });
    const { toldAt } = walk(arraySource('a', [bar, aBar({ at: MINUTE, revision: 1 })]));
    expect([...toldAt.keys()]).toEqual([bar]);
  });

  it('holds a batch and what it reads ahead, however long the source', () => {
    const rows = mixedRows(2_000);
    const sizes = Array.from({ length: rows.length }, () => 1);
    expect(walk(batched(rows, sizes)).heldMax).toBeLessThanOrEqual(15);
  });

  it('reads nothing ahead where no bars come', () => {
    const rows = Array.from({ length: 50 }, (_, at) => aQuote({ at }));
    expect(
      walk(
        batched(
          rows,
          rows.map(() => 1),
        ),
      ).heldMax,
    ).toBe(1);
  });

  it('counts and hashes the rows passed, not the rows of the batch', () => {
    const rows = [aQuote({ at: 1 }), aQuote({ at: 2 }), aQuote({ at: 3 })];
    const cursor = new SourceCursor({
      source: arraySource('a', rows),
      instruments,
      announce: () => {},
    });
    cursor.advance();
    const { identity } = walk(arraySource('a', rows.slice(0, 2)));
    expect(JSON.stringify(cursor.identity())).toBe(identity);
  });

  it('takes an empty batch for no end', () => {
    const rows = [aQuote({ at: 1 }), aQuote({ at: 2 })];
    expect(walk(batched(rows, [0, 1, 0, 0, 1, 0])).rows).toEqual(rows);
  });

  it('stays at the end when it is stepped further', () => {
    const cursor = new SourceCursor({
      source: arraySource('a', [aQuote()]),
      instruments,
      announce: () => {},
    });
    cursor.advance();
    cursor.advance();
    expect(cursor.head).toBeNull();
  });

  it('closes its reader when the first row is bad', () => {
    const closed: string[] = [];
    const source = selfHashing([aQuote({ instrument: 'X.NSE' })], closed);
    expect(() => new SourceCursor({ source, instruments, announce: () => {} })).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_INSTRUMENT' }),
    );
    expect(closed).toEqual(['a']);
  });

  it('takes the hash of a source that hashes itself, once it has all been read', () => {
    const cursor = new SourceCursor({
      source: selfHashing([aQuote()], []),
      instruments,
      announce: () => {},
    });
    expect(cursor.identity().hash).toBe('incomplete');
    cursor.advance();
    cursor.close();
    expect(cursor.identity().hash).toBe('sha256:00');
  });
});

describe('what is no row', () => {
  const sbin = toInstrumentId('SBIN.NSE');
  const contents = [{ kind: 'quote', instrument: sbin }] as const;
  /** What a source without types can bring. */
  const open = (batches: unknown): unknown => {
    const make = (): unknown => batches;
    const source: unknown = Reflect.apply(generatorSource, null, ['untyped', contents, make]);
    return Reflect.construct(SourceCursor, [{ source, instruments, announce: () => {} }]);
  };

  it.each([
    [[[null]], 'source untyped, row 1, row: found null'],
    [[[aQuote({ at: 1 }), 5]], 'source untyped, row 2, row: found 5'],
    [[aQuote({ at: 1 })], 'source untyped: expected a list of rows at once, found object'],
  ])('is refused with its source: %o', (batches, mistake) => {
    const walkAll = (): void => {
      const cursor = open(batches);
      if (cursor instanceof SourceCursor) while (cursor.head !== null) cursor.advance();
    };
    expect(walkAll).toThrow(mistake);
  });

  it('is refused in an array as well', () => {
    const source: unknown = Reflect.apply(arraySource, null, ['array', [null, aQuote({ at: 1 })]]);
    const make = (): unknown => {
      return Reflect.construct(SourceCursor, [{ source, instruments, announce: () => {} }]);
    };
    expect(make).toThrow('source array, row 1, row: found null');
  });
});

/** A source that knows its hash at its end and notes that it was closed. */
function selfHashing(rows: readonly MarketData[], closed: string[]): Source {
  const sbin = toInstrumentId('SBIN.NSE');
  return {
    name: 'a',
    contents: [{ kind: 'quote', instrument: sbin }],
    isRepeatable: false,
    open: (): SourceReader => {
      const batches = [rows];
      let isOver = false;
      return {
        next: () => {
          const batch = batches.pop() ?? null;
          isOver = batch === null;
          return batch;
        },
        close: () => closed.push('a'),
        hashesItself: true,
        hash: () => (isOver ? 'sha256:00' : null),
      };
    },
  };
}
