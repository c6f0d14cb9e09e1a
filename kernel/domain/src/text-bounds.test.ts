import { ID_LENGTH_MAX } from 'argosy/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  CLIENT_ID_LENGTH_MAX,
  cutClientId,
  cutReason,
  foldForeignId,
  isClientId,
  isPlainId,
  REASON_LENGTH_MAX,
} from './text-bounds.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 700 }),
  fc.constantFrom('', '\ud83d\ude00'.repeat(300), `x${'\ud83d\ude00'.repeat(300)}`, '\ud800'),
);

describe('a reason', () => {
  test('is cut to its bound, and ends in an ellipsis', () => {
    const cut = cutReason('x'.repeat(2 << 20));
    expect([cut.length, cut.at(-1)]).toEqual([REASON_LENGTH_MAX, '…']);
  });

  test('of just the bound stays whole', () => {
    const reason = 'x'.repeat(REASON_LENGTH_MAX);
    expect(cutReason(reason)).toBe(reason);
  });

  test('always has a written form, and is not cut again', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cut = cutReason(text);
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(REASON_LENGTH_MAX);
        expect(cutReason(cut)).toBe(cut);
      }),
    );
  });
});

describe("a client's id", () => {
  test.each(['T', 'contract note 7/1', 'é', '\ud83d\ude00', 'x'.repeat(CLIENT_ID_LENGTH_MAX)])(
    'may be %j',
    (id) => {
      expect([isClientId(id), cutClientId(id)]).toEqual([true, id]);
    },
  );

  test.each([
    '',
    '  ',
    'a\nb',
    'a\u0000',
    'a\u202eb',
    '\ud800',
    'x'.repeat(CLIENT_ID_LENGTH_MAX + 1),
  ])('may not be %j', (id) => {
    expect(isClientId(id)).toBe(false);
  });

  test('that cannot be kept is cut to one that cannot be kept either', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const cut = cutClientId(text);
        expect(isClientId(cut)).toBe(isClientId(text));
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(CLIENT_ID_LENGTH_MAX + 1);
      }),
    );
  });
});

describe("a broker's id", () => {
  test('that is one of ours stays as it is', () => {
    expect(foldForeignId('NSE-2026-17')).toBe('NSE-2026-17');
  });

  test('of any shape becomes a plain one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const folded = foldForeignId(text);
        expect(isPlainId(folded)).toBe(true);
        expect(folded.length).toBeLessThanOrEqual(ID_LENGTH_MAX);
      }),
    );
  });

  test('stays another one where only its far end differs', () => {
    const start = 'T'.repeat(100_000);
    expect(foldForeignId(`${start}1`)).not.toBe(foldForeignId(`${start}2`));
  });
});
