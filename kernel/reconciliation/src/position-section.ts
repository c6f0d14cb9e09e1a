import { divideRounded, toMinor, toQuantity, type InstrumentId } from 'argosy/core';
import {
  leastPriceOf,
  type Fill,
  type Instrument,
  type OrderRequest,
  type Product,
  type Touch,
} from 'argosy/domain';

import type { BrokerPosition } from './broker-view.ts';
import { inferParts, type InferredPart, type Valued } from './infer-price.ts';
import { requestHead } from './order-section.ts';
import type { Scene } from './round.ts';
import { differenceOrderId, inferredTradeId, type SyntheticEvent } from './synthetic-id.ts';

/** What is held of an instrument and product over all books. */
type Net = {
  readonly instrument: InstrumentId;
  readonly product: Product;
  qty: number;
  /** Signed cost, in price × quantity units; of several books it says nothing of an average. */
  value: bigint | null;
  books: number;
};

/** One difference: what is here and there, and what the fill that explains it is made of. */
type Difference = {
  readonly instrument: Instrument;
  readonly product: Product;
  readonly here: Valued & { readonly isOne: boolean };
  readonly there: { readonly qty: number; readonly value: bigint | null };
  readonly touch: Touch | null;
};

/**
 * Brings positions to the broker's: the difference goes into the external book as a fill that nobody
 * reported, and stays visible there. The books of strategies keep what they have.
 */
export function settlePositions(scene: Scene, positions: readonly BrokerPosition[]): void {
  const [ours, theirs] = [netHere(scene), netThere(positions)];
  for (const [key, net] of new Map([...theirs, ...ours])) {
    if (scene.policy.ignored.has(net.instrument)) continue;
    const { instrument: name, product } = net;
    const instrument = scene.facts.instrument(name);
    if (instrument === undefined) {
      scene.out.note('FILTERED', null, `a position of ${name}`);
      continue;
    }
    const flat: Net = { ...net, qty: 0, value: 0n, books: 0 };
    const [here, there] = [ours.get(key) ?? flat, theirs.get(key) ?? flat];
    if (here.qty === there.qty || !isOld(scene, key, `${here.qty} ${there.qty}`)) continue;
    // Ours is what was paid, the broker's price times quantity: the multiplier lies between.
    const value = divideRounded(here.value ?? 0n, instrument.multiplier, 'halfEven');
    book(scene, {
      instrument,
      product,
      here: { qty: here.qty, value, isOne: here.books <= 1 },
      there,
      touch: scene.facts.touchOf(name, scene.now),
    });
  }
}

/** What differs for a moment is a fill on its way to one of the two, and explains itself. */
function isOld({ watch, asOf, policy, out }: Scene, key: string, value: string): boolean {
  if (watch.isOld({ key: `position ${key}`, value }, asOf, policy.raceWindow)) return true;
  out.leaveOpen(`position ${key} differs: ${value}`);
  return false;
}

function netHere({ facts, account }: Scene): ReadonlyMap<string, Net> {
  const nets = new Map<string, Net>();
  for (const { key, qty, cost } of facts.positions()) {
    if (key.account !== account || qty === 0) continue;
    const net = netOf(nets, key);
    net.qty += qty;
    net.value = (net.value ?? 0n) + cost;
    net.books += 1;
  }
  return nets;
}

function netThere(positions: readonly BrokerPosition[]): ReadonlyMap<string, Net> {
  const nets = new Map<string, Net>();
  for (const position of positions) {
    const net = netOf(nets, position);
    net.qty += position.qty;
    // One part without a value leaves the whole without one: the average of the rest is of something else.
    const isFirst = net.books === 0;
    const sum = position.value === null ? null : (net.value ?? 0n) + position.value;
    net.value = isFirst || net.value !== null ? sum : null;
    net.books += 1;
  }
  return nets;
}

function netOf(nets: Map<string, Net>, of: Pick<Net, 'instrument' | 'product'>): Net {
  const { instrument, product } = of;
  const key = `${instrument} ${product}`;
  const known = nets.get(key);
  if (known !== undefined) return known;
  const fresh = { instrument, product, qty: 0, value: null, books: 0 };
  nets.set(key, fresh);
  return fresh;
}

function book(scene: Scene, difference: Difference): void {
  const { account, asOf, out } = scene;
  const { instrument, product, here, there } = difference;
  const parts = partsOf(difference);
  if (parts === null) {
    const detail = `${instrument.id} ${product}: ${here.qty} units here, ${there.qty} there`;
    out.note('POSITION_UNPRICED', null, `${account}, ${detail}`);
    out.leaveOpen(detail);
    return;
  }
  const event = [account, instrument.id, product, here.qty, there.qty, asOf];
  for (const [place, part] of parts.entries()) {
    bookPart(scene, difference, { part, event: [...event, place] });
  }
}

/** What closes is worth what the market says; what opens has the broker's average. */
function partsOf({ instrument, here, there, touch }: Difference): readonly InferredPart[] | null {
  const change = there.qty - here.qty;
  const isReducing = here.qty !== 0 && here.qty > 0 !== change > 0;
  const closedQty = isReducing ? Math.min(Math.abs(change), Math.abs(here.qty)) : 0;
  const openedQty = Math.abs(change) - closedQty;
  const least = leastPriceOf(instrument);
  const closing = { value: null, touch, own: here, least };
  const closed = closedQty === 0 ? [] : inferParts(closedQty, closing);
  const opening = { value: openedValue(here, there, isReducing), touch, own: here, least };
  const opened = openedQty === 0 ? [] : inferParts(openedQty, opening);
  return closed === null || opened === null ? null : [...closed, ...opened];
}

/** Averages are compared only where one book holds all. */
function openedValue(
  here: Difference['here'],
  there: Difference['there'],
  isReducing: boolean,
): bigint | null {
  if (there.value === null || !here.isOne) return null;
  const held = isReducing ? 0n : here.value;
  return there.qty > 0 ? there.value - held : held - there.value;
}

function bookPart(
  { account, now, out }: Scene,
  { instrument, product, here, there, touch }: Difference,
  { part, event }: { readonly part: InferredPart; readonly event: SyntheticEvent },
): void {
  const id = differenceOrderId(event);
  const { qty, price } = part;
  const request: OrderRequest = {
    ...requestHead(id, account),
    instrument: instrument.id,
    product,
    side: there.qty > here.qty ? 'buy' : 'sell',
    qty: toQuantity(qty),
    terms: { type: 'market' },
    tif: 'IOC',
  };
  const fill: Omit<Fill, 'flags'> = {
    trade: inferredTradeId(event),
    qty,
    price,
    fee: { amount: toMinor(0n), currency: instrument.currency },
    liquidity: 'taker',
    touch: touch ?? { bid: null, ask: null, mid2: null, at: now },
    at: now,
  };
  out.report(id, { type: 'inferred', fill, request });
}
