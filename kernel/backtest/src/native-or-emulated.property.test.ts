import {
  assertNever,
  money,
  toAccountId,
  toCurrency,
  toPrice,
  toQuantity,
  toTimestamp,
  type OrderId,
} from 'argosy/core';
import {
  instructOrder,
  type OrderRequest,
  type OrderTerms,
  type Quote,
  type Side,
  type TimeInForce,
  type Trade,
  type TriggerSource,
} from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';
import { linkOto, linkOuo } from 'argosy/orders';
import { anInstrument, aQuote, aTrade, plainMatrix } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Backtest } from './backtest.ts';
import { marginAccount, type BacktestConfig } from './config.ts';
import { arraySource } from './source.ts';

const account = marginAccount(toAccountId('A1'), money(1_000_000_00n, toCurrency('INR')));
const share = anInstrument();
const second = 1_000_000;
const start = 1_700_000_000 * second;

/** What is asked for, and at which row; numbers are ticks from 100.00. */
type Wish = {
  readonly row: number;
  readonly type: OrderTerms['type'];
  readonly side: Side;
  readonly qty: number;
  readonly away: number;
  readonly beyond: number;
  readonly tif: TimeInForce;
  readonly by: TriggerSource | null;
  readonly isMaking: boolean;
  readonly lives: number;
  readonly change: { readonly after: number; readonly by: number } | null;
};

const wish: fc.Arbitrary<Wish> = fc.record({
  row: fc.nat({ max: 20 }),
  type: fc.constantFrom(
    'limit',
    'stopMarket',
    'stopLimit',
    'marketIfTouched',
    'limitIfTouched',
    'trailingStopMarket',
    'trailingStopLimit',
    'marketToLimit',
  ),
  side: fc.constantFrom('buy', 'sell'),
  qty: fc.integer({ min: 1, max: 9 }),
  away: fc.integer({ min: -4, max: 8 }),
  beyond: fc.integer({ min: 0, max: 4 }),
  tif: fc.constantFrom('GTC', 'DAY', 'GTD'),
  by: fc.constantFrom(null, 'touch', 'last', 'mid', 'doubleTouch', 'doubleLast'),
  isMaking: fc.boolean(),
  lives: fc.integer({ min: 1, max: 15 }),
  change: fc.option(
    fc.record({ after: fc.integer({ min: 1, max: 6 }), by: fc.integer({ min: -3, max: 3 }) }),
  ),
});
const quoteRow = fc.record({ bid: fc.integer({ min: -12, max: 12 }), spread: fc.nat(3) });
const row = fc.oneof(
  { weight: 3, arbitrary: quoteRow },
  { weight: 1, arbitrary: fc.record({ last: fc.integer({ min: -12, max: 12 }) }) },
);
const rows = fc.array(row, { minLength: 5, maxLength: 40, size: 'max' });

const price = (ticks: number) => toPrice(10_000 + 5 * ticks);

type Row = { readonly bid: number; readonly spread: number } | { readonly last: number };

function toRow(one: Row, place: number): Quote | Trade {
  const at = start + place * second;
  if ('last' in one) return aTrade({ at, price: price(one.last) });
  return aQuote({ at, bid: price(one.bid), ask: price(one.bid + one.spread) });
}

/** Terms around 100.00; `more` is what an amendment adds. */
function termsOf({ type, side, away, beyond }: Wish, more = 0): OrderTerms {
  const sign = side === 'buy' ? 1 : -1;
  const isTouched = type === 'marketIfTouched' || type === 'limitIfTouched';
  const trigger = price((isTouched ? -sign : sign) * (away + more));
  const limit = price(sign * (away + more + beyond));
  const distance = toPrice(5 * Math.max(1, away + more + 5));
  const trailing = { trail: { by: 'price', distance }, activation: null, trigger: null } as const;
  switch (type) {
    case 'stopMarket':
    case 'marketIfTouched':
      return { type, trigger };
    case 'stopLimit':
      return { type, trigger, limit };
    case 'limitIfTouched':
      return { type, trigger, limit: price(-sign * (away + more) + sign * beyond) };
    case 'trailingStopMarket':
      return { type, ...trailing };
    case 'trailingStopLimit':
      return { type, ...trailing, limitOffset: toPrice(5 * beyond) };
    case 'marketToLimit':
      return { type, limit: null };
    case 'market':
    case 'limit':
      return { type: 'limit', limit: price(-sign * away) };
    default:
      return assertNever(type);
  }
}

/** The price that fires it. */
function sourceOf({ type, by }: Wish): TriggerSource | null {
  return type === 'limit' || type === 'marketToLimit' ? null : by;
}

/** A limit order that a trade fires: at the simulated venue it may make at that very trade, here it comes after it. */
function isLimitByTrade(one: Wish): boolean {
  const by = sourceOf(one);
  const hasLimit = one.type.endsWith('Limit') || one.type.startsWith('limit');
  return hasLimit && (by === 'last' || by === 'doubleLast');
}

/** A stop that follows the middle: here it stands on a tick, so the middle has to. */
function isTrailingByMid(one: Wish): boolean {
  return sourceOf(one) === 'mid' && one.type.startsWith('trailing');
}

/** Rows whose middle is on a tick where some order wants that. */
function rowsFor(asked: readonly Wish[], given: readonly Row[]): readonly (Quote | Trade)[] {
  const isEven = asked.some(isTrailingByMid);
  const all: readonly Row[] = [{ bid: 0, spread: 1 }, { last: 0 }, ...given];
  return all.map((one, place) => {
    const isOdd = isEven && 'spread' in one && one.spread % 2 === 1;
    return toRow(isOdd ? { ...one, spread: one.spread + 1 } : one, place);
  });
}

/** A bracket: how its entry comes, how far away its exits are, and whether it takes its gain in two parts. */
type Bracket = {
  readonly row: number;
  readonly entry: 'market' | 'limit' | 'stopMarket';
  readonly away: number;
  readonly gain: number;
  readonly loss: number;
  readonly exits: 'stop' | 'trail' | 'touched';
  readonly isSplit: boolean;
};
const bracket: fc.Arbitrary<Bracket> = fc.record({
  row: fc.nat({ max: 15 }),
  entry: fc.constantFrom('market', 'limit', 'stopMarket'),
  away: fc.integer({ min: 1, max: 4 }),
  gain: fc.integer({ min: 1, max: 8 }),
  loss: fc.integer({ min: 1, max: 8 }),
  exits: fc.constantFrom('stop', 'trail', 'touched'),
  isSplit: fc.boolean(),
});

let brackets: readonly Bracket[] = [];
let wishes: readonly Wish[] = [];
let filled: string[] = [];
/** Which orders went, and when. */
let fired: string[] = [];

/** Sends what is wished for, row by row, and notes what fills. */
class Scripted extends Strategy {
  #row = -1;
  readonly #sent: { readonly id: OrderId; readonly wish: Wish; readonly row: number }[] = [];

  override onStart(): void {
    this.data.subscribeQuotes(share.id);
    this.data.subscribeTrades(share.id);
  }

  override onQuote(): void {
    this.#next();
  }

  override onTrade(): void {
    this.#next();
  }

  override onOrderFilled({ order, at, change: { fill } }: OrderEventOf<'filled'>): void {
    filled.push(`${order} ${fill.qty} at ${fill.price}, ${(at - start) / second}`);
  }

  override onOrderTriggered({ order, at }: OrderEventOf<'triggered'>): void {
    fired.push(`${order} at ${(at - start) / second}`);
  }

  override onOrderReleased({ order, at }: OrderEventOf<'released'>): void {
    fired.push(`${order} at ${(at - start) / second}`);
  }

  #next(): void {
    this.#row += 1;
    for (const one of this.#sent) {
      const { change } = one.wish;
      if (change !== null && this.#row === one.row + change.after) this.#amend(one);
    }
    for (const one of wishes) if (one.row === this.#row) this.#send(one);
    for (const one of brackets) if (one.row === this.#row) this.#enter(one);
  }

  #enter(one: Bracket): void {
    const order = (side: Side, qty: number, terms: OrderTerms): OrderRequest => ({
      ...this.orders.market({ instrument: share.id, side, qty: toQuantity(qty), tif: 'GTC' }),
      terms,
    });
    const stop = order('sell', 10, stopOf(one));
    const parts = one.isSplit ? [4, 6] : [10];
    const targets = parts.map((qty, place) => order('sell', qty, targetOf(one, place)));
    this.orders.submitList(
      linkOto(order('buy', 10, entryOf(one)), linkOuo([...targets, stop]), 'eachFill'),
    );
  }

  #send(one: Wish): void {
    const of = { instrument: share.id, side: one.side, qty: toQuantity(one.qty) };
    const plain: OrderRequest = { ...this.orders.market(of), terms: termsOf(one), tif: one.tif };
    const request = instructOrder(plain, {
      triggerBy: sourceOf(one),
      postOnly: one.type === 'limit' && one.isMaking,
      expiresAt: one.tif === 'GTD' ? toTimestamp(this.clock.now + one.lives * second) : null,
    });
    this.orders.submit(request);
    this.#sent.push({ id: request.id, wish: one, row: this.#row });
  }

  #amend({ id, wish: one }: { readonly id: OrderId; readonly wish: Wish }): void {
    this.orders.amend(id, { terms: termsOf(one, one.change?.by ?? 0) });
  }
}

function entryOf({ entry, away }: Bracket): OrderTerms {
  if (entry === 'market') return { type: 'market' };
  if (entry === 'limit') return { type: 'limit', limit: price(-away) };
  return { type: 'stopMarket', trigger: price(away) };
}

function stopOf({ exits, loss, away }: Bracket): OrderTerms {
  if (exits !== 'trail') return { type: 'stopMarket', trigger: price(-away - loss) };
  const trail = { by: 'ticks', ticks: loss } as const;
  return { type: 'trailingStopMarket', trail, activation: null, trigger: null };
}

function targetOf({ exits, gain, away }: Bracket, place: number): OrderTerms {
  const at = price(away + gain + place);
  return exits === 'touched'
    ? { type: 'marketIfTouched', trigger: at }
    : { type: 'limit', limit: at };
}

type Outcome = {
  readonly filled: readonly string[];
  readonly endings: readonly string[];
  /** How much is held in the end. */
  readonly held: number;
};

function run(all: readonly (Quote | Trade)[], limits: BacktestConfig['limits']): Outcome {
  [filled, fired] = [[], []];
  const backtest = new Backtest({
    instruments: [share],
    accounts: [account],
    strategies: [{ id: 'one', strategy: Scripted, account: account.id }],
    sources: [arraySource('rows', all)],
    ...(limits === undefined ? {} : { limits }),
  });
  while (backtest.advance(1_000) === 'running');
  const { trading } = backtest;
  const endings = [...trading.openOrders(), ...trading.closedOrders()].map((order) => {
    // What a venue rejects for taking is denied here.
    const isTurnedAway = order.state === 'REJECTED' || order.state === 'DENIED';
    const word = order.closedAt === null ? 'works' : isTurnedAway ? 'turned away' : order.state;
    return `${order.request.id} ${word} ${order.filled} of ${order.qty}`;
  });
  const held = trading.positions().reduce((sum, { qty }) => sum + qty, 0);
  return { filled: filled.toSorted(), endings: endings.sort(), held };
}

test('with no latency an order that waits here fills like one that its venue does by itself', () => {
  fc.assert(
    fc.property(rows, fc.array(wish, { minLength: 1, maxLength: 4 }), (given, asked) => {
      [wishes, brackets] = [asked.filter((one) => !isLimitByTrade(one)), []];
      // Both feed the venue, so that it knows every price an order may name.
      const all = rowsFor(wishes, given);
      const native = run(all, undefined);
      const emulated = run(all, { matrix: plainMatrix, unsupported: 'emulate' });
      expect(emulated).toEqual(native);
    }),
    { numRuns: 200 },
  );
});

test('what a trade fires goes at the same instant, whoever waits for it', () => {
  fc.assert(
    fc.property(rows, fc.array(wish, { minLength: 1, maxLength: 4 }), (given, asked) => {
      [wishes, brackets] = [asked, []];
      const all = rowsFor(asked, given);
      run(all, undefined);
      const native = fired.toSorted();
      run(all, { matrix: plainMatrix, unsupported: 'emulate' });
      expect(fired.toSorted()).toEqual(native);
    }),
    { numRuns: 200 },
  );
});

test('so do the exits of brackets, and what is left of the others', () => {
  fc.assert(
    fc.property(
      fc.array(quoteRow, { minLength: 5, maxLength: 40, size: 'max' }),
      fc.array(bracket, { minLength: 1, maxLength: 3 }),
      (given, asked) => {
        [wishes, brackets] = [[], asked];
        // A trade beside the quote may have two exits go at one instant: one then fills with the next price.
        const all = [{ bid: 0, spread: 1 }, ...given].map(toRow);
        const native = run(all, undefined);
        const emulated = run(all, { matrix: plainMatrix, unsupported: 'emulate' });
        expect(emulated).toEqual(native);
      },
    ),
    { numRuns: 150 },
  );
});

test('with trades beside the quotes as much is held in the end, and no exit closes more than its entry has opened', () => {
  fc.assert(
    fc.property(rows, fc.array(bracket, { minLength: 1, maxLength: 3 }), (given, asked) => {
      [wishes, brackets] = [[], asked];
      const all = rowsFor([], given);
      const native = run(all, undefined);
      const emulated = run(all, { matrix: plainMatrix, unsupported: 'emulate' });
      expect(emulated.held).toBe(native.held);
      expect(Math.min(native.held, emulated.held)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 300 },
  );
});
