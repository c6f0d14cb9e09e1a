import {
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
} from 'argosy/core';
import { parseBarSpec, toBarSpecText, toInstrumentIndex, type Bar } from 'argosy/domain';
import { aQuote, aTrade } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { BarDesk } from './bar-desk.ts';

const index = toInstrumentIndex(0);
const india = 5.5 * MICROS_PER_HOUR;

function deskOf(...specs: readonly string[]): BarDesk {
  const desk = new BarDesk();
  for (const spec of specs) {
    desk.start(index, unwrap(parseBarSpec(`SBIN.NSE-${spec}-INTERNAL`)), india);
  }
  return desk;
}

function trade(desk: BarDesk, atMinutes: number, price: number): void {
  const at = toTimestamp(atMinutes * MICROS_PER_MINUTE);
  desk.onTrade(index, { ...aTrade(), price: toPrice(price), qty: toQuantity(2) }, at);
}

function closed(desk: BarDesk, atMinutes: number): readonly Bar[] {
  const bars: Bar[] = [];
  desk.closeUntil(atMinutes * MICROS_PER_MINUTE, (bar) => bars.push(bar));
  return bars;
}

it('builds open, high, low, close and volume from trades', () => {
  const desk = deskOf('5-MINUTE-LAST');
  trade(desk, 1, 100);
  trade(desk, 2, 120);
  trade(desk, 3, 90);
  trade(desk, 4, 95);
  const [bar] = closed(desk, 5);
  expect(bar).toMatchObject({ open: 100, high: 120, low: 90, close: 95, volume: 8 });
});

it('closes a bar at its end and not before', () => {
  const desk = deskOf('5-MINUTE-LAST');
  trade(desk, 1, 100);
  expect(closed(desk, 4)).toEqual([]);
  expect(closed(desk, 5)).toHaveLength(1);
});

it('makes no bar of an interval without a price', () => {
  const desk = deskOf('1-MINUTE-LAST');
  trade(desk, 1, 100);
  expect(closed(desk, 60)).toHaveLength(1);
  expect(desk.nextCloseAt).toBe(Number.POSITIVE_INFINITY);
});

it('lets hours begin where the exchange clock says', () => {
  const desk = deskOf('1-HOUR-LAST');
  trade(desk, 40, 100);
  const [bar] = closed(desk, 120);
  expect(bar?.opensAt).toBe(30 * MICROS_PER_MINUTE);
  expect(bar?.closesAt).toBe(90 * MICROS_PER_MINUTE);
});

it('lets a day begin at local midnight', () => {
  const desk = deskOf('1-DAY-LAST');
  trade(desk, 24 * 60, 100);
  const [bar] = closed(desk, 3 * 24 * 60);
  expect(bar?.opensAt).toBe(24 * MICROS_PER_HOUR - india);
});

it('takes the side of the quote that a specification names', () => {
  const desk = deskOf('1-MINUTE-BID', '1-MINUTE-ASK', '1-MINUTE-MID');
  const quote = { ...aQuote(), bid: toPrice(100), ask: toPrice(103) };
  desk.onQuote(index, quote, toTimestamp(1));
  const bars = closed(desk, 1).map(({ spec, close }) => `${spec} ${close}`);
  expect(bars).toEqual([
    'SBIN.NSE-1-MINUTE-ASK-INTERNAL 103',
    'SBIN.NSE-1-MINUTE-BID-INTERNAL 100',
    'SBIN.NSE-1-MINUTE-MID-INTERNAL 101',
  ]);
});

it('drops the bar under way when nobody wants it any more', () => {
  const desk = deskOf('1-MINUTE-LAST');
  trade(desk, 0, 100);
  desk.stop(index, toBarSpecText('SBIN.NSE-1-MINUTE-LAST-INTERNAL'));
  expect(closed(desk, 5)).toEqual([]);
});

it('refuses to make bars from other bars', () => {
  const text = 'SBIN.NSE-5-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL';
  expect(() => new BarDesk().start(index, unwrap(parseBarSpec(text)), 0)).toThrow(/other bars/);
});
