import { ledgerScaleOf, toPrice, toQuantity, type InstrumentId } from 'argosy/core';
import { limitOf, notionalScale, type Instrument, type OrderRequest } from 'argosy/domain';
import { listingsOf, rankRoutes, shareOut, type Execution, type Route } from 'argosy/orders';

import type { TradingParts } from '../trading-parts.ts';

/** A child that may go out next, and where. */
export type Candidate = { readonly instrument: Instrument; readonly qty: number };

/**
 * Where the next child of a parent may go, the best first. With one listing that is all there is; with several it
 * is what each of them shows, then the whole wherever it is taken.
 */
export function candidatesOf(
  parts: TradingParts,
  execution: Execution,
  qty: number,
): readonly Candidate[] {
  const own = listed(parts, execution.request.instrument);
  if (execution.plan.routes === undefined) return [{ instrument: own, qty }];
  const { side } = execution.request;
  const limit = limitOf(execution.terms);
  const isWithin = (price: number): boolean => {
    if (limit === null) return true;
    return side === 'buy' ? price <= limit : price >= limit;
  };
  const routes = listingsOf(execution).map((id) => routeTo(parts, execution, { id, qty }));
  const ranked = rankRoutes(routes, side);
  const shares = shareOut(ranked, qty, isWithin);
  const anywhere = ranked.map(({ instrument }) => ({ instrument, qty }));
  return [...shares, ...anywhere].map(({ instrument, qty: part }) => {
    return { instrument: listed(parts, instrument), qty: part };
  });
}

function routeTo(
  parts: TradingParts,
  execution: Execution,
  { id, qty }: { readonly id: InstrumentId; readonly qty: number },
): Route {
  const { config, touches } = parts;
  const { request, open, answers, avoided } = execution;
  const index = config.instruments.indexOf(id);
  const { bid, ask } = index === undefined ? unknown : touches.prices(index);
  const price = request.side === 'buy' ? ask : bid;
  const shown = index === undefined ? Number.NaN : touches.shown(index, request.side);
  let under = 0;
  for (const { instrument, leaves } of open) if (instrument === id) under += leaves;
  return {
    instrument: id,
    price,
    shown: Math.max(0, shown - under),
    fee: feeOf(parts, { ...request, instrument: id, qty: toQuantity(qty) }, price),
    answer: answers.find(([known]) => known === id)?.[1] ?? Number.NaN,
    isAvoided: avoided === id,
  };
}

const unknown = { bid: Number.NaN, ask: Number.NaN };

/** The fee of a unit, in the units of its price. */
function feeOf({ config, emitter }: TradingParts, request: OrderRequest, price: number): number {
  const instrument = config.instruments.find(request.instrument);
  if (instrument === undefined || Number.isNaN(price) || request.qty === 0) return 0;
  const { amount, currency } = config.estimateFee(request, toPrice(price), emitter.now);
  if (currency !== instrument.currency) return 0;
  const places = notionalScale(instrument) - ledgerScaleOf(config.scales, currency);
  return (Number(amount) * 10 ** places) / (request.qty * Number(instrument.multiplier));
}

function listed({ config }: TradingParts, id: InstrumentId): Instrument {
  const index = config.instruments.indexOf(id);
  if (index === undefined) throw new Error(`instrument ${id} passed the checks of its parent`);
  return config.instruments.at(index);
}
