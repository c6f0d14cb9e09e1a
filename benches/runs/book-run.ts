/**
 * The order book by itself: 45 % new orders, 43 % cancels, 12 % that cross and go at once, and every
 * event is heard. Beside it nodejs-order-book on the same commands where it is installed; both must
 * have traded the same. `node book-run.ts [folder of the rival's node_modules]`.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { Random } from 'argosy/core';
import { MatchingBook, type BookListener, type BookOrder } from 'argosy/matching';

/** One book's figures: with so many prices on each side. */
type BookFigures = {
  readonly prices: number;
  readonly operations: number;
  /** The median of the rounds. */
  readonly perSecond: number;
  readonly events: number;
  readonly rival: { readonly perSecond: number; readonly isEqual: boolean } | null;
};
/** What a run prints. */
export type BookReport = { readonly books: readonly BookFigures[] };

/** What the rival answers to an order. */
type RivalAnswer = { readonly err: Error | null; readonly quantityLeft: number };
type RivalOrder = {
  readonly id: string;
  readonly side: 'buy' | 'sell';
  readonly size: number;
  readonly price: number;
  readonly timeInForce: 'GTC' | 'IOC';
};
type RivalBook = { limit(order: RivalOrder): RivalAnswer; cancel(id: string): unknown };
type RivalModule = { readonly OrderBook: new () => RivalBook };

/** A new order, or the id of one to cancel. */
type Operation = BookOrder | number;

const OPERATIONS = 1_000_000;
/** The rival gets the first of them only: it takes that much longer. */
const RIVAL_OPERATIONS = 200_000;
const ROUNDS = 7;
const MIDDLE = 1_000_000;

class Counter implements BookListener {
  events = 0;
  volume = 0;

  rested(): void {
    this.events += 1;
  }

  traded(_maker: number, _taker: number, _price: number, qty: number): void {
    this.events += 1;
    this.volume += qty;
  }

  reduced(): void {
    this.events += 1;
  }

  filled(): void {
    this.events += 1;
  }

  ended(): void {
    this.events += 1;
  }
}

const [, , folder = ''] = process.argv;
const rivalModule = folder === '' ? null : load(folder);
const report: BookReport = { books: [20, 5_000].map(measure) };
console.log(JSON.stringify(report));

function load(from: string): RivalModule {
  // The rival comes as CommonJS and its types are not installed: this is the one place that trusts it.
  return createRequire(join(from, 'here.js'))('nodejs-order-book') as RivalModule;
}

function measure(prices: number): BookFigures {
  const operations = compose(prices);
  const runs = Array.from({ length: ROUNDS }, () => runOurs(operations));
  const seconds = runs.map((run) => run.seconds).toSorted((one, other) => one - other);
  const median = seconds[ROUNDS >> 1] ?? Number.NaN;
  const perSecond = Math.round(OPERATIONS / median);
  const events = runs[0]?.events ?? 0;
  const rival = rivalModule === null ? null : compareWith(rivalModule, operations);
  return { prices, operations: OPERATIONS, perSecond, events, rival };
}

function compareWith(module: RivalModule, operations: readonly Operation[]): BookFigures['rival'] {
  const first = operations.slice(0, RIVAL_OPERATIONS);
  const rounds = Array.from({ length: 3 }, () => runRival(module, first));
  const seconds = rounds.map((run) => run.seconds).toSorted((one, other) => one - other);
  return {
    perSecond: Math.round(RIVAL_OPERATIONS / (seconds[1] ?? Number.NaN)),
    isEqual: rounds.every(({ volume }) => volume === runOurs(first).volume),
  };
}

function runOurs(operations: readonly Operation[]): Counter & { seconds: number } {
  const counter = new Counter();
  const book = new MatchingBook('none', counter);
  const start = performance.now();
  for (const operation of operations) {
    if (typeof operation === 'number') book.cancel(operation);
    else book.submit(operation);
  }
  return Object.assign(counter, { seconds: (performance.now() - start) / 1000 });
}

/** Its ids are texts and its orders objects of its own: both are made before the clock starts. */
function runRival(
  { OrderBook }: RivalModule,
  operations: readonly Operation[],
): { seconds: number; volume: number } {
  const asked = operations.map((operation) =>
    typeof operation === 'number' ? String(operation) : toRivalOrder(operation),
  );
  const book = new OrderBook();
  let volume = 0;
  const start = performance.now();
  for (const ask of asked) {
    if (typeof ask === 'string') book.cancel(ask);
    else volume += ask.size - book.limit(ask).quantityLeft;
  }
  return { seconds: (performance.now() - start) / 1000, volume };
}

function toRivalOrder({ id, sign, qty, price, tif }: BookOrder): RivalOrder {
  const side = sign > 0 ? 'buy' : 'sell';
  const timeInForce = tif === 'rest' ? 'GTC' : 'IOC';
  return { id: String(id), side, size: qty, price, timeInForce };
}

/** Orders spread evenly over the prices of their side; any of them may be the next to be canceled. */
function compose(prices: number): readonly Operation[] {
  const random = Random.fromSeed(prices);
  const operations: Operation[] = [];
  const waiting: number[] = [];
  for (let id = 1; id <= OPERATIONS; id += 1) {
    const dice = random.nextInt(100);
    if (dice >= 45 && dice < 88 && waiting.length > 0) {
      const place = random.nextInt(waiting.length);
      operations.push(waiting[place] ?? 0);
      waiting[place] = waiting.at(-1) ?? 0;
      waiting.pop();
      continue;
    }
    const isCrossing = dice >= 88;
    const sign = random.nextInt(2) === 0 ? 1 : -1;
    const away = isCrossing ? -prices : 1 + random.nextInt(prices);
    const tif = isCrossing ? 'immediate' : 'rest';
    const qty = 1 + random.nextInt(100);
    const price = MIDDLE - sign * away;
    operations.push({ id, sign, price, qty, tif, peak: Number.POSITIVE_INFINITY, owner: 0 });
    if (!isCrossing) waiting.push(id);
  }
  return operations;
}
