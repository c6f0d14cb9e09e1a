import { toPrice } from 'argosy/core';
import type { Order } from 'argosy/domain';
import { ReconciledRig, aQuote } from '@argosy/testkit';
import { expect, test } from 'vitest';

import { rememberedFacts } from './remembered-facts.ts';
import type { TradingFacts } from './trading-facts.ts';

test('each order is read once, be it by its id or among those that are closed', () => {
  const all = new ReconciledRig();
  all.rig.feed(aQuote());
  all.reconcile();
  const limit = { type: 'limit', limit: toPrice(10_000) } as const;
  const [one, other] = [all.rig.submit({ terms: limit }), all.rig.submit({ terms: limit })];
  all.send().hear();
  all.rig.cancel(one);
  all.send().hear();
  const { machine } = all.rig;
  let reads = 0;
  const counted: TradingFacts = {
    ...rememberedFacts(machine),
    order: (id) => {
      reads += 1;
      return machine.order(id);
    },
    closedOrders: (): readonly Order[] => {
      reads += 1;
      return machine.closedOrders();
    },
  };
  const facts = rememberedFacts(counted);
  expect(facts.closedOrders().map(({ request }) => request.id)).toEqual([one]);
  expect([facts.order(one)?.state, facts.order(one)?.state]).toEqual(['CANCELED', 'CANCELED']);
  expect([facts.order(other)?.state, facts.order(other)?.state]).toEqual(['ACCEPTED', 'ACCEPTED']);
  facts.closedOrders();
  expect(reads).toBe(2);
});
