import { seconds, toTimestamp, type Timestamp } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { HealthBook, PARTS_MAX, type PartHealth, type PartOptions } from './health-book.ts';

const reported: PartOptions = { neededFor: 'ready', staleAfter: seconds(10) };

function aBook() {
  const clock = { now: 0 };
  const now = (): Timestamp => toTimestamp(clock.now * 1_000_000);
  return { clock, book: new HealthBook(now) };
}

describe('a part', () => {
  test('is down until it has reported', () => {
    const { book, clock } = aBook();
    const feed = book.register('feed', reported);
    expect(book.ready()).toMatchObject({
      state: 'down',
      parts: [{ part: 'feed', state: 'down', reason: 'has not reported yet' }],
    });
    clock.now = 3;
    feed.up();
    expect(book.ready()).toEqual({
      state: 'up',
      at: '1970-01-01T00:00:03Z',
      parts: [
        {
          part: 'feed',
          neededFor: 'ready',
          state: 'up',
          reason: null,
          since: '1970-01-01T00:00:03Z',
        },
      ],
    });
  });

  test('tells since when it is as it is, whatever reasons it has given in between', () => {
    const { book, clock } = aBook();
    const feed = book.register('feed', reported);
    feed.degraded('slow');
    clock.now = 5;
    feed.degraded('slower');
    expect(book.ready().parts[0]).toMatchObject({
      reason: 'slower',
      since: '1970-01-01T00:00:00Z',
    });
  });

  test('that stops reporting is down from when its last word had run out', () => {
    const { book, clock } = aBook();
    const feed = book.register('feed', reported);
    feed.up();
    clock.now = 10;
    expect(book.ready().state).toBe('up');
    clock.now = 12;
    expect(book.ready().parts[0]).toMatchObject({
      state: 'down',
      reason: 'no report for 12 s',
      since: '1970-01-01T00:00:10Z',
    });
    feed.up();
    expect(book.ready().state).toBe('up');
  });

  test('that only tells changes may be silent', () => {
    const { book, clock } = aBook();
    book.register('disk', { neededFor: 'live', staleAfter: null }).up();
    clock.now = 1e6;
    expect(book.live().state).toBe('up');
  });

  test('that is asked is as it answers, or down where it cannot', () => {
    const { book, clock } = aBook();
    let health: PartHealth | null = { state: 'up', reason: null };
    const check = (): PartHealth => {
      if (health === null) throw new Error('no database at postgres://me:hunter2@db/');
      return health;
    };
    book.register('storage', { ...reported, check });
    clock.now = 100;
    expect(book.ready().state).toBe('up');
    health = null;
    expect(book.ready().parts[0]).toMatchObject({
      state: 'down',
      reason: 'its check failed: no database at postgres://me:***@db/',
    });
  });

  test('that is stopped on purpose is not missed', () => {
    const { book } = aBook();
    const feed = book.register('feed', reported);
    feed.leave();
    feed.leave();
    feed.down('late word');
    expect(book.ready()).toMatchObject({ state: 'up', parts: [] });
  });
});

describe('the documents', () => {
  test.each([
    ['live', 'down', 'down'],
    ['ready', 'up', 'down'],
    ['none', 'up', 'up'],
  ] as const)('a part needed for %s that is down: live %s, ready %s', (neededFor, live, ready) => {
    const { book } = aBook();
    book.register('part', { neededFor, staleAfter: null }).down('gone');
    expect([book.live().state, book.ready().state]).toEqual([live, ready]);
  });

  test('a degraded part degrades them and stops nothing', () => {
    const { book } = aBook();
    book.register('a', { neededFor: 'live', staleAfter: null }).degraded('slow');
    expect([book.live().state, book.ready().state]).toEqual(['degraded', 'degraded']);
  });

  test('list the parts by name', () => {
    const { book } = aBook();
    for (const part of ['b', 'a', 'c']) book.register(part, reported);
    expect(book.live().parts.map(({ part }) => part)).toEqual(['a', 'b', 'c']);
  });
});

test('two parts of one name are a mistake', () => {
  const { book } = aBook();
  book.register('feed', reported);
  expect(() => book.register('feed', reported)).toThrow(/feed is there/u);
});

test('a book has room for so many parts', () => {
  const { book } = aBook();
  for (let n = 0; n < PARTS_MAX; n += 1) book.register(String(n), reported);
  expect(() => book.register('one more', reported)).toThrow(/parts/u);
});
