import {
  ledgerScales,
  toCurrency,
  toInstrumentId,
  toMinor,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
  type InstrumentId,
  type Money,
} from 'argosy/core';
import { InstrumentTable, type Instrument, type Position } from 'argosy/domain';
import {
  aFuture,
  aPair,
  anIndex,
  anInstrument,
  anOption,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { AccountValuer } from './account-valuer.ts';
import { parseLeverage } from './leverage.ts';
import { ScanModel } from './scan-margin.ts';

const [inr, usd] = [toCurrency('INR'), toCurrency('USD')];
const share = anInstrument();
const abroad = anInstrument({ id: toInstrumentId('AAPL.US'), currency: usd });
const whole = anInstrument({ id: toInstrumentId('WHOLE.NSE'), pricePrecision: 0 });
const finer = anInstrument({ id: toInstrumentId('FINE.NSE'), sizePrecision: 3 });
const [index, future, call, pair] = [anIndex(), aFuture(), anOption(), aPair()];
const next = aFuture({ id: toInstrumentId('NIFTY-FUT2.NFO'), pricePrecision: 1 });
const listed = [share, abroad, whole, finer, index, future, call, pair, next];
const table = new InstrumentTable(listed);
const scan = { scan: new ScanModel(table), now: toTimestamp(0) };
const leverage = { delivery: unwrap(parseLeverage('5')) };

type Marks = Readonly<Record<InstrumentId, number>>;

/** Knows twice the last price of each instrument that has one. */
function aValuer(marks2: Marks = {}): AccountValuer {
  return new AccountValuer({
    instruments: table,
    scales: ledgerScales({}),
    markOf: (place) => marks2[table.at(place).id] ?? null,
  });
}

function held({ id }: Instrument, qty: number, cost: bigint): Position {
  const { account, book, product } = anOrderRequest();
  const key = { account, book, instrument: id, product, id: null };
  return { key, qty, cost, realised: rupees(0n), charges: rupees(0n) };
}

const dollars = (cents: bigint): Money => ({ amount: toMinor(cents), currency: usd });

type Holding = readonly [qty: number, cost: bigint, mark2: number | null];
type Figures = readonly [value: bigint, worth: bigint];

describe('what a position is worth', () => {
  test.each<[string, Instrument, Holding, Figures]>([
    ['at its mark', share, [10, 900_00n, 200_00], [1_000_00n, 1_000_00n]],
    ['at a mark of half a unit, to the even', share, [1, 1n, 200_01], [100_00n, 100_00n]],
    ['at a mark of half a unit, up to the even', share, [1, 1n, 200_03], [100_02n, 100_02n]],
    ['short', share, [-10, -900_00n, 200_00], [-1_000_00n, -1_000_00n]],
    ['at its cost without a mark', share, [10, 900_00n, null], [900_00n, 900_00n]],
    ['in whole rupees, marked', whole, [10, 900n, 201], [1_005_00n, 1_005_00n]],
    ['in whole rupees, unmarked', whole, [10, 900n, null], [900_00n, 900_00n]],
    ['in thousandths, marked', finer, [1_500, 1n, 200_00], [150_00n, 150_00n]],
    ['in thousandths, unmarked', finer, [1_500, 90_000_500n, null], [90_000n, 90_000n]],
    ['of a future: its gain', future, [10, 900_00n, 200_00], [1_000_00n, 100_00n]],
    ['of a future without a mark: nothing', future, [10, 900_00n, null], [900_00n, 0n]],
  ])('%s', (_, instrument, [qty, cost, mark2], [value, worth]) => {
    const valuer = aValuer(mark2 === null ? {} : { [instrument.id]: mark2 });
    const position = held(instrument, qty, cost);
    expect([valuer.marketValue(position), valuer.worth(position)]).toEqual([value, worth]);
    const figures = valuer.figuresOf(position, {});
    expect([figures.value, figures.worth]).toEqual([value, worth]);
    expect(figures.cost).toBe(valuer.costOf(position));
  });

  test('is known only of what is listed', () => {
    const unknown = held(anInstrument({ id: toInstrumentId('NONE') }), 1, 1n);
    expect(() => aValuer().worth(unknown)).toThrow('instrument NONE is not known');
  });
});

describe('the equity of an account', () => {
  const positions = [held(share, 10, 900_00n), held(abroad, 0, 0n), held(future, 10, 900_00n)];
  const marks = { [share.id]: 200_00, [future.id]: 200_00 };

  test('is its cash and what its positions add', () => {
    const equity = aValuer(marks).equity({ cash: [rupees(5n), rupees(2n)], positions }, inr);
    expect(equity).toEqual({ amount: 1_100_07n, isComplete: true });
  });

  test.each<[string, Marks, { amount: bigint; isComplete: boolean }]>([
    ['at the rate of the moment', { [pair.id]: 160_0000 }, { amount: 320n, isComplete: true }],
    ['without what has no rate yet', {}, { amount: 0n, isComplete: false }],
  ])('has other currencies %s', (_, rates, expected) => {
    const holdings = { cash: [dollars(4n)], positions: [] };
    expect(aValuer(rates).equity(holdings, inr)).toEqual(expected);
    const held4 = { cash: [], positions: [held(abroad, 4, 4n)] };
    expect(aValuer(rates).equity(held4, inr)).toEqual(expected);
  });

  test('of what is flat needs no rate', () => {
    const flat = { cash: [rupees(1n)], positions: [held(abroad, 0, 0n)] };
    expect(aValuer().equity(flat, inr)).toEqual({ amount: 1n, isComplete: true });
  });
});

describe('the margin of positions', () => {
  const terms = { base: inr, leverage };

  test.each<[string, Instrument, number, bigint]>([
    ['of a share is its value over the leverage', share, 10, 200_00n],
    ['of a share that is short, too', share, -10, 200_00n],
    ['of a bought option is all of its value', call, 10, 1_000_00n],
    ['of a written option goes by its strike', call, -10, 49_000_00n],
  ])('%s', (_, instrument, qty, expected) => {
    const valuer = aValuer({ [instrument.id]: 200_00 });
    expect(valuer.marginUsed([held(instrument, qty, 1n)], terms)).toBe(expected);
  });

  test('is their sum, without what is flat', () => {
    const valuer = aValuer({ [share.id]: 200_00 });
    const flat = held(abroad, 0, 0n);
    const all = [held(share, 10, 1n), flat, held(future, 10, 500_00n)];
    expect(valuer.marginUsed(all, terms)).toBe(200_00n + 100_00n);
  });

  test('in another currency needs its rate', () => {
    const positions = [held(abroad, 5, 500n)];
    expect(aValuer().marginUsed(positions, terms)).toBeNull();
    expect(aValuer({ [pair.id]: 160_0000 }).marginUsed(positions, terms)).toBe(80_00n);
  });
});

describe('the margin of an account that is scanned', () => {
  const terms = { base: inr, leverage, ...scan };
  const spot = 24_500;
  const marks = { [share.id]: 200_00, [index.id]: 2 * spot * 100 };
  /** What a future on an index binds of what it stands for: its scan range and the exposure. */
  const rate = 0.113;
  const ofFuture = BigInt(Math.ceil(75 * spot * rate * 100));

  test('is that of each underlying, and the leverage of all else', () => {
    const positions = [held(share, 10, 1n), held(future, 75, 1n), held(share, 0, 0n)];
    expect(aValuer(marks).marginScanned(positions, terms)).toBe(200_00n + ofFuture);
  });

  test('is of one underlying together', () => {
    const positions = [held(future, 75, 1n), held(future, -75, 1n)];
    expect(aValuer(marks).marginScanned(positions, terms)).toBe(0n);
  });

  test('is null while a rate is unknown, for what is scanned and what is not', () => {
    const option = { ...call, id: toInstrumentId('US-C'), currency: usd };
    const instruments = new InstrumentTable([...listed, option]);
    const markOf = (): number => 2 * spot * 100;
    const scales = ledgerScales({});
    const valuer = new AccountValuer({ instruments, scales, markOf });
    expect(valuer.marginScanned([held(option, 75, 1n)], terms)).not.toBeNull();
    const blind = new AccountValuer({
      instruments,
      scales,
      markOf: (place) => (instruments.at(place).id === pair.id ? null : markOf()),
    });
    expect(blind.marginScanned([held(option, 75, 1n)], terms)).toBeNull();
    expect(blind.marginScanned([held(abroad, 1, 1n), held(future, 75, 1n)], terms)).toBeNull();
  });

  test.each<[string, Marks, Instrument, bigint]>([
    ['its own price tells', { [index.id]: 2 * spot * 100, [future.id]: 2 }, future, ofFuture],
    ['a future on it tells', { [future.id]: 2 * spot * 100 }, future, ofFuture],
    ['a future of other places tells', { [next.id]: 2 * spot * 10 }, next, ofFuture],
    ['nothing tells, by leverage', {}, future, 100_00n],
  ])('takes for the price of an underlying what %s', (_, prices, instrument, expected) => {
    const positions = [held(instrument, 75, 500_00n)];
    expect(aValuer(prices).marginScanned(positions, terms)).toBe(expected);
  });

  test('rounds up to the next minor unit', () => {
    const valuer = aValuer({ [index.id]: 33 });
    const leg = valuer.legOf({ ...future, lot: toQuantity(1) }, 1);
    // 0.165 × 11.3 % = 0.018645: two paise.
    expect(leg && valuer.scan([leg], scan)).toBe(2n);
  });

  test('of nothing is nothing', () => {
    expect(aValuer().scan([], scan)).toBe(0n);
    expect(aValuer().marginScanned([], terms)).toBe(0n);
  });
});

describe('a leg of a scan', () => {
  test('is a future or an option, with its mark', () => {
    const valuer = aValuer({ [future.id]: 7 });
    expect(valuer.legOf(future, 75)).toEqual({ instrument: future, qty: 75, mark2: 7 });
    expect(valuer.legOf(call, -75)).toEqual({ instrument: call, qty: -75, mark2: Number.NaN });
    expect(valuer.legOf(share, 1)).toBeNull();
  });

  test('may be of what is not listed: it has no mark', () => {
    const strange = anOption({ id: toInstrumentId('STRANGE'), strike: toPrice(1) });
    expect(aValuer().legOf(strange, 1)?.mark2).toBeNaN();
  });
});
