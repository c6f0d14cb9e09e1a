import { toInstrumentId, toPrice, toQuantity, unwrap } from 'argosy/core';
import { InstrumentTable, type OrderTerms } from 'argosy/domain';
import type { OrderTicket } from '@argosy/contract';
import { aCoin, aFuture, anIndex, anInstrument, anOrder } from '@argosy/testkit';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { orderShape } from './order.ts';
import { readAmendment, readList, readTicket, readTickets } from './read-ticket.ts';

const future = aFuture();
const index = anIndex({ pricePrecision: 4 });
const instruments = new InstrumentTable([anInstrument(), aCoin(), future, index]);
const tables = { instruments, scales: { INR: 2 } };
const ticket: OrderTicket = {
  account: 'MAIN',
  book: 'HAND',
  instrument: 'SBIN.NSE',
  product: 'delivery',
  side: 'buy',
  qty: '10',
  terms: { type: 'market' },
};
const price = fc.integer({ min: 1, max: 2 ** 40 }).map(toPrice);
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  fc.record({ type: fc.constant('limit' as const), limit: price }),
  fc.record({ type: fc.constant('marketToLimit' as const), limit: fc.option(price) }),
  fc.record({ type: fc.constantFrom('stopMarket', 'marketIfTouched'), trigger: price }),
  fc.record({ type: fc.constantFrom('stopLimit', 'limitIfTouched'), trigger: price, limit: price }),
  fc.record({
    type: fc.constant('trailingStopLimit' as const),
    limitOffset: price,
    trail: fc.oneof(
      fc.record({ by: fc.constant('atr' as const), hundredths: fc.nat(), distance: price }),
      fc.record({ by: fc.constant('ticks' as const), ticks: fc.nat() }),
    ),
    activation: fc.option(price),
    trigger: fc.option(price),
  }),
);

describe('a ticket', () => {
  test('asks for what an order shows: what is read back is what was sent, to the last digit', () => {
    const of = fc.constantFrom(anInstrument(), aCoin(), future);
    fc.assert(
      fc.property(of, terms, fc.integer({ min: 1, max: 2 ** 45 }), (instrument, asked, size) => {
        const qty = toQuantity(size);
        const shape = orderShape(anOrder({ instrument: instrument.id, qty, terms: asked }), tables);
        const given = { ...ticket, instrument: instrument.id, qty: shape.qty, terms: shape.terms };
        const read = unwrap(readTicket(given, instruments, 'k'));
        expect([read.qty, read.terms, read.key]).toEqual([qty, asked, 'k']);
      }),
    );
  });

  test('says nothing that it is not told: DAY, no note, no instructions', () => {
    const read = unwrap(readTicket({ ...ticket, note: '' }, instruments, null));
    expect(read).toMatchObject({ tif: 'DAY', note: null, key: null, reduceOnly: false });
    expect('instructions' in read).toBe(false);
    const shown = unwrap(
      readTicket({ ...ticket, display: '5', postOnly: true }, instruments, null),
    );
    expect(shown.instructions).toMatchObject({ display: 5, postOnly: true, triggerBy: null });
  });

  test('has a trigger by an index in the places of the index', () => {
    const given: OrderTicket = {
      ...ticket,
      instrument: future.id,
      triggerBy: 'index',
      terms: { type: 'stopLimit', trigger: '100.0005', limit: '99.95' },
    };
    const read = unwrap(readTicket(given, instruments, null));
    expect(read.terms).toEqual({ type: 'stopLimit', trigger: 1_000_005, limit: 9_995 });
  });

  test('of several has a key and mistakes of its own', () => {
    const tickets = readTickets({ orders: [ticket, ticket] }, instruments, 'k');
    expect(tickets.map((each) => unwrap(each).key)).toEqual(['k/0', 'k/1']);
    const wrong = [
      { ...ticket, qty: '0.5' },
      { ...ticket, instrument: 'NOPE.NSE' },
    ];
    const read = readTickets({ orders: [...wrong, ticket] }, instruments, null);
    const mistakes = read.map((each) => (each.ok ? [] : each.refusal.mistakes));
    expect(mistakes.map((each) => each?.map(({ path }) => path))).toEqual([
      ['body.orders.0.qty'],
      ['body.orders.1.instrument'],
      [],
    ]);
  });

  test('of a list stands behind its parent', () => {
    const list = unwrap(
      readList({ orders: [ticket, { ...ticket, parent: 0 }] }, instruments, null),
    );
    expect(list.map(({ parent, release }) => [parent, release])).toEqual([
      [null, 'eachFill'],
      [0, 'eachFill'],
    ]);
    expect(
      readList({ orders: [{ ...ticket, parent: 0 }, ticket] }, instruments, null),
    ).toMatchObject({
      refusal: { mistakes: [{ path: 'body.orders.0.parent' }] },
    });
  });
});

test('an amendment leaves what it does not name', () => {
  const instrument = anInstrument();
  expect(unwrap(readAmendment({ qty: '7' }, instrument))).toEqual({ qty: 7, terms: null });
  expect(unwrap(readAmendment({ terms: { type: 'market' } }, instrument))).toEqual({
    qty: null,
    terms: { type: 'market' },
  });
  expect(instruments.find(toInstrumentId('SBIN.NSE'))).toBeDefined();
});
