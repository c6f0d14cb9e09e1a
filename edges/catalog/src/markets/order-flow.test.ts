import { MatchingBook, type BookListener } from 'argosy/matching';
import { describe, expect, it } from 'vitest';

import { groundMarket, type MarketGround } from './market-ground.ts';
import type { MarketPlan } from './market-plan.ts';
import { MarketStream } from './market-stream.ts';
import { OrderFlow, type FlowMessage, type FlowPhase } from './order-flow.ts';

const small: Partial<MarketPlan> = {
  seed: 'flow',
  stepSeconds: 10,
  eventsPerSecond: 4,
  sectors: [
    { name: 'BANK', shares: 3 },
    { name: 'TECH', shares: 2 },
  ],
  indexMembers: 0,
  futures: 0,
  chain: null,
};

function messagesOf(ground: MarketGround): FlowMessage[] {
  const flow = OrderFlow.begin(ground);
  const found: FlowMessage[] = [];
  for (let step = flow.next(); step !== null; step = flow.next()) found.push(...step);
  return found;
}

type Floor = {
  readonly books: ReadonlyMap<string, MatchingBook>;
  readonly trades: { readonly price: number; readonly instrument: string }[];
  readonly refused: string[];
};

function aFloor(ground: MarketGround): Floor {
  const trades: Floor['trades'] = [];
  const books = new Map(
    ground.instruments.map(({ id }) => {
      const listener: BookListener = {
        rested: () => {},
        reduced: () => {},
        filled: () => {},
        ended: () => {},
        traded: (_, __, price) => trades.push({ price, instrument: id }),
      };
      return [id, new MatchingBook('none', listener)];
    }),
  );
  return { books, trades, refused: [] };
}

/** Real books get a message, each for its instrument. */
function obey({ books, refused }: Floor, message: FlowMessage, closes: readonly number[]): void {
  if (message.kind === 'phase') return turn(books, message.phase, closes);
  const book = books.get(message.instrument);
  if (message.kind === 'cancel') return void book?.cancel(message.order);
  const sign = message.side === 'buy' ? 1 : -1;
  const price = message.kind === 'limit' ? message.price : sign * Number.POSITIVE_INFINITY;
  const { order: id, qty } = message;
  const tif = message.kind === 'limit' || !isOpen(message) ? 'rest' : 'immediate';
  const refusal = book?.submit({ id, sign, price, qty, tif, peak: qty, owner: 0 });
  if (refusal !== null) refused.push(`${refusal} ${message.kind}`);
}

function turn(books: Floor['books'], phase: FlowPhase, closes: readonly number[]): void {
  for (const [place, book] of [...books.values()].entries()) {
    if (phase === 'collect') book.collect();
    if (phase === 'open') book.uncross(closes[place] ?? 0, 'cancel');
  }
}

const firstDay = groundMarket(small).days[0];
function isOpen({ at }: FlowMessage): boolean {
  return at >= (firstDay?.from ?? 0);
}

describe('a flow of orders', () => {
  const ground = groundMarket(small);
  const messages = messagesOf(ground);
  const closes = [...ground.firstPrices];

  it('is the same for a seed, and goes on the same from a fork', () => {
    expect(messagesOf(groundMarket(small))).toEqual(messages);
    const flow = OrderFlow.begin(ground);
    for (let step = 0; step < 50; step += 1) flow.next();
    const [same, other] = [flow.fork(), flow.fork('else')];
    const expected = Array.from({ length: 40 }, () => flow.next());
    expect(Array.from({ length: 40 }, () => same.next())).toEqual(expected);
    expect(Array.from({ length: 40 }, () => other.next())).not.toEqual(expected);
  });

  it('numbers its orders through, in order of time, and cancels only what it sent', () => {
    const sent = new Set<number>();
    let [at, last] = [0, 0];
    for (const message of messages) {
      expect(message.at).toBeGreaterThanOrEqual(at);
      at = message.at;
      if (message.kind === 'phase') continue;
      if (message.kind === 'cancel') expect(sent.has(message.order)).toBe(true);
      else expect(message.order).toBe((last += 1));
      sent.add(message.order);
    }
  });

  it('keeps real books lively: two sides, trades, and nothing refused', () => {
    const floor = aFloor(ground);
    let [looks, oneSided] = [0, 0];
    for (const message of messages) {
      obey(floor, message, closes);
      if (!isOpen(message) || message.kind === 'phase') continue;
      looks += 1;
      const { bids, asks } = floor.books.get(message.instrument)?.resting ?? {};
      if (bids?.best === -1 || asks?.best === -1) oneSided += 1;
    }
    expect(floor.refused).toEqual([]);
    expect(oneSided / looks).toBeLessThan(0.02);
    expect(floor.trades.length).toBeGreaterThan(0.05 * messages.length);
  });

  it('keeps what rests bounded', () => {
    const resting = new Set<number>();
    let most = 0;
    for (const message of messages) {
      if (message.kind === 'limit') resting.add(message.order);
      if (message.kind === 'cancel') resting.delete(message.order);
      most = Math.max(most, resting.size);
    }
    expect(most).toBeLessThan(100 * ground.shares.length);
  });

  it('makes trades at the prices of the market data of its plan', () => {
    const floor = aFloor(ground);
    for (const message of messages) obey(floor, message, closes);
    const last = new Map(floor.trades.map(({ instrument, price }) => [instrument, price]));
    const quoted = new Map<string, number>();
    const stream = MarketStream.begin(ground, { kinds: ['quote'] });
    for (let rows = stream.next(); rows !== null; rows = stream.next()) {
      for (const row of rows) if (row.kind === 'quote') quoted.set(row.instrument, row.bid);
    }
    for (const [instrument, price] of last) {
      expect(Math.abs(price / (quoted.get(instrument) ?? 0) - 1)).toBeLessThan(0.01);
    }
  });

  it('opens real books at the prices that market data open at', () => {
    const floor = aFloor(ground);
    for (const message of messages) {
      obey(floor, message, closes);
      if (message.kind === 'phase' && message.phase === 'open') break;
    }
    const opened = new Map(floor.trades.map(({ instrument, price }) => [instrument, price]));
    const stream = MarketStream.begin(ground, { kinds: ['trade'] });
    const printed = new Map(
      (stream.next() ?? []).map((row) => [row.instrument, 'price' in row ? row.price : null]),
    );
    expect(opened.size).toBe(ground.shares.length);
    expect(opened).toEqual(printed);
  });
});
