import {
  assertNever,
  ok,
  toAccountId,
  toBookId,
  toInstrumentId,
  toPositionId,
  type Result,
} from 'argosy/core';
import type {
  Instrument,
  InstrumentTable,
  OrderInstructions,
  OrderTerms,
  Trail,
} from 'argosy/domain';
import type * as contract from '@argosy/contract';
import type { ListedTicket, Ticket, TicketChange } from '@argosy/desk';

import { refuseMistakes, type Refused } from '../http/problem.ts';
import { DecimalReader } from './decimal-reader.ts';

/** Where instruments are found. */
export type Instruments = Pick<InstrumentTable, 'find'>;

const unknownInstrument = 'no such instrument is traded here';

/** A ticket as the desk takes it. */
export function readTicket(
  ticket: contract.OrderTicket,
  instruments: Instruments,
  key: string | null,
): Result<Ticket, Refused> {
  const reader = new DecimalReader();
  return finish(reader, ticketOf(ticket, { instruments, key, reader, path: 'body' }));
}

/** Tickets as the desk takes them, each for itself; each has a key of its own, made of the request's. */
export function readTickets(
  { orders }: contract.OrderBatch,
  instruments: Instruments,
  key: string | null,
): readonly Result<Ticket, Refused>[] {
  return orders.map((ticket, place) => {
    const reader = new DecimalReader();
    return finish(reader, ticketOf(ticket, placeOf(instruments, key, reader, place)));
  });
}

/** Tickets that hang together. */
export function readList(
  { orders }: contract.OrderList,
  instruments: Instruments,
  key: string | null,
): Result<readonly ListedTicket[], Refused> {
  const reader = new DecimalReader();
  const tickets = orders.flatMap((listed, place): readonly ListedTicket[] => {
    const { parent = null, release = 'eachFill', contingency = null, ...ticket } = listed;
    const read = ticketOf(ticket, placeOf(instruments, key, reader, place));
    if (parent !== null && parent >= place) {
      reader.note(`body.orders.${place}.parent`, 'expected the place of a ticket before this one');
    }
    return read === null ? [] : [{ ...read, parent, release, contingency }];
  });
  return finish(reader, tickets);
}

/** A change of an order as the desk takes it. */
export function readAmendment(
  { qty, terms }: contract.OrderAmendment,
  instrument: Instrument,
  triggered: Instrument = instrument,
): Result<TicketChange, Refused> {
  const reader = new DecimalReader();
  return finish(reader, {
    qty: qty === undefined ? null : reader.qty(instrument, qty, 'body.qty'),
    terms:
      terms === undefined
        ? null
        : termsOf(terms, { instrument, triggered, reader, path: 'body.terms' }),
  });
}

type TicketPlace = {
  readonly instruments: Instruments;
  readonly key: string | null;
  readonly reader: DecimalReader;
  readonly path: string;
};

function placeOf(
  instruments: Instruments,
  key: string | null,
  reader: DecimalReader,
  place: number,
): TicketPlace {
  const own = key === null ? null : `${key}/${place}`;
  return { instruments, key: own, reader, path: `body.orders.${place}` };
}

function finish<Value>(reader: DecimalReader, value: Value | null): Result<Value, Refused> {
  if (value === null || reader.mistakes.length > 0) return refuseMistakes(reader.mistakes);
  return ok(value);
}

function ticketOf(
  ticket: contract.OrderTicket,
  { instruments, key, reader, path }: TicketPlace,
): Ticket | null {
  const instrument = instruments.find(toInstrumentId(ticket.instrument));
  if (instrument === undefined) {
    reader.note(`${path}.instrument`, unknownInstrument);
    return null;
  }
  const { position = null, note = null } = ticket;
  const triggered = triggeredBy(ticket, instrument, instruments);
  const instructions = instructionsOf(ticket, { instrument, reader, path });
  return {
    account: toAccountId(ticket.account),
    book: toBookId(ticket.book),
    instrument: instrument.id,
    product: ticket.product,
    position: position === null ? null : toPositionId(position),
    side: ticket.side,
    qty: reader.qty(instrument, ticket.qty, `${path}.qty`),
    terms: termsOf(ticket.terms, {
      instrument,
      triggered,
      reader,
      path: `${path}.terms`,
    }),
    tif: ticket.tif ?? 'DAY',
    reduceOnly: ticket.reduceOnly ?? false,
    note: note === '' ? null : note,
    key,
    ...(instructions === null ? {} : { instructions }),
  };
}

/** The instrument whose prices fire a trigger. */
function triggeredBy(
  { triggerBy }: contract.OrderTicket,
  instrument: Instrument,
  instruments: Instruments,
): Instrument {
  if (triggerBy !== 'index' || !('underlying' in instrument)) return instrument;
  return instruments.find(instrument.underlying) ?? instrument;
}

type Reading = {
  readonly instrument: Instrument;
  readonly reader: DecimalReader;
  readonly path: string;
};

/** One order has one form: instructions that say nothing are left out. */
function instructionsOf(
  { triggerBy = null, display = null, postOnly = false, expiresAt = null }: contract.OrderTicket,
  { instrument, reader, path }: Reading,
): OrderInstructions | null {
  const isSilent = triggerBy === null && display === null && !postOnly && expiresAt === null;
  if (isSilent) return null;
  return {
    triggerBy,
    display: display === null ? null : reader.qty(instrument, display, `${path}.display`),
    postOnly,
    expiresAt: expiresAt === null ? null : reader.instant(expiresAt, `${path}.expiresAt`),
  };
}

type TermsReading = Reading & { readonly triggered: Instrument };

function termsOf(
  terms: contract.OrderTerms,
  { instrument, triggered, reader, path }: TermsReading,
): OrderTerms {
  const limitOf = (text: string) => reader.price(instrument, text, `${path}.limit`);
  const triggerOf = (text: string) => reader.price(triggered, text, `${path}.trigger`);
  switch (terms.type) {
    case 'market':
      return { type: 'market' };
    case 'limit':
      return { type: 'limit', limit: limitOf(terms.limit) };
    case 'marketToLimit':
      return {
        type: 'marketToLimit',
        limit: reader.priceOrNull(instrument, terms.limit, `${path}.limit`),
      };
    case 'stopMarket':
    case 'marketIfTouched':
      return { type: terms.type, trigger: triggerOf(terms.trigger) };
    case 'stopLimit':
    case 'limitIfTouched': {
      const { type, trigger, limit } = terms;
      return { type, trigger: triggerOf(trigger), limit: limitOf(limit) };
    }
    case 'trailingStopMarket':
    case 'trailingStopLimit': {
      const trailing = {
        trail: trailOf(terms.trail, { instrument: triggered, reader, path: `${path}.trail` }),
        activation: reader.priceOrNull(triggered, terms.activation, `${path}.activation`),
        trigger: reader.priceOrNull(triggered, terms.trigger, `${path}.trigger`),
      };
      if (terms.type === 'trailingStopMarket') return { type: terms.type, ...trailing };
      const limitOffset = reader.price(instrument, terms.limitOffset, `${path}.limitOffset`);
      return { type: terms.type, limitOffset, ...trailing };
    }
    default:
      return assertNever(terms);
  }
}

function trailOf(trail: contract.Trail, { instrument, reader, path }: Reading): Trail {
  switch (trail.by) {
    case 'price':
      return {
        by: 'price',
        distance: reader.price(instrument, trail.distance, `${path}.distance`),
      };
    case 'atr': {
      const { by, hundredths, distance } = trail;
      const at = reader.price(instrument, distance, `${path}.distance`);
      return { by, hundredths, distance: at };
    }
    case 'ticks':
    case 'bps':
      return trail;
    default:
      return assertNever(trail);
  }
}
