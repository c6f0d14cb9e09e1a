import {
  money,
  toAccountId,
  toBookId,
  toCurrency,
  toOrderId,
  toQuantity,
  type OrderId,
  type Price,
} from 'argosy/core';
import type { OrderRequest, Quote } from 'argosy/domain';
import { Strategy, type Signal, type StrategyFault } from 'argosy/engine';
import { linkOco } from 'argosy/orders';
import { anInstrument, aQuote } from '@argosy/testkit';
import { describe, expect, it, test } from 'vitest';

import { Backtest, runBacktest } from './backtest.ts';
import { cashAccount, type BacktestConfig } from './config.ts';
import type { BacktestResult } from './result.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const quotes = [1, 2, 3, 4].map((n) => aQuote({ at: n * 1_000_000 }));
const of = { instrument: instrument.id, side: 'buy', qty: toQuantity(1) } as const;

/** Buys one at each quote and tells what it does about it at the second. */
class Buyer extends Strategy {
  protected heard = 0;

  override onStart(): void {
    this.data.subscribeQuotes(instrument.id);
  }

  override onQuote(_quote: Quote): void {
    this.heard += 1;
    const order = this.orders.submit(this.orders.market(of));
    if (this.heard === 2) this.atSecond(order.request.id);
  }

  protected atSecond(_order: OrderId): void {}
}

type StrategyOf = BacktestConfig['strategies'][number]['strategy'];

const strategyOf = (id: string, strategy: StrategyOf): BacktestConfig['strategies'][number] => ({
  id,
  strategy,
  account: account.id,
});

const configOf = (strategies: BacktestConfig['strategies']): BacktestConfig => ({
  instruments: [instrument],
  sources: [arraySource('quotes', quotes)],
  accounts: [account],
  strategies,
});

/** Runs a strategy beside one that buys at every quote, which must not notice it. */
function runBeside(strategy: StrategyOf): BacktestResult {
  const result = runBacktest(configOf([strategyOf('bad', strategy), strategyOf('good', Buyer)]));
  const good = result.positions.find(({ key }) => key.book === 'good');
  expect(good?.qty).toBe(quotes.length);
  return result;
}

function faultOf(strategy: StrategyOf): StrategyFault | undefined {
  const { faults } = runBeside(strategy);
  expect(faults.length).toBeLessThanOrEqual(1);
  return faults[0];
}

/** A strategy that does one thing at its second quote. */
function doing(act: (desk: Buyer['orders'], order: OrderId) => void): StrategyOf {
  return class Doer extends Buyer {
    protected override atSecond(order: OrderId): void {
      act(this.orders, order);
    }
  };
}

/** A value as code that was never type-checked may give it. */
function untyped<Value>(value: unknown): Value {
  return value as Value;
}

const badOrders: readonly [string, Readonly<Record<string, unknown>>, RegExp][] = [
  ['a quantity with a fraction', { qty: 99.95 }, /qty is 99\.95/],
  ['no quantity', { qty: undefined }, /qty is undefined/],
  ['a side in capitals', { side: 'BUY' }, /side is "BUY", not one of buy, sell/],
  ['half a surrogate pair in its tag', { tag: '\uD800' }, /tag has half of a surrogate pair/],
  ['a tag that no broker has room for', { tag: 'x'.repeat(33) }, /tag has 33 characters/],
  ['a limit that is no number', { terms: { type: 'limit', limit: NaN } }, /terms\.limit is NaN/],
  ['the book of another', { book: toBookId('good') }, /book is good, the strategy's is bad/],
  ['another’s name', { strategy: 'good' }, /strategy is good, it is sent by bad/],
  ['another account', { account: toAccountId('B2') }, /account is B2, the strategy's is A1/],
];

describe('a strategy that sends an order with', () => {
  test.each(badOrders)('%s is stopped, and the run goes on', (_what, changes, message) => {
    const fault = faultOf(
      doing((orders) => orders.submit({ ...orders.market(of), ...untyped<OrderRequest>(changes) })),
    );
    expect(fault).toMatchObject({ strategy: 'bad', callback: 'onQuote', at: 2_000_000 });
    expect(fault?.message).toMatch(message);
  });
});

it('an order that was made and not sent is noted once', () => {
  const { notes } = runBeside(
    class Forgetful extends Buyer {
      override onQuote(): void {
        this.orders.market(of);
      }
    },
  );
  expect(notes).toEqual(['bad made an order and did not send it']);
});

const otherActs: readonly [string, (desk: Buyer['orders'], order: OrderId) => void, RegExp][] = [
  [
    'a list with a bad order',
    (desk) => {
      const pair = linkOco([desk.market(of), desk.market(of)]);
      desk.submitList(pair.map((request) => ({ ...request, qty: untyped(0.5) })));
    },
    /qty is 0\.5/,
  ],
  [
    'an amendment to no quantity',
    (desk, order) => desk.amend(order, { qty: untyped(NaN) }),
    /qty is NaN/,
  ],
  [
    'an amendment to bare terms',
    (desk, order) => desk.amend(order, { terms: untyped({ type: 'limit' }) }),
    /terms\.limit is undefined/,
  ],
  ['an amendment of no order', (desk) => desk.amend(untyped(undefined), {}), /undefined/],
  [
    'a cancel of no order',
    (desk) => desk.cancel(untyped(undefined)),
    /order is undefined, not a text/,
  ],
  ['a cancel in an unknown instrument', (desk) => desk.cancelAll(untyped('NOPE.X')), /NOPE\.X/],
];

describe('a strategy that sends', () => {
  test.each(otherActs)('%s is stopped, and the run goes on', (_what, act, message) => {
    expect(faultOf(doing(act))?.message).toMatch(message);
  });

  it('a cancel of an order that nobody knows goes on', () => {
    expect(faultOf(doing((desk) => desk.cancel(toOrderId('X1'))))).toBeUndefined();
  });
});

describe('a strategy that asks the impossible of its context', () => {
  test.each([2.5e6 + 0.5, NaN, Number.POSITIVE_INFINITY, 5])('a timer at %d stops it', (at) => {
    class Timer extends Buyer {
      protected override atSecond(): void {
        this.clock.setTimer('t', untyped(at));
      }
    }
    expect(faultOf(Timer)?.message).toMatch(/timer needs a future instant/);
  });

  test.each([NaN, -1, 5])('a size of %d times its free money stops it', (share) => {
    class Sizer extends Buyer {
      protected override atSecond(): void {
        this.context.affordable(instrument.id, untyped<Price>(10_000), share);
      }
    }
    expect(faultOf(Sizer)?.message).toMatch(/share of money/);
  });
});

describe('a fault', () => {
  it('names the very callback that threw', () => {
    const faults = [
      'onOrderFilled',
      'onOrderEvent',
      'onPositionOpened',
      'onPositionEvent',
      'onEvent',
    ].map((name) => {
      class Thrower extends Buyer {}
      Object.defineProperty(Thrower.prototype, name, {
        value: () => {
          throw new TypeError('oh');
        },
      });
      return faultOf(Thrower)?.callback;
    });
    expect(faults).toEqual([
      'onOrderFilled',
      'onOrderEvent',
      'onPositionOpened',
      'onPositionEvent',
      'onEvent',
    ]);
  });

  it('says where it was thrown', () => {
    const fault = faultOf(doing(() => void JSON.parse('{')));
    expect(fault?.stack).toMatch(/faults\.test\.ts/);
  });

  test.each([[Object.create(null)], [null], [undefined], [Symbol('s')], [7]])(
    'may be anything that can be thrown',
    (thing: unknown) => {
      const fault = faultOf(
        doing(() => {
          throw thing;
        }),
      );
      expect(fault).toMatchObject({ callback: 'onQuote', stack: null });
    },
  );

  it('is a callback that returns a promise, which sends nothing', () => {
    class Late extends Strategy {
      override onStart(): void {
        this.data.subscribeQuotes(instrument.id);
      }

      override onQuote(): void {
        return untyped(this.#decide());
      }

      async #decide(): Promise<void> {
        this.orders.submit(this.orders.market(of));
        await Promise.reject(new Error('too late'));
      }
    }
    const { faults, positions } = runBeside(Late);
    expect(faults).toMatchObject([{ strategy: 'bad', callback: 'onQuote' }]);
    expect(faults[0]?.message).toMatch(/may not return a promise/);
    expect(positions.some(({ key }) => key.book === 'bad')).toBe(false);
  });

  it('takes back what the callback has published, and only that', () => {
    const heard: unknown[] = [];
    class Speaker extends Buyer {
      override onQuote(quote: Quote): void {
        this.context.publish('mood', this.heard);
        this.context.publish('mood', 'again');
        super.onQuote(quote);
      }

      protected override atSecond(): void {
        throw new Error('silence');
      }
    }
    class Listener extends Buyer {
      override onStart(): void {
        super.onStart();
        this.context.subscribeSignal('mood');
      }

      override onSignal({ value }: Signal): void {
        heard.push(value);
      }
    }
    runBacktest(configOf([strategyOf('bad', Speaker), strategyOf('ear', Listener)]));
    expect(heard).toEqual([0, 'again']);
  });
});

describe('a strategy that throws before anything runs', () => {
  it('in its constructor is a mistake in the configuration, told with the others', () => {
    class Unborn extends Strategy {
      constructor(parameters: never) {
        super(parameters);
        throw new RangeError('no room');
      }
    }
    const strategies = [strategyOf('bad', Unborn), { ...strategyOf('good', Buyer), account: 'Z9' }];
    expect(() => runBacktest(configOf(strategies))).toThrow(
      /strategies\[1\]\.account.*\n {2}strategies\[0\]: .*Unborn, as it was made: RangeError: no room/,
    );
  });

  it('in onStart ends the run with its name', () => {
    class Unready extends Strategy {
      override onStart(): void {
        throw new RangeError('no room');
      }
    }
    expect(() => runBacktest(configOf([strategyOf('bad', Unready)]))).toThrow(
      /bad in onStart: RangeError: no room/,
    );
  });

  it('in importState ends the run with its name', () => {
    class Forgetful extends Strategy {
      override importState(): void {
        throw new Error('unreadable');
      }
    }
    const strategy = { ...strategyOf('bad', Forgetful), state: 'x' };
    expect(() => runBacktest(configOf([strategy]))).toThrow(
      /bad in importState: Error: unreadable/,
    );
  });
});

test('what strategies export at the end of a run, the next takes in before its start', () => {
  const heard: string[] = [];
  class Keeper extends Buyer {
    override onStart(): void {
      heard.push(`start ${this.heard}`);
      super.onStart();
    }

    override exportState(): number {
      return this.heard;
    }

    override importState(state: unknown): void {
      this.heard = Number(state);
    }
  }
  const first = new Backtest(configOf([strategyOf('keeper', Keeper)]));
  while (first.advance(100) === 'running');
  const state = first.exportStates().get('keeper');
  runBacktest(configOf([{ ...strategyOf('keeper', Keeper), state }]));
  expect(heard).toEqual(['start 0', `start ${quotes.length}`]);
});

describe('the state of a strategy', () => {
  const exportOf = (value: unknown): unknown => {
    class Giver extends Buyer {
      override exportState(): unknown {
        return value;
      }
    }
    return new Backtest(configOf([strategyOf('giver', Giver)])).exportStates().get('giver');
  };
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;

  it.each([
    ['a function', { a: [() => 1] }, /giver: exportState\(\)\.a\[0\] is a function/],
    ['NaN', { a: NaN }, /exportState\(\)\.a is NaN/],
    ['infinity', [Infinity], /exportState\(\)\[0\] is Infinity/],
    ['a big integer', { a: 1n }, /exportState\(\)\.a is a bigint/],
    ['a Map', { a: new Map() }, /exportState\(\)\.a is an instance of Map/],
    ['a cycle', cycle, /exportState\(\)\.self is a cycle/],
    [
      'deeper than its bound',
      JSON.parse('['.repeat(101) + ']'.repeat(101)),
      /more than 100 levels/,
    ],
    ['nothing', undefined, /exportState\(\) is undefined/],
  ])('cannot be %s', (_what, value, message) => {
    expect(() => exportOf(value)).toThrow(message);
  });

  it('is copied when it is given', () => {
    const list = [1];
    const given = exportOf({ list, left: undefined });
    list.push(2);
    expect(given).toEqual({ list: [1] });
  });

  it('is copied when it is taken', () => {
    class Grower extends Buyer {
      override importState(state: unknown): void {
        if (Array.isArray(state)) state.push(1);
      }
    }
    const state = [0];
    runBacktest(configOf([{ ...strategyOf('grower', Grower), state }]));
    expect(state).toEqual([0]);
  });

  it('that cannot be told names the strategy', () => {
    class Broken extends Buyer {
      override exportState(): unknown {
        throw new RangeError('lost');
      }
    }
    const run = new Backtest(configOf([strategyOf('bad', Broken)]));
    expect(() => run.exportStates()).toThrow(/bad in exportState: RangeError: lost/);
  });

  it('for a class that takes none in is a mistake', () => {
    const strategy = { ...strategyOf('deaf', Buyer), state: 1 };
    expect(() => runBacktest(configOf([strategy]))).toThrow(/no importState: deaf/);
  });
});
