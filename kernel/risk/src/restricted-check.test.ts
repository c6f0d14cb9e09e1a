import { toAccountId, toTimestamp } from 'argosy/core';
import { aCheckContext, anInstrument, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkOrder } from './pre-trade-checks.ts';
import type { InstrumentBan } from './risk-rules.ts';

const { id } = anInstrument();
const ban = (changes: Partial<InstrumentBan>): ContextChanges => ({
  limits: {
    rules: {
      bans: new Map([
        [id, [{ account: null, lets: 'nothing', until: null, why: 'insider list', ...changes }]],
      ]),
    },
  },
});
const codeOf = (changes: ContextChanges): string | null =>
  checkOrder(aCheckContext(changes), 'submit')?.code ?? null;
const close = (qty: number): ContextChanges => ({
  request: { side: 'sell' },
  held: { positionQty: qty, accountQty: qty },
});

describe('P-05', () => {
  test.each([
    ['before', -1, 'INSTRUMENT_RESTRICTED'],
    ['at', 0, null],
    ['after', 1, null],
  ])('a ban %s its end', (_, later, expected) => {
    const until = toTimestamp(500);
    expect(codeOf({ ...ban({ until }), now: toTimestamp(500 + later) })).toBe(expected);
  });

  test.each([
    ['one less than the order', 9, 'INSTRUMENT_BAN_PERIOD'],
    ['as much', 10, null],
    ['one more', 11, null],
  ])('a ban period takes a sale where %s is held', (_, held, expected) => {
    expect(codeOf({ ...ban({ lets: 'closes' }), ...close(held) })).toBe(expected);
  });

  test('a ban lets no close through', () => {
    expect(codeOf({ ...ban({}), ...close(10) })).toBe('INSTRUMENT_RESTRICTED');
  });

  test('a ban of one account leaves the others free', () => {
    const codes = ['MAIN', 'OTHER'].map((name) => codeOf(ban({ account: toAccountId(name) })));
    expect(codes).toEqual(['INSTRUMENT_RESTRICTED', null]);
  });

  test('says for whom, until when and why', () => {
    const context = aCheckContext(
      ban({ account: toAccountId('MAIN'), until: toTimestamp(1_000_000) }),
    );
    expect(checkOrder(context, 'submit')?.reason).toBe(
      'SBIN.NSE for account MAIN until 1970-01-01T00:00:01Z: insider list',
    );
  });
});
