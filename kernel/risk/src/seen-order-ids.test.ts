import { parseOrderId, toOrderId, unwrap, type ParsedOrderId } from 'argosy/core';
import { describe, expect, test } from 'vitest';

import { SeenOrderIds } from './seen-order-ids.ts';

const idOf = (text: string): ParsedOrderId => unwrap(parseOrderId(toOrderId(text)));

function having(...ids: readonly string[]): SeenOrderIds {
  const seen = new SeenOrderIds();
  for (const id of ids) seen.note(idOf(id));
  return seen;
}

describe('used order ids', () => {
  test('know the id that was noted', () => {
    expect(having('0000TEST00000A').isSeen(idOf('0000TEST00000A'))).toBe(true);
  });

  test('know every earlier counter of the same origin', () => {
    expect(having('0000TEST00000A').isSeen(idOf('0000TEST000009'))).toBe(true);
  });

  test('do not know a later counter', () => {
    expect(having('0000TEST00000A').isSeen(idOf('0000TEST00000B'))).toBe(false);
  });

  test.each(['0000NEXT000001', '0001TEST000001'])(
    'tell %s from another origin or session',
    (id) => {
      expect(having('0000TEST00000A').isSeen(idOf(id))).toBe(false);
    },
  );

  test('do not fall back when an earlier one is noted late', () => {
    expect(having('0000TEST00000A', '0000TEST000003').isSeen(idOf('0000TEST000009'))).toBe(true);
  });

  test('come back from their exported state', () => {
    const other = new SeenOrderIds();
    other.importState(having('0000TEST00000A').exportState());
    expect(other.isSeen(idOf('0000TEST00000A'))).toBe(true);
  });
});
