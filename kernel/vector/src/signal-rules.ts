import {
  ledgerScaleOf,
  ledgerScales,
  powerOfTen,
  toPrice,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import { notionalScale, type Instrument, type Product, type Trail } from 'argosy/domain';
import { noFees, noSlippage, type FeeModel, type SlippageModel } from 'argosy/matching';
import { TrailingStop } from 'argosy/orders';

import type { BarColumns } from './bar-columns.ts';
import { vectorError } from './errors.ts';

/** How far from the close that decides: in ticks, or in per cent of it, down to a whole tick but at least one. */
export type Distance = { readonly ticks: number } | { readonly percent: number };

/** What ends a position inside a bar; it is entered again when the signal has changed. */
export type ExitRules = {
  readonly stop?: Distance;
  readonly target?: Distance;
  /** How far a stop follows the price, of its best one, in whole hundredths of a per cent; it begins at `stop` where that is nearer. */
  readonly trail?: Distance;
};

/**
 * How signals are traded: by market orders at the open of the next bar. Where a signal turns, one ends
 * what is held and another one enters.
 */
export type SignalRules = {
  readonly funds: Money;
  /** How much a position is: a quantity, or a part of the equity at the close that decides. */
  readonly size: { readonly qty: number } | { readonly share: number };
  /** Which signals are followed; the others count as 0. */
  readonly sides?: 'both' | 'long' | 'short';
  /** How many times the equity a position may be worth when it is decided; once unless told. One of a quantity that is worth more is not entered. */
  readonly leverage?: number;
  readonly fees?: FeeModel;
  readonly slippage?: SlippageModel;
  readonly exits?: ExitRules;
  readonly product?: Product;
  readonly ledgerScales?: LedgerScales;
};

/** Rules that were looked at, for one instrument: nothing in them is missing or out of bounds. */
export type SignalPlan = {
  readonly instrument: Instrument;
  /** In the smallest units of the money, like all amounts here. */
  readonly funds: number;
  /** What one unit of price times one unit of quantity is worth. */
  readonly unit: number;
  readonly scale: number;
  readonly qty: number | null;
  readonly share: number;
  readonly longs: 0 | 1;
  readonly shorts: 0 | -1;
  readonly leverage: number;
  /** The largest quantity that is held: what one order may be. */
  readonly most: number;
  readonly product: Product;
  readonly fees: FeeModel;
  readonly slippage: SlippageModel;
  readonly exits: ExitRules;
  /** How a stop follows the price; null where none does. */
  readonly trail: Trail | null;
};

/** The largest amount that is reckoned with. */
export const AMOUNT_MAX: number = 2 ** 52;
const LEVERAGE_MAX = 1_000;

const standard: Omit<Required<SignalRules>, 'funds' | 'size'> = {
  sides: 'both',
  leverage: 1,
  exits: {},
  product: 'margin',
  ledgerScales: {},
  fees: noFees,
  slippage: noSlippage,
};

/** Looks at rules; throws `BAD_RULES` where signals cannot be traded by them exactly. */
export function planOf({ instrument, high }: BarColumns, rules: SignalRules): SignalPlan {
  const { funds, sides, leverage, exits, product, ...given } = { ...standard, ...rules };
  checkFunds(instrument, funds);
  const isLeverage = leverage > 0 && leverage <= LEVERAGE_MAX;
  refuse(!isLeverage, `a leverage of ${leverage}, expected above 0 up to ${LEVERAGE_MAX}`);
  if (exits.stop !== undefined) checkDistance('stop', exits.stop);
  if (exits.target !== undefined) checkDistance('target', exits.target);
  if (exits.trail !== undefined) checkDistance('trail', exits.trail);
  const scale = ledgerScaleOf(ledgerScales(given.ledgerScales), instrument.currency);
  const plan: SignalPlan = {
    instrument,
    funds: Number(funds.amount),
    unit: unitOf(instrument, scale),
    scale,
    qty: null,
    share: 0,
    longs: sides === 'short' ? 0 : 1,
    shorts: sides === 'long' ? 0 : -1,
    leverage,
    most: wholeLots(instrument, instrument.maxQty),
    product,
    fees: given.fees,
    slippage: given.slippage,
    exits,
    trail: exits.trail === undefined ? null : toTrail(exits.trail),
  };
  const sized = { ...plan, ...readSize(plan, rules.size) };
  const highest = high.reduce((sofar, price) => Math.max(sofar, price), 0);
  const isExact = (sized.qty ?? 0) * highest * plan.unit <= AMOUNT_MAX;
  refuse(!isExact, `a quantity of ${sized.qty} is worth more than can be reckoned exactly`);
  return sized;
}

function readSize(
  { instrument, most, leverage }: SignalPlan,
  size: SignalRules['size'],
): Pick<SignalPlan, 'qty' | 'share'> {
  if ('share' in size) {
    const { share } = size;
    const isShare = share > 0 && share <= leverage;
    refuse(!isShare, `a share of ${share}, expected above 0 up to the leverage, ${leverage}`);
    return { qty: null, share };
  }
  const { lot, minQty } = instrument;
  const { qty } = size;
  const isWhole = Number.isSafeInteger(qty) && qty % lot === 0;
  const isTradable = isWhole && qty > 0 && qty >= minQty && qty <= most;
  refuse(
    !isTradable,
    `a quantity of ${qty}, expected whole lots of ${lot} from ${minQty} to ${most}`,
  );
  return { qty, share: 0 };
}

function checkFunds({ id, currency }: Instrument, funds: Money): void {
  refuse(funds.currency !== currency, `funds in ${funds.currency}, ${id} trades in ${currency}`);
  const isFine = funds.amount > 0n && funds.amount <= AMOUNT_MAX;
  refuse(!isFine, `funds of ${funds.amount}, expected 1 to 2 ** 52`);
}

/**
 * How much is held from here on, whatever the side: what the rules say, if the equity carries it. It is
 * the same double in a backtest as here, and so is what comes of it.
 */
export function sizeOf(plan: SignalPlan, price: number, equity: number): number {
  const { instrument, qty, share, leverage, unit, most } = plan;
  if (equity <= 0) return 0;
  if (qty !== null) return qty * price * unit <= equity * leverage ? qty : 0;
  const wanted = wholeLots(instrument, Math.min((equity * share) / (price * unit), most));
  return wanted < instrument.minQty ? 0 : wanted;
}

/** Which side a signal asks for, by the sides that are followed. */
export function sideOf({ longs, shorts }: SignalPlan, signal: number): number {
  if (signal > 0) return longs;
  return signal < 0 ? shorts : 0;
}

/** Where a position that is decided at a price ends; NaN where nothing ends it: no price is zero or below. */
export function exitPrices(
  { exits: { stop, target }, instrument }: SignalPlan,
  side: number,
  price: number,
): { readonly stop: number; readonly target: number } {
  const priceAt = (way: number, distance: Distance | undefined): number => {
    if (distance === undefined) return NaN;
    const at = price + way * distanceOf(distance, price, instrument);
    return at > 0 ? at : NaN;
  };
  return { stop: priceAt(-side, stop), target: priceAt(side, target) };
}

/** The stop that follows the price of a position, from where its stop stands; null where none does. */
export function trailingOf(
  { trail, instrument }: SignalPlan,
  side: number,
  stop: number,
): TrailingStop | null {
  if (trail === null) return null;
  const trigger = Number.isNaN(stop) ? null : toPrice(stop);
  const terms = { type: 'trailingStopMarket', trail, activation: null, trigger } as const;
  return new TrailingStop(side > 0 ? 'sell' : 'buy', terms, instrument.tick);
}

function toTrail(distance: Distance): Trail {
  if ('ticks' in distance) return { by: 'ticks', ticks: distance.ticks };
  const bps = Math.round(distance.percent * 100);
  const isWhole = Math.abs(distance.percent * 100 - bps) < 1e-6;
  refuse(!isWhole, `trail is ${distance.percent} per cent, expected whole hundredths of one`);
  return { by: 'bps', bps };
}

function distanceOf(distance: Distance, price: number, { tick }: Instrument): number {
  if ('ticks' in distance) return distance.ticks * tick;
  return Math.max(1, Math.floor((price * distance.percent) / 100 / tick)) * tick;
}

function wholeLots({ lot }: Instrument, qty: number): number {
  return Math.floor(qty / lot) * lot;
}

function checkDistance(name: string, distance: Distance): void {
  if ('ticks' in distance) {
    const isCount = Number.isSafeInteger(distance.ticks) && distance.ticks > 0;
    refuse(!isCount, `${name} is ${distance.ticks} ticks, expected a whole number above 0`);
    return;
  }
  const { percent } = distance;
  refuse(
    !(percent > 0 && percent < 100),
    `${name} is ${percent} per cent, expected above 0 and below 100`,
  );
}

/** Amounts are whole numbers here: a smallest price times a smallest quantity must be one. */
function unitOf(instrument: Instrument, scale: number): number {
  const places = notionalScale(instrument);
  const [units, parts] = [instrument.multiplier * powerOfTen(scale), powerOfTen(places)];
  const detail = `${instrument.id} has amounts of ${places} decimal places, the ledger ${scale} of ${instrument.currency}: raise ledgerScales`;
  refuse(units % parts !== 0n, detail);
  return Number(units / parts);
}

function refuse(isBad: boolean, detail: string): void {
  if (isBad) throw vectorError('BAD_RULES', detail);
}
