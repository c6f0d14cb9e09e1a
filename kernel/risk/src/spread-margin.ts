import { minBigint, type InstrumentId } from 'argosy/core';
import type { Option } from 'argosy/domain';

import { toExposure } from './exposure.ts';
import { marginOf, type Leverage } from './leverage.ts';

/** Options that an account has, or would have; bought above zero, written below. */
export type OptionLeg = {
  readonly instrument: Option;
  readonly qty: number;
  /** That of the product in which written ones are held. */
  readonly leverage: Leverage;
};

/** What is left to be matched of a leg. */
type Part = { readonly leg: OptionLeg; left: number };

/**
 * How much less written options bind because bought ones cover them, in minor units of their currency, of
 * which there is one, at so many decimals. Of a written option that a bought one of the same underlying,
 * right, end and size covers, no more can be lost than what lies between their strikes; so no more is asked
 * for it than that, nor than it would be asked alone. Each bought one covers once, so that the most is spared:
 * strikes are matched in their order.
 */
export function spreadRelief(legs: readonly OptionLeg[], scale: number): bigint {
  let relief = 0n;
  for (const group of Map.groupBy(legs, ({ instrument }) => kindOf(instrument)).values()) {
    relief += reliefWithin(group, scale);
  }
  return relief;
}

/** The same of options of which each could cover any other: nothing is grouped. */
export function reliefWithin(group: readonly OptionLeg[], scale: number): bigint {
  const isMixed = group.some(({ qty }) => qty < 0) && group.some(({ qty }) => qty > 0);
  return isMixed ? reliefOf(group, scale) : 0n;
}

/** Whether two options share what one has to share with another to cover it. */
export function mayCover(one: Option, other: Option): boolean {
  return (
    one.underlying === other.underlying &&
    one.right === other.right &&
    one.expiresAt === other.expiresAt &&
    one.currency === other.currency &&
    (one.settles ?? 'cash') === (other.settles ?? 'cash') &&
    isOfOneSize(one, other)
  );
}

function isOfOneSize(one: Option, other: Option): boolean {
  return (
    one.multiplier === other.multiplier &&
    one.multiplierScale === other.multiplierScale &&
    one.sizePrecision === other.sizePrecision &&
    one.pricePrecision === other.pricePrecision
  );
}

/** One leg for each option: what is bought and what is sold of it close each other. */
export function netOfOptions(legs: readonly OptionLeg[]): readonly OptionLeg[] {
  const net = new Map<InstrumentId, OptionLeg>();
  for (const leg of legs) {
    const { id } = leg.instrument;
    const before = net.get(id);
    // What is written decides the leverage: what is bought has none to lend.
    const { leverage } = before === undefined || leg.qty < 0 ? leg : before;
    net.set(id, { ...leg, leverage, qty: leg.qty + (before?.qty ?? 0) });
  }
  return [...net.values()].filter(({ qty }) => qty !== 0);
}

/** What bought and written options have to share for one to cover the other. */
function kindOf(option: Option): string {
  const { underlying, right, expiresAt, multiplier, multiplierScale } = option;
  const { sizePrecision, pricePrecision, currency, settles = 'cash' } = option;
  const size = `${multiplier} ${multiplierScale} ${sizePrecision} ${pricePrecision}`;
  return `${underlying} ${right} ${expiresAt} ${currency} ${settles} ${size}`;
}

/**
 * Calls are turned so that what is worth more covers better: then both rights are matched alike. Of too many
 * written ones those that are nearest to what covers them are covered, of too many bought ones the best cover.
 */
function reliefOf(group: readonly OptionLeg[], scale: number): bigint {
  const isCall = group[0]?.instrument.right === 'call';
  const turned = ({ instrument }: OptionLeg): number => (isCall ? -1 : 1) * instrument.strike;
  const inOrder = group.toSorted((one, other) => turned(other) - turned(one));
  const bought = inOrder.filter(({ qty }) => qty > 0);
  const written = inOrder.filter(({ qty }) => qty < 0);
  const pairs = Math.min(sizeOf(bought), sizeOf(written));
  const covering = takeFirst(bought, pairs);
  const covered = takeFirst(written.toReversed(), pairs).toReversed();
  let relief = 0n;
  for (let [at, by] = [0, 0]; at < covered.length && by < covering.length;) {
    const [one, cover] = [covered[at], covering[by]];
    if (one === undefined || cover === undefined) break;
    const qty = Math.min(one.left, cover.left);
    relief += sparedBy(one.leg, cover.leg, { qty, scale });
    one.left -= qty;
    cover.left -= qty;
    if (one.left === 0) at += 1;
    if (cover.left === 0) by += 1;
  }
  return relief;
}

/** What is asked of a written option alone, less what lies between its strike and that of what covers it. */
function sparedBy(
  { instrument, leverage }: OptionLeg,
  cover: OptionLeg,
  { qty, scale }: { readonly qty: number; readonly scale: number },
): bigint {
  const sign = instrument.right === 'call' ? 1 : -1;
  const width = Math.max(0, sign * (cover.instrument.strike - instrument.strike));
  const alone = marginOf(toExposure(instrument, instrument.strike, qty, scale), leverage);
  return alone - minBigint(alone, toExposure(instrument, width, qty, scale));
}

function sizeOf(legs: readonly OptionLeg[]): number {
  return legs.reduce((sum, { qty }) => sum + Math.abs(qty), 0);
}

function takeFirst(legs: readonly OptionLeg[], qty: number): Part[] {
  const parts: Part[] = [];
  let left = qty;
  for (const leg of legs) {
    const taken = Math.min(left, Math.abs(leg.qty));
    if (taken > 0) parts.push({ leg, left: taken });
    left -= taken;
  }
  return parts;
}
