import type { Account, Instrument } from '@argosy/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { compareDecimals, isMultiple } from '../../format/exact.ts';
import { wishesText } from '../../text/ticket.ts';
import { emptyDraft, productsOf, termsTypes, type TicketDraft } from './draft.ts';
import { sizeByRisk, ticketOf, type DraftPlace } from './ticket-of.ts';

const instrument: Instrument = {
  id: 'NIFTY-FUT.DEMO',
  kind: 'future',
  exchange: 'DEMO',
  currency: 'INR',
  pricePrecision: 2,
  sizePrecision: 0,
  tick: '0.05',
  lot: '25',
  minQty: '25',
  maxQty: '1800',
  multiplier: '1',
  calendar: 'demo',
  isin: null,
  base: null,
  underlying: 'NIFTY.DEMO',
  expiresAt: null,
  strike: null,
  right: null,
};
const place: DraftPlace = {
  account: 'PAPER01',
  book: 'HAND',
  instrument,
  price: '24800.00',
  zone: 'UTC',
};

const account: Pick<Account, 'products'> = { products: ['delivery', 'intraday', 'carryForward'] };

function draft(change: Partial<TicketDraft>): TicketDraft {
  return { ...emptyDraft(instrument, account), limit: '24800.00', ...change };
}

function mistakesOf(change: Partial<TicketDraft>): unknown {
  const order = ticketOf(draft(change), place);
  return order.ok ? {} : order.mistakes;
}

describe('a ticket', () => {
  test('is made of what was typed, digit for digit', () => {
    expect(ticketOf(draft({ qty: '1,000', limit: '24,799.95', note: ' gap ' }), place)).toEqual({
      ok: true,
      list: null,
      ticket: {
        account: 'PAPER01',
        book: 'HAND',
        instrument: 'NIFTY-FUT.DEMO',
        product: 'carryForward',
        side: 'buy',
        qty: '1000',
        terms: { type: 'limit', limit: '24799.95' },
        tif: 'DAY',
        note: 'gap',
      },
    });
  });

  test('tells every mistake at its field', () => {
    expect(mistakesOf({ qty: '30', limit: '24800.03', display: 'x' })).toEqual({
      qty: 'goes in steps of 25',
      limit: 'goes in steps of 0.05',
      display: 'is not a number',
    });
    expect(mistakesOf({ qty: '0' })).toEqual({ qty: 'has to be above zero' });
    expect(mistakesOf({ qty: '2000' })).toEqual({ qty: 'at most 1800 in one order' });
    expect(mistakesOf({ type: 'stopLimit', trigger: '' })).toEqual({ trigger: 'is needed' });
    expect(mistakesOf({ tif: 'GTD' })).toEqual({ expiresAt: 'is needed' });
  });

  test('with a stop and a target is a list in which each of them ends the other', () => {
    const order = ticketOf(draft({ stopLoss: '24700', target: '25000', qty: '50' }), place);
    const common = { side: 'sell', qty: '50', parent: 0, contingency: 'OUO' };
    expect(order.ok && order.list?.slice(1)).toMatchObject([
      { ...common, terms: { type: 'stopMarket', trigger: '24700' } },
      { ...common, terms: { type: 'limit', limit: '25000' } },
    ]);
  });

  test.each([
    ['buy', '24900', 'the stop of a purchase lies below its price'],
    ['sell', '24700', 'the stop of a sale lies above its price'],
  ] as const)('to %s is not protected by a stop at %s', (side, stopLoss, reason) => {
    expect(mistakesOf({ side, stopLoss })).toEqual({ stopLoss: reason });
  });

  test('that waits for a trigger is entered there, not where the market is', () => {
    const breakout = { type: 'stopMarket', trigger: '25000', limit: '24800' } as const;
    expect(mistakesOf({ ...breakout, stopLoss: '24950', target: '25100' })).toEqual({});
    expect(mistakesOf({ ...breakout, target: '24900' })).toEqual({
      target: 'the target of a purchase lies above its price',
    });
    const sized = draft({ ...breakout, stopLoss: '24600', risk: '20000', sizing: 'risk' });
    expect(sizeByRisk(sized, place)).toBe('50');
    expect(sizeByRisk({ ...sized, trigger: '' }, place)).toBeNull();
  });

  test('is asked about with what protects it and how long it is valid', () => {
    const order = ticketOf(draft({ stopLoss: '24700', target: '25000', tif: 'IOC' }), place);
    expect(order.ok && wishesText(order, 'indian')).toEqual([
      'Stop loss 24,700 · Target 25,000',
      'Valid: At once, else cancelled',
    ]);
    const plain = ticketOf(draft({}), place);
    expect(plain.ok && wishesText(plain, 'indian')).toEqual([]);
  });

  test('that ends at a time ends then by the clock that people read', () => {
    const gtd = draft({ tif: 'GTD', expiresAt: '2026-11-23T15:00' });
    const order = ticketOf(gtd, { ...place, zone: 'Asia/Kolkata' });
    expect(order.ok && order.ticket.expiresAt).toBe('2026-11-23T09:30:00.000Z');
  });

  test('that waits for nothing says nothing of what would fire it', () => {
    const sent = (type: 'limit' | 'stopMarket'): unknown => {
      const order = ticketOf(draft({ type, trigger: '24750', triggerBy: 'mid' }), place);
      return order.ok && order.ticket.triggerBy;
    };
    expect([sent('stopMarket'), sent('limit')]).toEqual(['mid', undefined]);
  });

  test('in lots is as many units as they have', () => {
    const order = ticketOf(draft({ sizing: 'lots', qty: '4' }), place);
    expect(order.ok && order.ticket.qty).toBe('100');
  });

  test('of every type has the prices that its type has, and no other', () => {
    for (const type of termsTypes) {
      const order = ticketOf(
        draft({ type, trigger: '24750', trail: '50', limitOffset: '5', qty: '25' }),
        place,
      );
      expect([type, order.ok]).toEqual([type, true]);
      expect(order.ok && order.ticket.terms.type).toBe(type);
    }
  });
});

describe('a size by risk', () => {
  test('loses no more than is risked, and one lot more would', () => {
    const prices = fc.integer({ min: 20_000, max: 30_000 });
    fc.assert(
      fc.property(prices, prices, fc.integer({ min: 1, max: 500_000 }), (limit, stop, risk) => {
        const size = sizeByRisk(
          draft({ limit: `${limit}`, stopLoss: `${stop}`, risk: `${risk}`, sizing: 'risk' }),
          place,
        );
        const perUnit = Math.abs(limit - stop);
        if (size === null) {
          expect(perUnit === 0 || risk / perUnit < 25).toBe(true);
          return;
        }
        expect(isMultiple(size, instrument.lot)).toBe(true);
        expect(Number(size) * perUnit).toBeLessThanOrEqual(risk);
        expect((Number(size) + 25) * perUnit).toBeGreaterThan(risk);
        expect(compareDecimals(size, '0')).toBe(1);
      }),
    );
  });

  test('is none without a stop', () => {
    expect(sizeByRisk(draft({ risk: '1000', sizing: 'risk' }), place)).toBeNull();
  });
});

test('what cannot be traded has no product, and equities are delivered unless told', () => {
  expect(productsOf({ kind: 'index' }, account)).toEqual([]);
  expect(productsOf({ kind: 'equity' }, account)[0]).toBe('delivery');
});

test('nothing is offered that the account may not do', () => {
  const intraday = { products: ['intraday' as const] };
  expect(productsOf({ kind: 'equity' }, intraday)).toEqual(['intraday']);
  expect(productsOf({ kind: 'perpetual' }, intraday)).toEqual([]);
});
