import {
  formatScaled,
  MICROS_PER_DAY,
  MICROS_PER_SECOND,
  type SessionClock,
  type Timestamp,
} from 'argosy/core';
import { limitOf, triggerOf, type Instrument, type OrderRequest } from 'argosy/domain';
import type { KnownMarket } from 'argosy/trading';

import type { Nudge } from './desk-face.ts';

/** What a person may be told of before they send. */
export const nudgeCodes = {
  NO_PRICE: 'nothing is known of the market',
  STALE_PRICE: 'the price is old',
  MARKET_CLOSED: 'the market is closed',
  INSTRUMENT_HALTED: 'the exchange has halted the instrument',
  WIDE_SPREAD: 'the spread is wide',
  FAR_FROM_MARKET: 'the price is far from the market',
  TAKES_AT_ONCE: 'a limit beyond the market takes at once',
  LARGER_THAN_SHOWN: 'more than the market shows',
  TURNS_POSITION: 'it closes the position and opens one on the other side',
  QUANTITY_UNUSUAL: 'far more than usual',
  EXPIRES_TODAY: 'the contract ends within a day',
} as const;

/** The codes of `nudgeCodes`. */
export type NudgeCode = keyof typeof nudgeCodes;

/** From where on something is worth a nudge. */
const FAR_BPS = 500;
const WIDE_BPS = 100;
const UNUSUAL_TIMES = 10;
const STALE_US = 15 * MICROS_PER_SECOND;

/** An order and all that it is looked at beside. */
export type NudgedOrder = {
  readonly request: OrderRequest;
  readonly instrument: Instrument;
  readonly market: KnownMarket;
  readonly calendar: SessionClock | undefined;
  /** What its book holds of it. */
  readonly heldQty: number;
  /** Twice the median of the account's last orders in it; null where there are too few. */
  readonly medianQty2: number | null;
  readonly now: Timestamp;
};

/** What a person should see before they send an order. */
export function nudgesOf(order: NudgedOrder): readonly Nudge[] {
  return [...pricesOf(order), ...distanceOf(order), ...sizeOf(order), ...timeOf(order)];
}

function pricesOf({ market, calendar, now }: NudgedOrder): readonly Nudge[] {
  const { lastAt, status } = market;
  const nudges: Nudge[] = [];
  const isOpen = calendar?.isOpen(now) ?? true;
  const waits = 'it waits, or is refused';
  if (!isOpen || status === 'closed') nudges.push(nudge('MARKET_CLOSED', waits));
  if (status === 'halted') nudges.push(nudge('INSTRUMENT_HALTED', waits));
  if (lastAt === null) return [...nudges, nudge('NO_PRICE', 'check yours with care')];
  const age = now - lastAt;
  if (isOpen && age > STALE_US) {
    nudges.push(nudge('STALE_PRICE', `of ${Math.round(age / MICROS_PER_SECOND)} s ago`));
  }
  return [...nudges, ...spreadOf(market)];
}

function spreadOf({ bid, ask }: KnownMarket): readonly Nudge[] {
  if (bid === null || ask === null || bid <= 0) return [];
  const bps = (BPS * 2 * (ask - bid)) / (bid + ask);
  return bps > WIDE_BPS ? [nudge('WIDE_SPREAD', percentOf(bps))] : [];
}

/** How far a price lies from the market: on the side on which it waits, or beyond it. */
function distanceOf({ request, instrument, market }: NudgedOrder): readonly Nudge[] {
  const { bid, ask, last2 } = market;
  const { side, terms } = request;
  const named = limitOf(terms) ?? triggerOf(terms);
  const isBuy = side === 'buy';
  const from = (isBuy ? ask : bid) ?? (last2 === null ? null : last2 / 2);
  if (named === null || from === null || from <= 0) return [];
  const bps = (BPS * Math.abs(named - from)) / from;
  const shown = `${formatScaled(named, instrument.pricePrecision)}, market ${formatScaled(Math.round(from), instrument.pricePrecision)}`;
  const nudges = bps > FAR_BPS ? [nudge('FAR_FROM_MARKET', `${shown}, ${percentOf(bps)}`)] : [];
  const takes = terms.type === 'limit' && (isBuy ? named >= from : named <= from);
  return takes ? [...nudges, nudge('TAKES_AT_ONCE', shown)] : nudges;
}

function sizeOf({
  request,
  instrument,
  market,
  heldQty,
  medianQty2,
}: NudgedOrder): readonly Nudge[] {
  const { side, qty, terms } = request;
  const nudges: Nudge[] = [];
  const toText = (size: number): string => formatScaled(size, instrument.sizePrecision);
  const shown = market.shown[side];
  if (terms.type === 'market' && shown !== null && qty > shown) {
    nudges.push(nudge('LARGER_THAN_SHOWN', `${toText(qty)}, shown ${toText(shown)}`));
  }
  const closable = side === 'sell' ? heldQty : -heldQty;
  if (closable > 0 && qty > closable) {
    nudges.push(nudge('TURNS_POSITION', `${toText(qty)}, held ${toText(heldQty)}`));
  }
  if (medianQty2 !== null && 2 * qty > UNUSUAL_TIMES * medianQty2) {
    nudges.push(
      nudge('QUANTITY_UNUSUAL', `${toText(qty)}, usually ${toText(Math.round(medianQty2 / 2))}`),
    );
  }
  return nudges;
}

function timeOf({ instrument, now }: NudgedOrder): readonly Nudge[] {
  if (!('expiresAt' in instrument) || instrument.expiresAt === null) return [];
  const left = instrument.expiresAt - now;
  if (left > MICROS_PER_DAY) return [];
  const hours = Math.max(0, left) / (3_600 * MICROS_PER_SECOND);
  return [nudge('EXPIRES_TODAY', `in ${hours.toFixed(1)} hours`)];
}

const BPS = 10_000;

function percentOf(bps: number): string {
  return `${(bps / 100).toFixed(1)} %`;
}

function nudge(code: NudgeCode, detail: string): Nudge {
  return { code, text: `${nudgeCodes[code]}: ${detail}` };
}
