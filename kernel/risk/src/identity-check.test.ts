import { aCheckContext, anInstrument, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkDisconnect, checkIdentity } from './identity-check.ts';

describe('P-28', () => {
  const codeOf = (request: ContextChanges['request']): string | null =>
    checkIdentity(
      aCheckContext({ limits: { rules: { identity: ['algo', 'tag'] } }, request: request ?? {} }),
    )?.code ?? null;

  test.each([
    [null, 'ALGO_ID_MISSING'],
    ['', 'ALGO_ID_MISSING'],
    [' ', 'ALGO_ID_MISSING'],
    ['A', null],
  ])('an algo id %o', (algo, expected) => {
    expect(codeOf({ algo, tag: 't' })).toBe(expected);
  });

  test.each([
    [null, 'TAG_MISSING'],
    ['', 'TAG_MISSING'],
    ['t', null],
  ])('a tag %o', (tag, expected) => {
    expect(codeOf({ algo: 'A', tag })).toBe(expected);
  });

  test('asks no algo id of an order that a person sends', () => {
    expect(codeOf({ strategy: null, tag: 't' })).toBeNull();
  });
});

describe('P-31', () => {
  const codeOf = (exchange: string, armedAt: readonly string[]): string | null =>
    checkDisconnect(
      aCheckContext({
        instrument: anInstrument({ exchange }),
        limits: { rules: { cancelOnDisconnect: { armedAt } } },
      }),
    )?.code ?? null;

  test('lets orders go where a lost connection cancels them, and nowhere else', () => {
    expect([codeOf('NSE', ['NSE']), codeOf('BSE', ['NSE']), codeOf('NSE', [])]).toEqual([
      null,
      'CANCEL_ON_DISCONNECT_OFF',
      'CANCEL_ON_DISCONNECT_OFF',
    ]);
  });
});
