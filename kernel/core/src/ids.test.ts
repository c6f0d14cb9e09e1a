import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  ID_LENGTH_MAX,
  isInstrumentId,
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

describe('the id of an instrument', () => {
  test.each(['../x.NSE', '..', 'a/b.NSE', 'a\\b.NSE', '.x.NSE', 'a..b.NSE', 'a.NSE/'])(
    'is not %s, which would lead elsewhere',
    (text) => {
      expect(() => toInstrumentId(text)).toThrow(badId);
      expect(isInstrumentId(text)).toBe(false);
    },
  );

  test('is one name of a path, whatever it is, and nothing of a text is lost in it', () => {
    const text = fc.array(fc.constantFrom('.', '/', '\\', ' ', 'A', 'é', '-', '\0', '%', ':'), {
      maxLength: 70,
    });
    fc.assert(
      fc.property(text, (letters) => {
        const id = letters.join('');
        const expected =
          id !== '' &&
          id.length <= ID_LENGTH_MAX &&
          ['/', '\\', '..', ' ', 'é', '\0'].every((part) => !id.includes(part)) &&
          !id.startsWith('.');
        expect(isInstrumentId(id)).toBe(expected);
        if (expected) expect(toInstrumentId(id)).toBe(id);
        else expect(() => toInstrumentId(id)).toThrow(badId);
      }),
    );
  });
});

test('a journal position counts from zero', () => {
  expect(toJournalPosition(0)).toBe(0);
});

test.each([-1, 0.5, 2 ** 53, Number.NaN])('a journal position is not %d', (value) => {
  expect(() => toJournalPosition(value)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
});
