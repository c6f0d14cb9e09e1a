import { parseScaled, toInstrumentId, toPrice, toQuantity, unwrap } from 'argosy/core';
import { InstrumentTable, type OrderTerms } from 'argosy/domain';
import { aCoin, aFill, aFuture, anInstrument, anOrder, aTouch, rupees } from '@argosy/testkit';
import { fillSchema, orderSchema } from '@argosy/contract';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { fillShape, orderShape } from './order.ts';

const instruments = [anInstrument(), aCoin(), aFuture()];
const tables = { instruments: new InstrumentTable(instruments), scales: { INR: 2 } };
const price = fc.integer({ min: 1, max: 2 ** 45 }).map(toPrice);
const terms: fc.Arbitrary<OrderTerms> = fc.oneof(
  fc.constant({ type: 'market' } as const),
  fc.record({ type: fc.constant('limit' as const), limit: price }),
  fc.record({ type: fc.constant('stopLimit' as const), trigger: price, limit: price }),
  fc.record({
    type: fc.constant('trailingStopLimit' as const),
    limitOffset: price,
    trail: fc.oneof(
      fc.record({ by: fc.constant('price' as const), distance: price }),
      fc.record({ by: fc.constant('bps' as const), bps: fc.integer({ min: 1, max: 10_000 }) }),
    ),
    activation: fc.option(price),
    trigger: fc.option(price),
  }),
);

describe('an order outside', () => {
  test('keeps every digit of its quantity and its prices, whatever the precision', () => {
    const whole = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });
    fc.assert(
      fc.property(fc.constantFrom(...instruments), whole, terms, (instrument, qty, asked) => {
        const order = anOrder({ instrument: instrument.id, qty: toQuantity(qty), terms: asked });
        const shape = orderShape(order, tables);
        expect(unwrap(parseScaled(shape.qty, instrument.sizePrecision))).toBe(qty);
        const given = Object.entries(asked).filter(([, value]) => typeof value === 'number');
        for (const [name, value] of given) {
          const text: unknown = Object.entries(shape.terms).find(([key]) => key === name)?.[1];
          expect(unwrap(parseScaled(String(text), instrument.pricePrecision))).toBe(value);
        }
        expect(orderSchema.safeParse(shape).error).toBeUndefined();
      }),
    );
  });

  test('says what has filled, at what on average and for which fees', () => {
    const order = anOrder({}, [
      { type: 'submitted', touch: aTouch() },
      { type: 'filled', fill: aFill({ trade: 'A', qty: 1, price: 10_000, fee: rupees(105n) }) },
      { type: 'filled', fill: aFill({ trade: 'B', qty: 2, price: 10_005, fee: rupees(10n) }) },
    ]);
    expect(orderShape(order, tables)).toMatchObject({
      state: 'PARTIALLY_FILLED',
      isOpen: true,
      qty: '10',
      filled: '3',
      remaining: '7',
      averagePrice: '100.033333',
      fees: { amount: '1.15', currency: 'INR' },
      fillCount: 2,
      sent: { bid: '99.95', ask: '100.05' },
    });
  });

  test('is refused where nobody knows how fine its amounts are', () => {
    const order = anOrder({ instrument: toInstrumentId('GONE.NSE') });
    expect(() => orderShape(order, tables)).toThrow('no such instrument is traded here: GONE.NSE');
  });

  test('shows a fill with the lines of its fee', () => {
    const fill = aFill({
      fee: rupees(312n),
      charges: [{ name: 'stt', amount: rupees(162n).amount }],
    });
    const shape = fillShape(fill, anInstrument(), tables);
    expect(shape).toMatchObject({
      price: '100.00',
      fee: { amount: '3.12', currency: 'INR' },
      charges: [{ name: 'stt', amount: '1.62' }],
    });
    expect(fillSchema.safeParse(shape).error).toBeUndefined();
  });
});
