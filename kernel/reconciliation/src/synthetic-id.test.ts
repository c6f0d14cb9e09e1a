import { parseOrderId, toAccountId, toBrokerOrderId } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import {
  correctionEntryId,
  differenceOrderId,
  externalOrderId,
  inferredTradeId,
} from './synthetic-id.ts';

const account = toAccountId('MAIN');

describe('a synthetic id', () => {
  it('is the same for the same event, on every run and machine', () => {
    expect(inferredTradeId(['0000TEST000001', 2, 5, 29_973n, 0])).toBe(
      'inferred/356d5f561a112224660a726703faa593',
    );
  });

  it('is another one for another event, wherever its parts are cut', () => {
    const ids = [['a', 'bc'], ['ab', 'c'], ['abc'], ['a', 'bc', 0]].flatMap((event) => [
      inferredTradeId(event),
      differenceOrderId(event),
      correctionEntryId(event),
    ]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('of an order is none that an order of ours could have', () => {
    const id = externalOrderId(account, toBrokerOrderId('0000TEST000001'));
    expect(parseOrderId(id).ok).toBe(false);
  });
});
