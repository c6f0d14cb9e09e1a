import {
  money,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Adjustment, type Bar, type Quote, type Series } from 'argosy/domain';
import { Strategy, type StrategyClass } from 'argosy/engine';
import { aFuture, anInstrument, aQuote, aTrade } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { runBacktest } from '../backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from '../config.ts';
import { proveBacktest } from '../prove/prove.ts';
import { arraySource } from '../source.ts';

const HOUR = 3_600_000_000;
const DAY = 24 * HOUR;
const rupees = money(1_000_000_00n, toCurrency('INR'));
const account = cashAccount(toAccountId('A1'), rupees);
let told: string[] = [];

beforeEach(() => {
  told = [];
});

describe('a chain in a run', () => {
  const chain = [2, 4].map((day) =>
    aFuture({
      id: toInstrumentId(`N${day}.NFO`),
      expiresAt: toTimestamp(day * DAY + 15 * HOUR),
      lot: toQuantity(1),
      minQty: toQuantity(1),
    }),
  );
  const quotes: readonly Quote[] = [1, 2, 3].flatMap((day) =>
    chain.flatMap(({ id, expiresAt }, place) =>
      [10, 12, 14].flatMap((hour) => {
        const at = day * DAY + hour * HOUR;
        const bid = 10_000 + 100 * place + 10 * day;
        return at > expiresAt ? [] : [aQuote({ instrument: id, at, bid, ask: bid + 10 })];
      }),
    ),
  );
  const sources = chain.map(({ id }) =>
    arraySource(
      id,
      quotes.filter(({ instrument }) => instrument === id),
    ),
  );
  const id = toInstrumentId('N-1.NFO');
  const continuous: Series = {
    kind: 'continuous',
    id,
    chain: chain.map((one) => one.id),
    roll: { rule: 'daysBefore', days: 0 },
    adjust: 'difference',
    direction: 'back',
  };

  class Roller extends Strategy {
    #hasBought = false;

    override onStart(): void {
      this.data.subscribeQuotes(id);
      this.data.subscribeAdjustments(id);
    }

    override onQuote({ bid }: Quote): void {
      const instrument = this.cache.contract(id);
      told.push(`${this.clock.now / HOUR}: ${bid} of ${instrument}`);
      if (instrument === undefined || this.#hasBought) return;
      this.#hasBought = true;
      this.orders.submit(this.orders.market({ instrument, side: 'buy', qty: toQuantity(3) }));
    }

    override onAdjustment({ detail, into }: Adjustment): void {
      told.push(`${this.clock.now / HOUR}: ${detail}`);
      const [position] = this.portfolio.positions();
      if (into === null || position === undefined) return;
      this.orders.roll(position.key.instrument, into);
    }
  }

  const config: BacktestConfig = {
    instruments: chain,
    sources,
    series: [continuous],
    accounts: [marginAccount(account.id, rupees)],
    strategies: [{ id: 'roller', strategy: Roller, account: account.id }],
    limits: { outsideSession: 'allow' },
  };

  test('names the contract of now, tells of its roll, and takes a position along', () => {
    const { positions, faults } = runBacktest(config);
    expect(faults).toEqual([]);
    expect(told).toEqual([
      '34: begins with N2.NFO',
      '34: 10010 of N2.NFO',
      '36: 10010 of N2.NFO',
      '38: 10010 of N2.NFO',
      '48: N2.NFO to N4.NFO',
      '58: 10120 of N4.NFO',
      '60: 10120 of N4.NFO',
      '62: 10120 of N4.NFO',
      '82: 10130 of N4.NFO',
      '84: 10130 of N4.NFO',
      '86: 10130 of N4.NFO',
    ]);
    expect(positions.map(({ key, qty }) => [key.instrument, qty])).toEqual([['N4.NFO', 3]]);
  });

  test('says which contract it is on where a run begins behind its last roll', () => {
    runBacktest({ ...config, from: toTimestamp(2 * DAY + 11 * HOUR) });
    expect(told.slice(0, 3)).toEqual([
      '60: is on N4.NFO',
      '60: 10120 of N4.NFO',
      '62: 10120 of N4.NFO',
    ]);
  });

  test('is proved', () => {
    expect(proveBacktest(config, { truncations: 12, permutations: 2 }).findings).toEqual([]);
  });

  test('cannot be traded itself', () => {
    class Buyer extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(id);
      }

      override onQuote(): void {
        const of = { instrument: id, side: 'buy', qty: toQuantity(1) } as const;
        if (told.length === 0) this.orders.submit(this.orders.market(of));
        told.push('sent');
      }
    }
    const strategies = [{ id: 'buyer', strategy: Buyer, account: account.id }];
    const { denials } = runBacktest({ ...config, strategies });
    expect(denials).toEqual([{ code: 'INSTRUMENT_NOT_TRADABLE', count: 1 }]);
  });

  test('makes spreads of chains, and bars of both', () => {
    const far: Series = {
      ...continuous,
      id: toInstrumentId('N-F.NFO'),
      direction: 'forward',
      chain: [...continuous.chain],
    };
    const spread: Series = {
      kind: 'formula',
      id: toInstrumentId('SPREAD.NFO'),
      formula: "'N-F.NFO' - N2.NFO",
      staleAfter: null,
    };
    const text = toBarSpecText(`${spread.id}-1-DAY-MID-INTERNAL`);
    class Heard extends Strategy {
      override onStart(): void {
        this.data.subscribeBars(text);
        this.data.subscribeQuotes(spread.id);
      }

      override onBar({ open, close }: Bar): void {
        told.push(`bar ${open} ${close}`);
      }

      override onQuote({ bid, ask }: Quote): void {
        told.push(`${bid} ${ask}`);
      }
    }
    const strategies = [{ id: 'heard', strategy: Heard, account: account.id }];
    runBacktest({ ...config, series: [spread, far], strategies });
    expect(told.slice(0, 4)).toEqual(['-10 10', '-10 10', '-10 10', 'bar 0 0']);
  });
});

test('a formula of trades can be a trigger as any index can: it has a last price', () => {
  const [one, other] = ['A.X', 'B.X'].map((id) => anInstrument({ id: toInstrumentId(id) }));
  if (one === undefined || other === undefined) throw new Error('two shares');
  const trades = [1, 2, 3].flatMap((at) => [
    aTrade({ instrument: one.id, at, price: 100 * at }),
    aTrade({ instrument: other.id, at, price: 50 }),
  ]);
  const spread = toInstrumentId('S.X');
  class Last extends Strategy {
    override onStart(): void {
      this.data.subscribeTrades(spread);
    }

    override onTrade(): void {
      told.push(`${this.cache.trade(spread)?.price}`);
    }
  }
  const { counts } = runBacktest({
    instruments: [one, other],
    sources: [arraySource('trades', trades)],
    series: [{ kind: 'formula', id: spread, formula: 'A.X - 2 * B.X', staleAfter: null }],
    accounts: [account],
    strategies: [{ id: 'last', strategy: Last, account: account.id }],
  });
  expect(told).toEqual(['0', '100', '200']);
  expect(counts.trades).toBe(9);
});

describe('a position', () => {
  const lots = { lot: toQuantity(2), minQty: toQuantity(2) };
  const [old, next] = [1, 2].map((month) =>
    aFuture({
      id: toInstrumentId(`N${month}.NFO`),
      ...(month === 1 ? { lot: toQuantity(1), minQty: toQuantity(1) } : lots),
    }),
  );
  if (old === undefined || next === undefined) throw new Error('two contracts');
  const rolling = (side: 'buy' | 'sell', qty: number) =>
    class Rolling extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(old.id);
      }

      override onQuote(): void {
        const of = { instrument: old.id, side, qty: toQuantity(qty) } as const;
        if (told.length === 0) this.orders.submit(this.orders.market(of));
        if (told.length === 1) this.orders.roll(old.id, next.id);
        told.push('sent');
      }
    };
  const run = (strategy: StrategyClass, second: typeof next = next) =>
    runBacktest({
      instruments: [old, second],
      sources: [
        arraySource(
          'quotes',
          [1, 2, 3].flatMap((at) =>
            [old, second].map(({ id }) => aQuote({ instrument: id, at: at * HOUR })),
          ),
        ),
      ],
      accounts: [marginAccount(account.id, rupees)],
      strategies: [{ id: 'rolling', strategy, account: account.id }],
    });

  test.each([
    ['buy', 4],
    ['sell', -4],
  ] as const)('goes along as it is: %s', (side, qty) => {
    const { positions } = run(rolling(side, 4));
    expect(positions.map(({ key, qty: held }) => [key.instrument, held])).toEqual([[next.id, qty]]);
  });

  test('stays where the other contract has larger lots', () => {
    const { positions, faults } = run(rolling('buy', 3));
    expect(faults[0]?.message).toContain('3 is no multiple of its lot, 2');
    expect(positions.map(({ key, qty }) => [key.instrument, qty])).toEqual([[old.id, 3]]);
  });

  test('stays where a unit of the other contract is more', () => {
    const { faults } = run(rolling('buy', 4), { ...next, multiplier: 10n });
    expect(faults[0]?.message).toContain('one unit of each is not as much');
  });
});
