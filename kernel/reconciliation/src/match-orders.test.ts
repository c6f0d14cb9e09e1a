import { toBrokerOrderId, toOrderId, toQuantity, toTimestamp } from 'argosy/core';
import { aFill, anInstrument, anOrder, TradingRig } from '@argosy/testkit';
import { expect, it } from 'vitest';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import { DifferenceWatch } from './difference-watch.ts';
import { matchOrders } from './match-orders.ts';
import { OurIds } from './our-ids.ts';
import { rememberedFacts } from './remembered-facts.ts';
import { reconciliationDefaults } from './policy.ts';
import { Draft, type Listing, type Scene } from './round.ts';
import type { TradingFacts } from './trading-facts.ts';

const places = [1, 2, 3];
const closed = places.map((place) => ({
  ...anOrder({ id: toOrderId(`0000TEST00000${place}`) }),
  fills: [aFill({ trade: `T-${place}` })],
}));
const { request } = anOrder();

/** Trading that has these closed orders and counts how often it is asked for them. */
function countingFacts(): { readonly facts: TradingFacts; readonly asked: () => number } {
  let asked = 0;
  const { machine } = new TradingRig();
  const facts = {
    order: () => undefined,
    openOrders: () => [],
    closedChanges: 0,
    closedOrderAt: () => undefined,
    closedOrders: () => {
      asked += 1;
      return closed;
    },
    hasSeen: () => false,
    positions: () => [],
    touchOf: () => null,
    instrument: () => anInstrument(),
    stateOf: () => 'ACTIVE' as const,
    book: machine.book,
  };
  return { facts, asked: () => asked };
}

function aListing(ours: OurIds): Listing {
  const orders = places.map((place): BrokerOrder => {
    const { instrument, product, side, qty, terms, tif } = request;
    const standing = { state: 'filled', filled: toQuantity(1), filledValue: null } as const;
    const rest = { order: null, reason: null, placedAt: toTimestamp(1), ...standing };
    return {
      brokerId: toBrokerOrderId(`B-${place}`),
      instrument,
      product,
      side,
      qty,
      terms,
      tif,
      ...rest,
    };
  });
  const fills = places.map((place): BrokerFill => {
    const { flags: _, ...fill } = aFill({ trade: `T-${place}` });
    return { brokerId: toBrokerOrderId(`B-${place}`), order: null, fill };
  });
  return { orders, fills, ours, skipped: new Set() };
}

it('asks for the closed orders once, however many of the broker have none of our ids', () => {
  const { facts: counting, asked } = countingFacts();
  const facts = rememberedFacts(counting);
  const { account } = request;
  const [listing, now] = [aListing(new OurIds(account, facts)), toTimestamp(2)];
  const scene: Scene = {
    facts,
    account,
    policy: { ...reconciliationDefaults, areIdsGivenBack: false },
    watch: new DifferenceWatch(),
    asOf: now,
    now,
    isStarting: false,
    out: new Draft(account, now, []),
  };
  expect(matchOrders(scene, listing).foreign).toEqual([]);
  const found = (listing.orders ?? []).map(({ brokerId }) => listing.ours.known(brokerId));
  expect(found).toEqual(closed.map((order) => order.request.id));
  expect(asked()).toBe(1);
});
