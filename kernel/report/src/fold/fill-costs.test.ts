import { ledgerScales, toOrderId, toPrice } from 'argosy/core';
import { InstrumentTable, type OrderRequest } from 'argosy/domain';
import {
  aFill,
  anInstrument,
  anOrderEvent,
  anOrderRequest,
  aTouch,
  type FillChanges,
} from '@argosy/testkit';
import { describe, expect, it } from 'vitest';

import { FillCosts } from './fill-costs.ts';

const table = new InstrumentTable([anInstrument()]);

/** An order decided at a middle of 100.00, then filled. */
function costOf(
  request: Partial<OrderRequest>,
  fill: FillChanges,
  decided2: number | null = 20_000,
) {
  const costs = new FillCosts(table, ledgerScales({}));
  const asked = anOrderRequest(request);
  const touch = aTouch({ mid2: decided2 });
  costs.take(anOrderEvent({ type: 'initialized', request: asked, touch }, { order: asked.id }));
  return costs.take(anOrderEvent({ type: 'filled', fill: aFill(fill) }, { order: asked.id }));
}

const at = (bid: number, ask: number) =>
  aTouch({ bid: toPrice(bid), ask: toPrice(ask), mid2: bid + ask });

describe('what a fill cost', () => {
  it('at the market is how far the market went, and how far from it the fill was', () => {
    const touch = at(10_015, 10_025);
    expect(costOf({}, { qty: 10, price: 10_030, touch })).toMatchObject({
      notional: 1_003_00n,
      delay: 2_00n,
      slippage: 1_00n,
    });
  });

  it('of a sale counts the other way round', () => {
    const touch = at(10_015, 10_025);
    expect(costOf({ side: 'sell' }, { qty: 10, price: 10_030, touch })).toMatchObject({
      delay: -2_00n,
      slippage: -1_00n,
    });
  });

  it('of a limit that rested is nothing', () => {
    const terms = { type: 'limit', limit: toPrice(9_900) } as const;
    const fill = { qty: 10, price: 9_900, liquidity: 'maker' } as const;
    expect(costOf({ terms }, fill)).toMatchObject({ delay: 0n, slippage: 0n });
  });

  it('of a limit that took is from the middle that it met', () => {
    const terms = { type: 'limit', limit: toPrice(10_100) } as const;
    const fill = { qty: 10, price: 10_025, touch: at(10_015, 10_025) } as const;
    expect(costOf({ terms }, fill)).toMatchObject({ delay: 0n, slippage: 50n });
  });

  it('of a stop is from its trigger', () => {
    const terms = { type: 'stopMarket', trigger: toPrice(10_200) } as const;
    expect(costOf({ terms }, { qty: 10, price: 10_260 })).toMatchObject({
      delay: 0n,
      slippage: 6_00n,
    });
  });

  it('of a stop by the index is from the market that it met: the index is no price of its own', () => {
    const terms = { type: 'stopMarket', trigger: toPrice(2_400_000) } as const;
    const common = { display: null, postOnly: false, expiresAt: null };
    const instructions = { ...common, triggerBy: 'index' } as const;
    const fill = { qty: 10, price: 10_030, touch: at(10_015, 10_025) };
    expect(costOf({ terms, instructions }, fill)).toMatchObject({ delay: 0n, slippage: 1_00n });
  });

  it('is not known where the market was not', () => {
    const nobody = aTouch({ bid: null, ask: null, mid2: null });
    expect(costOf({}, { touch: nobody })).toMatchObject({ delay: null, slippage: null });
    expect(costOf({}, {}, null)).toMatchObject({ delay: null, slippage: 0n });
  });

  it('minds the terms that an order was amended to', () => {
    const costs = new FillCosts(table, ledgerScales({}));
    const stop = (trigger: number) => ({ type: 'stopMarket', trigger: toPrice(trigger) }) as const;
    const request = anOrderRequest({ terms: stop(10_200) });
    costs.take(anOrderEvent({ type: 'initialized', request, touch: aTouch() }));
    const [terms, { qty }] = [stop(10_250), request];
    costs.take(anOrderEvent({ type: 'updated', terms, qty }));
    const filled = anOrderEvent({ type: 'filled', fill: aFill({ qty: 10, price: 10_260 }) });
    expect(costs.take(filled)).toMatchObject({ slippage: 1_00n });
  });

  it('of an order that was never seen is not told', () => {
    const costs = new FillCosts(table, ledgerScales({}));
    expect(costs.take(anOrderEvent({ type: 'filled', fill: aFill() }))).toBeNull();
    expect(costs.find(toOrderId('0000TEST000001'))).toBeUndefined();
  });
});
