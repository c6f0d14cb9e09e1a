import { childOrderId, toOrderId } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { SeenOrderIds } from './seen-order-ids.ts';

function having(...ids: readonly string[]): SeenOrderIds {
  const seen = new SeenOrderIds();
  for (const id of ids) seen.note(toOrderId(id));
  return seen;
}

describe('used order ids', () => {
  test('know the id that was noted', () => {
    expect(having('0000TEST00000A').isSeen(toOrderId('0000TEST00000A'))).toBe(true);
  });

  test('know every earlier counter of the same origin', () => {
    expect(having('0000TEST00000A').isSeen(toOrderId('0000TEST000009'))).toBe(true);
  });

  test('do not know a later counter', () => {
    expect(having('0000TEST00000A').isSeen(toOrderId('0000TEST00000B'))).toBe(false);
  });

  test.each(['0000NEXT000001', '0001TEST000001'])(
    'tell %s from another origin or session',
    (id) => {
      expect(having('0000TEST00000A').isSeen(toOrderId(id))).toBe(false);
    },
  );

  test('do not fall back when an earlier one is noted late', () => {
    expect(having('0000TEST00000A', '0000TEST000003').isSeen(toOrderId('0000TEST000009'))).toBe(
      true,
    );
  });

  test('do not know a child order: its parent has the same counter', () => {
    const child = childOrderId(toOrderId('0000TEST00000A'), 1);
    expect(having('0000TEST00000A').isSeen(child)).toBe(false);
  });

  test('give the last counter as a number', () => {
    expect(having('0000TEST00000Z').lastCounter('0000', 'TEST')).toBe(35);
  });

  test('come back from their exported state', () => {
    const other = new SeenOrderIds();
    other.importState(having('0000TEST00000A').exportState());
    expect(other.isSeen(toOrderId('0000TEST00000A'))).toBe(true);
  });
});
