import {
  money,
  toAccountId,
  toBookId,
  toStrategyId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type Money,
} from 'argosy/core';
import type { TradingState } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it, test } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { mistakeText } from './checks/mistakes.ts';
import { checkConfig } from './checks/check-config.ts';
import { cashAccount, marginAccount, type BacktestConfig } from './config.ts';
import type { HandCommand, TimedCommand } from './hand-command.ts';
import { proveBacktest } from './prove/prove.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const SECOND = 1_000_000;
const DAY = 86_400 * SECOND;
const instrument = anInstrument();
const rupees = (amount: bigint): Money => money(amount * 100n, toCurrency('INR'));
const account = toAccountId('A1');
const cash = cashAccount(account, rupees(1_000n));
const at = (second: number, body: HandCommand): TimedCommand => {
  return { at: toTimestamp(second * SECOND), ...body };
};
const halt = { type: 'setState', account, state: 'HALTED', reason: 'lunch' } as const;
const deposit = { type: 'deposit', account, amount: rupees(500n) } as const;

/** Buys one share at each quote: at 100.00, from the first second to the fifth. */
class Buyer extends Strategy {
  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(): void {
    const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;
    this.orders.submit(this.orders.limit({ ...of, limit: toPrice(10_000) }));
  }
}

/** A value as code that was never type-checked may give it. */
function untyped<Value>(value: unknown): Value {
  return value as Value;
}

function configOf(
  commands: readonly TimedCommand[],
  changes: Partial<BacktestConfig> = {},
): BacktestConfig {
  const quotes = [1, 2, 3, 4, 5].map((second) => {
    return aQuote({ at: second * SECOND, bid: 10_000, ask: 10_000 });
  });
  return {
    instruments: [instrument],
    sources: [arraySource('quotes', quotes)],
    accounts: [cash],
    strategies: [{ id: 'buyer', strategy: Buyer, account }],
    commands,
    ...changes,
  };
}

function run(
  commands: readonly TimedCommand[],
  changes: Partial<BacktestConfig> = {},
): BacktestResult {
  return runBacktest(configOf(commands, changes));
}

describe('what is done by hand', () => {
  it('comes behind the data of its instant, before what strategies send then', () => {
    const active = { ...halt, state: 'ACTIVE' } as const;
    expect(run([at(2, halt), at(4, active)]).counts).toMatchObject({ orders: 5, denied: 2 });
    expect(run([at(2.5, halt)]).counts.denied).toBe(3);
  });

  it('is done in the order of its instants, of one instant as given', () => {
    const second = [at(3, { ...halt, state: 'ACTIVE' }), at(2, halt)];
    expect(run(second).counts.denied).toBe(1);
    const same = [at(2, halt), at(2, { ...halt, state: 'ACTIVE' })];
    expect(run(same).counts.denied).toBe(0);
    expect(run([...same].reverse()).counts.denied).toBe(4);
  });

  it('is heard by strategies', () => {
    const heard: TradingState[] = [];
    class Listener extends Buyer {
      override onQuote(): void {
        heard.push(this.context.tradingState());
      }
    }
    const strategies = [{ id: 'listener', strategy: Listener, account }];
    run([at(2, halt)], { strategies });
    expect(heard).toEqual(['ACTIVE', 'ACTIVE', 'HALTED', 'HALTED', 'HALTED']);
  });

  it('is done as the run begins where it lies before the first row', () => {
    expect(run([at(0, halt)]).counts.denied).toBe(5);
  });

  it('says in the result what came of it, and in the card that it was', () => {
    const refused = { type: 'withdraw', account, amount: rupees(5_000n) } as const;
    const { commands, card } = run([at(9, halt), at(3, refused), at(2, deposit)]);
    expect(commands.map(({ type, outcome }) => [type, outcome])).toEqual([
      ['deposit', 'done'],
      ['withdraw', 'refused'],
      ['setState', 'notReached'],
    ]);
    expect(commands[1]?.refusal).toMatch(/withdraws 5000.00 INR, free 1300.00/);
    expect(card.commands).toMatchObject([{ amount: { amount: '50000' } }, {}, {}]);
  });

  it('is no look into the future', () => {
    const { findings } = proveBacktest(configOf([at(2, halt), at(4, deposit)]));
    expect(findings).toEqual([]);
  });
});

describe('money', () => {
  it('comes in, goes out, and is neither gained nor lost', () => {
    const { accounts, counts } = run([
      at(2, deposit),
      at(3, { type: 'withdraw', account, amount: rupees(200n) }),
    ]);
    expect(accounts[0]).toMatchObject({
      opening: rupees(1_000n),
      equity: rupees(1_300n),
      transferred: rupees(300n),
      realised: rupees(0n),
    });
    expect(counts).toMatchObject({ fills: 5, anomalies: 0 });
  });

  test('in and out leaves the returns as they were', () => {
    const quotes = [100, 110, 99, 120].map((rupee, day) => {
      const price = rupee * 100;
      return aQuote({ at: day * DAY + SECOND, bid: price, ask: price });
    });
    class BuysAll extends Buyer {
      override onQuote(): void {
        const qty = this.context.affordable(instrument.id, toPrice(quotes[0]?.ask ?? 0), 1);
        if (this.portfolio.qty(instrument.id) > 0 || qty === 0) return;
        const of = { instrument: instrument.id, side: 'buy', qty } as const;
        this.orders.submit(this.orders.market(of));
      }
    }
    const changes = {
      sources: [arraySource('quotes', quotes)],
      strategies: [{ id: 'all', strategy: BuysAll, account }],
      statistics: { yearlyDaysMin: 1 },
    };
    const still = run([], changes).statistics;
    expect(still.MaxDrawdown).toBeCloseTo(-0.1, 10);
    const night = DAY + 2 * SECOND;
    const moved = run([{ at: toTimestamp(night), ...deposit }], changes);
    expect(moved.daily.map(({ equity }) => equity.amount)).toEqual([
      1_000_00n,
      1_600_00n,
      1_490_00n,
      1_700_00n,
    ]);
    const returns = [0, 0.1, 1_490 / 1_600 - 1, 1_700 / 1_490 - 1];
    const average = returns.reduce((sum, one) => sum + one, 0) / returns.length;
    expect(moved.statistics.ReturnsAverage).toBeCloseTo(average, 10);
    expect(moved.statistics.MaxDrawdown).toBeCloseTo(1_490 / 1_600 - 1, 10);
  });

  it('may come before anything is there', () => {
    const accounts = [cashAccount(account, rupees(0n))];
    const { counts } = run([at(2, deposit)], { accounts });
    expect(counts).toMatchObject({ orders: 5, denied: 1, fills: 4 });
  });
});

describe('a position', () => {
  const margin = marginAccount(account, rupees(1_000n), { intraday: '5', carryForward: '1' });

  it('moves to another book, becomes another product, at its cost', () => {
    const held = { account, instrument: instrument.id, qty: toQuantity(1) };
    const [from, to] = [{ book: 'buyer' }, { book: 'other' }];
    const { positions } = run(
      [
        at(3.5, { type: 'movePosition', ...held, from, to }),
        at(4.5, {
          ...held,
          type: 'convertProduct',
          book: 'buyer',
          from: 'intraday',
          to: 'carryForward',
        }),
      ],
      { accounts: [margin] },
    );
    expect(positions.map(({ key, qty, cost }) => [key.book, key.product, qty, cost])).toEqual([
      ['buyer', 'intraday', 3, 30_000n],
      ['other', 'intraday', 1, 10_000n],
      ['buyer', 'carryForward', 1, 10_000n],
    ]);
  });

  it('of a hedging book is named', () => {
    const accounts = [{ ...margin, mode: 'hedging' as const }];
    const backtest = new Backtest(configOf([], { accounts }));
    while (backtest.advance(1_000) === 'running');
    const position = String(backtest.result().positions[0]?.key.id);
    const body = {
      type: 'convertProduct',
      account,
      book: 'buyer',
      instrument: instrument.id,
    } as const;
    const change = { qty: toQuantity(1), from: 'intraday', to: 'carryForward', position } as const;
    const { commands, positions } = run([at(5, { ...body, ...change })], { accounts });
    expect(commands[0]).toMatchObject({ outcome: 'done' });
    expect(positions.map(({ key }) => key.product)).toContain('carryForward');
  });
});

describe('a mistake in what is done by hand', () => {
  const moved = { type: 'movePosition', account, instrument: toInstrumentId('NOPE.X') } as const;
  const books = { from: { book: 'a' }, to: { book: 'b' }, qty: toQuantity(1) };

  test.each([
    [
      { ...at(1, deposit), at: 0.5 },
      'commands[0].at: expected whole microseconds from 0, found 0.5',
    ],
    [at(1, { ...deposit, account: 'B' }), 'commands[0].account: unknown B; the run has A1'],
    [
      at(1, { ...deposit, amount: rupees(-1n) }),
      'commands[0].amount.amount: expected minor units, a bigint from 1n, found -100n',
    ],
    [
      at(1, { ...deposit, amount: money(1n, toCurrency('USD')) }),
      'commands[0].amount: no pair leads from USD to INR',
    ],
    [
      at(1, { ...moved, ...books }),
      'commands[0].instrument: unknown instrument NOPE.X; the run has SBIN.NSE',
    ],
    [
      at(1, { ...halt, scope: untyped({ kind: 'book', book: toBookId('a'), boook: 1 }) }),
      'commands[0].scope.boook: unknown key boook, perhaps book',
    ],
    [
      at(1, { ...halt, scope: { kind: 'book', book: toBookId('nope') } }),
      'commands[0].book: unknown book nope; account A1 has buyer',
    ],
    [
      at(1, { ...halt, scope: { kind: 'strategy', strategy: toStrategyId('byer') } }),
      'commands[0].strategy: unknown strategy byer; account A1 has buyer',
    ],
    [
      at(1, untyped({ type: 'close' })),
      'commands[0].type: expected deposit, withdraw, setState, kill, setLimit, setStatus, setFloor, bookAction, movePosition, convertProduct, execute, found "close"',
    ],
  ])('%o is told with its place', (command, mistake) => {
    expect(checkConfig(configOf([untyped<TimedCommand>(command)])).map(mistakeText)).toEqual([
      mistake,
    ]);
  });

  it('is not a state on a book that something is moved to, or on the strategy', () => {
    const book = { kind: 'book', book: toBookId('b') } as const;
    const strategy = { kind: 'strategy', strategy: toStrategyId('buyer') } as const;
    const move = { ...moved, ...books, instrument: instrument.id };
    const scopes = [book, strategy].map((scope) => at(2, { ...halt, scope }));
    expect(checkConfig(configOf([at(1, move), ...scopes]))).toEqual([]);
  });

  it('may be its instant, outside the run', () => {
    const times = { from: toTimestamp(2 * SECOND), until: toTimestamp(3 * SECOND) };
    const mistakes = checkConfig(configOf([at(1, halt), at(2, halt), at(4, halt)], times));
    expect(mistakes.map(mistakeText)).toEqual([
      'commands[0].at: 1970-01-01T00:00:01Z lies before from, 1970-01-01T00:00:02Z',
      'commands[2].at: 1970-01-01T00:00:04Z lies behind until, 1970-01-01T00:00:03Z',
    ]);
  });
});
