import {
  alwaysOpen,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  nseEquity,
  parseTimestamp,
  SessionClock,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
  withHolidays,
  type Micros,
  type TradingCalendar,
} from 'argosy/core';
import { parseBarSpec, toBarSpecText, toInstrumentIndex, type Bar } from 'argosy/domain';
import { aBar, aQuote, aTrade } from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { BarDesk } from './bar-desk.ts';
import type { LatePolicy } from './late-data.ts';

const index = toInstrumentIndex(0);
/** A Friday. */
const day = '2026-11-20';

type Rig = { readonly desk: BarDesk; readonly bars: Bar[] };
type Plan = { readonly calendar?: TradingCalendar; readonly late?: LatePolicy };

function rigOf(
  specs: readonly string[],
  { calendar = nseEquity, late = 'nextBar' }: Plan = {},
): Rig {
  const bars: Bar[] = [];
  const desk = new BarDesk({ late, onBar: (bar) => bars.push(bar) });
  const ground = {
    index,
    clock: new SessionClock(calendar),
    sizePrecision: 0,
    pricePrecision: 2,
    tick: 5,
    multiplier: 1n,
    multiplierScale: 0,
  };
  for (const spec of specs) desk.start(unwrap(parseBarSpec(`SBIN.NSE-${spec}`)), ground);
  return { desk, bars };
}

/** An instant by India's clock, `09:15:00`. */
function at(time: string, date = day): number {
  return unwrap(parseTimestamp(`${date}T${time}+05:30`)).at;
}

type Told = { readonly price?: number; readonly qty?: number; readonly eventAt?: number };

/** A trade that comes now, as the engine would tell the desk of it. */
function trade(
  { desk }: Rig,
  now: number,
  { price = 100, qty = 2, eventAt = now }: Told = {},
): void {
  desk.closeUntil(now);
  const told = { price: toPrice(price), qty: toQuantity(qty), eventAt: toTimestamp(eventAt) };
  desk.onTrade(index, { ...aTrade(), ...told }, now);
}

function outside({ desk }: Rig, opens: string, minutes: number, volume = 10): void {
  const opensAt = toTimestamp(at(opens));
  const closesAt = toTimestamp(opensAt + minutes * MICROS_PER_MINUTE);
  const spec = toBarSpecText(`SBIN.NSE-${minutes}-MINUTE-LAST-EXTERNAL`);
  desk.closeUntil(closesAt);
  desk.onOutsideBar({ ...aBar(), spec, opensAt, closesAt, volume: toQuantity(volume) }, closesAt);
}

function times(bars: readonly Bar[]): readonly string[] {
  const india = 5.5 * MICROS_PER_HOUR;
  const clock = (us: number): string => {
    const minutes = Math.floor((us + india) / MICROS_PER_MINUTE) % (24 * 60);
    return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
  };
  return bars.map(({ opensAt, closesAt }) => `${clock(opensAt)}-${clock(closesAt)}`);
}

describe('time bars', () => {
  it('hold open, high, low, close and volume of the trades', () => {
    const rig = rigOf(['5-MINUTE-LAST-INTERNAL']);
    for (const price of [100, 120, 90, 95]) trade(rig, at('10:01:00'), { price });
    rig.desk.closeUntil(at('10:05:00'));
    expect(rig.bars).toMatchObject([{ open: 100, high: 120, low: 90, close: 95, volume: 8 }]);
  });

  it('close at their end and not before', () => {
    const rig = rigOf(['5-MINUTE-LAST-INTERNAL']);
    trade(rig, at('10:01:00'));
    rig.desk.closeUntil(at('10:05:00') - 1);
    expect(rig.bars).toEqual([]);
    rig.desk.closeUntil(at('10:05:00'));
    expect(rig.bars).toHaveLength(1);
  });

  it('make no bar of an interval without a price', () => {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL']);
    trade(rig, at('10:01:00'));
    rig.desk.closeUntil(at('11:00:00'));
    expect(rig.bars).toHaveLength(1);
    expect(rig.desk.nextCloseAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('step from the opening of the session and end with it', () => {
    const rig = rigOf(['1-HOUR-LAST-INTERNAL']);
    trade(rig, at('09:20:00'));
    trade(rig, at('15:20:00'));
    rig.desk.closeUntil(at('16:00:00'));
    expect(times(rig.bars)).toEqual(['9:15-10:15', '15:15-15:30']);
  });

  it('do not run over a break', () => {
    const windows = [
      { phase: 'open', fromMicros: hours(9), untilMicros: hours(11.5) },
      { phase: 'open', fromMicros: hours(12.5), untilMicros: hours(15) },
    ] as const;
    const rig = rigOf(['1-HOUR-LAST-INTERNAL'], {
      calendar: { ...nseEquity, specials: { [day]: windows } },
    });
    for (const time of ['11:29:00', '12:00:00', '12:31:00']) trade(rig, at(time));
    rig.desk.closeUntil(at('15:00:00'));
    expect(times(rig.bars)).toEqual(['11:00-11:30', '12:30-13:30']);
    expect(rig.desk.counts.outsideSession).toBe(1);
  });

  it('of a day are the trading day, from the first opening to the last close', () => {
    const rig = rigOf(['1-DAY-LAST-INTERNAL']);
    trade(rig, at('12:00:00'));
    rig.desk.closeUntil(at('15:30:00'));
    expect(times(rig.bars)).toEqual(['9:15-15:30']);
  });

  it.each(['2026-11-21', '2026-11-19'])('take nothing of %s, a weekend and a holiday', (date) => {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL', '1-DAY-LAST-INTERNAL'], {
      calendar: withHolidays(nseEquity, ['2026-11-19']),
    });
    trade(rig, at('12:00:00', date));
    rig.desk.closeUntil(at('16:00:00', date));
    expect(rig.bars).toEqual([]);
  });

  it('of a day are an hour longer when the clock goes back', () => {
    const change = toTimestamp(at('06:30:00'));
    const calendar = {
      ...alwaysOpen,
      offsets: [
        { from: toTimestamp(0), offset: hours(1) },
        { from: change, offset: hours(0) },
      ],
    };
    const rig = rigOf(['1-DAY-LAST-INTERNAL'], { calendar });
    trade(rig, change);
    rig.desk.closeUntil(change + 48 * MICROS_PER_HOUR);
    const [bar] = rig.bars;
    expect(Number(bar?.closesAt) - Number(bar?.opensAt)).toBe(25 * MICROS_PER_HOUR);
  });

  it('take the side of the quote that a specification names', () => {
    const rig = rigOf(['1-MINUTE-BID-INTERNAL', '1-MINUTE-ASK-INTERNAL', '1-MINUTE-MID-INTERNAL']);
    const now = toTimestamp(at('10:00:00'));
    const quote = { ...aQuote(), eventAt: now, bid: toPrice(100), ask: toPrice(103) };
    rig.desk.onQuote(index, quote, now);
    rig.desk.closeUntil(at('10:01:00'));
    expect(rig.bars.map(({ spec, close }) => `${spec} ${close}`)).toEqual([
      'SBIN.NSE-1-MINUTE-ASK-INTERNAL 103',
      'SBIN.NSE-1-MINUTE-BID-INTERNAL 100',
      'SBIN.NSE-1-MINUTE-MID-INTERNAL 101',
    ]);
  });

  it('under way are dropped when nobody wants them any more', () => {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL']);
    trade(rig, at('10:00:00'));
    rig.desk.stop(toBarSpecText('SBIN.NSE-1-MINUTE-LAST-INTERNAL'));
    rig.desk.closeUntil(at('11:00:00'));
    expect(rig.bars).toEqual([]);
  });

  it('due at one instant come finer first, whoever asked first', () => {
    const rig = rigOf([
      '1-HOUR-LAST-INTERNAL',
      '15-MINUTE-LAST-INTERNAL',
      '1-MINUTE-LAST-INTERNAL',
    ]);
    trade(rig, at('10:14:30'));
    rig.desk.closeUntil(at('10:15:00'));
    expect(times(rig.bars)).toEqual(['10:14-10:15', '10:00-10:15', '9:15-10:15']);
  });
});

describe('composites', () => {
  it('of bars from outside close with the one that reaches their end', () => {
    const rig = rigOf(['15-MINUTE-LAST-INTERNAL@5-MINUTE-EXTERNAL']);
    for (const time of ['10:00:00', '10:05:00']) outside(rig, time, 5);
    expect(rig.bars).toEqual([]);
    outside(rig, '10:10:00', 5);
    expect(rig.bars).toMatchObject([{ volume: 30, closesAt: at('10:15:00') }]);
  });

  it('of bars from outside close with the first one behind them, where the last is missing', () => {
    const rig = rigOf(['15-MINUTE-LAST-INTERNAL@5-MINUTE-EXTERNAL']);
    outside(rig, '10:00:00', 5);
    outside(rig, '10:20:00', 5);
    expect(rig.bars).toMatchObject([{ volume: 10, availableAt: at('10:25:00') }]);
  });

  it('of built bars come behind the last of them, and the finer bars come too', () => {
    const rig = rigOf(['15-MINUTE-LAST-INTERNAL@5-MINUTE-INTERNAL']);
    trade(rig, at('10:01:00'));
    trade(rig, at('10:14:00'));
    rig.desk.closeUntil(at('10:15:00'));
    expect(times(rig.bars)).toEqual(['10:00-10:05', '10:10-10:15', '10:00-10:15']);
  });

  it('stop the finer bars when nobody wants either any more', () => {
    const rig = rigOf(['15-MINUTE-LAST-INTERNAL@5-MINUTE-INTERNAL', '5-MINUTE-LAST-INTERNAL']);
    rig.desk.stop(toBarSpecText('SBIN.NSE-5-MINUTE-LAST-INTERNAL'));
    trade(rig, at('10:14:00'));
    expect(rig.desk.nextCloseAt).toBe(at('10:15:00'));
    rig.desk.stop(toBarSpecText('SBIN.NSE-15-MINUTE-LAST-INTERNAL@5-MINUTE-INTERNAL'));
    expect(rig.desk.nextCloseAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('take no correction of a finer bar, and count it', () => {
    const rig = rigOf(['15-MINUTE-LAST-INTERNAL@1-MINUTE-EXTERNAL']);
    rig.desk.onOutsideBar(aBar({ instrument: 'SBIN.NSE', revision: 1 }), at('10:00:00'));
    expect(rig.desk.counts.corrections).toBe(1);
  });
});

describe('a trade that comes after its bar has closed', () => {
  function late(policy: LatePolicy, now = '10:01:10'): Rig {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL'], { late: policy });
    trade(rig, at('10:00:30'), { price: 100 });
    trade(rig, at('10:01:05'), { price: 101 });
    trade(rig, at(now), { price: 90, eventAt: at('10:00:10') });
    rig.desk.closeUntil(at('10:02:00'));
    return rig;
  }

  it('is left out and counted where it is to be dropped', () => {
    const { bars, desk } = late('drop');
    expect(bars.map(({ volume }) => volume)).toEqual([2, 2]);
    expect(desk.counts).toMatchObject({ dropped: 1, folded: 0, revised: 0 });
  });

  it('counts in the bar under way where it goes to the next bar', () => {
    const { bars, desk } = late('nextBar');
    expect(bars).toMatchObject([{ low: 100 }, { open: 101, low: 90, close: 90, volume: 4 }]);
    expect(desk.counts).toMatchObject({ dropped: 0, folded: 1, revised: 0 });
  });

  it('brings its bar again where bars are revised', () => {
    const { bars, desk } = late('revise');
    const revised = { revision: 1, open: 90, low: 90, close: 100, volume: 4 };
    expect(bars).toMatchObject([
      { revision: 0, volume: 2 },
      { ...revised, closesAt: at('10:01:00'), availableAt: at('10:01:10') },
      { revision: 0, open: 101, volume: 2 },
    ]);
    expect(desk.counts).toMatchObject({ dropped: 0, folded: 0, revised: 1 });
  });

  it('takes the close of no bar in which a later price has come', () => {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL'], { late: 'revise' });
    const prices = { '10:00:10': 100, '10:01:10': 101, '10:01:40': 102, '10:02:10': 103 };
    for (const [time, price] of Object.entries(prices)) trade(rig, at(time), { price });
    trade(rig, at('10:02:20'), { price: 90, eventAt: at('10:01:20') });
    trade(rig, at('10:02:30'), { price: 91, eventAt: at('10:01:50') });
    const second = rig.bars.filter(({ opensAt }) => opensAt === at('10:01:00'));
    expect(second).toMatchObject([
      { revision: 0, open: 101, low: 101, close: 102 },
      { revision: 1, open: 101, low: 90, close: 102 },
      { revision: 2, open: 101, low: 90, close: 91 },
    ]);
  });

  it('has no next bar when the session is over', () => {
    const rig = rigOf(['1-MINUTE-LAST-INTERNAL']);
    trade(rig, at('15:30:01'), { eventAt: at('15:29:59') });
    expect(rig.desk.counts).toMatchObject({ dropped: 1, outsideSession: 0 });
  });
});

function hours(count: number): Micros {
  return toMicros(count * MICROS_PER_HOUR);
}
