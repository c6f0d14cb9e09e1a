import type { Instrument, ListedTicket, OrderTerms, OrderTicket } from '@argosy/contract';

import { parseTyped } from '../../format/decimal.ts';
import {
  compareDecimals,
  decimalOf,
  floorTo,
  isMultiple,
  timesDecimal,
} from '../../format/exact.ts';
import { mistakes } from '../../text/ticket.ts';
import { instantIn, type Zone } from '../../format/time.ts';
import { fieldsOf, type TicketDraft } from './draft.ts';

/** What is wrong with a draft, by field. */
export type DraftMistakes = Partial<Record<keyof TicketDraft, string>>;

/** A draft as it can be sent: alone, or with the orders that protect it; or what is wrong with it. */
export type DraftOrder =
  | {
      readonly ok: true;
      readonly ticket: OrderTicket;
      /** The ticket first, then its protections; null where it has none. */
      readonly list: readonly [ListedTicket, ...ListedTicket[]] | null;
    }
  | { readonly ok: false; readonly mistakes: DraftMistakes };

/** Where an order goes, and what it is of. */
export type DraftPlace = {
  readonly account: string;
  readonly book: string;
  readonly instrument: Instrument;
  /** What the market says it is worth now, for sizes by risk; null where nobody knows. */
  readonly price: string | null;
  /** How people here read the clock. */
  readonly zone: Zone;
};

/** Makes an order of what stands in a form. Every mistake is told, each at its field. */
export function ticketOf(draft: TicketDraft, place: DraftPlace): DraftOrder {
  const reader = new DraftReader(place.instrument);
  const terms = readTerms(draft, reader);
  const qty = readQty(draft, place, reader);
  const display = draft.display === '' ? null : reader.qty('display', draft.display);
  const expiresAt = readExpiry(draft, place, reader);
  const stopLoss = draft.stopLoss === '' ? null : reader.price('stopLoss', draft.stopLoss);
  const target = draft.target === '' ? null : reader.price('target', draft.target);
  checkProtections(draft, { stopLoss, target, reader, entry: entryOf(draft, place) });
  if (terms === null || qty === null || reader.hasMistakes) {
    return { ok: false, mistakes: reader.mistakes };
  }
  const ticket: OrderTicket = {
    account: place.account,
    book: place.book,
    instrument: place.instrument.id,
    product: draft.product,
    side: draft.side,
    qty,
    terms,
    tif: draft.tif,
    ...wishesOf(draft),
    ...(display === null ? {} : { display }),
    ...(expiresAt === null ? {} : { expiresAt }),
  };
  return { ok: true, ticket, list: protect(ticket, stopLoss, target) };
}

/** What few orders say; left out where nothing is said. */
function wishesOf(draft: TicketDraft): Partial<OrderTicket> {
  const note = draft.note.trim();
  const has = fieldsOf(draft.type);
  // What was chosen for another type has no field here, and is not meant any more.
  const firesBy = has.trigger || has.trail ? draft.triggerBy : '';
  return {
    ...(draft.isReduceOnly ? { reduceOnly: true } : {}),
    ...(draft.isPostOnly ? { postOnly: true } : {}),
    ...(firesBy === '' ? {} : { triggerBy: firesBy }),
    ...(note === '' ? {} : { note }),
  };
}

/** The order with a stop and a target that cancel each other; null where it has neither. */
function protect(
  ticket: OrderTicket,
  stopLoss: string | null,
  target: string | null,
): readonly [ListedTicket, ...ListedTicket[]] | null {
  if (stopLoss === null && target === null) return null;
  const { account, book, instrument, product, qty } = ticket;
  const common = {
    account,
    book,
    instrument,
    product,
    qty,
    side: ticket.side === 'buy' ? ('sell' as const) : ('buy' as const),
    parent: 0,
    ...(stopLoss !== null && target !== null ? { contingency: 'OUO' as const } : {}),
  };
  return [
    ticket,
    ...(stopLoss === null
      ? []
      : [{ ...common, terms: { type: 'stopMarket', trigger: stopLoss } as const }]),
    ...(target === null ? [] : [{ ...common, terms: { type: 'limit', limit: target } as const }]),
  ];
}

function readTerms(draft: TicketDraft, reader: DraftReader): OrderTerms | null {
  const { type } = draft;
  const has = fieldsOf(type);
  const isOptional = type === 'marketToLimit' && draft.limit === '';
  const limit = has.limit && !isOptional ? reader.price('limit', draft.limit) : null;
  const trigger = has.trigger ? reader.price('trigger', draft.trigger) : null;
  switch (type) {
    case 'market':
      return { type };
    case 'limit':
      return limit === null ? null : { type, limit };
    case 'stopMarket':
    case 'marketIfTouched':
      return trigger === null ? null : { type, trigger };
    case 'stopLimit':
    case 'limitIfTouched':
      return trigger === null || limit === null ? null : { type, trigger, limit };
    case 'marketToLimit':
      return { type, limit };
    case 'trailingStopMarket':
    case 'trailingStopLimit':
      return readTrailing(draft, type, reader);
  }
}

function readTrailing(
  draft: TicketDraft,
  type: 'trailingStopMarket' | 'trailingStopLimit',
  reader: DraftReader,
): OrderTerms | null {
  const isPrice = draft.trailBy === 'price';
  const distance = isPrice ? reader.price('trail', draft.trail) : null;
  const count = isPrice ? null : reader.whole('trail', draft.trail);
  const trail =
    distance !== null
      ? ({ by: 'price', distance } as const)
      : count === null
        ? null
        : draft.trailBy === 'ticks'
          ? ({ by: 'ticks', ticks: count } as const)
          : ({ by: 'bps', bps: count } as const);
  const activation = draft.trigger === '' ? null : reader.price('trigger', draft.trigger);
  if (trail === null) return null;
  if (type === 'trailingStopMarket') return { type, trail, activation, trigger: null };
  const limitOffset = reader.price('limitOffset', draft.limitOffset);
  return limitOffset === null ? null : { type, trail, activation, trigger: null, limitOffset };
}

function readQty(draft: TicketDraft, place: DraftPlace, reader: DraftReader): string | null {
  const { lot } = place.instrument;
  if (draft.sizing === 'qty') return reader.qty('qty', draft.qty);
  if (draft.sizing === 'lots') {
    const lots = reader.whole('qty', draft.qty);
    return lots === null ? null : timesDecimal(lot, lots);
  }
  const found = sizeByRisk(draft, place);
  if (found === null) reader.miss('risk', mistakes.riskNeeds);
  return found;
}

/**
 * So many that the way from entry to stop loses no more than is risked, down to whole lots; null where something of it is
 * missing, or it is less than a lot.
 */
export function sizeByRisk(draft: TicketDraft, place: DraftPlace): string | null {
  const { instrument } = place;
  const entry = Number(entryOf(draft, place) ?? Number.NaN);
  const stop = Number(parseTyped(draft.stopLoss) ?? Number.NaN);
  const risk = Number(parseTyped(draft.risk) ?? Number.NaN);
  const perUnit = Math.abs(entry - stop) * Number(instrument.multiplier);
  const units = risk / perUnit;
  if (!Number.isFinite(units) || units <= 0) return null;
  const PLACES = 8;
  const qty = floorTo(decimalOf(units, PLACES), instrument.lot);
  return compareDecimals(qty, instrument.lot) < 0 ? null : qty;
}

function readExpiry(draft: TicketDraft, { zone }: DraftPlace, reader: DraftReader): string | null {
  if (draft.tif !== 'GTD') return null;
  const at = instantIn(draft.expiresAt, zone);
  if (at !== null) return at;
  reader.miss('expiresAt', mistakes.needed);
  return null;
}

/** What it is entered at: its limit, else what fires it, else what the market says; null where that is not known. */
function entryOf(draft: TicketDraft, { price }: DraftPlace): string | null {
  const has = fieldsOf(draft.type);
  if (draft.type === 'marketToLimit') return parseTyped(draft.limit) ?? price;
  if (has.limit) return parseTyped(draft.limit);
  return has.trigger ? parseTyped(draft.trigger) : price;
}

function checkProtections(
  { side }: TicketDraft,
  {
    stopLoss,
    target,
    entry,
    reader,
  }: {
    readonly stopLoss: string | null;
    readonly target: string | null;
    readonly entry: string | null;
    readonly reader: DraftReader;
  },
): void {
  if (entry === null) return;
  const sign = side === 'buy' ? 1 : -1;
  if (stopLoss !== null && compareDecimals(entry, stopLoss) * sign <= 0) {
    reader.miss('stopLoss', side === 'buy' ? mistakes.stopBelow : mistakes.stopAbove);
  }
  if (target !== null && compareDecimals(target, entry) * sign <= 0) {
    reader.miss('target', side === 'buy' ? mistakes.targetAbove : mistakes.targetBelow);
  }
}

/** Reads fields and keeps what is wrong with them. */
class DraftReader {
  readonly mistakes: DraftMistakes = {};
  readonly #instrument: Instrument;

  constructor(instrument: Instrument) {
    this.#instrument = instrument;
  }

  get hasMistakes(): boolean {
    return Object.keys(this.mistakes).length > 0;
  }

  miss(field: keyof TicketDraft, reason: string): null {
    this.mistakes[field] = reason;
    return null;
  }

  /** A price on the grid of the instrument. */
  price(field: keyof TicketDraft, text: string): string | null {
    const { tick } = this.#instrument;
    const value = this.#aboveZero(field, text);
    if (value === null || isMultiple(value, tick)) return value;
    return this.miss(field, mistakes.step(tick));
  }

  /** A quantity in whole lots, within what the instrument allows. */
  qty(field: keyof TicketDraft, text: string): string | null {
    const { lot, minQty, maxQty } = this.#instrument;
    const value = this.#aboveZero(field, text);
    if (value === null) return null;
    if (!isMultiple(value, lot)) return this.miss(field, mistakes.step(lot));
    if (compareDecimals(value, minQty) < 0) return this.miss(field, mistakes.least(minQty));
    if (compareDecimals(value, maxQty) > 0) return this.miss(field, mistakes.most(maxQty));
    return value;
  }

  /** A whole number above zero. */
  whole(field: keyof TicketDraft, text: string): number | null {
    const value = this.#aboveZero(field, text);
    if (value === null) return null;
    const MAX = 1_000_000;
    const found = Number(value);
    return Number.isInteger(found) && found <= MAX ? found : this.miss(field, mistakes.whole);
  }

  #aboveZero(field: keyof TicketDraft, text: string): string | null {
    if (text.trim() === '') return this.miss(field, mistakes.needed);
    const value = parseTyped(text);
    if (value === null) return this.miss(field, mistakes.number);
    return compareDecimals(value, '0') > 0 ? value : this.miss(field, mistakes.aboveZero);
  }
}
