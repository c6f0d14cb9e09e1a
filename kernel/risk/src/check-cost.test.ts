import { aCheckContext, type ContextChanges } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import type { CheckContext } from './check-context.ts';
import { checkOrder } from './pre-trade-checks.ts';

/** What values every position of an account. */
const dear: readonly (keyof CheckContext)[] = ['marginUse', 'equity', 'freeMargin'];
const aCash = { products: ['delivery'], kind: 'cash', leverage: {} } as const;

function dearOnesAsked(changes: ContextChanges): readonly PropertyKey[] {
  const asked: PropertyKey[] = [];
  const context = new Proxy(aCheckContext(changes), {
    get: (target, name): unknown => {
      asked.push(name);
      return Reflect.get(target, name);
    },
  });
  expect(checkOrder(context, 'submit')).toBeNull();
  return asked.filter((name) => dear.some((one) => one === name));
}

describe('Without a rule that asks for it', () => {
  test('no check values the positions of a cash account', () => {
    expect(dearOnesAsked({ account: aCash })).toEqual([]);
  });

  test('the checks value the positions of a margin account once', () => {
    expect(dearOnesAsked({ account: { ...aCash, kind: 'margin' } })).toEqual(['freeMargin']);
  });
});
