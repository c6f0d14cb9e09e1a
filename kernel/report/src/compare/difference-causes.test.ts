import { toInstrumentId, toOrderId, toTimestamp } from 'argosy/core';
import { aFill, anInstrument, anOrderRequest, aTouch } from '@argosy/testkit';
import { sheetFacts } from '@argosy/testkit/sheets';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { KnownOrder } from '../fold/fill-costs.ts';
import type { SheetFacts } from '../fold/sheet-facts.ts';
import { causesOf } from './difference-causes.ts';
import { DECISION_APART_MAX } from './match-orders.ts';

const share = anInstrument();

/** An order to buy or sell, what it filled at, and where the middle of the market was then. */
type Told = {
  readonly at?: number;
  readonly side?: 'buy' | 'sell';
  readonly fills?: readonly (readonly [qty: number, price: number, middle?: number | undefined])[];
};

/** What one side has seen: its orders, the last price of the share, and what it was charged. */
type Side = {
  readonly orders?: readonly Told[];
  readonly mark?: number | null;
  readonly charges?: Readonly<Record<string, bigint>>;
  readonly carried?: SheetFacts['carried'];
  /** What it gained beyond what its orders tell. */
  readonly beside?: bigint;
};

function factsOf(side: Side): SheetFacts {
  const { orders = [], mark = 10_000, charges = {}, carried = [], beside = 0n } = side;
  const known = orders.map(({ at = 0, side: way = 'buy' }, place): KnownOrder => {
    const request = anOrderRequest({ id: toOrderId(`0000TEST00000${place}`), side: way });
    return { request, terms: request.terms, decided2: 20_000, decidedAt: toTimestamp(at) };
  });
  let closing = beside;
  const fills = orders.flatMap(({ fills: some = [], side: way = 'buy' }, place) =>
    some.map(([qty, price, middle]) => {
      closing += BigInt((way === 'buy' ? qty : -qty) * ((mark ?? 0) - price));
      const touch = aTouch({ mid2: middle === undefined ? null : 2 * middle });
      return {
        order: known[place] as KnownOrder,
        instrument: share,
        fill: aFill({ qty, price, touch }),
        notional: BigInt(qty * price),
        delay: null,
        slippage: null,
        at: toTimestamp(0),
      };
    }),
  );
  for (const { qty, worth } of carried) closing += BigInt(qty * (mark ?? 0)) - worth;
  for (const paid of Object.values(charges)) closing -= paid;
  const none = sheetFacts();
  return sheetFacts({
    orders: known,
    fills,
    closing,
    carried,
    sums: { ...none.sums, charges: new Map(Object.entries(charges)) },
    instrumentOf: (id) => (id === share.id ? share : undefined),
    mark2Of: (id) => (id === share.id && mark !== null ? 2 * mark : null),
  });
}

function toldOf(here: Side, there: Side): readonly string[] {
  const { causes } = causesOf({ here: factsOf(here), there: factsOf(there) });
  return causes.map(({ kind, name, amount }) =>
    kind === 'charges' ? `${name} ${amount}` : `${kind} ${amount}`,
  );
}

describe('why two sides differ', () => {
  it('is told by nothing where they are alike', () => {
    const side: Side = { orders: [{ fills: [[10, 9_900, 9_890]] }], charges: { stt: 5n } };
    expect(toldOf(side, side)).toEqual([]);
    expect(toldOf({}, {})).toEqual([]);
  });

  it('is the market where the fills met another, and slippage where they were further from it', () => {
    const here: Side = { orders: [{ fills: [[10, 10_030, 10_020]] }] };
    const there: Side = { orders: [{ fills: [[10, 10_005, 10_000]] }] };
    expect(toldOf(here, there)).toEqual(['market -2.00', 'slippage -0.50']);
  });

  it('of a sale is the other way round', () => {
    const here: Side = { orders: [{ side: 'sell', fills: [[10, 10_010, 10_020]] }] };
    const there: Side = { orders: [{ side: 'sell', fills: [[10, 9_995, 10_000]] }] };
    expect(toldOf(here, there)).toEqual(['market 2.00', 'slippage -0.50']);
  });

  it('is the market alone where one side saw none', () => {
    const here: Side = { orders: [{ fills: [[10, 10_030]] }] };
    const there: Side = { orders: [{ fills: [[10, 10_005, 10_000]] }] };
    expect(toldOf(here, there)).toEqual(['market -2.50']);
  });

  it('is an order that one side alone had, also where it came to nothing', () => {
    const mine: Side = { orders: [{ fills: [[10, 9_950]] }] };
    expect(toldOf(mine, {})).toEqual(['extraOrders 5.00']);
    expect(toldOf({}, mine)).toEqual(['missingOrders -5.00']);
    expect(toldOf({ orders: [{}] }, {})).toEqual(['extraOrders 0.00']);
  });

  it('is decisions too far from each other to be one', () => {
    const early: Side = { orders: [{ at: 0, fills: [[10, 9_950]] }] };
    const late: Side = { orders: [{ at: DECISION_APART_MAX + 1, fills: [[10, 9_950]] }] };
    expect(toldOf(early, late)).toEqual(['extraOrders 5.00', 'missingOrders -5.00']);
  });

  it('is what was filled more or less, at the price of the side that had it', () => {
    const here: Side = { orders: [{ fills: [[4, 9_900]] }] };
    const there: Side = { orders: [{ fills: [[10, 9_900]] }] };
    expect(toldOf(here, there)).toEqual(['filledOtherwise -6.00']);
    expect(toldOf(there, here)).toEqual(['filledOtherwise 6.00']);
    expect(toldOf({ orders: [{}] }, there)).toEqual(['filledOtherwise -10.00']);
  });

  it('is what was held as one side ended at other prices', () => {
    const here: Side = { orders: [{ fills: [[10, 9_900]] }], mark: 10_050 };
    const there: Side = { orders: [{ fills: [[10, 9_900]] }], mark: 10_000 };
    expect(toldOf(here, there)).toEqual(['marks 5.00']);
  });

  it('is what was held before', () => {
    const carried = [{ instrument: share.id, qty: 10, worth: 98_000n }];
    expect(toldOf({ carried }, {})).toEqual(['carriedIn 20.00']);
    expect(toldOf({}, { carried })).toEqual(['carriedIn -20.00']);
  });

  it('is each line of the charges by itself', () => {
    const here: Side = { charges: { brokerage: 20_00n, stt: 1_00n } };
    const there: Side = { charges: { gst: 50n, stt: 1_00n } };
    expect(toldOf(here, there)).toEqual(['charges: brokerage -20.00', 'charges: gst 0.50']);
  });

  it('names what nothing else explains', () => {
    expect(toldOf({ beside: 3_00n }, {})).toEqual(['remainder 3.00']);
  });

  it('tells the orders that differ, the greatest effect first', () => {
    const here: Side = {
      orders: [
        { at: 0, fills: [[10, 9_990, 9_990]] },
        { at: 1_000_000_000, side: 'sell', fills: [[10, 9_000, 9_000]] },
        { at: 2_000_000_000, fills: [[1, 9_000, 9_000]] },
      ],
    };
    const there: Side = {
      orders: [
        { at: 0, fills: [[10, 9_980, 9_980]] },
        { at: 1_000_000_000, side: 'sell', fills: [[10, 9_500, 9_500]] },
        { at: 2_000_000_000, fills: [[1, 9_000, 9_000]] },
      ],
    };
    const { orders } = causesOf({ here: factsOf(here), there: factsOf(there) });
    expect(orders.map(({ side, amount }) => [side, amount])).toEqual([
      ['sell', '-50.00'],
      ['buy', '-1.00'],
    ]);
    expect(orders[0]?.here).toMatchObject({ qty: '10', price: '90.0000' });
  });

  it('knows nothing of instruments that nobody has a price of', () => {
    const carried = [{ instrument: toInstrumentId('GONE.NSE'), qty: 5, worth: 100n }];
    const here = { ...factsOf({}), carried, closing: 700n };
    const { causes } = causesOf({ here, there: factsOf({}) });
    expect(causes.map(({ kind, amount }) => [kind, amount])).toEqual([['remainder', '7.00']]);
  });
});

const price = fc.integer({ min: 5_000, max: 15_000 });
const fill = fc.tuple(fc.integer({ min: 1, max: 50 }), price, fc.option(price, { nil: undefined }));
const order = fc.record({
  at: fc.constantFrom(0, 10, 1_000_000_000, 1_000_000_010),
  side: fc.constantFrom('buy' as const, 'sell' as const),
  fills: fc.array(fill, { maxLength: 3 }),
});
const side: fc.Arbitrary<Side> = fc.record({
  orders: fc.array(order, { maxLength: 5 }),
  mark: price,
  charges: fc.dictionary(
    fc.constantFrom('stt', 'gst', 'fees'),
    fc.bigInt({ min: 0n, max: 9_999n }),
  ),
  beside: fc.bigInt({ min: -999n, max: 999n }),
});

it('adds up to the difference, whatever happened on either side', () => {
  fc.assert(
    fc.property(side, side, (here, there) => {
      const sides = { here: factsOf(here), there: factsOf(there) };
      const minor = causesOf(sides).causes.map(({ amount }) => BigInt(amount.replace('.', '')));
      const difference = sides.here.closing - sides.there.closing;
      expect(minor.reduce((sum, one) => sum + one, 0n)).toBe(difference);
    }),
  );
});

it('leaves hardly anything unexplained of what only orders did', () => {
  const orders = side.map((one) => ({ ...one, beside: 0n, charges: {} }));
  fc.assert(
    fc.property(orders, orders, (here, there) => {
      const { causes } = causesOf({ here: factsOf(here), there: factsOf(there) });
      const rest = causes.find(({ kind }) => kind === 'remainder')?.amount ?? '0.00';
      expect(Math.abs(Number(rest))).toBeLessThanOrEqual(0.05);
    }),
  );
});
