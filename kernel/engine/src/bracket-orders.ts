import { toQuantity, type Price, type Quantity } from 'argosy/core';
import { limitOf, ownTriggerOf, type OrderRequest, type TimeInForce } from 'argosy/domain';
import { linkOto, linkOuo } from 'argosy/orders';

import { engineError } from './errors.ts';
import type { BracketParticulars, OrderFactory, OrderParticulars } from './order-desk.ts';

/** Where a part of the profit is taken. */
type Target = { readonly price: Price; readonly qty: Quantity };

/**
 * An entry with its exits, which go out with its fills and share what it has filled: what one of them
 * fills, the others no longer have to.
 */
export function linkBracket(
  factory: OrderFactory,
  entry: OrderRequest,
  of: BracketParticulars,
): readonly OrderRequest[] {
  const targets = targetsOf(entry, of);
  refuseCrossedExits(entry, targets, of.stop);
  const exits = makeExits(factory, entry, { targets, of });
  if (exits.length === 0) throw engineError('BAD_BRACKET', `${entry.id} has no exit`);
  return linkOto(entry, exits.length > 1 ? linkOuo(exits) : exits, 'eachFill');
}

function makeExits(
  factory: OrderFactory,
  { position }: OrderRequest,
  { targets, of }: { readonly targets: readonly Target[]; readonly of: BracketParticulars },
): readonly OrderRequest[] {
  const { stop, stopTrail, exitTif = 'GTC', tags = {} } = of;
  const exit: OrderParticulars = {
    ...plainOf(of, exitTif),
    ...(position === null ? {} : { position }),
    side: of.side === 'buy' ? 'sell' : 'buy',
    tif: exitTif,
  };
  const tagged = (tag?: string): Partial<OrderParticulars> => (tag === undefined ? {} : { tag });
  const exits = targets.map(({ price: limit, qty }) =>
    factory.limit({ ...exit, ...tagged(tags.target), qty, limit }),
  );
  const stopped = { ...exit, ...tagged(tags.stop) };
  if (stopTrail !== undefined) {
    const trigger = stop === undefined ? {} : { trigger: stop };
    exits.push(factory.trailingStopMarket({ ...stopped, ...trigger, trail: stopTrail }));
  } else if (stop !== undefined) exits.push(factory.stopMarket({ ...stopped, trigger: stop }));
  return exits;
}

function targetsOf({ id }: OrderRequest, of: BracketParticulars): readonly Target[] {
  const { target, targets, qty } = of;
  if (targets === undefined) return target === undefined ? [] : [{ price: target, qty }];
  if (target !== undefined) throw engineError('BAD_BRACKET', `${id} has a target and targets`);
  const sum = targets.reduce((total, one) => total + one.qty, 0);
  if (sum > qty) {
    throw engineError('BAD_BRACKET', `${id} has targets for ${toQuantity(sum)} units of ${qty}`);
  }
  return targets;
}

/** A target lies where the position gains, a stop where it loses; either would fill at once. */
function refuseCrossedExits(
  request: OrderRequest,
  targets: readonly Target[],
  stop: Price | undefined,
): void {
  const { id, side, terms } = request;
  const sign = side === 'buy' ? 1 : -1;
  const entry = limitOf(terms) ?? ownTriggerOf(request, terms) ?? undefined;
  const prices = targets.map(({ price }) => price);
  const isApart = (low?: Price, high?: Price): boolean =>
    low === undefined || high === undefined || sign * (low - high) < 0;
  const isFine = prices.every((price) => isApart(stop, price) && isApart(entry, price));
  if (isFine && isApart(stop, entry)) return;
  const target = prices.length === 0 ? 'none' : prices.join(' and ');
  const detail = `stop ${stop ?? 'none'}, entry ${entry ?? 'at the market'}, target ${target}`;
  throw engineError('BAD_BRACKET', `${id} to ${side}: ${detail}`);
}

/** What an entry asks for besides is not what its exits ask for; the end of those that have one is. */
function plainOf(of: BracketParticulars, tif: TimeInForce): OrderParticulars {
  const expiresAt = tif === 'GTD' ? (of.expiresAt ?? null) : null;
  return { ...of, triggerBy: null, display: null, postOnly: false, expiresAt };
}
