import { ArgosyError, toCalendarId } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { groundMarket } from './market-ground.ts';
import { planMarket, type MarketPlan } from './market-plan.ts';
import { indexFutureTick, shareTick } from './tick-grid.ts';

describe('the plan of a market', () => {
  it('is 500 instruments by default: shares, their index, futures and options', () => {
    const { instruments } = groundMarket();
    const count = (kind: string): number => instruments.filter((one) => one.kind === kind).length;
    expect(instruments).toHaveLength(500);
    expect([count('equity'), count('index'), count('future'), count('option')]).toEqual([
      400, 1, 3, 96,
    ]);
    expect(new Set(instruments.map(({ id }) => id)).size).toBe(500);
  });

  const wrong: readonly [Partial<MarketPlan>, string][] = [
    [{ days: 0 }, 'days 0, expected 1 to 20000'],
    [{ days: 1.5 }, 'days 1.5, expected a whole number'],
    [{ stepSeconds: Number.NaN }, 'stepSeconds NaN'],
    [{ eventsPerSecond: 0 }, 'eventsPerSecond 0'],
    [{ firstDay: 'soon' }, 'firstDay soon, expected YYYY-MM-DD'],
    [{ sectors: [] }, '0 shares, expected 1 to 20000'],
    [{ sectors: [{ name: 'a b', shares: 1 }] }, 'sector "a b"'],
    [{ sectors: [{ name: 'A', shares: 0 }] }, 'sector A of 0 shares'],
    [
      {
        sectors: [
          { name: 'A', shares: 9 },
          { name: 'A', shares: 9 },
        ],
      },
      'sector "A", expected 1 to 12 of A-Z, each once',
    ],
    [{ sectorCorrelation: 1.2 }, 'a symmetric matrix'],
    [{ sectorCorrelation: [[1]] }, 'correlations, expected 10 rows of as many'],
    [{ sectorShare: [0.5, 0.4] }, 'sectorShare from 0.5 to 0.4'],
    [{ dailyVolatility: [0.01, 0.5] }, 'dailyVolatility from 0.01 to 0.5'],
    [{ indexMembers: 401 }, 'an index of 401 of 400 shares'],
    [{ indexMembers: 0 }, 'no index that they could be on'],
    [{ indexLevel: 100 }, 'strikes that begin at or below zero'],
    [{ depthLevels: 21 }, 'depthLevels 21, expected 0 to 20'],
  ];
  it.each(wrong)('with %j is refused, and it says why', (changes, message) => {
    expect(() => planMarket(changes)).toThrow(ArgosyError);
    expect(() => planMarket(changes)).toThrow(message);
  });

  it('with a smile that leans too far is refused', () => {
    const { chain } = planMarket();
    if (chain === null) throw new Error('the default plan has options');
    expect(() => planMarket({ chain: { ...chain, skew: -0.5 } })).toThrow('a smile of 0.14, -0.5');
    expect(() => planMarket({ chain: { ...chain, strikes: 0 } })).toThrow('chain strikes 0');
  });

  it('on a calendar without sessions is refused', () => {
    const { calendar } = planMarket();
    const never = { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] };
    const closed = { ...calendar, id: toCalendarId('NEVER'), week: never };
    expect(() => groundMarket({ calendar: closed })).toThrow('NEVER has no sessions');
  });

  it('that would list too many instruments is refused', () => {
    const long = { days: 2300, indexMembers: 5 };
    expect(() => groundMarket(long)).toThrow(/\d+ instruments, at most 20000/u);
  });
});

describe('the smallest step of a price', () => {
  it('is by price what NSE says of shares', () => {
    const steps = [249_99, 250_00, 1_000_00, 5_000_00, 10_000_00, 20_000_00].map(shareTick);
    expect(steps).toEqual([1, 5, 10, 50, 100, 500]);
  });

  it('is by level what NSE says of futures on an index', () => {
    expect([14_999_00, 15_000_00, 30_000_00].map(indexFutureTick)).toEqual([5, 10, 20]);
  });
});
