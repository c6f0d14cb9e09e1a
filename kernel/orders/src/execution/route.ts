import { compareText, type InstrumentId } from 'argosy/core';
import type { Side } from 'argosy/domain';

/** A listing that a child may go to, as it is now. */
export type Route = {
  readonly instrument: InstrumentId;
  /** The price there for whoever takes, in scaled units; NaN where none is known. */
  readonly price: number;
  /** How much is shown there, less what children of ours are on the way to take; NaN where that is not known. */
  readonly shown: number;
  /** What a unit costs there in fees, in the units of the price. */
  readonly fee: number;
  /** How long the last child there was without an answer; NaN before the first. */
  readonly answer: number;
  /** Whether it refused the last child. */
  readonly isAvoided: boolean;
};

/**
 * The routes in the order in which a child should try them: first those that did not just refuse, then by price
 * and fee together, then where more is shown, then where answers come sooner, then by name. One of which no
 * price is known comes last.
 *
 * @example
 * const [best] = rankRoutes(routes, { side: 'buy', limit: null });
 */
export function rankRoutes(routes: readonly Route[], side: Side): readonly Route[] {
  const sign = side === 'buy' ? 1 : -1;
  const cost = ({ price, fee }: Route): number =>
    Number.isNaN(price) ? Number.POSITIVE_INFINITY : sign * price + fee;
  const depth = ({ shown }: Route): number => (Number.isNaN(shown) ? 0 : -shown);
  const delay = ({ answer }: Route): number => (Number.isNaN(answer) ? 0 : answer);
  return [...routes].sort((one, other) => {
    return (
      Number(one.isAvoided) - Number(other.isAvoided) ||
      compare(cost(one), cost(other)) ||
      compare(depth(one), depth(other)) ||
      compare(delay(one), delay(other)) ||
      compareText(one.instrument, other.instrument)
    );
  });
}

/**
 * How much of a quantity each route gets, in the order of the ranks: what is shown there within the limit, and
 * what nobody shows goes to the first.
 */
export function shareOut(
  ranked: readonly Route[],
  qty: number,
  isWithin: (price: number) => boolean,
): readonly { readonly instrument: InstrumentId; readonly qty: number }[] {
  const shares = new Map<InstrumentId, number>();
  let left = qty;
  for (const { instrument, price, shown } of ranked) {
    const isTakeable = !Number.isNaN(price) && isWithin(price);
    const part = isTakeable ? Math.min(left, Number.isNaN(shown) ? left : Math.max(0, shown)) : 0;
    if (part > 0) shares.set(instrument, part);
    left -= part;
  }
  const first = ranked[0]?.instrument;
  if (left > 0 && first !== undefined) shares.set(first, (shares.get(first) ?? 0) + left);
  return [...shares].map(([instrument, part]) => ({ instrument, qty: part }));
}

function compare(one: number, other: number): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
