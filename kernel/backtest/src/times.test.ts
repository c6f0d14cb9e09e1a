import {
  brand,
  MICROS_PER_SECOND,
  money,
  toAccountId,
  toCurrency,
  toMicros,
  toPrice,
  toQuantity,
  toTimestamp,
  type Micros,
  type Timestamp,
} from 'argosy/core';
import { toBarSpecText, type MarketData } from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { noLatency } from 'argosy/matching';
import { aBar, anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource, type SourceReader } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const bars = toBarSpecText(`${instrument.id}-1-MINUTE-LAST-EXTERNAL`);
const at = (seconds: number): Timestamp => toTimestamp(seconds * MICROS_PER_SECOND);

/** What the strategy of the test heard: the second, and what. */
let heard: string[] = [];

/** Notes everything; has a timer every five seconds. */
class Listener extends Strategy {
  override onStart(): void {
    this.note('start');
    this.data.subscribeQuotes(instrument.id);
    this.#setTimer();
  }

  override onQuote(): void {
    this.note('quote');
  }

  override onTimeEvent(): void {
    this.note('timer');
    this.#setTimer();
  }

  override onOrderDenied({ change: { code } }: OrderEventOf<'denied'>): void {
    this.note(code);
  }

  override onOrderFilled({ change: { fill } }: OrderEventOf<'filled'>): void {
    this.note(`filled at ${fill.price}`);
  }

  override onStop(): void {
    this.note('stop');
  }

  protected note(what: string): void {
    heard.push(`${this.clock.now / MICROS_PER_SECOND} ${what}`);
  }

  protected buy(limit?: number): void {
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;
    const { orders } = this;
    if (limit === undefined) orders.submit(orders.market(of));
    else orders.submit(orders.limit({ ...of, limit: toPrice(limit) }));
  }

  #setTimer(): void {
    const { now } = this.clock;
    const every = 5 * MICROS_PER_SECOND;
    this.clock.setTimer('timer', toTimestamp(Math.floor(now / every + 1) * every));
  }
}

/** Buys at each quote. */
class Buyer extends Listener {
  override onQuote(): void {
    super.onQuote();
    this.buy();
  }

  override onTimeEvent(): void {}
}

const quotes = [10, 20, 30].map((second) => aQuote({ at: second * MICROS_PER_SECOND }));

type Changes = Partial<BacktestConfig> & {
  readonly strategy?: typeof Listener;
  readonly rows?: readonly MarketData[];
};

function configOf({ strategy = Listener, rows = quotes, ...changes }: Changes): BacktestConfig {
  return {
    instruments: [instrument],
    sources: [arraySource('rows', rows)],
    accounts: [account],
    strategies: [{ id: 'one', strategy, account: account.id }],
    ...changes,
  };
}

function run(changes: Changes): BacktestResult {
  heard = [];
  const backtest = new Backtest(configOf(changes));
  while (backtest.advance(1_000) === 'running');
  return backtest.result();
}

/** What was heard but for the timers. */
const withoutTimers = (): readonly string[] => heard.filter((text) => !text.endsWith('timer'));

describe('a run without times', () => {
  test('begins at its first row and ends at its last one', () => {
    const { from, until } = run({});
    expect([from, until]).toEqual([at(10), at(30)]);
    expect(heard.at(0)).toBe('10 start');
    expect(heard.at(-1)).toBe('30 stop');
  });

  test('lets the timers of its last instant go off, and none behind it', () => {
    run({});
    expect(heard.slice(-3)).toEqual(['30 quote', '30 timer', '30 stop']);
  });
});

describe('from', () => {
  test('brings the row of its own instant and none before', () => {
    run({ from: at(20) });
    expect(withoutTimers()).toEqual(['20 start', '20 quote', '30 quote', '30 stop']);
  });

  test('brings no row that is a microsecond too early', () => {
    run({ from: toTimestamp(at(20) + 1) });
    expect(withoutTimers().slice(1)).toEqual(['30 quote', '30 stop']);
  });

  test('before the first row lets timers go off until it comes', () => {
    const { from } = run({ from: at(0) });
    expect(from).toBe(at(0));
    expect(heard.slice(0, 4)).toEqual(['0 start', '5 timer', '10 quote', '10 timer']);
  });

  test('behind the last row is refused, as there is nothing to run on', () => {
    expect(() => run({ from: at(31) })).toThrow(
      'from: no row in the run: from is 1970-01-01T00:00:31Z, the last row is known at 1970-01-01T00:00:30Z',
    );
  });

  test('inside a bar lets an order meet only what of the bar is still to come', () => {
    class BuyAtOnce extends Listener {
      override onStart(): void {
        this.data.subscribeBars(bars);
        this.buy(12_000);
      }
    }
    const prices = { open: 10_000, low: 9_000, high: 11_000, close: 10_500 };
    const rows = [60, 120].map((second) => aBar({ at: second * MICROS_PER_SECOND, ...prices }));
    const venue = { bars: { fillAt: 'nextOpen', path: 'OLHC' } } as const;
    run({ strategy: BuyAtOnce, rows, venue, from: at(30) });
    expect(heard).toEqual(['40 filled at 11000', '120 stop']);
  });
});

describe('until', () => {
  test('brings the row of its own instant and none behind', () => {
    const { until } = run({ until: at(20) });
    expect(withoutTimers()).toEqual(['10 start', '10 quote', '20 quote', '20 stop']);
    expect(until).toBe(at(20));
  });

  test('brings no row that is a microsecond too late', () => {
    run({ until: toTimestamp(at(20) - 1) });
    expect(withoutTimers()).toEqual(['10 start', '10 quote', '15 stop']);
  });

  test('behind the last row lets timers go off until then', () => {
    run({ until: at(45) });
    expect(heard.slice(-4)).toEqual(['35 timer', '40 timer', '45 timer', '45 stop']);
  });

  test.each([
    [{ until: at(7) }, 'until is 1970-01-01T00:00:07Z, the first row of the run is known at'],
    [{ from: at(11), until: at(19) }, 'until is 1970-01-01T00:00:19Z, the first row of the run'],
  ])('of %o is refused, as it leaves no row', (changes, mistake) => {
    expect(() => run(changes)).toThrow(`until: no row in the run: ${mistake}`);
  });

  test('refuses with its place, and closes what it has opened', () => {
    let closed = 0;
    const rows = arraySource('rows', quotes);
    const open = (): SourceReader => {
      const reader = rows.open();
      const close = (): void => void (closed += 1);
      return { ...reader, close };
    };
    const sources = [{ ...rows, open }];
    const detail: unknown = expect.stringContaining('no row');
    const mistakes = [{ place: 'until', detail }];
    expect(() => run({ sources, until: at(7) })).toThrow(
      expect.objectContaining({ code: 'BAD_CONFIG', details: { mistakes } }),
    );
    expect(closed).toBe(1);
  });

  test('may be the instant of from', () => {
    run({ from: at(20), until: at(20) });
    expect(withoutTimers()).toEqual(['20 start', '20 quote', '20 stop']);
  });

  test('lets what was sent in its own instant come to its end', () => {
    run({ strategy: Buyer, from: at(20), until: at(20) });
    expect(withoutTimers()).toEqual(['20 start', '20 quote', '20 filled at 10005', '20 stop']);
  });

  test('lets what a strategy sends when it stops come to its end', () => {
    class Closer extends Buyer {
      override onStop(): void {
        this.orders.close(instrument.id);
      }
    }
    const { counts, positions } = run({ strategy: Closer, until: at(10) });
    expect(counts.fills).toBe(2);
    expect(positions).toEqual([]);
  });

  test('leaves behind what would come later', () => {
    const latency = { ...noLatency, report: toMicros(1) };
    const { openOrders, positions } = run({ strategy: Buyer, until: at(10), venue: { latency } });
    expect(withoutTimers()).toEqual(['10 start', '10 quote', '10 stop']);
    expect(openOrders).toHaveLength(1);
    expect(positions).toEqual([]);
  });
});

describe('warmUpUntil', () => {
  test('refuses orders before it and takes them from its own instant on', () => {
    run({ strategy: Buyer, warmUpUntil: at(20) });
    expect(withoutTimers()).toEqual([
      '10 start',
      '10 quote',
      '10 WARMING_UP',
      '20 quote',
      '20 filled at 10005',
      '30 quote',
      '30 filled at 10005',
      '30 stop',
    ]);
  });

  test('refuses what is sent a microsecond too early', () => {
    run({ strategy: Buyer, warmUpUntil: toTimestamp(at(20) + 1) });
    expect(heard.filter((text) => text.includes('WARMING_UP'))).toHaveLength(2);
  });

  test('before the run begins refuses nothing', () => {
    const { counts } = run({ strategy: Buyer, from: at(20), warmUpUntil: at(5) });
    expect(counts.denied).toBe(0);
  });
});

describe('times that cannot be', () => {
  const make = (changes: Partial<BacktestConfig>) => (): Backtest =>
    new Backtest(configOf(changes));
  const notANumber = brand<Timestamp>(Number.NaN);

  test('are a from behind until', () => {
    expect(make({ from: at(21), until: at(20) })).toThrow(
      /from: 1970-01-01T00:00:21Z lies behind until, 1970-01-01T00:00:20Z/,
    );
  });

  test('are a warm-up that outlasts the run', () => {
    expect(make({ warmUpUntil: at(21), until: at(20) })).toThrow(
      /warmUpUntil: 1970-01-01T00:00:21Z lies behind until, 1970-01-01T00:00:20Z/,
    );
  });

  test.each(['from', 'until', 'warmUpUntil'])('are a %s that is no instant', (name) => {
    const mistake = new RegExp(`${name}: expected whole microseconds from 0, found NaN`);
    expect(make({ [name]: notANumber })).toThrow(mistake);
  });

  test.each([Number.NaN, 0, -1, 0.5, Number.POSITIVE_INFINITY])(
    'are an interval of %s between samples',
    (every) => {
      const mistake = new RegExp(
        `sampleEvery: expected whole microseconds above 0, found ${every}`,
      );
      expect(make({ sampleEvery: brand<Micros>(every) })).toThrow(mistake);
    },
  );

  test('are all named at once', () => {
    expect(make({ from: notANumber, until: notANumber, warmUpUntil: notANumber })).toThrow(
      /from: .*\n.*until: .*\n.*warmUpUntil: /,
    );
  });
});
