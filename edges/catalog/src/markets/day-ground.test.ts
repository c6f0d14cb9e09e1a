import { Hash128 } from 'argosy/core';
import { hashMarketData, type MarketData } from 'argosy/domain';
import { describe, expect, it } from 'vitest';

import { daysBefore, groundOfDay } from './day-ground.ts';
import { groundMarket, type MarketGround } from './market-ground.ts';
import { MarketStream } from './market-stream.ts';
import { PricePath } from './price-path.ts';
import { samplesOf } from './price-samples.ts';
import type { StreamOptions } from './row-printer.ts';

const ground = groundMarket({
  seed: 'days',
  days: 3,
  stepSeconds: 60,
  eventsPerSecond: 0.2,
  sectors: [{ name: 'BANK', shares: 6 }],
  indexMembers: 4,
  futures: 1,
  chain: null,
  bandBasisPoints: 0,
});
const [first, second] = ground.days;
if (first === undefined || second === undefined) throw new Error('the plan has three days');

function rowsFrom(stream: MarketStream): MarketData[] {
  const found: MarketData[] = [];
  for (let rows = stream.next(); rows !== null; rows = stream.next()) found.push(...rows);
  return found;
}

function hashOf(rows: Iterable<MarketData>): string {
  const hash = new Hash128();
  for (const row of rows) hashMarketData(hash, row);
  return hash.digest();
}

const closeOf = ({ waypoints }: MarketGround): Float64Array | undefined => waypoints?.prices.at(-1);

const rowsOf = (options: StreamOptions): MarketData[] =>
  rowsFrom(MarketStream.begin(groundOfDay(ground, first), options));

describe('a day by itself', () => {
  it('opens where the day before has closed', () => {
    const monday = groundOfDay(ground, first);
    const tuesday = groundOfDay(ground, second);
    expect(second.day).toBe(first.day + 1);
    expect(tuesday.firstPrices).toEqual(closeOf(monday));
  });

  it('ends at its own close', () => {
    const day = groundOfDay(ground, first);
    const sample = [...samplesOf(day, 60)].at(-1);
    const last = [...(sample?.fair ?? [])].slice(0, ground.shares.length);
    for (const [share, price] of last.entries()) {
      expect(Math.abs(price / (closeOf(day)?.[share] ?? 0) - 1)).toBeLessThan(1e-9);
    }
  });

  it('moves on its way there', () => {
    const samples = samplesOf(groundOfDay(ground, first), 600);
    const prices = Array.from(samples, ({ fair }) => fair[0]);
    expect(new Set(prices).size).toBeGreaterThan(30);
  });

  it('passes through the same prices however fine its steps are', () => {
    const hour = first.from + 3_600_000_000;
    const day = groundOfDay(ground, first);
    const seen = [30, 200, 1800].map((step) => {
      const path = PricePath.begin({ ...day, plan: { ...day.plan, stepSeconds: step } });
      for (let next = path.advance(); next !== null; next = path.advance()) {
        if (next.until === hour) return path.fair[2];
      }
      return undefined;
    });
    expect(seen).toEqual([seen[0], seen[0], seen[0]]);
    expect(seen[0]).toBe(day.waypoints?.prices[2]?.[2]);
  });

  it('is the same whenever it is made, and no other day is like it', () => {
    expect(groundOfDay(ground, first)).toEqual(groundOfDay(ground, first));
    expect(groundOfDay(ground, first).waypoints).not.toEqual(groundOfDay(ground, second).waypoints);
  });

  it('knows the trading days before it, without weekends', () => {
    const before = daysBefore(ground, first.day, 6).map(({ day }) => first.day - day);
    expect(before).toEqual([10, 7, 6, 5, 4, 3]);
  });
});

describe('a stream in batches', () => {
  it('brings what it brings in one piece', () => {
    expect(hashOf(rowsOf({ eventsPerBatch: 3 }))).toBe(hashOf(rowsOf({})));
  });

  it('has no batch with more events than asked for', () => {
    const stream = MarketStream.begin(groundOfDay(ground, first), {
      eventsPerBatch: 3,
      kinds: ['trade'],
    });
    const sizes: number[] = [];
    for (let rows = stream.next(); rows !== null; rows = stream.next()) {
      if ((rows[0]?.availableAt ?? 0) >= first.from) sizes.push(rows.length);
    }
    expect(Math.max(...sizes)).toBe(3);
  });

  it('forks in the middle of a step', () => {
    const stream = MarketStream.begin(groundOfDay(ground, first), { eventsPerBatch: 1 });
    for (let batch = 0; batch < 30; batch += 1) stream.next();
    const fork = rowsFrom(stream.fork());
    expect(hashOf(fork)).toBe(hashOf(rowsFrom(stream)));
  });
});

describe('a stream from the middle of a day', () => {
  const noon = (first.from + first.until) / 2;
  const late = rowsFrom(MarketStream.beginAt(groundOfDay(ground, first), noon));

  it('begins with the step of then, with a status and a quote of everything that trades', () => {
    const began = late[0]?.availableAt ?? 0;
    expect(noon - began).toBeGreaterThanOrEqual(0);
    expect(noon - began).toBeLessThan(60_000_000);
    const quoted = new Set(late.flatMap((row) => (row.kind === 'quote' ? [row.instrument] : [])));
    const told = new Set(late.flatMap((row) => (row.kind === 'status' ? [row.instrument] : [])));
    expect(told).toEqual(quoted);
    expect(quoted.size).toBe(ground.shares.length + ground.futures.length);
  });

  it('knows the same prices as the whole day', () => {
    const instants = [first.from, noon].map((from) => {
      const path = PricePath.begin(groundOfDay(ground, first), from);
      for (let next = path.advance(); next !== null; next = path.advance()) {
        if (next.from >= noon) return [next.from, ...path.fair];
      }
      return [];
    });
    expect(instants[0]).toEqual(instants[1]);
    expect(instants[0]).toHaveLength(7);
  });

  it('quotes around the same prices as the whole day', () => {
    const quotes = rowsOf({ kinds: ['quote'] }).flatMap((row) =>
      row.kind === 'quote' && row.availableAt >= noon ? [row] : [],
    );
    const [share] = ground.shares;
    const ofShare = quotes.find(({ instrument }) => instrument === share?.id);
    const fromLate = late.find((row) => row.kind === 'quote' && row.instrument === share?.id);
    const bid = fromLate?.kind === 'quote' ? fromLate.bid : 0;
    expect(Math.abs((ofShare?.bid ?? 0) / bid - 1)).toBeLessThan(0.01);
  });

  it('of before the open begins with the opening', () => {
    const whole = rowsOf({});
    const early = MarketStream.beginAt(groundOfDay(ground, first), first.from - 3_600_000_000);
    expect(hashOf(rowsFrom(early))).toBe(hashOf(whole));
  });

  it('of behind the close brings nothing', () => {
    const stream = MarketStream.beginAt(groundOfDay(ground, first), first.until + 1);
    expect(stream.next()).toBeNull();
  });
});
