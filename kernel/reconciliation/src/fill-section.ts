import { toMinor, type OrderId } from 'argosy/core';
import { leastPriceOf, type Fill, type Order } from 'argosy/domain';

import type { BrokerFill, BrokerOrder } from './broker-view.ts';
import { inferParts } from './infer-price.ts';
import { pairsOf } from './order-section.ts';
import type { Listing, Scene } from './round.ts';
import { inferredTradeId } from './synthetic-id.ts';

/**
 * Books the fills that we have not heard of. One whose order is not known waits for it: a listing of
 * orders that failed leaves the round open; one that does not name it leaves it to the position.
 */
export function bringFillsIn(scene: Scene, listing: Listing): void {
  const { facts, out } = scene;
  const replaced = new Set<OrderId>();
  for (const [id, { fill, brokerId }] of ownFills(scene, listing)) {
    const order = facts.order(id);
    if (order === undefined) {
      out.note('FILL_WITHOUT_ORDER', id, `trade ${fill.trade} of ${brokerId}`);
      continue;
    }
    const held = order.fills.find(({ trade }) => trade === fill.trade);
    if (held !== undefined) {
      if (!isSameFill(held, fill)) noteDifference(scene, order, { held, fill });
      continue;
    }
    if (!replaced.has(id)) takeBackInferred(scene, order);
    replaced.add(id);
    out.report(id, { type: 'filled', fill });
  }
}

/** Books what the broker shows as filled and lists no fill of; and takes back what it does not show. */
export function settleFills(scene: Scene, listing: Listing): void {
  if (listing.fills === null) return;
  for (const [ours, theirs] of pairsOf(scene, listing)) {
    if (ours.filled < theirs.filled) inferFill(scene, ours, theirs);
    else if (ours.filled > theirs.filled) takeBack(scene, listing, { ours, theirs });
  }
}

function* ownFills(scene: Scene, listing: Listing): Generator<[OrderId, BrokerFill]> {
  const seen = new Set<string>();
  for (const one of listing.fills ?? []) {
    const { brokerId, fill } = one;
    if (listing.skipped.has(brokerId)) continue;
    const text = `${brokerId} ${fill.trade}`;
    const { ours } = listing;
    const id = ours.known(brokerId) ?? ours.find(scene.facts, one) ?? one.order;
    if (seen.has(text)) continue;
    seen.add(text);
    if (id !== null) yield [id, one];
    else noteOrphan(scene, one);
  }
}

/** Its order is not among those the broker lists; the position will show it in any case. */
function noteOrphan({ out }: Scene, { brokerId, fill }: BrokerFill): void {
  out.note('FILL_WITHOUT_ORDER', null, `trade ${fill.trade} of ${brokerId}`);
}

function isSameFill(one: Omit<Fill, 'flags'>, other: Omit<Fill, 'flags'>): boolean {
  return one.qty === other.qty && one.price === other.price;
}

function noteDifference(
  { out }: Scene,
  { request }: Order,
  { held, fill }: { readonly held: Fill; readonly fill: Omit<Fill, 'flags'> },
): void {
  const [here, there] = [held, fill].map(({ qty, price }) => `${qty} units at ${price} units`);
  out.note('FILL_DIFFERS', request.id, `trade ${fill.trade}: ${here} here, ${there} there`);
}

/** What stood for fills that nobody had reported gives way to the fills themselves. */
function takeBackInferred({ out }: Scene, { request, fills }: Order): boolean {
  const inferred = fills.filter(({ flags }) => flags.includes('reconciled'));
  for (const { trade } of inferred) out.report(request.id, { type: 'busted', trade });
  return inferred.length > 0;
}

function inferFill(scene: Scene, ours: Order, theirs: BrokerOrder): void {
  const { facts, watch, asOf, now, policy, out } = scene;
  const { id, instrument: name } = ours.request;
  const event = [id, ours.filled, theirs.filled, theirs.filledValue ?? 'unknown'] as const;
  const difference = { key: `filled ${id}`, value: event.join(' ') };
  if (!watch.isOld(difference, asOf, policy.raceWindow)) {
    out.leaveOpen(`order ${id} has filled ${theirs.filled}, ${ours.filled} of it is known`);
    return;
  }
  const instrument = facts.instrument(name);
  if (instrument === undefined) return;
  const touch = facts.touchOf(name, now);
  const parts = inferParts(theirs.filled - ours.filled, {
    value: theirs.filledValue === null ? null : theirs.filledValue - ours.filledValue,
    touch,
    own: { qty: ours.filled, value: ours.filledValue },
    least: leastPriceOf(instrument),
  });
  if (parts === null) out.leaveOpen(`order ${id} has filled at a price nobody knows`);
  for (const [place, part] of (parts ?? []).entries()) {
    const fill = {
      ...part,
      trade: inferredTradeId([...event, place]),
      fee: { amount: toMinor(0n), currency: instrument.currency },
      liquidity: 'taker' as const,
      touch: touch ?? { bid: null, ask: null, mid2: null, at: now },
      at: now,
    };
    out.report(id, { type: 'inferred', fill, request: null });
  }
}

/** More is filled here: what was inferred goes first; then trades that the broker took back. */
function takeBack(
  scene: Scene,
  listing: Listing,
  { ours, theirs }: { readonly ours: Order; readonly theirs: BrokerOrder },
): void {
  const { watch, asOf, policy, out } = scene;
  const { id } = ours.request;
  const difference = { key: `overfilled ${id}`, value: `${ours.filled} ${theirs.filled}` };
  if (!watch.isOld(difference, asOf, policy.raceWindow)) {
    out.leaveOpen(`order ${id} has filled ${ours.filled} here, ${theirs.filled} there`);
    return;
  }
  if (takeBackInferred(scene, ours)) {
    out.leaveOpen(`order ${id} had fills that nobody reported`);
    return;
  }
  const listed = fillsOf(listing, theirs);
  const sum = [...listed.values()].reduce((total, qty) => total + qty, 0);
  const gone = ours.fills.filter(({ trade }) => !listed.has(trade));
  if (sum !== theirs.filled || gone.length === 0) {
    const detail = `${ours.filled} units filled here, ${theirs.filled} there`;
    out.note('OVERFILLED', id, detail);
    return;
  }
  for (const { trade } of gone) out.report(id, { type: 'busted', trade });
}

function fillsOf(listing: Listing, { brokerId }: BrokerOrder): ReadonlyMap<string, number> {
  const own = (listing.fills ?? []).filter((one) => one.brokerId === brokerId);
  return new Map(own.map(({ fill }) => [fill.trade, fill.qty]));
}
