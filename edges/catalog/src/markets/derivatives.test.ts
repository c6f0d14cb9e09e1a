import type { Option, Quote } from 'argosy/domain';
import { describe, expect, it } from 'vitest';

import { groundMarket } from './market-ground.ts';
import type { MarketPlan } from './market-plan.ts';
import { MarketStream } from './market-stream.ts';

const plan: Partial<MarketPlan> = {
  stepSeconds: 600,
  eventsPerSecond: 0.01,
  days: 8,
  sectors: [{ name: 'BANK', shares: 10 }],
  indexMembers: 8,
  futures: 2,
};

/** What everything is quoted at behind each step in which the whole chain was told. */
function* boards(changes: Partial<MarketPlan>): Generator<ReadonlyMap<string, Quote>> {
  const ground = groundMarket({ ...plan, ...changes });
  const stream = MarketStream.begin(ground, { kinds: ['quote', 'index'] });
  const board = new Map<string, Quote>();
  for (let rows = stream.next(); rows !== null; rows = stream.next()) {
    const at = rows[0]?.eventAt;
    // The quotes of a step's first instant are told together; what comes later moves single ones.
    for (const row of rows)
      if (row.kind === 'quote' && row.eventAt === at) board.set(row.instrument, row);
    if (rows.some(({ instrument }) => instrument.includes('-C'))) yield board;
  }
}

function chainsOf(changes: Partial<MarketPlan>): readonly (readonly Option[])[] {
  const { options } = groundMarket({ ...plan, ...changes });
  const ends = [...new Set(options.map(({ expiry }) => expiry.day))];
  return ends.map((end) => {
    return options.filter(({ expiry }) => expiry.day === end).map(({ instrument }) => instrument);
  });
}

describe.each(['a', 'b', 'c'])('option chains of market %s', (seed) => {
  const chains = chainsOf({ seed });
  const found = [...boards({ seed })].length;

  it('are quoted', () => {
    expect(found).toBeGreaterThan(100);
  });

  it('leave nothing to earn between calls, puts and the future of the same end', () => {
    const { futures } = groundMarket({ ...plan, seed });
    const lines = futures.flatMap(({ instrument, expiry }) =>
      chains
        .flat()
        .filter(({ right, expiresAt }) => right === 'call' && expiresAt === expiry.at)
        .map((call) => ({ future: instrument.id, call })),
    );
    let compared = 0;
    for (const board of boards({ seed })) {
      for (const { future, call } of lines) if (isAtParity(board, future, call)) compared += 1;
    }
    expect(compared).toBeGreaterThan(500);
  });

  it('leave nothing to earn between strikes', () => {
    for (const board of boards({ seed })) {
      for (const chain of chains) checkStrikes(chain, board);
    }
  });
});

/** Whether all three are quoted; then nothing may be earned by turning one into the others. */
function isAtParity(board: ReadonlyMap<string, Quote>, future: string, option: Option): boolean {
  const forward = board.get(future);
  const [call, put] = [board.get(option.id), board.get(option.id.replace('-C', '-P'))];
  if (call === undefined || put === undefined || forward === undefined) return false;
  // Interest on what is paid now is less than this part of it.
  const slack = 0.01 * Math.abs(forward.bid - option.strike) + 1;
  expect(call.bid - put.ask).toBeLessThanOrEqual(forward.ask - option.strike + slack);
  expect(call.ask - put.bid).toBeGreaterThanOrEqual(forward.bid - option.strike - slack);
  return true;
}

/** Prices fall with a call's strike, by no more than the strikes are apart, and are convex. */
function checkStrikes(chain: readonly Option[], board: ReadonlyMap<string, Quote>): void {
  for (const right of ['call', 'put'] as const) {
    const sign = right === 'call' ? 1 : -1;
    const line = chain
      .filter((option) => option.right === right && board.has(option.id))
      .toSorted((one, other) => one.strike - other.strike)
      .map(({ id, strike }) => ({ strike, quote: board.get(id) }));
    for (const [place, { strike, quote }] of line.entries()) {
      const [next, third] = [line[place + 1], line[place + 2]];
      if (quote === undefined || next?.quote === undefined) continue;
      const [dear, cheap] = sign === 1 ? [quote, next.quote] : [next.quote, quote];
      expect(cheap.bid).toBeLessThanOrEqual(dear.ask);
      expect(dear.bid - cheap.ask).toBeLessThanOrEqual(next.strike - strike);
      if (third?.quote === undefined) continue;
      expect(2 * next.quote.bid).toBeLessThanOrEqual(quote.ask + third.quote.ask);
    }
  }
}

describe('derivatives', () => {
  it('end on Tuesdays, or on the day before where that is a holiday', () => {
    const ground = groundMarket({ ...plan, firstDay: '2026-11-02', days: 5, futures: 3 });
    expect(ground.futures.map(({ instrument }) => instrument.id)).toEqual([
      'INDEX-20261124-F.DEMO',
      'INDEX-20261229-F.DEMO',
      'INDEX-20270126-F.DEMO',
    ]);
    const holiday = { ...ground.plan.calendar, holidays: ['2026-11-24'] };
    const moved = groundMarket({ ...plan, firstDay: '2026-11-02', calendar: holiday });
    expect(moved.futures[0]?.instrument.id).toBe('INDEX-20261123-F.DEMO');
  });

  it('are not quoted behind their end, nor before they are listed', () => {
    const ground = groundMarket({ ...plan, seed: 'a', days: 8 });
    const stream = MarketStream.begin(ground);
    const spans = new Map<string, { first: number; last: number }>();
    for (let rows = stream.next(); rows !== null; rows = stream.next()) {
      for (const { instrument, eventAt } of rows) {
        spans.set(instrument, { first: spans.get(instrument)?.first ?? eventAt, last: eventAt });
      }
    }
    for (const { instrument } of ground.options) {
      const span = spans.get(instrument.id);
      expect(span?.last).toBeLessThanOrEqual(instrument.expiresAt);
    }
    const [first] = ground.days;
    const listedFirst = ground.options.filter(({ instrument }) => {
      return (spans.get(instrument.id)?.first ?? Number.POSITIVE_INFINITY) <= (first?.until ?? 0);
    });
    expect(listedFirst).toHaveLength(2 * 2 * 24);
  });

  it('of a future converge to the index', () => {
    const ground = groundMarket({ ...plan, seed: 'd', days: 17, interestRate: 0.1 });
    const [near] = ground.futures;
    const stream = MarketStream.begin(ground, { kinds: ['quote', 'index'] });
    const gaps: number[] = [];
    let level = 0;
    for (let rows = stream.next(); rows !== null; rows = stream.next()) {
      for (const row of rows) {
        if (row.kind === 'index') level = row.price;
        if (row.kind !== 'quote' || row.instrument !== near?.instrument.id || level === 0) continue;
        gaps.push((row.bid + row.ask) / 2 / level - 1);
      }
    }
    expect(gaps[10]).toBeGreaterThan(0.003);
    expect(Math.abs(gaps.at(-1) ?? 1)).toBeLessThan(0.003);
  });
});
