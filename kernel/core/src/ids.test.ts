import { describe, expect, test } from 'vitest';

import {
  ID_LENGTH_MAX,
  toAccountId,
  toAskId,
  toBookId,
  toBrokerOrderId,
  toCalendarId,
  toInstrumentId,
  toJournalPosition,
  toOrderId,
  toPositionId,
  toStrategyId,
  toTradeId,
} from './ids.ts';

const badId: unknown = expect.objectContaining({ code: 'BAD_ID' });

describe.each([
  ['instrument', toInstrumentId],
  ['account', toAccountId],
  ['book', toBookId],
  ['strategy', toStrategyId],
  ['order', toOrderId],
  ['position', toPositionId],
  ['trade', toTradeId],
  ['broker order', toBrokerOrderId],
  ['ask', toAskId],
  ['calendar', toCalendarId],
] as const)('the id of a %s', (what, make) => {
  test('is the text itself', () => {
    expect(make('NIFTY-20261124-C24500.NFO')).toBe('NIFTY-20261124-C24500.NFO');
  });

  test('may be as long as the bound', () => {
    expect(make('x'.repeat(ID_LENGTH_MAX))).toHaveLength(ID_LENGTH_MAX);
  });

  test.each(['', 'x'.repeat(ID_LENGTH_MAX + 1), 'a b', 'a\tb', 'é', '\u007f'])(
    'is not %j',
    (text) => {
      expect(() => make(text)).toThrow(badId);
    },
  );

  test('is named in the error', () => {
    expect(() => make('')).toThrow(`${what} ""`);
  });
});

test('a journal position counts from zero', () => {
  expect(toJournalPosition(0)).toBe(0);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])('a journal position is not %d', (value) => {
  expect(() => toJournalPosition(value)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
});
