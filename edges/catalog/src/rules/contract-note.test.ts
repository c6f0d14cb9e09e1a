import { readFileSync } from 'node:fs';

import { formatScaledBigint } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { chargeMarkets } from './charge-markets.ts';
import type { ChargeMarket } from './charge-rules.ts';
import { contractNote, NOTE_FILLS_MAX, type NoteFill } from './contract-note.ts';

type WorkedNote = {
  readonly name: string;
  readonly market: string;
  readonly broker: string;
  readonly day: string;
  readonly hasDepository?: boolean;
  readonly fills: readonly string[];
  readonly items: Readonly<Record<string, string>>;
  readonly total: string;
};

const book = JSON.parse(
  readFileSync(new URL('book/contract-notes.json', import.meta.url), 'utf8'),
) as { readonly notes: readonly WorkedNote[] };

function marketOf(name: string): ChargeMarket {
  const market = chargeMarkets().get(name);
  if (market === undefined) throw new Error(`no market ${name}`);
  return market;
}

function toFill(text: string): NoteFill {
  const [segment = '', order = '', security = '', side, qty = '', price = '', multiplier = '1'] =
    text.split(' ');
  if (side !== 'buy' && side !== 'sell') throw new Error(text);
  return { segment, order, security, side, qty, price, multiplier };
}

function money(hundredths: bigint): string {
  return formatScaledBigint(hundredths, 2);
}

describe('the book of worked notes', () => {
  test('has more than forty notes, in every segment that is charged', () => {
    expect(book.notes.length).toBeGreaterThan(40);
    const worked = new Set(
      book.notes.flatMap(({ fills }) => fills.map((fill) => toFill(fill).segment)),
    );
    const all = ['india', 'us'].flatMap((name) => marketOf(name).segments.map((one) => one.name));
    expect(all.filter((segment) => !worked.has(segment))).toEqual(['bse.exercise']);
  });

  test.each(book.notes.map((note) => [note.name, note] as const))('%s', (_, worked) => {
    const { broker, day, hasDepository = false } = worked;
    const note = contractNote({
      market: marketOf(worked.market),
      broker,
      day,
      fills: worked.fills.map(toFill),
      hasDepository,
    });
    expect(Object.fromEntries(note.items.map(({ item, amount }) => [item, money(amount)]))).toEqual(
      worked.items,
    );
    expect(money(note.total)).toBe(worked.total);
  });
});

const india = marketOf('india');
const cents = (most: number): fc.Arbitrary<string> =>
  fc.integer({ min: 1, max: most }).map((value) => (value / 100).toFixed(2));
const fills = fc.array(
  fc.record({
    segment: fc.constantFrom('nse.delivery', 'nse.intraday', 'nse.futures', 'nse.options'),
    order: fc.constantFrom('1', '2', '3'),
    security: fc.constantFrom('A', 'B'),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    qty: fc.integer({ min: 1, max: 10_000 }).map(String),
    price: cents(5_000_000),
  }),
  { maxLength: 8 },
);
const noteOf = (list: readonly NoteFill[], broker = 'zerodha'): ReturnType<typeof contractNote> =>
  contractNote({ market: india, broker, day: '2026-06-01', fills: list });

test('lines, items and the total of any note agree, and nothing is below zero', () => {
  fc.assert(
    fc.property(fills, (list) => {
      const { lines, items, total } = noteOf(list);
      const sum = (parts: readonly { readonly amount: bigint }[]): bigint =>
        parts.reduce((sofar, { amount }) => sofar + amount, 0n);
      expect(sum(lines)).toBe(total);
      expect(sum(items)).toBe(total);
      expect(lines.every(({ amount }) => amount > 0n)).toBe(true);
    }),
  );
});

test('the order of the fills, and fills that come in parts, change nothing', () => {
  fc.assert(
    fc.property(fills, (list) => {
      const parts = list.toReversed().flatMap((fill) => {
        const first = Math.floor(Number(fill.qty) / 2);
        const qtys = [first, Number(fill.qty) - first].filter((qty) => qty > 0);
        return qtys.map((qty) => ({ ...fill, qty: String(qty) }));
      });
      expect(noteOf(parts).total).toBe(noteOf(list).total);
    }),
  );
});

test('each item is within half of its unit of what it is exactly', () => {
  fc.assert(
    fc.property(fills, (list) => {
      const sold = list.filter(({ segment, side }) => segment === 'nse.futures' && side === 'sell');
      const exact = sold.reduce((sum, { qty, price }) => sum + Number(qty) * Number(price), 0);
      const stt = noteOf(sold).items.find(({ item }) => item === 'stt')?.amount ?? 0n;
      expect(Math.abs(Number(stt) / 100 - exact * 0.0005)).toBeLessThan(0.5 + 1e-6);
    }),
  );
});

const sale: NoteFill = {
  segment: 'nse.delivery',
  order: '1',
  security: 'SBIN',
  side: 'sell',
  qty: '1',
  price: '800',
};

test.each([
  ['2020-12-31', 'nse.delivery/exchange: not known before 2021-01-01'],
  ['2019-06-01', 'zerodha/nse.delivery: not known before 2020-07-01'],
  ['2030-01-01', 'not known after 2026-11-22'],
])('a note of %s is refused, as its charges are not known', (day, why) => {
  const of = { market: india, broker: 'zerodha', day, fills: [sale] };
  expect(() => contractNote(of)).toThrow(why);
});

test('a segment, a broker and a depository that are not known are refused', () => {
  const of = { market: india, broker: 'zerodha', day: '2026-06-01', fills: [sale] };
  expect(() => contractNote({ ...of, broker: 'nobody' })).toThrow('nobody/nse.delivery: no rule');
  expect(() => contractNote({ ...of, fills: [{ ...sale, segment: 'x' }] })).toThrow(
    'no segment "x"',
  );
  const early = { ...of, day: '2024-01-01', hasDepository: true };
  expect(() => contractNote(early)).toThrow('not known before 2024-10-01');
});

test.each([
  [{ qty: '0' }, '0 x 1 at 800'],
  [{ qty: '-1' }, '-1 x 1 at 800'],
  [{ price: '-0.05' }, '1 x 1 at -0.05'],
  [{ multiplier: '0' }, '1 x 0 at 800'],
])('a fill of %j is refused', (changes, found) => {
  expect(() => noteOf([{ ...sale, ...changes }])).toThrow(
    `expected a quantity above 0 and a price from 0, found ${found}`,
  );
});

test('what both sides pay is the same for either, however it is rounded', () => {
  fc.assert(
    fc.property(fills, (list) => {
      const turned = list.map((fill) => {
        return { ...fill, side: fill.side === 'buy' ? ('sell' as const) : ('buy' as const) };
      });
      const both = ['brokerage', 'exchange', 'ipft', 'sebi', 'gst'];
      const of = (fillsOf: readonly NoteFill[]) =>
        noteOf(fillsOf).items.filter(({ item }) => both.includes(item));
      expect(of(turned)).toEqual(of(list));
    }),
  );
});

test('what one note sums is never further from many notes than their roundings', () => {
  fc.assert(
    fc.property(fills, (list) => {
      const alone = list.map((fill, at) => noteOf([{ ...fill, order: String(at) }], 'none').total);
      const apart = Number(noteOf(list, 'none').total - alone.reduce((sum, one) => sum + one, 0n));
      // Five items to the half of a paisa each, and the tax to half a rupee, in each note.
      expect(Math.abs(apart)).toBeLessThanOrEqual((list.length + 4) * (3 + 50));
    }),
  );
});

test('more fills than a note takes are refused', () => {
  const list = Array.from({ length: NOTE_FILLS_MAX + 1 }, () => sale);
  expect(() => noteOf(list)).toThrow('at most');
});
