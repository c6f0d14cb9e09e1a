import { toMicros, toTradeId } from 'argosy/core';
import { LevelBook, type BookUpdate, type MarketData } from 'argosy/domain';
import { aBook, aBookChange, aQuote, aQueueStep, aStatus, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { KEPT_MAX, MarketQueue } from './market-queue.ts';
import { SLOT_KINDS, slotKindOf } from './slots.ts';

const CAPACITY = 20;
const SAMPLE_EVERY = 100;

function aQueue({ capacity = CAPACITY, instruments = 30 } = {}) {
  const queue = new MarketQueue({ instruments, capacity, sampleEvery: toMicros(SAMPLE_EVERY) });
  const drained: MarketData[] = [];
  const from: number[] = [];
  const drain = (max = Number.POSITIVE_INFINITY, now = 1_000_000): readonly number[] => {
    const begin = from.length;
    queue.drain(max, now, (datum, instrument) => {
      drained.push(datum);
      from.push(instrument);
    });
    return from.slice(begin);
  };
  const bids = () =>
    drained.flatMap((datum) => (datum.kind === 'quote' ? [Number(datum.bid)] : []));
  const offer = (bid: number, instrument: number, now = 0) =>
    queue.offer(aQuote({ bid, ask: bid + 5 }), instrument, now);
  const fill = (count: number, first = 0): void => {
    for (let n = 0; n < count; n += 1) offer(1, first + n);
  };
  return { queue, drain, drained, bids, offer, fill };
}

describe('a queue with room', () => {
  test('gives all that came, in the order in which it came, priority or not', () => {
    const { queue, offer, drain, bids } = aQueue();
    queue.prioritise(1, 'held', true);
    for (const [bid, instrument] of [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 1],
    ] as const) {
      expect(offer(bid, instrument)).toBe('queued');
    }
    drain(3);
    expect(bids()).toEqual([1, 2, 3]);
    drain();
    expect(bids()).toEqual([1, 2, 3, 4]);
    expect([queue.size, queue.conflated, queue.dropped]).toEqual([0, 0, 0]);
  });

  test('tells how long each has waited', () => {
    const { queue, offer } = aQueue();
    offer(1, 0, 7);
    const seen: number[] = [];
    queue.drain(1, 10, (_, __, waited) => void seen.push(waited));
    expect(seen).toEqual([3]);
  });
});

describe('from warning on', () => {
  test('a value takes the place of the one that waits, for instruments without priority', () => {
    const { queue, offer, fill, drain, bids } = aQueue();
    queue.prioritise(1, 'subscribed', true);
    fill(16);
    expect(queue.state).toBe('warning');
    expect([offer(7, 0), offer(8, 1)]).toEqual(['conflated', 'queued']);
    drain();
    expect(bids().filter((bid) => bid !== 1)).toEqual([8, 7]);
  });

  test('instruments with priority go first, and every fifth is one of the others', () => {
    const { queue, fill, drain } = aQueue();
    for (let n = 10; n < 17; n += 1) queue.prioritise(n, 'held', true);
    fill(30);
    expect(
      drain(12)
        .map((instrument) => (instrument < 10 ? '-' : 'P'))
        .join(''),
    ).toBe('PPPP-PPP----');
  });

  test('earlier values are passed over where a later one waits', () => {
    const { queue, offer, drain, bids } = aQueue();
    for (let n = 0; n < 17; n += 1) offer(n, n % 3);
    drain();
    expect([bids().length < 17, queue.conflated + bids().length]).toEqual([true, 17]);
    expect(new Set(bids().slice(-3))).toEqual(new Set([14, 15, 16]));
  });

  test('in critical, those with priority are conflated too', () => {
    const { queue, offer, fill } = aQueue();
    queue.prioritise(1, 'held', true);
    fill(19);
    expect([queue.state, offer(8, 1)]).toEqual(['critical', 'conflated']);
  });

  test('in critical, an instrument without priority gives a value so often and no more', () => {
    const { queue, offer, fill, drain } = aQueue();
    queue.prioritise(1, 'held', true);
    offer(1, 0);
    expect(drain(1, 1000)).toEqual([0]);
    fill(25);
    expect(drain(2, 1050)).toEqual([1, 2]);
    expect(drain(1, 1100)).toEqual([3]);
    expect(queue.state).toBe('critical');
    offer(9, 1);
    expect(drain(1, 1100)).toEqual([1]);
    for (let n = 0; n < 30 && queue.size > 0; n += 1) drain(1, 1100);
    expect(queue.size).toBe(0);
  });

  test('a state is left later than it was come into', () => {
    const { queue, fill, drain } = aQueue();
    fill(19);
    const states = [queue.state];
    for (let n = 0; n < 19; n += 1) {
      drain(1);
      states.push(queue.state);
    }
    const sizes = (state: string) => states.flatMap((each, n) => (each === state ? [19 - n] : []));
    expect([sizes('critical').at(-1), sizes('warning').at(-1)]).toEqual([17, 14]);
  });
});

describe('a full queue', () => {
  test('gives up what a later value waits behind, before it grows', () => {
    const { queue, offer } = aQueue({ capacity: 4 });
    offer(1, 0);
    offer(2, 0);
    offer(3, 1);
    offer(4, 2);
    expect([offer(5, 3), queue.size, queue.conflated]).toEqual(['queued', 4, 1]);
  });

  test('has room for the last value of each instrument all the same', () => {
    const { fill, drain, queue } = aQueue({ capacity: 4 });
    fill(30);
    expect(queue.size).toBe(30);
    expect(drain().length).toBe(30);
  });

  test('leaves out a step of single orders, and the book begins anew', () => {
    const { queue, drain, drained } = aQueue({ capacity: 2 });
    const step = () => queue.offer(aQueueStep(), 0, 0);
    expect([step(), step(), step(), step()]).toEqual(['queued', 'queued', 'dropped', 'dropped']);
    drain();
    expect(step()).toBe('queued');
    drain();
    const actions = drained.map((datum) => (datum.kind === 'queue' ? datum.change.action : ''));
    expect(actions).toEqual(['add', 'add', 'clear', 'add']);
    expect(queue.dropped).toBe(2);
  });

  test('leaves out a price that came late, which would stand for nothing', () => {
    const { queue, fill } = aQueue();
    fill(16);
    expect(queue.offer(aTrade(), 0, 0, true)).toBe('dropped');
  });

  test('refuses more of what is never left out than it can hold', () => {
    const { queue } = aQueue();
    const status = aStatus();
    for (let n = 0; n < KEPT_MAX; n += 1) queue.offer(status, 0, 0);
    expect(() => queue.offer(status, 0, 0)).toThrow(/never left out/u);
    expect(queue.size).toBe(KEPT_MAX);
  });
});

test('no price passes the status or adjustment that it came behind', () => {
  const { queue, offer, fill, drain, drained } = aQueue();
  offer(1, 0);
  queue.offer(aStatus({ state: 'halted' }), 0, 0);
  fill(17, 1);
  expect(offer(2, 0)).toBe('queued');
  expect(offer(3, 0)).toBe('conflated');
  drain();
  const words = drained.map((datum) => (datum.kind === 'quote' ? Number(datum.bid) : datum.kind));
  expect(words.filter((word) => word !== 1)).toEqual(['status', 3]);
});

test('an instrument that comes to have priority overtakes none of its own values', () => {
  const { queue, offer, fill, drain, bids } = aQueue();
  offer(2, 29);
  queue.prioritise(29, 'held', true);
  offer(3, 29);
  fill(15);
  expect(queue.state).toBe('warning');
  drain();
  expect(bids().filter((bid) => bid > 1)).toEqual([2, 3]);
});

// What follows holds whatever comes: told by folds that know nothing of the queue.

type Step =
  | { readonly kind: 'offer'; readonly instrument: number; readonly what: What }
  | { readonly kind: 'drain'; readonly max: number; readonly after: number }
  | { readonly kind: 'prioritise'; readonly instrument: number; readonly isWanted: boolean };
type What = 'quote' | 'trade' | 'status' | 'book' | 'snapshot';
const INSTRUMENTS = 4;

const steps = fc.array(
  fc.oneof(
    {
      weight: 12,
      arbitrary: fc.record({
        kind: fc.constant('offer' as const),
        instrument: fc.nat(INSTRUMENTS - 1),
        what: fc.constantFrom<What>('quote', 'quote', 'trade', 'status', 'book', 'snapshot'),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('drain' as const),
        max: fc.nat(6),
        after: fc.nat(SAMPLE_EVERY * 2),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('prioritise' as const),
        instrument: fc.nat(INSTRUMENTS - 1),
        isWanted: fc.boolean(),
      }),
    },
  ),
  { maxLength: 120 },
);

/** A datum that tells which one it is by its number. */
function aDatum(what: What, number: number): MarketData {
  const at = { at: number, availableAt: number };
  const level: readonly (readonly [number, number])[] = [[100 + (number % 7), number % 3]];
  const bare = {
    quote: () => aQuote({ ...at, bid: number, ask: number + 1 }),
    trade: () => ({ ...aTrade({ ...at, price: number }), tradeId: toTradeId(String(number)) }),
    status: () => aStatus(at),
    book: () => aBookChange({ ...at, bids: level, asks: [] }),
    snapshot: () => aBook({ ...at, bids: level, asks: [] }),
  }[what]();
  return { ...bare, sourceSequence: number };
}

type Told = { readonly datum: MarketData; readonly instrument: number };

function run(plan: readonly Step[], capacity: number) {
  const queue = new MarketQueue({
    instruments: INSTRUMENTS,
    capacity,
    sampleEvery: toMicros(SAMPLE_EVERY),
  });
  const [given, told]: [Told[], Told[]] = [[], []];
  let [now, number, most] = [0, 0, 0];
  let wasPressed = false;
  const drain = (max: number) =>
    queue.drain(max, now, (datum, instrument) => void told.push({ datum, instrument }));
  for (const step of plan) {
    if (step.kind === 'offer') {
      const datum = aDatum(step.what, (number += 1));
      given.push({ datum, instrument: step.instrument });
      queue.offer(datum, step.instrument, now);
    } else if (step.kind === 'drain') {
      now += step.after;
      drain(step.max);
    } else queue.prioritise(step.instrument, 'held', step.isWanted);
    wasPressed ||= queue.state !== 'normal' || queue.size >= capacity;
    most = Math.max(most, queue.size);
  }
  while (queue.size > 0) {
    now += SAMPLE_EVERY;
    drain(3);
  }
  return { queue, given, told, most, wasPressed };
}

const slotOf = ({ datum, instrument }: Told): string => `${instrument} ${slotKindOf(datum)}`;
const numberOf = ({ datum }: Told): number => datum.sourceSequence;

/** The last value of each slot, by a map. */
function lastValues(all: readonly Told[]): ReadonlyMap<string, number> {
  return new Map(
    all.filter(({ datum }) => datum.kind !== 'book').map((each) => [slotOf(each), numberOf(each)]),
  );
}

function bookOf(all: readonly Told[], instrument: number): unknown {
  const book = new LevelBook();
  const updates = all.flatMap((each): readonly BookUpdate[] =>
    each.instrument === instrument && each.datum.kind === 'book' ? [each.datum] : [],
  );
  for (const update of updates) book.apply(update);
  return book.top('bids', 100);
}

describe('whatever comes', () => {
  const capacities = fc.constantFrom(3, 8, 20, 200);
  const check = (holds: (found: ReturnType<typeof run>, capacity: number) => void): void => {
    fc.assert(
      fc.property(steps, capacities, (plan, capacity) => {
        holds(run(plan, capacity), capacity);
      }),
      { numRuns: 300 },
    );
  };

  test('the last value of every instrument and kind goes on', () => {
    check(({ given, told }) => expect(lastValues(told)).toEqual(lastValues(given)));
  });

  test('the values of an instrument and kind go on in their order, and none comes twice', () => {
    check(({ told }) => {
      for (const slot of new Set(told.map(slotOf))) {
        const numbers = told.filter((each) => slotOf(each) === slot).map(numberOf);
        expect(numbers.every((number, n) => n === 0 || number > (numbers[n - 1] ?? 0))).toBe(true);
      }
    });
  });

  test('what is never left out goes on whole, and no price passes it', () => {
    check(({ given, told }) => {
      const statuses = (all: readonly Told[]) => all.filter(({ datum }) => datum.kind === 'status');
      expect(
        statuses(told)
          .map(numberOf)
          .toSorted((a, b) => a - b),
      ).toEqual(statuses(given).map(numberOf));
      for (let instrument = 0; instrument < INSTRUMENTS; instrument += 1) {
        const own = told.filter((each) => each.instrument === instrument);
        for (const [place, each] of own.entries()) {
          if (each.datum.kind !== 'status') continue;
          expect(own.slice(0, place).every((before) => numberOf(before) < numberOf(each))).toBe(
            true,
          );
          expect(own.slice(place + 1).every((behind) => numberOf(behind) > numberOf(each))).toBe(
            true,
          );
        }
      }
    });
  });

  test('books end as if every update had been taken', () => {
    check(({ given, told }) => {
      for (let n = 0; n < INSTRUMENTS; n += 1) expect(bookOf(told, n)).toEqual(bookOf(given, n));
    });
  });

  test('every datum goes on or a later one stands for it, and all are counted', () => {
    check(({ given, told, queue }) => {
      expect(told.length + queue.conflated).toBe(given.length);
      expect(queue.dropped).toBe(0);
    });
  });

  test('it never holds more than it says', () => {
    check(({ most, given }, capacity) => {
      const kept = given.filter(({ datum }) => datum.kind === 'status').length;
      expect(most).toBeLessThanOrEqual(capacity + 2 * INSTRUMENTS * SLOT_KINDS + kept);
    });
  });

  test('without pressure it is a plain queue', () => {
    check(({ given, told, wasPressed }) => {
      if (!wasPressed) expect(told).toEqual(given);
    });
  });
});
