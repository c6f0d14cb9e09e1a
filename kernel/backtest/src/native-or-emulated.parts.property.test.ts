import {
  compareText,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  type OrderId,
} from 'argosy/core';
import {
  instructOrder,
  parentOf,
  type Order,
  type OrderRequest,
  type OrderTerms,
  type Quote,
  type Side,
} from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { linkOco, linkOto, linkOuo } from 'argosy/orders';
import { anInstrument, aQuote, plainMatrix } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const account = marginAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const share = anInstrument();
const second = 1_000_000;
const start = 1_700_000_000 * second;
const price = (ticks: number) => toPrice(10_000 + 5 * ticks);

/** What is asked for, and at which row; numbers are ticks from 100.00. */
type Wish = {
  readonly row: number;
  readonly type: 'limit' | 'stopLimit' | 'limitIfTouched' | 'trailingStopLimit' | 'marketToLimit';
  readonly side: Side;
  readonly qty: number;
  readonly shown: number;
  readonly away: number;
  readonly beyond: number;
};
const wish: fc.Arbitrary<Wish> = fc.record({
  row: fc.nat({ max: 20 }),
  type: fc.constantFrom(
    'limit',
    'stopLimit',
    'limitIfTouched',
    'trailingStopLimit',
    'marketToLimit',
  ),
  side: fc.constantFrom('buy', 'sell'),
  qty: fc.integer({ min: 4, max: 12 }),
  shown: fc.integer({ min: 1, max: 4 }),
  away: fc.integer({ min: -4, max: 8 }),
  beyond: fc.integer({ min: 0, max: 4 }),
});

/** A bracket whose entry, targets and stop show so much of themselves; 0 shows all. */
type Bracket = {
  readonly row: number;
  readonly away: number;
  readonly gain: number;
  readonly loss: number;
  readonly shown: readonly [entry: number, target: number, stop: number];
  readonly isTouched: boolean;
  readonly isSplit: boolean;
};
const shown = fc.nat({ max: 4 });
const bracket: fc.Arbitrary<Bracket> = fc.record({
  row: fc.nat({ max: 15 }),
  away: fc.integer({ min: 1, max: 4 }),
  gain: fc.integer({ min: 1, max: 8 }),
  loss: fc.integer({ min: 5, max: 8 }),
  shown: fc.tuple(shown, shown, shown),
  isTouched: fc.boolean(),
  isSplit: fc.boolean(),
});
const pair = fc.tuple(wish, wish);
const rows = fc.array(fc.record({ bid: fc.integer({ min: -12, max: 12 }), spread: fc.nat(3) }), {
  minLength: 5,
  maxLength: 40,
  size: 'max',
});
type Rows = typeof rows extends fc.Arbitrary<infer Value> ? Value : never;
/** A way without gaps: an entry is not met by its own stop in the instant in which it fills. */
const walk: fc.Arbitrary<Rows> = fc
  .array(fc.record({ by: fc.integer({ min: -2, max: 2 }), spread: fc.nat(2) }), {
    minLength: 10,
    maxLength: 60,
    size: 'max',
  })
  .map((steps) => {
    let bid = 0;
    return steps.map(({ by, spread }) => ({ bid: (bid += by), spread }));
  });

function toRows(given: Rows): readonly Quote[] {
  return [{ bid: 0, spread: 1 }, ...given].map(({ bid, spread }, place) =>
    aQuote({ at: start + place * second, bid: price(bid), ask: price(bid + spread) }),
  );
}

function termsOf({ type, side, away, beyond }: Wish): OrderTerms {
  const sign = side === 'buy' ? 1 : -1;
  const trail = { by: 'price', distance: toPrice(5 * Math.max(1, away + 5)) } as const;
  switch (type) {
    case 'stopLimit':
      return { type, trigger: price(sign * away), limit: price(sign * (away + beyond)) };
    case 'limitIfTouched':
      return { type, trigger: price(-sign * away), limit: price(sign * (beyond - away)) };
    case 'trailingStopLimit':
      return { type, trail, activation: null, trigger: null, limitOffset: toPrice(5 * beyond) };
    case 'marketToLimit':
      return { type, limit: null };
    case 'limit':
    default:
      return { type: 'limit', limit: price(-sign * away) };
  }
}

type Plan = {
  readonly wishes: readonly Wish[];
  readonly pairs: readonly (readonly [Wish, Wish])[];
  readonly brackets: readonly Bracket[];
};
let plan: Plan = { wishes: [], pairs: [], brackets: [] };
/** Whether orders show a part of themselves. */
let isHiding = false;
/** By order and instant how much has filled. */
let filled = new Map<string, number>();

class Scripted extends Strategy {
  #row = -1;

  override onStart(): void {
    this.data.subscribeQuotes(share.id);
  }

  override onQuote({ bid }: Quote): void {
    this.#row += 1;
    const isNow = ({ row }: { readonly row: number }): boolean => row === this.#row;
    for (const one of plan.wishes.filter(isNow)) this.orders.submit(this.#asked(one));
    for (const [one, other] of plan.pairs.filter(([first]) => isNow(first))) {
      this.orders.submitList(linkOco([this.#asked(one), this.#asked(other)]));
    }
    // One that the price has left behind already would meet its own stop as it fills, part by part.
    const isAhead = ({ away }: Bracket): boolean => bid > price(-away);
    for (const one of plan.brackets.filter(isNow)) if (isAhead(one)) this.#enter(one);
  }

  override onOrderFilled({ order, at, change: { fill } }: OrderEventOf<'filled'>): void {
    const name = `${parentOf(order) ?? order}, ${(at - start) / second}`;
    filled.set(name, (filled.get(name) ?? 0) + fill.qty);
  }

  #asked(one: Wish): OrderRequest {
    return this.#order(one.side, one.qty, { terms: termsOf(one), shown: one.shown });
  }

  #enter({ away, gain, loss, shown: [entry, target, stop], isTouched, isSplit }: Bracket): void {
    const trigger = price(-away - loss);
    const targets = (isSplit ? [4, 6] : [10]).map((qty, place) => {
      const limit = price(away + gain + place);
      const terms: OrderTerms = isTouched
        ? { type: 'limitIfTouched', trigger: limit, limit }
        : { type: 'limit', limit };
      return this.#order('sell', qty, { terms, shown: target });
    });
    this.orders.submitList(
      linkOto(
        this.#order('buy', 10, { terms: { type: 'limit', limit: price(-away) }, shown: entry }),
        linkOuo([
          ...targets,
          this.#order('sell', 10, {
            // So far below that it always takes.
            terms: { type: 'stopLimit', trigger, limit: price(-60) },
            shown: stop,
          }),
        ]),
        'eachFill',
      ),
    );
  }

  #order(
    side: Side,
    qty: number,
    { terms, shown: part }: { readonly terms: OrderTerms; readonly shown: number },
  ): OrderRequest {
    const of = { instrument: share.id, side, qty: toQuantity(qty), tif: 'GTC' } as const;
    const request = { ...this.orders.market(of), terms };
    const display = isHiding && part > 0 ? toQuantity(part) : null;
    return instructOrder(request, { display });
  }
}

type Outcome = {
  readonly filled: readonly (readonly [string, number])[];
  readonly endings: readonly string[];
  readonly held: number;
};

function run(given: Rows, hides: boolean, limits: BacktestConfig['limits']): Outcome {
  filled = new Map();
  isHiding = hides;
  const backtest = new Backtest({
    instruments: [share],
    accounts: [account],
    strategies: [{ id: 'one', strategy: Scripted, account: account.id }],
    sources: [arraySource('rows', toRows(given))],
    ...(limits === undefined ? {} : { limits }),
  });
  while (backtest.advance(1_000) === 'running');
  const { trading } = backtest;
  const all = [...trading.openOrders(), ...trading.closedOrders()];
  // One that is nothing but its parts is a parent alone.
  const parents = trading
    .executions()
    .filter(({ request }) => trading.order(request.id) === undefined);
  const endings = [
    ...all.filter(({ request }) => parentOf(request.id) === null).map((one) => endingOf(one)),
    ...parents.map(({ request: { id }, state, filled: done, qty }) =>
      endingText(id, state === 'ended', [done, qty]),
    ),
  ];
  const held = trading.positions().reduce((sum, { qty }) => sum + qty, 0);
  return {
    filled: [...filled].sort(([one], [other]) => compareText(one, other)),
    endings: endings.sort(),
    held,
  };
}

function endingOf({ request: { id }, closedAt, filled: done, qty }: Order): string {
  return endingText(id, closedAt !== null, [done, qty]);
}

function endingText(id: OrderId, isOver: boolean, [done, qty]: readonly [number, number]): string {
  // What fills in steps has the others shrink in steps, before they end.
  return isOver ? `${id} is over, ${done}` : `${id} works, ${done} of ${qty}`;
}

const emulating: BacktestConfig['limits'] = { matrix: plainMatrix, unsupported: 'emulate' };

/** Where all of a size fills at a price, one that is hidden fills as much, and then, as one that is not. */
function compare(given: Rows, asked: Partial<Plan>, open: BacktestConfig['limits']): void {
  plan = { wishes: [], pairs: [], brackets: [], ...asked };
  const shownWhole = run(given, false, open);
  expect(run(given, true, emulating)).toEqual(shownWhole);
}

test('what goes out in parts fills when, and as much as, what its venue does as a whole', () => {
  fc.assert(
    fc.property(rows, fc.array(wish, { minLength: 1, maxLength: 4 }), (given, wishes) => {
      compare(given, { wishes }, undefined);
    }),
    { numRuns: 200 },
  );
});

test('of a pair of which one cancels the other it does what it would do as a whole', () => {
  fc.assert(
    fc.property(rows, fc.array(pair, { minLength: 1, maxLength: 2 }), (given, pairs) => {
      compare(given, { pairs }, emulating);
    }),
    { numRuns: 200 },
  );
});

test('so do the entries, the targets and the stops of brackets', () => {
  fc.assert(
    fc.property(walk, fc.array(bracket, { minLength: 1, maxLength: 3 }), (given, brackets) => {
      compare(given, { brackets }, emulating);
    }),
    { numRuns: 200 },
  );
});
