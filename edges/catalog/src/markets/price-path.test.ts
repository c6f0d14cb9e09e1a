import { describe, expect, it } from 'vitest';

import { groundMarket } from './market-ground.ts';
import type { MarketPlan } from './market-plan.ts';
import { PricePath, type Stretch } from './price-path.ts';

const small: Partial<MarketPlan> = {
  seed: 'facts',
  days: 60,
  stepSeconds: 300,
  sectors: ['A', 'B', 'C'].map((name) => ({ name, shares: 8 })),
  indexMembers: 10,
  futures: 0,
  chain: null,
};

/** Every stretch of a plan, with what prices were in it. */
function walk(changes: Partial<MarketPlan>): { stretch: Stretch; fair: Float64Array }[] {
  const path = PricePath.begin(groundMarket({ ...small, ...changes }));
  const found: { stretch: Stretch; fair: Float64Array }[] = [];
  for (let stretch = path.advance(); stretch !== null; stretch = path.advance()) {
    found.push({ stretch, fair: Float64Array.from(path.fair) });
  }
  return found;
}

/** The returns of each share from step to step within days. */
function returnsOf(changes: Partial<MarketPlan> = {}): readonly number[][] {
  const steps = walk(changes);
  const shares = steps[0]?.fair.length ?? 0;
  return Array.from({ length: shares }, (_, share) =>
    steps.flatMap(({ stretch, fair }, place) => {
      const before = steps[place - 1]?.fair[share] ?? 0;
      return stretch.kind === 'trade' ? [(fair[share] ?? 0) / before - 1] : [];
    }),
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, one) => total + one, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
function covariance(one: readonly number[], other: readonly number[]): number {
  const [first, second] = [mean(one), mean(other)];
  return mean(one.map((value, place) => (value - first) * ((other[place] ?? 0) - second)));
}
const variance = (values: readonly number[]): number => covariance(values, values);
function correlation(one: readonly number[], other: readonly number[]): number {
  return covariance(one, other) / Math.sqrt(variance(one) * variance(other));
}
function autocorrelation(values: readonly number[], lag: number): number {
  return correlation(values.slice(lag), values.slice(0, -lag));
}
function kurtosis(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 4)) / variance(values) ** 2;
}

describe('returns of shares', () => {
  const all = returnsOf();

  it('have fat tails', () => {
    expect(Math.min(...all.map(kurtosis))).toBeGreaterThan(4);
    expect(mean(all.map(kurtosis))).toBeGreaterThan(8);
  });

  it('do not foretell the next ones', () => {
    for (const lag of [1, 2, 5, 10]) {
      // The bound is three deviations of what chance brings to one series.
      const found = all.map((values) => autocorrelation(values, lag));
      expect(Math.abs(mean(found))).toBeLessThan(3 / Math.sqrt(all[0]?.length ?? 1));
    }
  });

  it('are large after large ones, for a long time', () => {
    const sizes = all.map((values) => values.map(Math.abs));
    expect(mean(sizes.map((values) => autocorrelation(values, 1)))).toBeGreaterThan(0.15);
    expect(mean(sizes.map((values) => autocorrelation(values, 12)))).toBeGreaterThan(0.05);
  });

  it('are larger at the ends of a day than at noon', () => {
    const steps = walk({}).filter(({ stretch }) => stretch.kind !== 'halt');
    const sizes = new Map<number, number[]>();
    for (const [place, { stretch, fair }] of steps.entries()) {
      const before = steps[place - 1]?.fair;
      if (stretch.kind !== 'trade' || before === undefined) continue;
      const bucket = Math.min(5, Math.floor(stretch.of * 6));
      const moves = [...fair].map((price, share) => Math.abs(price / (before[share] ?? 1) - 1));
      sizes.set(bucket, [...(sizes.get(bucket) ?? []), mean(moves)]);
    }
    const [open = 0, ...later] = [0, 1, 2, 3, 4, 5].map((bucket) => mean(sizes.get(bucket) ?? []));
    const close = later[4] ?? 0;
    const noon = Math.min(...later);
    expect(open).toBeGreaterThan(1.25 * noon);
    expect(close).toBeGreaterThan(1.1 * noon);
  });

  it('are as wide in a day as the plan says, and a quarter of it comes over night', () => {
    const dailyVolatility: readonly [number, number] = [0.015, 0.015];
    const calm = { dailyVolatility, jumpsPerYear: 0, days: 250, stepSeconds: 3600 };
    const steps = walk(calm);
    const at = (kind: Stretch['kind']): Float64Array[] =>
      steps.filter(({ stretch }) => stretch.kind === kind).map(({ fair }) => fair);
    const [opens, closes] = [at('open'), at('close')];
    const gaps: number[] = [];
    const days: number[] = [];
    for (const [place, close] of closes.entries()) {
      for (const share of close.keys()) {
        const before = closes[place - 1]?.[share];
        if (before === undefined) continue;
        days.push((close[share] ?? 0) / before - 1);
        gaps.push((opens[place]?.[share] ?? 0) / before - 1);
      }
    }
    expect(Math.sqrt(variance(days))).toBeGreaterThan(0.011);
    expect(Math.sqrt(variance(days))).toBeLessThan(0.02);
    expect(variance(gaps) / variance(days)).toBeGreaterThan(0.15);
    expect(variance(gaps) / variance(days)).toBeLessThan(0.4);
  });
});

describe('sectors', () => {
  it('move together as the plan asks', () => {
    const asked = [
      [1, 0.7, 0.2],
      [0.7, 1, 0.45],
      [0.2, 0.45, 1],
    ];
    const returns = returnsOf({
      sectors: ['A', 'B', 'C'].map((name) => ({ name, shares: 24 })),
      sectorCorrelation: asked,
      sectorShare: [0.7, 0.7],
      dailyVolatility: [0.015, 0.015],
      jumpsPerYear: 0,
    });
    const sectors = asked.map((_, sector) => {
      const members = returns.slice(24 * sector, 24 * (sector + 1));
      return (returns[0] ?? []).map((__, step) => mean(members.map((one) => one[step] ?? 0)));
    });
    for (const [row, line] of asked.entries()) {
      for (const [column, wanted] of line.entries()) {
        const found = correlation(sectors[row] ?? [], sectors[column] ?? []);
        expect(Math.abs(found - wanted)).toBeLessThan(0.08);
      }
    }
  });
});

describe('bounds of a day', () => {
  it('keep prices within the band around the close before', () => {
    const wild = { dailyVolatility: [0.1, 0.1] as const, bandBasisPoints: 500, stepSeconds: 3600 };
    let closes: Float64Array = groundMarket({ ...small, ...wild }).firstPrices;
    let touched = 0;
    for (const { stretch, fair } of walk(wild)) {
      for (const [share, price] of fair.entries()) {
        const moved = Math.abs(price / (closes[share] ?? 1) - 1);
        expect(moved).toBeLessThan(0.05 + 1e-9);
        if (moved > 0.0499) touched += 1;
      }
      if (stretch.kind === 'close') closes = fair;
    }
    expect(touched).toBeGreaterThan(10);
  });

  it('halt the whole market where the index falls or rises by a tenth', () => {
    const wild = {
      dailyVolatility: [0.19, 0.2] as const,
      bandBasisPoints: 0,
      sectorCorrelation: 0.95,
    };
    const halts = walk(wild).filter(({ stretch }) => stretch.kind === 'halt');
    expect(halts.length).toBeGreaterThan(0);
    const lengths = new Set(
      halts.map(({ stretch }) => (stretch.until - stretch.from) / 60_000_000),
    );
    // 45 minutes with a quarter of an hour of auction before 13:00 (NSE, since 2013).
    expect([...lengths]).toContain(60);
  });

  it('go on behind a halt, and never for longer than the day', () => {
    const wild = {
      dailyVolatility: [0.19, 0.2] as const,
      bandBasisPoints: 0,
      sectorCorrelation: 0.95,
    };
    let end = 0;
    for (const { stretch } of walk(wild)) {
      expect(stretch.until).toBeLessThanOrEqual(stretch.day.until);
      if (stretch.kind === 'trade' || stretch.kind === 'halt') {
        expect(stretch.from).toBeGreaterThanOrEqual(end);
        end = stretch.until;
      }
    }
  });
});

describe('a path that is forked', () => {
  const begun = (): PricePath => {
    const path = PricePath.begin(groundMarket({ ...small, days: 2 }));
    for (let step = 0; step < 40; step += 1) path.advance();
    return path;
  };

  it('goes on to the same future, and by a name to another', () => {
    const path = begun();
    const [same, other] = [path.fork(), path.fork('what if')];
    for (const one of [path, same, other]) for (let step = 0; step < 30; step += 1) one.advance();
    expect([...same.fair]).toEqual([...path.fair]);
    expect([...other.fair]).not.toEqual([...path.fair]);
  });

  it('is not moved by its forks', () => {
    const [path, untouched] = [begun(), begun()];
    const fork = path.fork('aside');
    for (let step = 0; step < 20; step += 1) fork.advance();
    expect([...path.fair]).toEqual([...untouched.fair]);
  });
});
