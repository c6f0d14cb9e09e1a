import {
  formatScaled,
  formatScaledBigint,
  powerOfTen,
  type InstrumentId,
  type Price,
  type Timestamp,
} from 'argosy/core';

import { BPS_OF_WHOLE, type ActionRatio, type CorporateAction } from '../corporate-action.ts';
import { lowestMap, samePrices, type PriceMap } from './price-map.ts';

/** What happens to those who hold, and to the price. */
export type ActionTerms =
  /** So many new units for so many old ones: 2 for 1, 1 for 10. */
  | (ActionRatio & { readonly type: 'split'; readonly fractionPrice: Price | null })
  /** So many units for nothing beside so many held. */
  | (ActionRatio & { readonly type: 'bonus'; readonly fractionPrice: Price | null })
  | {
      readonly type: 'dividend';
      /** What one unit gets, at a scale of its own. */
      readonly perUnit: bigint;
      readonly scale: number;
      readonly withheldBps: number;
    }
  /** So many units may be bought at a price beside so many held. */
  | (ActionRatio & {
      readonly type: 'rights';
      readonly price: Price;
      /** What the entitlements are booked as; null where none are. */
      readonly into: InstrumentId | null;
    })
  /** A part of it goes on by itself: so many units of that beside so many held, and its share of cost and price. */
  | (ActionRatio & {
      readonly type: 'demerger';
      readonly into: InstrumentId;
      /** Below a whole: something stays. */
      readonly costBps: number;
      readonly fractionPrice: Price | null;
    })
  /** What was called otherwise before; data of the old name are its own. */
  | { readonly type: 'rename'; readonly was: InstrumentId }
  /** It ends, at a price that is paid for each unit; zero where it is worth nothing. */
  | { readonly type: 'delisting'; readonly price: Price };

/** An action with its dates. */
export type DatedAction = ActionTerms & {
  readonly instrument: InstrumentId;
  /** The first instant at which it trades without what the action gives. */
  readonly exAt: Timestamp;
  /** When it could first be known, where that was later: no price is adjusted by it before. */
  readonly knownAt: Timestamp;
};

/** The most actions that a run takes. */
export const ACTIONS_MAX = 100_000;

/** When prices begin to be adjusted by an action. */
export function dueAtOf({ exAt, knownAt }: DatedAction): number {
  return Math.max(exAt, knownAt);
}

/** What an action books on positions; null where it books nothing. */
export function bookedAction(action: DatedAction): CorporateAction | null {
  switch (action.type) {
    case 'split': {
      const { numerator, denominator, fractionPrice } = action;
      return { type: 'split', numerator, denominator, fractionPrice };
    }
    case 'bonus': {
      const { numerator, denominator, fractionPrice } = action;
      return { type: 'split', numerator: numerator + denominator, denominator, fractionPrice };
    }
    case 'dividend': {
      const { perUnit, scale, withheldBps } = action;
      return { type: 'dividend', perUnit, scale, withheldBps };
    }
    case 'rights': {
      const { numerator, denominator, into } = action;
      if (into === null) return null;
      return { type: 'spinOff', numerator, denominator, into, fractionPrice: null, costBps: 0 };
    }
    case 'demerger': {
      const { numerator, denominator, into, costBps, fractionPrice } = action;
      return { type: 'spinOff', numerator, denominator, into, costBps, fractionPrice };
    }
    case 'delisting':
      return { type: 'redemption', price: action.price };
    case 'rename':
      return null;
  }
}

/** What is known of the instrument as an action adjusts its prices. */
export type PriceBefore = {
  /** Twice the last price before the action, in the instrument's units. */
  readonly twice: number;
  readonly precision: number;
};

/**
 * What a price of before is by an action, as a share of it: a split and a bonus by their ratio, rights by
 * what the price would be with the new units paid for, a dividend by what it takes of the last price.
 */
export function actionRatio(action: DatedAction, before: PriceBefore): PriceMap {
  switch (action.type) {
    case 'split':
      return ratio(action.denominator, action.numerator);
    case 'bonus':
      return ratio(action.denominator, action.denominator + action.numerator);
    case 'rights':
      return rightsRatio(action, before);
    case 'dividend':
      return dividendRatio(action, before);
    case 'demerger':
      return ratio(BPS_OF_WHOLE - action.costBps, BPS_OF_WHOLE);
    case 'delisting':
    case 'rename':
      return samePrices;
  }
}

/** What the last price of before is worth behind an action: a dividend takes its amount away. */
export function actionMark(action: DatedAction, before: PriceBefore): PriceMap {
  if (action.type !== 'dividend') return actionRatio(action, before);
  const { perUnit, scale } = action;
  const denominator = powerOfTen(scale);
  const addend = -perUnit * powerOfTen(before.precision);
  return lowestMap({ numerator: denominator, addend, denominator });
}

/** An action in words, its prices in decimals of what it happens to. */
export function datedActionText(action: DatedAction, pricePrecision: number): string {
  const priceText = (price: Price): string => formatScaled(price, pricePrecision);
  switch (action.type) {
    case 'split':
    case 'bonus':
      return `${action.type} ${action.numerator} for ${action.denominator}`;
    case 'rights':
      return `rights ${action.numerator} for ${action.denominator} at ${priceText(action.price)}`;
    case 'dividend':
      return `dividend ${formatScaledBigint(action.perUnit, action.scale)}`;
    case 'demerger':
      return `demerger of ${action.into}, ${action.numerator} for ${action.denominator}`;
    case 'delisting':
      return `delisting at ${priceText(action.price)}`;
    case 'rename':
      return `rename from ${action.was}`;
  }
}

function ratio(numerator: number, denominator: number): PriceMap {
  return lowestMap({
    numerator: BigInt(numerator),
    addend: 0n,
    denominator: BigInt(denominator),
  });
}

/** Where the new units cost as much as they are worth, nobody takes them and no price moves. */
function rightsRatio(
  { numerator, denominator, price }: Extract<DatedAction, { readonly type: 'rights' }>,
  { twice }: PriceBefore,
): PriceMap {
  if (2 * price >= twice) return samePrices;
  const [fresh, held, before] = [BigInt(numerator), BigInt(denominator), BigInt(twice)];
  return lowestMap({
    numerator: held * before + fresh * 2n * BigInt(price),
    addend: 0n,
    denominator: (held + fresh) * before,
  });
}

/** A dividend of all that the unit is worth, or more, leaves nothing that could be compared. */
function dividendRatio(
  { perUnit, scale }: Extract<DatedAction, { readonly type: 'dividend' }>,
  { twice, precision }: PriceBefore,
): PriceMap {
  const before = BigInt(twice) * powerOfTen(scale);
  const after = before - 2n * perUnit * powerOfTen(precision);
  if (after <= 0n) return samePrices;
  return lowestMap({ numerator: after, addend: 0n, denominator: before });
}
