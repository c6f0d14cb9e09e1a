import { runBacktest } from 'argosy/backtest';
import { describe, expect, it } from 'vitest';

import { groundMarket } from './market-ground.ts';
import type { MarketPlan } from './market-plan.ts';
import { batchesOf, marketSource } from './market-source.ts';

const small: Partial<MarketPlan> = {
  seed: 'source',
  stepSeconds: 60,
  eventsPerSecond: 0.2,
  days: 2,
  sectors: [{ name: 'BANK', shares: 6 }],
  indexMembers: 4,
  depthLevels: 5,
};
const bars = ['5-MINUTE-LAST-EXTERNAL', '1-DAY-LAST-EXTERNAL'];

describe('a synthetic market as the source of a backtest', () => {
  const ground = groundMarket(small);
  const run = (): ReturnType<typeof runBacktest> =>
    runBacktest({
      instruments: ground.instruments,
      sources: [marketSource(ground, { bars })],
      accounts: [],
      strategies: [],
    });

  it('passes every check of rows, and comes out the same again', () => {
    const result = run();
    let rows = 0;
    for (const batch of batchesOf(ground, { bars })) rows += batch.length;
    expect(result.counts.quotes).toBeGreaterThan(1000);
    expect(result.card.sources.map((source) => source.rows)).toEqual([rows]);
    expect(run().hash).toBe(result.hash);
  });

  it('may be read again from its beginning', () => {
    const source = marketSource(ground, { kinds: ['trade'] });
    const first = source.open().next();
    expect(source.open().next()).toEqual(first);
    expect(source.name).toBe('synthetic market "source", 2 days from 2026-11-02');
  });

  it('says what it brings, and nothing that it does not', () => {
    const { contents } = marketSource(ground, { kinds: ['quote', 'index'] });
    expect(contents.filter(({ kind }) => kind === 'index')).toHaveLength(1);
    expect(contents).toHaveLength(ground.instruments.length);
    const books = marketSource(groundMarket({ ...small, depthLevels: 0 })).contents;
    expect(books.some(({ kind }) => kind === 'book')).toBe(false);
  });
});
