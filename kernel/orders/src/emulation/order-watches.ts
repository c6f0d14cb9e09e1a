import { assertNever, type InstrumentIndex } from 'argosy/core';
import {
  isIfTouched,
  isTrailing,
  triggerOf,
  type Order,
  type Side,
  type TriggerSource,
} from 'argosy/domain';

import type { TriggerDirection, TriggerLine, TriggerWatch } from '../triggers/trigger-watch.ts';
import { movesFrom } from './trail-steps.ts';

/** What an order waits for: the price that lets it go, and the one that moves its stop. */
export type OrderWatches = {
  readonly fire: TriggerWatch | null;
  readonly move: TriggerWatch | null;
};

/** Where an order's prices come from, and the tick that its stop stands on. */
export type WatchedInstrument = { readonly instrument: InstrumentIndex; readonly tick: number };

/** The prices that a conditional order waits for as it is now. */
export function watchesOf(
  { request, terms }: Pick<Order, 'request' | 'terms'>,
  { instrument, tick }: WatchedInstrument,
): OrderWatches {
  const { side } = request;
  const source = triggerSourceOf(request);
  const line = lineOf(source, side);
  const isDouble = source === 'doubleLast' || source === 'doubleTouch';
  const toWatch = (direction: TriggerDirection, level: number, double: boolean): TriggerWatch => ({
    instrument,
    line,
    direction,
    level: priceForLine(line, level),
    isDouble: double,
  });
  const trigger = triggerOf(terms);
  const fire =
    trigger === null ? null : toWatch(firesOn(side, isIfTouched(terms)), trigger, isDouble);
  if (!isTrailing(terms)) return { fire, move: null };
  const from = movesFrom({ terms, side, tick });
  const follows = side === 'sell' ? 'rise' : 'fall';
  return { fire, move: Number.isNaN(from) ? null : toWatch(follows, from, false) };
}

/** The side of the quote that it would take, unless it says otherwise. */
function triggerSourceOf({ instructions }: Pick<Order['request'], 'instructions'>): TriggerSource {
  return instructions?.triggerBy ?? 'touch';
}

/** A price of a line in the units of an order's prices. */
export function priceOnLine(line: TriggerLine, price: number): number {
  return line === 'mid' ? price / 2 : price;
}

function priceForLine(line: TriggerLine, price: number): number {
  return line === 'mid' ? 2 * price : price;
}

function lineOf(source: TriggerSource, side: Side): TriggerLine {
  switch (source) {
    case 'last':
    case 'doubleLast':
      return 'last';
    case 'touch':
    case 'doubleTouch':
      return side === 'buy' ? 'ask' : 'bid';
    case 'mid':
    case 'mark':
    case 'index':
      return source;
    default:
      return assertNever(source);
  }
}

/** A stop fires on a worse price, what waits to be touched on a better one. */
function firesOn(side: Side, isTouched: boolean): TriggerDirection {
  return (side === 'buy') === isTouched ? 'fall' : 'rise';
}
