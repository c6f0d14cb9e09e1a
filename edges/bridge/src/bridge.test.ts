import { toAccountId, toInstrumentId, toMicros, toOrderId, toTimestamp } from 'argosy/core';
import { InstrumentTable, type MarketData, type Report } from 'argosy/domain';
import { Metrics, metricTable } from '@argosy/telemetry';
import { anInstrument, aQuote, aStatus, aTrade } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { Bridge, FEEDS_MAX } from './bridge.ts';
import type { FeedOptions } from './feed/bridge-feed.ts';

const ids = Array.from({ length: 30 }, (_, n) => `S${n}.NSE`);
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));
const feedOptions: FeedOptions = {
  numbering: 'gapless',
  freshFor: toMicros(1_000),
  silentAfter: toMicros(5_000),
};

type Changes = { readonly capacity?: number; readonly feed?: Partial<FeedOptions> };

function aBridge({ capacity = 20, feed: changes = {} }: Changes = {}) {
  const metrics = new Metrics(metricTable);
  const states: string[] = [];
  const bridge = new Bridge({
    instruments,
    metrics,
    hours: { isOpen: () => true },
    capacity,
    onState: (state, size) => void states.push(`${state} at ${size}`),
  });
  const feed = bridge.feed('demo', { ...feedOptions, ...changes });
  const taken: [MarketData | Report, number, number][] = [];
  const drain = (max = 1_000, now = 0): number =>
    bridge.drain(max, toTimestamp(now), (input, instrument) => {
      taken.push([input, input.availableAt, instrument]);
    });
  const offer = (...rows: readonly MarketData[]): void => feed.offer(rows, toTimestamp(0));
  const valueOf = (name: keyof typeof metricTable): number | undefined =>
    metrics.snapshot()[name]?.find(({ value }) => value > 0)?.value;
  return { bridge, feed, offer, drain, taken, states, metrics, valueOf };
}

const numbered = (datum: MarketData, sourceSequence: number): MarketData => {
  return { ...datum, sourceSequence };
};
const aReport = (at: number): Report => ({
  kind: 'report',
  account: toAccountId('MAIN'),
  order: toOrderId('000000000000000001'),
  eventAt: toTimestamp(at),
  availableAt: toTimestamp(at),
  body: { type: 'expired' },
});

describe('what leaves the bridge', () => {
  test('is what came, with the index of its instrument', () => {
    const { offer, drain, taken } = aBridge();
    const quote = aQuote({ instrument: 'S3.NSE', availableAt: 5 });
    offer(quote);
    expect([drain(), drain()]).toEqual([1, 0]);
    expect(taken).toEqual([[quote, 5, instruments.indexOf(toInstrumentId('S3.NSE'))]]);
    expect(taken[0]?.[0]).toBe(quote);
  });

  test('are reports first, all of them, however full the queue is', () => {
    const { bridge, offer, drain, taken } = aBridge();
    for (const [n, instrument] of ids.entries()) offer(numbered(aQuote({ instrument }), n));
    bridge.report(aReport(1));
    bridge.report(aReport(2));
    drain(3);
    expect(taken.map(([input]) => input.kind)).toEqual(['report', 'report', 'quote']);
    expect(taken[0]?.[2]).toBe(-1);
  });

  test('is no more than was asked for', () => {
    const { bridge, drain, taken } = aBridge();
    for (let n = 0; n < 4; n += 1) bridge.report(aReport(n));
    expect([drain(0), drain(3), drain(3)]).toEqual([0, 3, 1]);
    expect(taken.map(([, at]) => at)).toEqual([0, 1, 2, 3]);
  });

  test('never goes back in time, and says of itself when it was known', () => {
    const { bridge, offer, drain, taken } = aBridge();
    offer(aQuote({ instrument: 'S1.NSE', at: 5, availableAt: 5 }));
    bridge.report(aReport(9));
    drain();
    expect(taken.map(([{ eventAt, availableAt }, at]) => [eventAt, availableAt, at])).toEqual([
      [9, 9, 9],
      [5, 9, 9],
    ]);
  });

  test('does not come again where the one who takes it fails', () => {
    const { bridge, offer, drain, taken } = aBridge();
    offer(aQuote(), aQuote({ instrument: 'S1.NSE' }), aQuote({ instrument: 'S2.NSE' }));
    const fail = (): void => {
      throw new Error('broken');
    };
    expect(() => bridge.drain(5, toTimestamp(0), fail)).toThrow('broken');
    drain();
    expect(taken.map(([, , instrument]) => instruments.all[instrument]?.id)).toEqual(['S2.NSE']);
  });
});

describe('a feed', () => {
  test('tells gaps and goes on', () => {
    const gaps: unknown[] = [];
    const { offer, drain, valueOf } = aBridge({ feed: { onGap: (...gap) => gaps.push(gap) } });
    for (const n of [1, 2, 6]) offer(numbered(aQuote({ instrument: 'S1.NSE' }), n));
    expect([gaps, drain(), valueOf('bridge_sequence_gaps_total')]).toEqual([[['S1.NSE', 3]], 3, 3]);
  });

  test('passes a duplicate over, and counts it', () => {
    const { feed, offer, drain, valueOf } = aBridge();
    for (const n of [1, 1]) offer(numbered(aQuote({ instrument: 'S1.NSE' }), n));
    expect([drain(), feed.dropped, valueOf('bridge_duplicates_total')]).toEqual([1, 1, 1]);
  });

  test('leaves out a late quote, which would stand for a later one, and passes late trades and statuses on', () => {
    const { feed, offer, drain, taken, valueOf } = aBridge();
    const instrument = 'S1.NSE';
    offer(numbered(aQuote({ instrument }), 9));
    offer(numbered(aQuote({ instrument }), 4));
    offer(numbered(aTrade({ instrument }), 5), numbered(aStatus({ instrument }), 6));
    drain();
    expect(taken.map(([{ kind }]) => kind)).toEqual(['quote', 'trade', 'status']);
    expect([feed.dropped, valueOf('bridge_out_of_order_total')]).toEqual([1, 3]);
  });

  test('begins its numbers anew with its connection', () => {
    const { feed, offer, drain } = aBridge();
    offer(numbered(aQuote({ instrument: 'S1.NSE' }), 500));
    feed.reset();
    offer(numbered(aQuote({ instrument: 'S1.NSE' }), 1));
    expect(drain()).toBe(2);
  });

  test('leaves out what nobody knows', () => {
    const { feed, offer, drain } = aBridge();
    offer(aQuote({ instrument: 'X.NSE' }));
    feed.follow(toInstrumentId('X.NSE'), toTimestamp(0));
    feed.unfollow(toInstrumentId('X.NSE'));
    expect([drain(), feed.dropped]).toEqual([0, 1]);
  });

  test('says when it falls silent and when it is heard again', () => {
    const said: unknown[] = [];
    const onSilent = (...what: unknown[]) => void said.push(what);
    const { bridge, feed, valueOf } = aBridge({ feed: { onSilent } });
    feed.follow(toInstrumentId('S1.NSE'), toTimestamp(0));
    for (const now of [5_000, 5_001, 5_002]) bridge.look(toTimestamp(now));
    expect([feed.isSilent, valueOf('bridge_stale_instruments')]).toEqual([true, 1]);
    feed.offer([aQuote({ instrument: 'S1.NSE' })], toTimestamp(6_000));
    bridge.look(toTimestamp(6_001));
    expect(said).toEqual([
      [true, 0],
      [false, 6_000],
    ]);
  });

  test('that nobody expects anything of any more is not missed', () => {
    const { bridge, feed } = aBridge();
    feed.follow(toInstrumentId('S1.NSE'), toTimestamp(0));
    feed.unfollow(toInstrumentId('S1.NSE'));
    bridge.look(toTimestamp(1_000_000));
    expect(feed.isSilent).toBe(false);
  });

  test('has a name of its own, and there are so many', () => {
    const { bridge } = aBridge();
    expect(() => bridge.feed('demo', feedOptions)).toThrow(/demo is there/u);
    for (let n = 1; n < FEEDS_MAX; n += 1) bridge.feed(String(n), feedOptions);
    expect(() => bridge.feed('one more', feedOptions)).toThrow(/feeds/u);
  });
});

describe('under pressure', () => {
  test('it says its state as it changes, and counts what was conflated', () => {
    const { bridge, offer, drain, states, valueOf } = aBridge();
    const fill = (n: number): void => {
      for (const instrument of ids.slice(0, 20)) offer(numbered(aQuote({ instrument }), n));
    };
    fill(1);
    fill(2);
    bridge.prioritise(toInstrumentId('S7.NSE'), 'held', true);
    bridge.prioritise(toInstrumentId('X.NSE'), 'held', true);
    drain();
    expect(states).toEqual(['warning at 16', 'critical at 19', 'normal at 0']);
    expect(valueOf('bridge_ticks_conflated_total')).toBe(20);
  });
});

test('its figures tell what has passed since they were asked for last', () => {
  const { bridge, feed, offer, drain } = aBridge();
  bridge.figures(toTimestamp(0));
  offer(aQuote({ availableAt: 0, instrument: 'X.NSE' }));
  feed.offer([aQuote({ instrument: 'S1.NSE', availableAt: 0 })], toTimestamp(1_000));
  drain(10, 3_000);
  const figures = bridge.figures(toTimestamp(2_000_000));
  expect(figures).toMatchObject({
    state: 'normal',
    depth: 0,
    reports: 0,
    conflated: 0,
    dropped: 1,
  });
  expect(figures.stages.decode.ratePerSecond).toBe(1);
  expect(figures.stages.queue.ratePerSecond).toBe(0.5);
  expect(figures.stages.queue.p99).toBeCloseTo(0.002, 4);
  expect(figures.stages.drain.p50).toBeGreaterThan(0.002);
  expect(bridge.figures(toTimestamp(3_000_000)).stages.queue).toEqual({
    ratePerSecond: 0,
    p50: Number.NaN,
    p99: Number.NaN,
  });
});

test('what waits is in the metrics', () => {
  const { offer, valueOf, bridge } = aBridge();
  offer(aQuote({ instrument: 'S1.NSE' }));
  expect([valueOf('bridge_queue_size'), bridge.size, bridge.state]).toEqual([1, 1, 'normal']);
});
