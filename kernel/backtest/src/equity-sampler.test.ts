import {
  ledgerScales,
  MICROS_PER_DAY,
  MICROS_PER_HOUR,
  MICROS_PER_MINUTE,
  MICROS_PER_SECOND,
  money,
  toAccountId,
  toCalendarId,
  toCurrency,
  toMicros,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';
import { Portfolio, Strategy } from 'argosy/engine';
import { aBar, anInstrument, aPair, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import { DAILY_SAMPLES_MAX, EquitySampler, type SamplerOptions } from './equity-sampler.ts';
import type { EquitySample } from './run-sink.ts';
import { arraySource } from './source.ts';

const inr = toCurrency('INR');
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, inr));
const instrument = anInstrument();
const [second, minute] = [MICROS_PER_SECOND, MICROS_PER_MINUTE];
const indiaOffset = 5.5 * MICROS_PER_HOUR;

/** A sampler at the beginning of a run that keeps the kind and the instant of each sample. */
class SamplerRig {
  readonly sampler: EquitySampler;
  readonly #samples: string[] = [];
  #now: number;

  constructor(changes: Partial<SamplerOptions> = {}) {
    const options: SamplerOptions = {
      portfolio: new Portfolio(new InstrumentTable([instrument]), ledgerScales({})),
      accounts: [account],
      sink: { equity: ({ kind, at, account: id }) => this.#samples.push(`${kind} ${at} ${id}`) },
      offsetAt: () => 0,
      every: minute,
      from: toTimestamp(0),
      ...changes,
    };
    this.#now = options.from;
    this.sampler = new EquitySampler(options);
  }

  /** The run goes on from instant to instant, each of which brings a quote. */
  quotesAt(...instants: readonly number[]): this {
    for (const at of instants) {
      this.moveTo(at);
      this.sampler.noteRow('quote');
    }
    return this;
  }

  /** The run goes on from instant to instant, none of which brings data. */
  moveTo(...instants: readonly number[]): this {
    for (const at of instants) {
      this.sampler.leave(toTimestamp(this.#now), at);
      this.#now = at;
    }
    return this;
  }

  bars(count: number): this {
    for (let bar = 0; bar < count; bar += 1) this.sampler.noteRow('bar');
    return this;
  }

  finish(): this {
    this.sampler.finish(toTimestamp(this.#now));
    return this;
  }

  /** The samples since the test last asked, without the name of the only account. */
  said(): readonly string[] {
    return this.#samples.splice(0).map((text) => text.replace(/ A1$/, ''));
  }
}

describe('where bars flow', () => {
  test('there is a sample when the instant of a bar is over', () => {
    const rig = new SamplerRig().moveTo(1).bars(1);
    expect(rig.said()).toEqual([]);
    expect(rig.moveTo(2).said()).toEqual(['bar 1']);
  });

  test('there is one sample for all bars of an instant', () => {
    const rig = new SamplerRig().moveTo(1).bars(3).moveTo(2, 3);
    expect(rig.said()).toEqual(['bar 1']);
  });

  test('the sample of a bar is taken before the next one opens at its end', () => {
    const rig = new SamplerRig().moveTo(1).bars(1);
    rig.sampler.beforeOpening(toTimestamp(1));
    expect(rig.said()).toEqual(['bar 1']);
    expect(rig.moveTo(2).said()).toEqual([]);
  });

  test('the day is, where a bar ends with it and the next one opens', () => {
    const rig = new SamplerRig().moveTo(1).bars(1).moveTo(MICROS_PER_DAY).bars(1);
    rig.said();
    rig.sampler.beforeOpening(toTimestamp(MICROS_PER_DAY));
    expect(rig.said()).toEqual([`bar ${MICROS_PER_DAY}`, `day ${MICROS_PER_DAY}`]);
    expect(rig.moveTo(MICROS_PER_DAY + 1).said()).toEqual([]);
  });

  test('a run that ends where bars open has what came behind in another sample', () => {
    const rig = new SamplerRig().moveTo(MICROS_PER_DAY).bars(1);
    rig.sampler.beforeOpening(toTimestamp(MICROS_PER_DAY));
    rig.said();
    expect(rig.bars(1).finish().said()).toEqual([
      `bar ${MICROS_PER_DAY + 1}`,
      `day ${MICROS_PER_DAY + 1}`,
    ]);
  });

  test('intervals bring no more samples', () => {
    const rig = new SamplerRig().moveTo(1).bars(1).moveTo(2);
    rig.said();
    expect(rig.moveTo(5 * minute, 9 * minute).said()).toEqual([]);
  });

  test('the last bar is sampled when the run ends', () => {
    const rig = new SamplerRig().moveTo(1).bars(1).finish();
    expect(rig.said()).toEqual(['bar 1', 'day 1']);
  });
});

describe('where no bars flow', () => {
  test('there is a sample of the last instant before each interval is over', () => {
    const rig = new SamplerRig().moveTo(10 * second, 50 * second, 70 * second, 110 * second);
    expect(rig.said()).toEqual([`bar ${50 * second}`]);
    expect(rig.moveTo(2 * minute).said()).toEqual([`bar ${110 * second}`]);
  });

  test('an interval is over when the next one begins, not before', () => {
    const rig = new SamplerRig().moveTo(1, minute - 1);
    expect(rig.said()).toEqual([]);
    expect(rig.moveTo(minute).said()).toEqual([`bar ${minute - 1}`]);
  });

  test('intervals lie on the clock, wherever the run begins', () => {
    const rig = new SamplerRig({ from: toTimestamp(minute + 50 * second) });
    expect(rig.moveTo(2 * minute, 3 * minute - 1).said()).toEqual([`bar ${110 * second}`]);
  });

  test('a gap of many intervals brings one sample', () => {
    const rig = new SamplerRig().moveTo(1, 90 * minute);
    expect(rig.said()).toEqual(['bar 1']);
    expect(rig.moveTo(90 * minute + 1, 91 * minute).said()).toEqual([`bar ${90 * minute + 1}`]);
  });

  test('the interval may be another one', () => {
    const rig = new SamplerRig({ every: 10 * second }).moveTo(3 * second, 12 * second);
    expect(rig.said()).toEqual([`bar ${3 * second}`]);
  });
});

describe('each day', () => {
  const quiet = { every: Number.MAX_SAFE_INTEGER };
  const day = MICROS_PER_DAY;

  test('ends with its midnight', () => {
    const rig = new SamplerRig(quiet).quotesAt(day - 1, day);
    expect(rig.said()).toEqual([]);
    expect(rig.moveTo(day + 1).said()).toEqual([`day ${day}`]);
  });

  test('ends with the local midnight of the exchange', () => {
    const midnight = day - indiaOffset;
    const rig = new SamplerRig({ ...quiet, offsetAt: () => indiaOffset }).quotesAt(5, midnight);
    expect(rig.said()).toEqual([]);
    expect(rig.moveTo(midnight + 1).said()).toEqual([`day ${midnight}`]);
  });

  test.each([
    ['an hour shorter', -5, -4],
    ['an hour longer', -4, -5],
  ])('ends with it where the clock changed within the day, which is %s', (_, before, after) => {
    const [first, second] = [before, after].map((hour) => day - hour * MICROS_PER_HOUR);
    const changes = 5 * MICROS_PER_HOUR;
    const offsetAt = (at: number): number => (at < changes ? before : after) * MICROS_PER_HOUR;
    const rig = new SamplerRig({ ...quiet, offsetAt, from: toTimestamp(changes - 1) });
    rig.quotesAt(changes + 1, second ?? 0, (second ?? 0) + 1, (second ?? 0) + day + 1);
    expect(first).not.toBe(second);
    expect(rig.said()).toEqual([`day ${second}`, `day ${(second ?? 0) + 1}`]);
  });

  test('is the one under way where the run begins past the local midnight of another', () => {
    const from = toTimestamp(day - 1_000);
    const rig = new SamplerRig({ ...quiet, offsetAt: () => indiaOffset, from }).quotesAt(
      day,
      day + 1,
    );
    expect(rig.said()).toEqual([]);
  });

  test('that only ends where the run begins with a tick is none', () => {
    const rig = new SamplerRig({ ...quiet, from: toTimestamp(day) }).quotesAt(day, day + 1);
    expect(rig.said()).toEqual([]);
    expect(rig.finish().said()).toEqual([`day ${day + 1}`]);
  });

  test('that begins with the run may have its first tick alone', () => {
    const rig = new SamplerRig({ ...quiet, from: toTimestamp(day) }).quotesAt(day, 4 * day);
    expect(rig.said()).toEqual([`day ${day}`]);
  });

  test('that ends where the run begins with a bar is one', () => {
    const rig = new SamplerRig({ ...quiet, from: toTimestamp(day) }).moveTo(day).bars(1);
    expect(rig.moveTo(day + 1).said()).toContain(`day ${day}`);
  });

  test('without an instant of its own brings no sample', () => {
    const rig = new SamplerRig(quiet).quotesAt(7).moveTo(4 * day);
    expect(rig.said()).toEqual(['day 7']);
    const last = 4 * day + 1;
    expect(
      rig
        .quotesAt(last)
        .moveTo(6 * day)
        .said(),
    ).toEqual([`day ${last}`]);
  });

  test('without data brings no sample, whatever else happens in it', () => {
    const rig = new SamplerRig(quiet).quotesAt(7).moveTo(day + 7, 2 * day + 7);
    expect(rig.said()).toEqual(['day 7']);
    expect(
      rig
        .quotesAt(3 * day)
        .moveTo(3 * day + 1)
        .said(),
    ).toEqual([`day ${3 * day}`]);
  });

  test('is sampled with what comes last in it, though data came before', () => {
    const rig = new SamplerRig(quiet).quotesAt(7).moveTo(9, day + 1);
    expect(rig.said()).toEqual(['day 9']);
  });

  test('is sampled after the bar that ended it', () => {
    const rig = new SamplerRig(quiet)
      .moveTo(day)
      .bars(1)
      .moveTo(day + 1);
    expect(rig.said()).toEqual([`bar ${day}`, `day ${day}`]);
  });

  test('is sampled as it stands when the run ends', () => {
    const rig = new SamplerRig(quiet).quotesAt(7, day + 7).finish();
    expect(rig.said()).toEqual(['day 7', `day ${day + 7}`]);
  });

  test('is sampled at the end of a run without data', () => {
    expect(new SamplerRig(quiet).moveTo(7).finish().said()).toEqual(['day 7']);
  });

  test('is not sampled twice where nothing came behind it and nothing changed its worth', () => {
    const rig = new SamplerRig(quiet).quotesAt(7).moveTo(day + 7);
    expect(rig.finish().said()).toEqual(['day 7']);
  });

  test('brings a sample of every account', () => {
    const accounts = [account, { ...account, id: toAccountId('A2') }];
    const rig = new SamplerRig({ ...quiet, accounts }).quotesAt(7).moveTo(day + 1);
    expect(rig.said()).toEqual(['day 7', 'day 7 A2']);
  });

  test('is kept for the statistics, up to a bound behind which the sink still hears', () => {
    const accounts = ['A1', 'A2', 'A3', 'A4'].map((id) => ({ ...account, id: toAccountId(id) }));
    const rig = new SamplerRig({ ...quiet, accounts });
    const days = DAILY_SAMPLES_MAX / accounts.length + 1;
    for (let n = 1; n <= days; n += 1) rig.quotesAt(n * day);
    rig.moveTo((days + 1) * day);
    expect(rig.sampler.daily).toHaveLength(DAILY_SAMPLES_MAX);
    expect(rig.said()).toHaveLength(DAILY_SAMPLES_MAX + accounts.length);
  });
});

/** Buys ten at once. */
class Holder extends Strategy {
  override onStart(): void {
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(10) } as const;
    this.orders.submit(this.orders.market(of));
  }
}

/** The equity a run samples, less what the account opened with. */
function equityOf(
  rows: readonly MarketData[],
  changes: Partial<BacktestConfig> = {},
): readonly string[] {
  const samples: string[] = [];
  const config: BacktestConfig = {
    instruments: [instrument],
    sources: [arraySource('rows', rows)],
    accounts: [account],
    strategies: [{ id: 'holder', strategy: Holder, account: account.id }],
    ...changes,
  };
  const equity = ({ kind, at, equity: { amount } }: EquitySample): void => {
    samples.push(`${kind} ${at / second}s ${amount - 1_000_000_00n}`);
  };
  runBacktest(config, { equity });
  return samples;
}

describe('the equity of a run', () => {
  test('is marked with the close of each bar', () => {
    const closes = [10_000, 10_100, 9_900];
    const bars = closes.map((close, n) => aBar({ at: (n + 1) * minute, open: 10_000, close }));
    expect(equityOf(bars)).toEqual([
      'bar 60s 0',
      'bar 120s 1000',
      'bar 180s -1000',
      'day 180s -1000',
    ]);
  });

  test('is marked with the mid of the last quote before an interval is over', () => {
    const quotes = [1, 50, 70].map((at) =>
      aQuote({ at: at * second, bid: 10_000 + at, ask: 10_010 + at }),
    );
    expect(equityOf(quotes)).toEqual(['bar 50s 440', 'day 70s 640']);
  });

  test('is sampled as often as configured', () => {
    const quotes = [1, 50, 70].map((at) => aQuote({ at: at * second }));
    const samples = equityOf(quotes, { sampleEvery: toMicros(20 * second) });
    expect(samples.map((text) => text.split(' ')[1])).toEqual(['1s', '50s', '70s']);
  });

  test('ends its day at the midnight of its exchange', () => {
    const midnight = MICROS_PER_DAY - indiaOffset;
    const quotes = [midnight - second, midnight, midnight + second].map((at) => aQuote({ at }));
    const onNse = { ...instrument, calendar: toCalendarId('NSE') };
    const samples = equityOf(quotes, { instruments: [onNse], strategies: [] });
    const days = samples.filter((text) => text.startsWith('day'));
    expect(days).toEqual([`day ${midnight / second}s 0`, `day ${midnight / second + 1}s 0`]);
  });

  test('has as many days as the bars of a year of working days', () => {
    const days = Array.from({ length: 21 }, (_, n) => n + 1).filter(
      (n) => n % 7 !== 6 && n % 7 !== 0,
    );
    const bars = days.map((n) => aBar({ at: n * MICROS_PER_DAY, close: 10_000 + n }));
    const samples = equityOf(bars).filter((text) => text.startsWith('day'));
    expect(samples).toHaveLength(days.length);
    expect(samples.at(1)).toBe(`day ${(2 * MICROS_PER_DAY) / second}s 20`);
  });

  test('is not sampled while some of its money has no worth', () => {
    const pair = aPair();
    const dollars = money(100n, toCurrency('USD'));
    const shares = [1, 70, 140].map((at) => aQuote({ at: at * second }));
    const rate = aQuote({ at: 130 * second, instrument: pair.id, bid: 800_000, ask: 800_000 });
    const samples = equityOf(shares, {
      instruments: [instrument, pair],
      sources: [arraySource('shares', shares), arraySource('rate', [rate])],
      accounts: [{ ...account, balances: [...account.balances, dollars] }],
      strategies: [],
    });
    expect(samples).toEqual(['day 140s 8000']);
  });
});
