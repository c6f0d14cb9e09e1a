import { toAccountId, toOriginCode } from 'argosy/core';
import { aCheckContext } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { checkActor } from './actor-check.ts';
import type { ActorRight, OrderAction } from './risk-rules.ts';

const [main, other] = [toAccountId('MAIN'), toAccountId('OTHER')];
const hand = toOriginCode('HAND');
const refuse = (right: ActorRight, action: OrderAction, origin: string = 'HAND') =>
  checkActor(
    aCheckContext({
      actor: { origin: toOriginCode(origin), action },
      limits: { rules: { actors: new Map([[hand, right]]) } },
    }),
  );

describe('P-02', () => {
  test.each([
    [null, null],
    [[main], null],
    [[other, main], null],
    [[other], 'ACTOR_NOT_AUTHORISED'],
    [[], 'ACTOR_NOT_AUTHORISED'],
  ])('an actor for %o sends an order of MAIN', (accounts, expected) => {
    expect(refuse({ accounts, actions: ['submit'] }, 'submit')?.code ?? null).toBe(expected);
  });

  test('an actor does what it may and nothing else', () => {
    const right: ActorRight = { accounts: null, actions: ['submit'] };
    expect([refuse(right, 'submit'), refuse(right, 'amend')?.code]).toEqual([
      null,
      'ACTOR_NOT_AUTHORISED',
    ]);
  });

  test('an origin that nobody has named does nothing', () => {
    const right: ActorRight = { accounts: null, actions: ['submit'] };
    expect(refuse(right, 'submit', 'ELSE')).toMatchObject({
      code: 'ACTOR_UNKNOWN',
      reason: 'ELSE would submit for MAIN',
    });
  });

  test('says what may be done, and for whom', () => {
    const reasons = [
      refuse({ accounts: null, actions: ['amend'] }, 'submit'),
      refuse({ accounts: [other], actions: ['submit'] }, 'submit'),
    ].map((refusal) => refusal?.reason);
    expect(reasons).toEqual(['HAND would submit, may amend', 'HAND for MAIN, may for OTHER']);
  });

  test('does not ask who an order is from that follows by itself', () => {
    const context = aCheckContext({ actor: null, limits: { rules: { actors: new Map() } } });
    expect(checkActor(context)).toBeNull();
  });
});
