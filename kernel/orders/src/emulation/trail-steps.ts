import { toPrice, type Price } from 'argosy/core';
import { trailDistance, type Side, type TrailingTerms } from 'argosy/domain';

/** What a trailing stop is moved by: its owner's side and the tick that stops stand on. */
export type TrailedStop = {
  readonly terms: TrailingTerms;
  readonly side: Side;
  readonly tick: number;
};

const BPS = 10_000;

/**
 * Where a stop stands once a price has come; null while it does not follow yet. It never falls back,
 * and never stands nearer to the price than it was asked to. It follows while the price is at its
 * activation or beyond: behind that it has been further already, so nobody has to remember.
 *
 * @example
 * stopAfter({ terms: { type: 'trailingStopMarket', trail, activation: null, trigger: null }, side: 'sell', tick: 5 }, 10_000);
 */
export function stopAfter({ terms, side, tick }: TrailedStop, price: number): Price | null {
  const { trail, activation, trigger } = terms;
  if (activation !== null && !isBeyond(side, price, activation)) return trigger;
  const distance = trailDistance(trail, price, tick);
  const stop =
    side === 'sell'
      ? Math.floor((price - distance) / tick) * tick
      : Math.ceil((price + distance) / tick) * tick;
  // A stop at nothing would never fire: there is none until the price has come further.
  if (stop <= 0) return trigger;
  if (trigger === null) return toPrice(stop);
  return toPrice(side === 'sell' ? Math.max(trigger, stop) : Math.min(trigger, stop));
}

/**
 * A price that the line has to come to before the stop can move: nothing nearer moves it. Infinite
 * where any price does, or none can.
 */
export function movesFrom({ terms, side, tick }: TrailedStop): number {
  const { trail, activation, trigger } = terms;
  const sign = side === 'sell' ? 1 : -1;
  const fromActivation = activation ?? -sign * Number.POSITIVE_INFINITY;
  if (trigger === null) return fromActivation;
  const next = trigger + sign * tick;
  const from =
    trail.by === 'bps'
      ? (next * BPS) / (BPS - sign * trail.bps)
      : next + sign * trailDistance(trail, trigger, tick);
  return sign > 0 ? Math.max(fromActivation, from) : Math.min(fromActivation, from);
}

/** Whether a price is at a level or beyond it, the way that a stop of a side follows. */
function isBeyond(side: Side, price: number, level: number): boolean {
  return side === 'sell' ? price >= level : price <= level;
}

/**
 * The terms of a trailing stop once its owner has changed them. A stop that they name is obeyed; else it
 * stands as far behind the best price so far as they ask now, and where it follows no more, nowhere.
 */
export function amendedTrail(
  { terms, side, tick }: TrailedStop,
  after: TrailingTerms,
): TrailingTerms {
  if (terms.trigger === null || after.trigger !== null) return after;
  const best = bestBehind({ terms, side, tick }, terms.trigger);
  const stop = stopAfter({ terms: { ...after, activation: null }, side, tick }, best);
  return { ...after, trigger: stop };
}

/** The price that a stop stands behind; of a part of the price the one nearest to the stop. */
function bestBehind({ terms: { trail }, side, tick }: TrailedStop, stop: Price): number {
  const sign = side === 'sell' ? 1 : -1;
  if (trail.by !== 'bps') return stop + sign * trailDistance(trail, stop, tick);
  const nearest = (stop * BPS) / (BPS - sign * trail.bps) / tick;
  return (sign > 0 ? Math.ceil(nearest) : Math.floor(nearest)) * tick;
}
