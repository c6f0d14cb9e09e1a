import {
  assertNever,
  formatMoney,
  formatScaled,
  formatScaledBigint,
  formatTimestamp,
  type Currency,
  type Money,
  type Price,
} from 'argosy/core';
import {
  isTrailing,
  limitOf,
  NO_DEADLINE,
  notionalScale,
  triggerOf,
  type ExecutionChange,
  type ExecutionPlan,
  type Fill,
  type ListingScales,
  type OrderChange,
  type OrderRequest,
  type OrderTerms,
  type Trail,
  type Touch,
  type TradingEvent,
} from 'argosy/domain';

import type { OrderEnd } from './order-ends.ts';

/** How fine what a record says is: of an instrument, and of each currency. */
export type StoryScales = {
  readonly instrument: ListingScales;
  readonly ofCurrency: (currency: Currency) => number;
};

/** Without a configuration amounts are told in the units of the journal, as whole numbers. */
export const journalUnits: StoryScales = {
  instrument: { pricePrecision: 0, sizePrecision: 0, multiplierScale: 0 },
  ofCurrency: () => 0,
};

/** Writes what a record says of an order in decimals of its instrument and its currency. */
export class StoryText {
  readonly #instrument: ListingScales;
  readonly #ofCurrency: StoryScales['ofCurrency'];

  constructor({ instrument, ofCurrency }: StoryScales) {
    this.#instrument = instrument;
    this.#ofCurrency = ofCurrency;
  }

  request(request: OrderRequest): string {
    const { side, qty, instrument, terms, tif, product, reduceOnly } = request;
    const asked = `${side} ${this.qty(qty)} ${instrument} ${this.terms(terms)}`;
    const besides = reduceOnly ? ', reduce only' : '';
    return `${asked}, ${tif}, ${product}${besides}${this.#instructions(request)}`;
  }

  #instructions({ instructions }: OrderRequest): string {
    if (instructions === undefined) return '';
    const { triggerBy, display, postOnly, expiresAt } = instructions;
    const said = [
      triggerBy === null ? null : `fired by ${triggerBy}`,
      display === null ? null : `showing ${this.qty(display)}`,
      postOnly ? 'only making' : null,
      expiresAt === null ? null : `until ${formatTimestamp(expiresAt)}`,
    ].filter((part) => part !== null);
    return `, ${said.join(', ')}`;
  }

  /** Bid, ask and the middle of the market as it was seen. */
  touch({ bid, ask, mid2, at }: Touch): string {
    const side = (price: Price | null): string => (price === null ? '-' : this.price(price));
    const places = this.#instrument.pricePrecision + 1;
    const mid = mid2 === null ? '-' : formatScaledBigint(BigInt(mid2) * 5n, places);
    return `bid ${side(bid)}, ask ${side(ask)}, mid ${mid} at ${formatTimestamp(at)}`;
  }

  /** An event, in a line and those that belong to it. */
  event(event: TradingEvent): readonly string[] {
    switch (event.kind) {
      case 'order':
        return [this.#change(event.change)];
      case 'hold': {
        const { change, money, qty } = event;
        return [`hold ${change}: ${this.money(money)}, ${this.qty(qty)} to sell remain set aside`];
      }
      case 'entry': {
        const { purpose, entry, legs } = event;
        const width = Math.max(0, ...legs.map(({ ledgerAccount }) => ledgerAccount.length));
        const lines = legs.map(({ ledgerAccount, amount }) => {
          return `  ${ledgerAccount.padEnd(width)}  ${this.money(amount).padStart(18)}`;
        });
        return [`entry ${purpose} ${entry}`, ...lines];
      }
      case 'position': {
        const { key, qty, cost, realised, charges } = event;
        const at = formatScaledBigint(cost, notionalScale(this.#instrument));
        const earned = `realised ${this.money(realised)}, charges ${this.money(charges)}`;
        return [`position of ${key.book}: ${this.qty(qty)} at a cost of ${at}, ${earned}`];
      }
      case 'anomaly':
        return [`${event.type}: ${event.detail}`];
      case 'account':
        return [`account is ${event.state}: ${event.reason}`];
      case 'reservation':
      case 'status':
      case 'floor':
      case 'limit':
      case 'equity':
      case 'margin':
        return [event.kind];
      case 'execution':
        return [this.#parent(event.change)];
      default:
        return assertNever(event);
    }
  }

  qty(qty: number): string {
    return formatScaled(qty, this.#instrument.sizePrecision);
  }

  price(price: number): string {
    return formatScaled(price, this.#instrument.pricePrecision);
  }

  money(amount: Money): string {
    const scale = this.#ofCurrency(amount.currency);
    return `${formatMoney(amount, scale)} ${amount.currency}`;
  }

  terms(terms: OrderTerms): string {
    const [limit, trigger] = [limitOf(terms), triggerOf(terms)];
    const at = limit === null ? '' : ` ${this.price(limit)}`;
    const behind = isTrailing(terms) ? ` ${this.#trail(terms.trail)} behind` : '';
    return `${terms.type}${behind}${trigger === null ? '' : ` ${this.price(trigger)}`}${at}`;
  }

  /** How an order stands. */
  end({ last, filled, value }: OrderEnd): string {
    const { pricePrecision, sizePrecision } = this.#instrument;
    const worth = formatScaledBigint(value, pricePrecision + sizePrecision);
    return filled === 0 ? last : `${last}, ${this.qty(filled)} for ${worth}`;
  }

  #trail(trail: Trail): string {
    if (trail.by === 'ticks') return `${trail.ticks} ticks`;
    return trail.by === 'bps' ? `${trail.bps} bps` : this.price(trail.distance);
  }

  #change(change: OrderChange): string {
    if (change.type === 'filled') return this.#fill(change.fill);
    if (change.type === 'denied') return `denied ${change.code}: ${change.reason}`;
    if (change.type === 'submitted') return `submitted; ${this.touch(change.touch)}`;
    if (change.type === 'accepted') return `accepted as ${change.brokerId}`;
    if (change.type === 'busted') return `busted trade ${change.trade}`;
    if ('qty' in change) {
      return `${change.type}: ${this.qty(change.qty)} ${this.terms(change.terms)}`;
    }
    if ('reason' in change && change.reason !== null) return `${change.type}: ${change.reason}`;
    return change.type === 'doubted' || change.type === 'resolved'
      ? `${change.type}: ${change.request}`
      : change.type;
  }

  #parent(change: ExecutionChange): string {
    switch (change.type) {
      case 'began':
        return `began: ${this.#plan(change.plan)}; ${this.touch(change.touch)}`;
      case 'sliced':
        return `part of ${this.qty(change.qty)}`;
      case 'held':
        return `held by ${change.code}: ${change.reason}`;
      case 'amended':
        return `amended: ${this.qty(change.qty)} ${this.terms(change.terms)}`;
      case 'ending':
      case 'ended':
        return `${change.type}, ${change.outcome}${change.reason === '' ? '' : `: ${change.reason}`}`;
      default:
        return assertNever(change);
    }
  }

  #plan({ algorithm, startAt, endAt, atEnd, routes = [] }: ExecutionPlan): string {
    return [
      this.#algorithm(algorithm),
      startAt === null ? '' : ` from ${formatTimestamp(startAt)}`,
      endAt === NO_DEADLINE ? '' : ` until ${formatTimestamp(endAt)}`,
      atEnd === 'sweep' ? ', the rest taken at once then' : '',
      routes.length === 0 ? '' : `, or on ${routes.join(', ')}`,
    ].join('');
  }

  #algorithm(algorithm: ExecutionPlan['algorithm']): string {
    if (algorithm.type !== 'iceberg') return algorithm.type;
    const { shown, varyBps } = algorithm;
    const varied = varyBps === undefined ? '' : `, ${varyBps} bps more or less`;
    return `iceberg of ${this.qty(shown)}${varied}`;
  }

  #fill({ trade, qty, price, fee, liquidity, flags, touch }: Fill): string {
    const flagged = flags.length === 0 ? '' : `, ${flags.join(', ')}`;
    const of = `${this.qty(qty)} at ${this.price(price)}, fee ${this.money(fee)}`;
    return `filled ${of}, ${liquidity}${flagged}, trade ${trade}; ${this.touch(touch)}`;
  }
}
