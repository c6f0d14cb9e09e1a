import { Random, toOrderId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { NO_LEVEL, type QueueChange } from 'argosy/domain';
import { NaiveQueue, aQueueStep, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { QueueFeed } from './queue-feed.ts';
import { VenueOrder } from './venue-order.ts';

type Step =
  | { readonly type: 'change'; readonly change: QueueChange }
  | {
      readonly type: 'join';
      readonly side: 'buy' | 'sell';
      readonly price: number;
      readonly qty: number;
    };

const order = fc.integer({ min: 1, max: 9 });
// The sides do not cross: what rests, rests.
const sided = fc.constantFrom('buy' as const, 'sell' as const).chain((side) =>
  fc.record({
    side: fc.constant(side),
    price: fc.integer({ min: 1, max: 3 }).map((at) => toPrice(side === 'buy' ? at : at + 10)),
    qty: fc.integer({ min: 1, max: 9 }).map(toQuantity),
  }),
);
const qty = fc.integer({ min: 1, max: 9 }).map(toQuantity);
const change: fc.Arbitrary<QueueChange> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(order, sided)
      .map(([id, one]) => ({ action: 'add', order: id, ...one }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(order, sided)
      .map(
        ([id, { price, qty: size }]) =>
          ({ action: 'change', order: id, price, qty: size }) as const,
      ),
  },
  {
    weight: 4,
    arbitrary: fc
      .tuple(order, qty)
      .map(([id, size]) => ({ action: 'trade', order: id, qty: size }) as const),
  },
  { weight: 2, arbitrary: order.map((id) => ({ action: 'remove', order: id }) as const) },
  { weight: 1, arbitrary: fc.constant({ action: 'clear' } as const) },
);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: change.map((one) => ({ type: 'change', change: one }) as const) },
    { weight: 1, arbitrary: sided.map((one) => ({ type: 'join', ...one }) as const) },
  ),
  { maxLength: 80, size: 'max' },
);

/** A feed, the naive queue beside it, and what each has said. */
class Pair {
  readonly feed: QueueFeed = new QueueFeed();
  readonly naive: NaiveQueue = new NaiveQueue();
  readonly ours: Map<string, VenueOrder> = new Map();
  readonly fills: { id: string; price: number; qty: number }[] = [];

  join(at: number, { side, price, qty }: Extract<Step, { type: 'join' }>): void {
    const id = toOrderId(`0000TEST${String(at).padStart(6, '0')}`);
    const terms = { type: 'limit', limit: toPrice(price) } as const;
    const request = anOrderRequest({ id, side, qty: toQuantity(qty), terms });
    const order = new VenueOrder(request, toTimestamp(at), Random.fromSeed(1));
    order.isOpen = true;
    this.ours.set(id, order);
    this.feed.feed.join(order);
    this.naive.join(id, side, { price, qty });
  }

  change(at: number, change: QueueChange): void {
    const update = aQueueStep({ at, change });
    const trade = this.feed.tradeOf(update);
    if (trade !== null) {
      this.feed.feed.pass(trade, (order, reached) => this.#fill(order, reached));
    }
    this.feed.apply(update);
    this.naive.apply(change);
  }

  /** Where our orders stand and what has filled of them, there and here. */
  places(): readonly [feed: unknown, naive: unknown] {
    const waiting = [...this.ours].filter(([, order]) => order.filled < order.qty);
    return [
      [waiting.map(([, order]) => order.ahead), this.fills],
      [waiting.map(([id]) => this.naive.aheadOf(id)), this.naive.fills],
    ];
  }

  /** What each price shows, there and here. */
  levels(): readonly [feed: unknown, naive: unknown] {
    const prices = [1, 2, 3, 11, 12, 13];
    const shown = prices.map((price) => {
      const ladder = this.feed.feed.book.sideOf(price < 10 ? 1 : -1);
      const level = ladder.find(price);
      return level === NO_LEVEL ? 0 : ladder.qtyOf(level);
    });
    const told = prices.map((price) => this.naive.shownAt(price < 10 ? 'buy' : 'sell', price));
    return [shown, told];
  }

  #fill(order: VenueOrder, reached: number): void {
    order.filled += reached;
    this.fills.push({ id: order.request.id, price: order.limit ?? 0, qty: reached });
    if (order.filled === order.qty) this.feed.feed.leave(order);
  }
}

/** Plays steps and gives what each of them came to, by the feed and by the naive queue. */
function play(script: readonly Step[]): readonly (readonly [feed: unknown, naive: unknown])[] {
  const pair = new Pair();
  const sides = new Map<number, 'buy' | 'sell'>();
  return script.map((step, at) => {
    if (step.type === 'join') pair.join(at, step);
    else if (isPossible(step.change, sides)) pair.change(at, step.change);
    const [places, levels] = [pair.places(), pair.levels()];
    return [structuredClone([places[0], levels[0]]), structuredClone([places[1], levels[1]])];
  });
}

/** An order keeps its side, whatever its price becomes. */
function isPossible(change: QueueChange, sides: Map<number, 'buy' | 'sell'>): boolean {
  if (change.action === 'add' && !sides.has(change.order)) sides.set(change.order, change.side);
  if (change.action === 'add') return sides.get(change.order) === change.side;
  if (change.action !== 'change') return true;
  return sides.get(change.order) === (change.price < 10 ? 'buy' : 'sell');
}

test('our orders stand in the queues of a recording where a naive one has them, and fill as there', () => {
  fc.assert(
    fc.property(steps, (script) => {
      for (const [feed, naive] of play(script)) expect(feed).toEqual(naive);
    }),
    { numRuns: 300 },
  );
});
