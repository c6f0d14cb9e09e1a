import { formatScaled, formatScaledBigint, type InstrumentId, type Price } from 'argosy/core';

import { deliveredBy, type Instrument, type ListingScales } from './instrument.ts';

/** How many new units an old number of units becomes: 2 for 1, 1 for 10. */
export type ActionRatio = { readonly numerator: number; readonly denominator: number };

/**
 * What an issuer, or an exchange, does to everybody who holds an instrument. A bonus issue of one
 * for one is a split of 2 for 1; a rights issue is a spin-off of its entitlements at no cost.
 */
export type CorporateAction =
  | (ActionRatio & {
      readonly type: 'split';
      /** What a fraction of a lot is paid at; null where there may be none. */
      readonly fractionPrice: Price | null;
    })
  | {
      readonly type: 'dividend';
      /** What one unit gets, at a scale of its own: a dividend has more decimals than a price. */
      readonly perUnit: bigint;
      readonly scale: number;
      /** The tax withheld, in hundredths of a percent. */
      readonly withheldBps: number;
    }
  | (ActionRatio & {
      /** A merger or a new name: units of another instrument take the place of these. */
      readonly type: 'exchange';
      readonly into: InstrumentId;
      readonly fractionPrice: Price | null;
    })
  | (ActionRatio & {
      /** Units of another instrument come beside these. */
      readonly type: 'spinOff';
      readonly into: InstrumentId;
      readonly fractionPrice: Price | null;
      /** The share of the cost that goes along, in hundredths of a percent. */
      readonly costBps: number;
    })
  | {
      /** Units are taken back at a price: a delisting, an end of life; nothing where it is worth nothing. */
      readonly type: 'redemption';
      readonly price: Price;
    }
  | {
      /** A dated instrument ends. Options that are in the money are exercised, written ones assigned. */
      readonly type: 'expiry';
      /** What it settles at, in its own price units: a future's price, or that of what an option is on. */
      readonly price: Price;
    }
  | {
      /** Bought options are exercised, or written ones assigned, whatever they are worth. */
      readonly type: 'exercise';
      /** The price of what it is on, in the option's price units: what cash settlement goes by. */
      readonly price: Price;
      /** Above zero so many bought ones are exercised, below so many written ones assigned. */
      readonly qty: number;
    }
  | (ActionRatio & {
      /** Entitlements are taken up: units of another instrument take their place, and are paid for. */
      readonly type: 'subscription';
      readonly into: InstrumentId;
      /** What each new unit costs, in the price units of what it is. */
      readonly price: Price;
      readonly fractionPrice: Price | null;
    });

/** The longest fraction that a dividend may have. */
export const ACTION_SCALE_MAX = 12;
/** The whole, in hundredths of a percent. */
export const BPS_OF_WHOLE = 10_000;

/** How the amounts of an action are written. */
type Writing = {
  readonly price: (price: number) => string;
  readonly qty: (qty: number) => string;
  readonly perUnit: (amount: bigint, scale: number) => string;
};

/** An action in words, the same for the same action: it names what an entry has booked, in scaled units. */
export function corporateActionText(action: CorporateAction): string {
  return writeAction(action, { price: String, qty: String, perUnit: keptAmount });
}

/** An action as people read it, in decimals of its instrument, and of the other one that it brings. */
export function corporateActionWords(
  action: CorporateAction,
  { instrument, into }: { readonly instrument: ListingScales; readonly into: ListingScales | null },
): string {
  const { pricePrecision } = 'into' in action ? (into ?? instrument) : instrument;
  return writeAction(action, {
    price: (price) => decimalText(price, pricePrecision),
    qty: (qty) => decimalText(qty, instrument.sizePrecision),
    perUnit: (amount, scale) => {
      const isFine = Number.isSafeInteger(scale) && scale >= 0 && scale <= ACTION_SCALE_MAX;
      return isFine ? formatScaledBigint(amount, scale) : keptAmount(amount, scale);
    },
  });
}

/** What is refused for being no whole number is told as it is. */
function decimalText(value: number, places: number): string {
  return Number.isSafeInteger(value) ? formatScaled(value, places) : String(value);
}

function keptAmount(amount: bigint, scale: number): string {
  return `${amount}e-${scale}`;
}

function writeAction(action: CorporateAction, { price, qty, perUnit }: Writing): string {
  switch (action.type) {
    case 'split':
      return `split ${ratioText(action)}${fractionText(action.fractionPrice, price)}`;
    case 'dividend':
      return `dividend ${perUnit(action.perUnit, action.scale)} less ${action.withheldBps} bps`;
    case 'exchange':
      return `exchange ${ratioText(action)} ${action.into}${fractionText(action.fractionPrice, price)}`;
    case 'spinOff': {
      const { into, costBps, fractionPrice } = action;
      const share = `${into} at ${costBps} bps`;
      return `spin-off ${ratioText(action)} ${share}${fractionText(fractionPrice, price)}`;
    }
    case 'redemption':
      return `redemption at ${price(action.price)}`;
    case 'expiry':
      return `expiry at ${price(action.price)}`;
    case 'exercise':
      return `exercise of ${qty(action.qty)} at ${price(action.price)}`;
    case 'subscription': {
      const { into, fractionPrice } = action;
      const paid = `${into} at ${price(action.price)}`;
      return `subscription ${ratioText(action)} ${paid}${fractionText(fractionPrice, price)}`;
    }
  }
}

/** The other instrument that an action brings, or takes the place of what is held with; null where none. */
export function intoOf(action: CorporateAction, instrument: Instrument): InstrumentId | null {
  if ('into' in action) return action.into;
  const isEnd = action.type === 'expiry' || action.type === 'exercise';
  return isEnd ? deliveredBy(instrument) : null;
}

/** Whether orders of before an action still mean what they did: units and prices are the same. */
export function leavesOrders({ type }: CorporateAction): boolean {
  return type === 'dividend' || type === 'exercise';
}

function ratioText({ numerator, denominator }: ActionRatio): string {
  return `${numerator} for ${denominator}`;
}

function fractionText(paid: Price | null, price: Writing['price']): string {
  return paid === null ? '' : `, fractions at ${price(paid)}`;
}
