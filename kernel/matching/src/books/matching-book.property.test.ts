import { NaiveOrderBook } from '@argosy/testkit';
import { Random } from 'argosy/core';
import { NO_LEVEL } from 'argosy/domain';
import { describe, expect, test } from 'vitest';

import type { BookListener, BookOrder, BookTif, SelfTradePolicy } from './book-face.ts';
import { MatchingBook } from './matching-book.ts';

const COMMANDS_MAX = 1_000_000;
const policies: readonly SelfTradePolicy[] = [
  'none',
  'cancelNewest',
  'cancelOldest',
  'cancelBoth',
  'decrement',
];
const tifs: readonly BookTif[] = ['rest', 'rest', 'rest', 'immediate', 'whole'];

/** Folds all that a book says into one number. */
class Teller implements BookListener {
  hash = 0;
  readonly counts: Record<string, number> = {};

  rested(id: number, price: number, shown: number): void {
    this.#tell('rested', id, price * 1000 + shown);
  }

  traded(maker: number, taker: number, price: number, qty: number): void {
    this.#tell('traded', maker, taker);
    this.#tell('at', price, qty);
  }

  reduced(id: number, left: number): void {
    this.#tell('reduced', id, left);
  }

  filled(id: number): void {
    this.#tell('filled', id, 0);
  }

  ended(id: number, left: number, why: string): void {
    this.#tell(why, id, left);
  }

  #tell(word: string, one: number, other: number): void {
    const mixed = Math.imul(this.hash ^ one, 0x0100_0193) ^ other;
    this.hash = (Math.imul(mixed, 0x85eb_ca6b) >>> 0) + word.charCodeAt(0) + word.length;
    this.counts[word] = (this.counts[word] ?? 0) + 1;
  }
}

/** Both books, told the same. */
class Twins {
  readonly fast = new Teller();
  readonly naive = new Teller();
  readonly book: MatchingBook;
  readonly model: NaiveOrderBook;

  constructor(policy: SelfTradePolicy) {
    this.book = new MatchingBook(policy, this.fast);
    this.model = new NaiveOrderBook(policy, this.naive);
  }

  submit(order: BookOrder): void {
    if (this.book.submit(order) === null) this.model.submit(order);
  }

  cancel(id: number): void {
    this.book.cancel(id);
    this.model.cancel(id);
  }

  amend(id: number, price: number, left: number): void {
    this.book.amend(id, { price, left });
    this.model.amend(id, price, left);
  }
}

function randomOrder(random: Random, id: number): BookOrder {
  const sign = random.nextInt(2) === 0 ? 1 : -1;
  const price = 100 - sign * (random.nextInt(12) - 2);
  const tif = tifs[random.nextInt(tifs.length)] ?? 'rest';
  const peak = random.nextInt(5) === 0 ? 1 + random.nextInt(4) : Number.POSITIVE_INFINITY;
  return { id, sign, price, qty: 1 + random.nextInt(20), tif, peak, owner: random.nextInt(4) };
}

function live(twins: Twins, random: Random, commands: number): void {
  for (let id = 1; id <= commands; id += 1) {
    const line = twins.model.queue(random.nextInt(2) === 0 ? 1 : -1);
    const waiting = line[random.nextInt(line.length + 1)] ?? id;
    const dice = random.nextInt(100) + line.length / 3;
    if (dice < 60) twins.submit(randomOrder(random, id));
    else if (dice < 70) twins.amend(waiting, 95 + random.nextInt(11), 1 + random.nextInt(20));
    else if (dice < 80) twins.amend(waiting, priceIn(twins.book, waiting), 1 + random.nextInt(20));
    else twins.cancel(waiting);
    if (twins.fast.hash !== twins.naive.hash) throw new Error(`they part at command ${id}`);
  }
}

function priceIn({ resting }: MatchingBook, id: number): number {
  const slot = resting.find(id);
  return slot === NO_LEVEL ? 100 : resting.priceOf(slot);
}

function queueOf({ resting }: MatchingBook, sign: 1 | -1): readonly number[] {
  const ids: number[] = [];
  const side = resting.sideOf(sign);
  for (let level = side.best; level !== NO_LEVEL; level = side.worse(level)) {
    for (let slot = side.headOf(level); slot !== NO_LEVEL; slot = resting.orders.afterOf(slot)) {
      ids.push(resting.orders.idOf(slot));
    }
  }
  return ids;
}

describe('a matching book', () => {
  test.each(policies)('says what the naive one says, with %s', (policy) => {
    const twins = new Twins(policy);
    live(twins, Random.fromSeed(policy.length), COMMANDS_MAX / policies.length);
    expect(twins.fast.hash).toBe(twins.naive.hash);
    expect(Math.min(...Object.values(twins.fast.counts))).toBeGreaterThan(1000);
    expect(Object.keys(twins.fast.counts)).toHaveLength(policy === 'none' ? 7 : 8);
    for (const sign of [1, -1] as const) {
      expect(queueOf(twins.book, sign)).toEqual(twins.model.queue(sign));
    }
  });
});
