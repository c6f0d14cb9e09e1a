import { toAccountId, toBookId, toInstrumentId, toPositionId } from 'argosy/core';
import { describe, expect, it } from 'vitest';

import { positionKeyText, type PositionKey } from './position.ts';

const key: PositionKey = {
  account: toAccountId('MAIN'),
  book: toBookId('EMA'),
  instrument: toInstrumentId('SBIN.NSE'),
  product: 'intraday',
  id: null,
};

describe('the text of a position key', () => {
  it('names account, book, instrument and product', () => {
    expect(positionKeyText(key)).toBe('MAIN/EMA/SBIN.NSE/intraday');
  });

  it('ends in the id of the position where books are hedged', () => {
    const hedged = { ...key, id: toPositionId('0000AAAA000001') };
    expect(positionKeyText(hedged)).toBe('MAIN/EMA/SBIN.NSE/intraday/0000AAAA000001');
  });
});
