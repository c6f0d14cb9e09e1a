import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toInstrumentIndex } from 'argosy/domain';

import { TriggerBook } from './trigger-book.ts';
import {
  isReached,
  type TriggerDirection,
  type TriggerEntry,
  type TriggerLine,
  type TriggerWatch,
} from './trigger-watch.ts';

const instrument = toInstrumentIndex(1);
const aWatch = (given: Partial<TriggerWatch> = {}): TriggerWatch => ({
  instrument,
  line: 'last',
  direction: 'rise',
  level: 100,
  isDouble: false,
  ...given,
});

function namesMet(
  book: TriggerBook<string>,
  price: number,
  line: TriggerLine = 'last',
): readonly string[] {
  const met: TriggerEntry<string>[] = [];
  book.meet(instrument, line, price, met);
  return met.map(({ item }) => item);
}

describe('a trigger book', () => {
  test('fires at the level and beyond, each direction its own way', () => {
    const book = new TriggerBook<string>(2);
    book.place(aWatch({ direction: 'rise', level: 100 }), 'up');
    book.place(aWatch({ direction: 'fall', level: 90 }), 'down');
    expect([99, 100, 101, 91, 90, 89].map((price) => namesMet(book, price))).toEqual([
      [],
      ['up'],
      ['up'],
      [],
      ['down'],
      ['down'],
    ]);
  });

  test('fires the nearest first, and of equal prices the one placed first', () => {
    const book = new TriggerBook<string>(2);
    for (const [name, level] of [
      ['far', 103],
      ['near', 101],
      ['near too', 101],
      ['beyond', 110],
    ] as const) {
      book.place(aWatch({ level }), name);
    }
    expect(namesMet(book, 105)).toEqual(['near', 'near too', 'far']);
  });

  test('looks at the line of the price alone, and at no other instrument', () => {
    const book = new TriggerBook<string>(2);
    book.place(aWatch({ line: 'ask' }), 'ask');
    expect(book.isWatching(0)).toBe(false);
    expect(book.isWatching(1)).toBe(true);
    expect(namesMet(book, 200, 'bid')).toEqual([]);
    expect(namesMet(book, 200, 'ask')).toEqual(['ask']);
  });

  test('a double takes two prices in a row at its level or beyond', () => {
    const book = new TriggerBook<string>(2);
    book.place(aWatch({ isDouble: true }), 'double');
    expect([100, 99, 100, 101].map((price) => namesMet(book, price))).toEqual([
      [],
      [],
      [],
      ['double'],
    ]);
  });

  test('a price of another line does not come between the two of a double', () => {
    const book = new TriggerBook<string>(2);
    book.place(aWatch({ isDouble: true }), 'double');
    namesMet(book, 100);
    namesMet(book, 1, 'bid');
    expect(namesMet(book, 100)).toEqual(['double']);
  });

  test('a double that was armed by hand takes one price more', () => {
    const book = new TriggerBook<string>(2);
    const entry = book.place(aWatch({ isDouble: true }), 'double');
    expect(book.isArmed(entry)).toBe(false);
    book.arm(entry);
    expect(book.isArmed(entry)).toBe(true);
    expect(namesMet(book, 100)).toEqual(['double']);
  });

  test('what is taken out fires no more, and what stands beside it does', () => {
    const book = new TriggerBook<string>(2);
    const [low, middle, high] = [100, 101, 102].map((level) =>
      book.place(aWatch({ level }), `${level}`),
    );
    if (middle !== undefined) book.remove(middle);
    expect([namesMet(book, 105), book.size]).toEqual([['100', '102'], 2]);
    if (low !== undefined) book.remove(low);
    expect([namesMet(book, 101), namesMet(book, 102)]).toEqual([[], ['102']]);
    if (high !== undefined) book.remove(high);
    expect(book.isWatching(1)).toBe(false);
  });

  test('nothing is known of an instrument once all that waited for it is taken out', () => {
    const book = new TriggerBook<string>(2);
    const entry = book.place(aWatch(), 'one');
    book.remove(entry);
    expect([book.size, book.isWatching(1), namesMet(book, 100)]).toEqual([0, false, []]);
    expect(() => book.remove(entry)).toThrow('an entry is taken out of the book it is in');
  });
});

type Placed = { readonly watch: TriggerWatch; readonly name: number; wasMet: boolean };
type Step =
  | { readonly type: 'place'; readonly watch: TriggerWatch }
  | { readonly type: 'remove'; readonly which: number }
  | { readonly type: 'amend'; readonly which: number; readonly level: number }
  | { readonly type: 'price'; readonly line: TriggerLine; readonly price: number };

/** Every entry is looked at, with every price. */
class NaiveBook {
  placed: Placed[] = [];

  meet(instrumentOf: number, line: TriggerLine, price: number): readonly number[] {
    const met: Placed[] = [];
    for (const one of this.placed) {
      if (one.watch.instrument !== instrumentOf || one.watch.line !== line) continue;
      const isMet = isReached(one.watch.direction, one.watch.level, price);
      if (isMet && (one.wasMet || !one.watch.isDouble)) met.push(one);
      one.wasMet = isMet;
    }
    const rank = ({ watch }: Placed): number =>
      watch.direction === 'rise' ? watch.level : -watch.level;
    return met
      .sort(
        (one, other) =>
          Number(one.watch.direction === 'fall') - Number(other.watch.direction === 'fall') ||
          rank(one) - rank(other) ||
          one.name - other.name,
      )
      .map(({ name }) => name);
  }
}

const levels = fc.integer({ min: 95, max: 105 });
const lineOf = fc.constantFrom<TriggerLine>('last', 'bid', 'mark');
const watches = fc.record({
  instrument: fc.integer({ min: 0, max: 1 }).map(toInstrumentIndex),
  line: lineOf,
  direction: fc.constantFrom<TriggerDirection>('rise', 'fall'),
  level: levels,
  isDouble: fc.boolean(),
});
const steps: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: watches.map((watch): Step => ({ type: 'place', watch })) },
  { weight: 1, arbitrary: fc.nat(9).map((which): Step => ({ type: 'remove', which })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.nat(9), levels)
      .map(([which, level]): Step => ({ type: 'amend', which, level })),
  },
  {
    weight: 6,
    arbitrary: fc
      .tuple(lineOf, levels)
      .map(([line, price]): Step => ({ type: 'price', line, price })),
  },
);

test('under random orders and prices it fires what a look at every entry fires, in the same order', () => {
  fc.assert(
    fc.property(fc.array(steps, { minLength: 20, maxLength: 120, size: 'max' }), (given) => {
      const book = new TriggerBook<number>(2);
      const entries = new Map<number, TriggerEntry<number>>();
      const naive = new NaiveBook();
      let made = 0;
      const place = (watch: TriggerWatch): void => {
        entries.set(made, book.place(watch, made));
        naive.placed.push({ watch, name: made, wasMet: false });
        made += 1;
      };
      const take = (which: number): Placed | undefined => {
        const [out] = naive.placed.splice(which, 1);
        const entry = out === undefined ? undefined : entries.get(out.name);
        if (entry !== undefined) book.remove(entry);
        return out;
      };
      for (const step of given) {
        if (step.type === 'place') place(step.watch);
        else if (step.type === 'remove') take(step.which);
        else if (step.type === 'amend') {
          const before = take(step.which);
          if (before !== undefined) place({ ...before.watch, level: step.level });
        } else {
          for (const one of [0, 1]) {
            const met: TriggerEntry<number>[] = [];
            book.meet(one, step.line, step.price, met);
            expect(met.map(({ item }) => item)).toEqual(naive.meet(one, step.line, step.price));
          }
        }
        expect(book.size).toBe(naive.placed.length);
      }
    }),
    { numRuns: 150 },
  );
});
