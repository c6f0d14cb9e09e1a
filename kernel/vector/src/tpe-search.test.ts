import { describe, expect, test } from 'vitest';

import { TpeSearch } from './tpe-search.ts';

const space = { x: { from: 0, to: 99 }, y: { from: 0, to: 99 }, kind: ['dull', 'sharp'] } as const;
type Values = { readonly x: number; readonly y: number; readonly kind: string };

/** A hill whose top is at 70, 20. */
const heightOf = ({ x, y, kind }: Values): number =>
  -((x - 70) ** 2) - (y - 20) ** 2 - (kind === 'sharp' ? 0 : 500);

function climb(seed: string, rounds: number): TpeSearch<typeof space> {
  const search = new TpeSearch(space, { seed });
  for (let round = 0; round < rounds; round += 1) {
    for (const { trial, values } of search.ask(4)) search.tell(trial, heightOf(values));
  }
  return search;
}

describe('a search that learns', () => {
  test('comes nearer to the top than chance with as many trials', () => {
    const seeds = Array.from({ length: 12 }, (_, at) => `seed ${at}`);
    const best = (search: TpeSearch<typeof space>): number =>
      search.best === null ? NaN : heightOf(search.best.values);
    const learned = seeds.map((seed) => best(climb(seed, 40)));
    const byChance = seeds.map((seed) => {
      const search = new TpeSearch(space, { seed, startup: 1_000 });
      for (const { trial, values } of search.ask(160)) search.tell(trial, heightOf(values));
      return best(search);
    });
    const wins = learned.filter((one, at) => one >= (byChance[at] ?? NaN)).length;
    const mean = (of: readonly number[]): number => of.reduce((a, b) => a + b) / of.length;
    expect(wins).toBeGreaterThanOrEqual(10);
    expect(mean(learned)).toBeGreaterThan(mean(byChance) / 3);
  });

  test('asks the same where it was told the same, in whatever order', () => {
    const [one, other] = [climb('a', 10), new TpeSearch(space, { seed: 'a' })];
    for (let round = 0; round < 10; round += 1) {
      for (const { trial, values } of [...other.ask(4)].reverse())
        other.tell(trial, heightOf(values));
    }
    expect(other.ask(3)).toEqual(one.ask(3));
    expect(climb('b', 10).ask(3)).not.toEqual(one.ask(3));
  });

  test('asks for trials that lie apart where it asks for many at once', () => {
    const line = { x: { from: 0, to: 999 } } as const;
    const search = new TpeSearch(line, { seed: 'a', candidates: 200 });
    for (const { trial, values } of search.ask(100)) {
      search.tell(trial, -Math.abs(values.x - 500));
    }
    const asked = search.ask(40).map(({ values }) => Math.abs(values.x - 500));
    // Each that was asked for counts as one of the others; without that none is so far away.
    expect(asked.filter((distance) => distance > 60).length).toBeGreaterThan(8);
  });

  test('goes on while trials have not been told, and past those that failed', () => {
    const search = new TpeSearch(space, { seed: 'a', startup: 2 });
    const [first, second, third] = search.ask(3);
    expect(search.best).toBeNull();
    search.tell(second?.trial ?? NaN, -Infinity);
    search.tell(third?.trial ?? NaN, 5);
    expect(search.best).toEqual(third);
    expect(search.ask(2).map(({ trial }) => trial)).toEqual([3, 4]);
    expect(first?.trial).toBe(0);
  });

  test('learns of words too', () => {
    const kinds = {
      kind: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
      n: { from: 1, to: 40 },
    } as const;
    const search = new TpeSearch(kinds, { seed: 's' });
    for (const { trial, values } of search.ask(40)) search.tell(trial, values.kind === 'f' ? 1 : 0);
    expect(search.ask(10).filter(({ values }) => values.kind === 'f').length).toBeGreaterThan(7);
  });

  test('asks for no combination twice, and for none once all were', () => {
    const small = { x: { from: 0, to: 6 }, kind: ['a', 'b', 'c'] } as const;
    const search = new TpeSearch(small, { seed: 'a', startup: 5 });
    const asked: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      for (const { trial, values } of search.ask(4)) {
        asked.push(JSON.stringify(values));
        search.tell(trial, values.x === 3 && values.kind === 'b' ? 1 : 0);
      }
    }
    expect(asked).toHaveLength(21);
    expect(new Set(asked).size).toBe(21);
    expect(search.ask(1)).toEqual([]);
  });
});

test.each([{ startup: 0 }, { good: 0 }, { good: 1 }, { candidates: 1.5 }])(
  'is refused with %o',
  (by) => {
    expect(() => new TpeSearch(space, { seed: '', ...by })).toThrow('trials by chance');
  },
);

test('a score is refused that is none, or of a trial that was not asked for', () => {
  const search = new TpeSearch(space, { seed: '' });
  search.ask(1);
  expect(() => search.tell(0, NaN)).toThrow('a score of NaN for trial 0');
  expect(() => search.tell(1, 2)).toThrow('for trial 1');
  expect(() => search.ask(0)).toThrow('0 more trials');
  expect(() => search.ask(1e6)).toThrow('more trials, at most');
});
