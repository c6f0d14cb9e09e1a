import { money, Random, toAccountId, toCurrency, toMicros, toPrice, toQuantity } from 'argosy/core';
import type { AnomalyEvent, Quote } from 'argosy/domain';
import { Strategy, type OrderDesk } from 'argosy/engine';
import { noLatency, sizeAwareFills } from 'argosy/matching';
import { isOpen, linkOco } from 'argosy/orders';
import { anInstrument, aQuote } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { Backtest } from './backtest.ts';
import { cashAccount, marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const instrument = anInstrument();
const rupees = (amount: bigint): ReturnType<typeof money> => money(amount, toCurrency('INR'));
const cash = cashAccount(toAccountId('A1'), rupees(100_000_00n));
const margin = marginAccount(toAccountId('A1'), rupees(100_000_00n), { margin: '5' });
const ten = toQuantity(10);

type Step = (desk: OrderDesk, quote: Quote) => void;

/** What came of a run: fills as `+10@10005`, what is held, what stays open, what went wrong. */
type Outcome = {
  readonly fills: readonly string[];
  readonly held: number;
  readonly lowest: number;
  readonly open: number;
  readonly cash: bigint;
  readonly denied: readonly string[];
  readonly anomalies: readonly AnomalyEvent['type'][];
};

/** Runs one step at each quote: quotes are bids, asks are five above. */
function run(
  steps: readonly Step[],
  bids: readonly number[],
  changes: Partial<BacktestConfig> = {},
): Outcome {
  class Stepper extends Strategy {
    #next = 0;

    override onStart(): void {
      this.data.subscribeQuotes(instrument.id);
    }

    override onQuote(quote: Quote): void {
      steps[this.#next]?.(this.orders, quote);
      this.#next += 1;
    }
  }
  const { accounts = [cash] } = changes;
  const fills: string[] = [];
  const denied: string[] = [];
  const anomalies: AnomalyEvent['type'][] = [];
  let [held, lowest] = [0, 0];
  const backtest = new Backtest(
    {
      instruments: [instrument],
      accounts,
      sources: [
        arraySource(
          'quotes',
          bids.map((bid, n) => aQuote({ at: (n + 1) * 1_000_000, bid, ask: bid + 5 })),
        ),
      ],
      strategies: [{ id: 'one', strategy: Stepper, account: 'A1' }],
      ...changes,
    },
    {
      event: (event) => {
        if (event.kind === 'anomaly') anomalies.push(event.type);
        if (event.kind !== 'order') return;
        if (event.change.type === 'denied') denied.push(event.change.code);
      },
      fill: ({ request: { side }, fill: { qty, price } }) => {
        held += side === 'buy' ? qty : -qty;
        lowest = Math.min(lowest, held);
        fills.push(`${side === 'buy' ? '+' : '-'}${qty}@${price}`);
      },
    },
  );
  while (backtest.advance(100_000) === 'running');
  const open = backtest.trading.openOrders().filter(isOpen).length;
  const [account] = backtest.result().accounts;
  return { fills, held, lowest, open, cash: account?.cash.amount ?? 0n, denied, anomalies };
}

const of = { instrument: instrument.id, side: 'buy', qty: ten, tif: 'GTC' } as const;
const bracket: Step = (desk) => {
  desk.submitBracket({ ...of, target: toPrice(10_200), stop: toPrice(9_800) });
};
const close: Step = (desk) => desk.close(instrument.id);
const wait: Step = () => {};
const flat = [10_000, 10_000, 10_000, 10_000, 10_000];

describe('closing a position whose exits work', () => {
  it('sells what they hold on a cash account, and ends them', () => {
    const outcome = run([bracket, close], flat);
    expect(outcome).toMatchObject({ fills: ['+10@10005', '-10@10000'], held: 0, open: 0 });
    expect(outcome).toMatchObject({ denied: [], anomalies: [] });
  });

  it('leaves no stop behind that would open another on a margin account', () => {
    const outcome = run([bracket, close], [10_000, 10_000, 9_700, 10_300], { accounts: [margin] });
    expect(outcome).toMatchObject({ fills: ['+10@10005', '-10@10000'], held: 0, open: 0 });
  });

  it('twice in one turn closes it once', () => {
    const twice: Step = (desk, quote) => {
      close(desk, quote);
      close(desk, quote);
    };
    for (const first of [bracket, (desk: OrderDesk) => void desk.submit(desk.market(of))]) {
      const outcome = run([first, twice], flat, { accounts: [margin] });
      expect(outcome.fills).toEqual(['+10@10005', '-10@10000']);
    }
  });

  it('while an earlier close is on its way closes nothing more', () => {
    const latency = { ...noLatency, insert: toMicros(1_500_000) };
    const steps = [(desk: OrderDesk) => void desk.submit(desk.market(of)), wait, close, close];
    const venue = { latency };
    const outcome = run(steps, [...flat, 10_000, 10_000], { accounts: [margin], venue });
    expect(outcome).toMatchObject({ held: 0, lowest: 0, open: 0 });
  });

  it('closes the part an entry has filled, and the rest when it fills as well', () => {
    const venue = { fills: sizeAwareFills({ rest: 'waits' }) };
    const rows = [1, 2, 3, 4].map((n) => ({
      ...aQuote({ at: n * 1_000_000, bid: 10_000, ask: 10_005 }),
      askQty: toQuantity(6),
    }));
    const sources = [arraySource('sized', rows)];
    const outcome = run([bracket, close, wait, close], flat, { venue, sources });
    expect(outcome).toMatchObject({ held: 0, lowest: 0, open: 0, denied: [] });
  });

  it('closes beside them what no exit covers', () => {
    const more: Step = (desk) => void desk.submit(desk.market({ ...of, qty: toQuantity(3) }));
    const outcome = run([bracket, more, close], flat);
    expect(outcome.fills).toEqual(['+10@10005', '+3@10005', '-10@10000', '-3@10000']);
  });

  it('closes two brackets, each in the place of its own exits', () => {
    const outcome = run([bracket, bracket, close], flat);
    expect(outcome).toMatchObject({ held: 0, open: 0, denied: [] });
  });
});

describe('siblings that one price reaches', () => {
  const dip: Step = (desk) => {
    const limits = [9_950, 9_920, 9_940].map((limit) =>
      desk.limit({ ...of, limit: toPrice(limit) }),
    );
    desk.submitList(linkOco(limits));
  };

  it('fill once where the answer takes no time', () => {
    const outcome = run([dip], [10_000, 9_900, 9_900]);
    expect(outcome).toMatchObject({ fills: ['+10@9950'], held: 10, open: 0, anomalies: [] });
  });

  it('may all fill where a cancel takes time', () => {
    const venue = { latency: { ...noLatency, cancel: toMicros(1) } };
    const outcome = run([dip], [10_000, 9_900, 9_900], { venue });
    expect(outcome).toMatchObject({ held: 30, anomalies: ['siblingFill', 'siblingFill'] });
  });
});

describe('a bracket', () => {
  it.each([
    [{ target: toPrice(9_900), stop: toPrice(10_100) }],
    [{ target: toPrice(10_000), entry: { type: 'limit', limit: toPrice(10_000) } }],
    [{ stop: toPrice(10_010), entry: { type: 'limit', limit: toPrice(10_000) } }],
  ] as const)('with exits on the wrong side is refused: %j', (exits) => {
    let message = '';
    const crossed: Step = (desk) => {
      try {
        desk.submitBracket({ ...of, ...exits });
      } catch (error) {
        message = String(error);
      }
    };
    run([crossed], flat);
    expect(message).toMatch(/a bracket needs a target where it gains.*to buy: stop .*target/);
  });
});

describe('at the end of a run that closes', () => {
  it('the exits end first, so that what they held can be sold', () => {
    for (const accounts of [[cash], [margin]]) {
      const outcome = run([bracket], flat, { accounts, atEnd: 'closeAtMark' });
      expect(outcome).toMatchObject({ held: 0, open: 0, denied: [] });
    }
  });
});

describe('whatever a strategy does with brackets', () => {
  const steps: Readonly<Record<string, Step>> = {
    bracket,
    close,
    wait,
    buy: (desk) => void desk.submit(desk.market({ ...of, qty: toQuantity(3) })),
    cancelAll: (desk) => desk.cancelAll(),
    dip: (desk, { bid }) => {
      const limits = [10, 30].map((less) => desk.limit({ ...of, limit: toPrice(bid - less) }));
      desk.submitList(linkOco(limits));
    },
  };
  const runs = {
    names: fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 25 }),
    seed: fc.nat(1_000),
    isEndClosed: fc.boolean(),
  };

  it('without latency it is never short, in debt or filled twice', () => {
    const property = fc.property(fc.record(runs), ({ names, seed, isEndClosed }) => {
      const random = Random.fromSeed(seed);
      let bid = 10_000;
      const bids = Array.from({ length: 30 }, () => (bid += 5 * (random.nextInt(81) - 40)));
      const outcome = run(
        names.map((name) => steps[name] ?? wait),
        bids,
        { atEnd: isEndClosed ? 'closeAtMark' : 'keep' },
      );
      expect(outcome.lowest).toBe(0);
      expect(outcome.cash).toBeGreaterThanOrEqual(0n);
      expect(outcome.anomalies).not.toContain('siblingFill');
      if (isEndClosed) expect([outcome.held, outcome.open]).toEqual([0, 0]);
    });
    fc.assert(property, { numRuns: 150 });
  });
});
