import {
  money,
  Random,
  toAccountId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { toBarSpecText, type Bar, type Quote } from 'argosy/domain';
import { parameter, Strategy, type StrategyClass } from 'argosy/engine';
import { aBar, aQuote, anInstrument } from '@argosy/testkit';
import { beforeEach, describe, expect, test } from 'vitest';

import { cashAccount, type BacktestConfig } from '../config.ts';
import { arraySource, onePassSource } from '../source.ts';
import { proveBacktest, type ProofRule } from './prove.ts';

const SECOND = 1_000_000;
const [sbin, tcs] = ['SBIN.NSE', 'TCS.NSE'].map((id) => anInstrument({ id: toInstrumentId(id) }));
const account = cashAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));

function quotesOf(instrument: string, seed: number, count = 300): readonly Quote[] {
  const random = Random.fromSeed(seed);
  let bid = 10_000;
  return Array.from({ length: count }, (_, place) => {
    bid += 5 * (random.nextInt(7) - 3);
    return aQuote({ at: toTimestamp((place + 1) * SECOND), bid, ask: bid + 5, instrument });
  });
}
const sbinQuotes = quotesOf('SBIN.NSE', 1);

function configOf(strategy: StrategyClass, changes: Partial<BacktestConfig> = {}): BacktestConfig {
  const instruments = [sbin, tcs].flatMap((one) => one ?? []);
  return {
    instruments,
    accounts: [account],
    sources: [arraySource('sbin', sbinQuotes), arraySource('tcs', quotesOf('TCS.NSE', 2))],
    strategies: ['one', 'two'].map((id, place) => ({
      id,
      strategy,
      parameters: { instrument: instruments[place]?.id },
      account: account.id,
    })),
    ...changes,
  };
}

const rulesOf = (config: BacktestConfig): readonly ProofRule[] =>
  proveBacktest(config, { truncations: 5, permutations: 2 }).findings.map(({ rule }) => rule);

const parameters = { instrument: parameter.instrument() };

/** A thing as code that was never type-checked may write into it. */
function untyped(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}

/** Buys when the bid has risen, sells when it has fallen. */
class Honest extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  protected before = 0;

  override onStart(): void {
    this.data.subscribeQuotes(this.parameters.instrument);
  }

  override onQuote({ bid }: Quote): void {
    if (bid > this.before) this.trade('buy');
    else if (this.portfolio.qty(this.parameters.instrument) > 0) this.trade('sell');
    this.before = bid;
  }

  protected trade(side: 'buy' | 'sell'): void {
    const { instrument } = this.parameters;
    this.orders.submit(this.orders.market({ instrument, side, qty: toQuantity(1) }));
  }
}

/** What the dishonest ones share with the world around them. */
const world: { quotes: readonly Quote[]; made: number } = { quotes: sbinQuotes, made: 0 };
beforeEach(() => {
  Object.assign(world, { quotes: sbinQuotes, made: 0 });
});

/** Was given all the data, and trades on the price of ten seconds later. */
class Peeking extends Honest {
  override onQuote({ bid, availableAt }: Quote): void {
    const later = world.quotes.find((one) => one.availableAt >= availableAt + 10 * SECOND);
    if (later !== undefined && later.bid > bid) this.trade('buy');
  }
}

class ByChance extends Honest {
  override onQuote(): void {
    if (Math.random() < 0.5) this.trade('buy');
  }
}

class ByClock extends Honest {
  override onQuote(): void {
    if (Date.now() % 2 === 0) this.trade('buy');
  }
}

/** Remembers the run before. */
class Leaking extends Honest {
  override onQuote(quote: Quote): void {
    world.made += 1;
    if (world.made < 900) super.onQuote(quote);
  }
}

describe('the proof', () => {
  test('holds for a run that depends on its data alone, and counts its runs', () => {
    const sources = [arraySource('short', sbinQuotes.slice(0, 60))];
    const proof = proveBacktest(configOf(Honest, { sources }));
    expect([proof.holds, proof.findings, proof.runs]).toEqual([true, [], 26]);
  });

  test('holds for a run that closes its positions at its end', () => {
    expect(rulesOf(configOf(Honest, { atEnd: 'closeAtMark' }))).toEqual([]);
  });

  test('holds for a run that begins long before its first row', () => {
    const sources = [arraySource('late', sbinQuotes.slice(250))];
    expect(rulesOf(configOf(Honest, { sources, from: toTimestamp(0) }))).toEqual([]);
  });

  test('holds for a strategy that sells as it stops', () => {
    class SellsAtLast extends Honest {
      override onStop(): void {
        this.orders.close(this.parameters.instrument);
      }
    }
    expect(rulesOf(configOf(SellsAtLast))).toEqual([]);
  });

  test('holds on bars, entries and exits inside them too', () => {
    const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
    class OnBars extends Strategy {
      override onStart(): void {
        this.data.subscribeBars(spec);
      }

      override onBar({ close }: Bar): void {
        const of = {
          instrument: toInstrumentId('SBIN.NSE'),
          side: 'buy',
          qty: toQuantity(1),
        } as const;
        const exits = { target: toPrice(close + 20), stop: toPrice(close - 20) };
        this.orders.submitBracket({ ...of, ...exits, tif: 'GTC' });
      }
    }
    const random = Random.fromSeed(3);
    const bars = Array.from({ length: 60 }, (_, n) => {
      const open = 10_000 + 5 * random.nextInt(20);
      const [high, low] = [open + 5 * random.nextInt(9), open - 5 * random.nextInt(9)];
      return aBar({
        spec: '1-MINUTE-LAST-EXTERNAL',
        at: (n + 1) * 60 * SECOND,
        open,
        high,
        low,
        close: open,
      });
    });
    const config = configOf(Honest, {
      sources: [arraySource('bars', bars)],
      strategies: [{ id: 'bars', strategy: OnBars, account: account.id }],
    });
    expect(rulesOf(config)).toEqual([]);
  });

  test('finds a strategy that knows what is still to come', () => {
    const proof = proveBacktest(configOf(Peeking), {
      cut: (config, instant) => {
        world.quotes = sbinQuotes.filter((one) => one.availableAt < instant);
        return config;
      },
    });
    expect(proof.findings.map(({ rule }) => rule)).toEqual(['lookAhead']);
    expect(proof.findings[0]?.detail).toMatch(/the run parts before it: /);
  });

  test('finds a strategy that leaves things to chance', () => {
    expect(rulesOf(configOf(ByChance))).toContain('repeat');
  });

  test('finds a strategy that remembers the run before', () => {
    expect(rulesOf(configOf(Leaking))).toContain('repeat');
  });

  test('blames no look-ahead where a mere repetition differs', () => {
    const { findings } = proveBacktest(configOf(Leaking), { truncations: 5, permutations: 2 });
    expect(findings.map(({ rule }) => rule)).toEqual(['repeat']);
    expect(findings[0]?.detail).toMatch(/; a run that does not repeat is not looked at further$/);
  });

  test('finds look-ahead beside what a run may not write into', () => {
    class Both extends Peeking {
      override onQuote(quote: Quote): void {
        untyped(quote)['bidQty'] = 7;
        super.onQuote(quote);
      }
    }
    const { findings } = proveBacktest(configOf(Both), {
      permutations: 0,
      cut: (config, instant) => {
        world.quotes = sbinQuotes.filter((one) => one.availableAt < instant);
        return config;
      },
    });
    const rules = new Set(findings.map(({ rule }) => rule));
    expect([...rules]).toEqual(['sharedData', 'repeat', 'lookAhead']);
  });

  test('finds a strategy that asks a clock which its guard has taken away', () => {
    const guard = <Value>(work: () => Value): Value => {
      const now = Date.now;
      Date.now = () => {
        throw new Error('no clock here');
      };
      try {
        return work();
      } finally {
        Date.now = now;
      }
    };
    const { findings } = proveBacktest(configOf(ByClock), {
      truncations: 1,
      permutations: 0,
      guard,
    });
    expect(findings.find(({ rule }) => rule === 'surroundings')?.detail).toBe(
      'one in onQuote: Error: no clock here',
    );
  });

  test('finds a strategy that writes into a quote that others are given too', () => {
    class Falsifying extends Honest {
      override onQuote(quote: Quote): void {
        untyped(quote)['bidQty'] = 7;
        super.onQuote(quote);
      }
    }
    const quotes = quotesOf('SBIN.NSE', 3);
    const config = configOf(Falsifying, { sources: [arraySource('own', quotes)] });
    const { findings } = proveBacktest(config, { truncations: 1, permutations: 0 });
    expect(findings.find(({ rule }) => rule === 'sharedData')?.detail).toMatch(
      /^one in onQuote: TypeError: Cannot assign to read only property 'bidQty'/,
    );
  });

  test('finds one that writes into what the cache holds, into a built bar, into an event', () => {
    const spec = toBarSpecText('SBIN.NSE-2-SECOND-BID-INTERNAL');
    class IntoCache extends Honest {
      override onQuote(quote: Quote): void {
        untyped(this.cache.quote(quote.instrument))['bid'] = quote.bid;
        super.onQuote(quote);
      }
    }
    class IntoBar extends Honest {
      override onStart(): void {
        this.data.subscribeBars(spec);
      }
      override onBar(bar: Bar): void {
        untyped(bar)['close'] = bar.close;
      }
    }
    class IntoFill extends Honest {
      override onOrderFilled(event: Parameters<Strategy['onOrderFilled']>[0]): void {
        untyped(event.change.fill)['note'] = 1;
      }
    }
    for (const type of [IntoCache, IntoBar, IntoFill]) {
      const { findings } = proveBacktest(configOf(type), { truncations: 1, permutations: 0 });
      expect(findings.map(({ rule }) => rule)).toContain('sharedData');
    }
  });

  test('freezes no row of the caller', () => {
    const quotes = quotesOf('SBIN.NSE', 3);
    proveBacktest(configOf(Honest, { sources: [arraySource('own', quotes)] }), {
      truncations: 1,
      permutations: 0,
    });
    expect(quotes.some((quote) => Object.isFrozen(quote))).toBe(false);
  });

  test('tells of each run before it begins', () => {
    const said: string[] = [];
    const onRun = (done: number, all: number): void => void said.push(`${done} of ${all}`);
    proveBacktest(configOf(Honest), { truncations: 1, permutations: 1, onRun });
    expect(said).toEqual(['0 of 4', '1 of 4', '2 of 4', '3 of 4']);
  });

  test('asks for data that can be read again', () => {
    const contents = [{ kind: 'quote', instrument: toInstrumentId('SBIN.NSE') }] as const;
    const sources = [onePassSource('once', contents, [sbinQuotes])];
    expect(() => proveBacktest(configOf(Honest, { sources }))).toThrow(/once can be read once/);
  });
});
