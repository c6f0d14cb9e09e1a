import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { toOrderId } from './ids.ts';
import {
  BACKTEST_SESSION,
  childOrderId,
  ORDER_CHILD_MAX,
  orderNumberOf,
  ORDER_COUNTER_MAX,
  OrderIdFactory,
  parseOrderId,
  toOriginCode,
  toSessionCode,
  TRADING_ORIGIN,
} from './order-id.ts';
import { ok, unwrap } from './result.ts';

const origin = toOriginCode('EMAX');
const codes = fc.string({
  unit: fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('')),
  minLength: 4,
  maxLength: 4,
});
const counters = fc.nat(ORDER_COUNTER_MAX);
const aFactory = (lastCounter: number): OrderIdFactory =>
  new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter });

describe('the factory', () => {
  test('begins at counter zero', () => {
    expect(aFactory(-1).next()).toBe('0000EMAX000000');
  });

  test('goes on after the last counter', () => {
    const ids = aFactory(1294);
    expect([ids.next(), ids.next(), ids.next()]).toEqual([
      '0000EMAX0000ZZ',
      '0000EMAX000100',
      '0000EMAX000101',
    ]);
  });

  test('knows the last counter', () => {
    const ids = aFactory(7);
    ids.next();
    expect(ids.lastCounter).toBe(8);
  });

  test('makes ids that say what they were made of', () => {
    fc.assert(
      fc.property(codes, codes, counters, (sessionText, originText, counter) => {
        const session = toSessionCode(sessionText);
        const source = toOriginCode(originText);
        const ids = new OrderIdFactory({ session, origin: source, lastCounter: counter - 1 });
        expect(parseOrderId(ids.next())).toEqual(
          ok({ session, origin: source, counter, child: null }),
        );
      }),
    );
  });

  test('makes ids that rise as texts', () => {
    fc.assert(
      fc.property(fc.nat(ORDER_COUNTER_MAX - 2), (counter) => {
        const ids = aFactory(counter - 1);
        const [one, other] = [ids.next(), ids.next()];
        expect(one < other).toBe(true);
      }),
    );
  });

  test('stops when the counter is used up', () => {
    expect(() => aFactory(ORDER_COUNTER_MAX).next()).toThrow(
      expect.objectContaining({ code: 'CAPACITY_EXCEEDED' }),
    );
  });

  test.each([-2, 0.5, ORDER_COUNTER_MAX + 1, Number.NaN])('refuses counter %d', (lastCounter) => {
    expect(() => aFactory(lastCounter)).toThrow(expect.objectContaining({ code: 'OUT_OF_RANGE' }));
  });
});

describe('a child order', () => {
  const parent = toOrderId('0000EMAX000001');

  test('has its number after the parent’s id', () => {
    expect([0, 35, 36].map((child) => childOrderId(parent, child))).toEqual([
      '0000EMAX0000010',
      '0000EMAX000001Z',
      '0000EMAX00000110',
    ]);
  });

  test('is read back with its number', () => {
    fc.assert(
      fc.property(fc.nat(ORDER_CHILD_MAX), (child) => {
        expect(unwrap(parseOrderId(childOrderId(parent, child)))).toMatchObject({
          counter: 1,
          child,
        });
      }),
    );
  });

  test('fits what brokers have room for', () => {
    expect(childOrderId(parent, ORDER_CHILD_MAX)).toHaveLength(18);
  });

  test('has no children', () => {
    expect(() => childOrderId(childOrderId(parent, 1), 1)).toThrow(
      expect.objectContaining({ code: 'BAD_ID' }),
    );
  });

  test('has a parent of ours', () => {
    expect(() => childOrderId(toOrderId('X-1'), 1)).toThrow(
      expect.objectContaining({ code: 'BAD_ID' }),
    );
  });

  test.each([-1, 0.5, ORDER_CHILD_MAX + 1])('is not number %d', (child) => {
    expect(() => childOrderId(parent, child)).toThrow(
      expect.objectContaining({ code: 'OUT_OF_RANGE' }),
    );
  });
});

describe('an order id of ours', () => {
  test.each([
    '',
    '0000EMAX00000',
    '0000EMAX00000101',
    '0000EMAX000001ABCDE',
    '0000emax000001',
    '0000EMAX-00001',
    ' 0000EMAX00000',
  ])('is not %j', (text) => {
    expect(parseOrderId(text)).toMatchObject({ ok: false, refusal: { code: 'BAD_ID' } });
  });

  test('has one spelling', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9A-Z]{14,18}$/), (text) => {
        const parsed = parseOrderId(text);
        fc.pre(parsed.ok);
        const { session, origin: source, counter, child } = unwrap(parsed);
        const ids = new OrderIdFactory({ session, origin: source, lastCounter: counter - 1 });
        const id = ids.next();
        expect(child === null ? id : childOrderId(id, child)).toBe(text);
      }),
    );
  });
});

describe.each([
  ['session', toSessionCode],
  ['origin', toOriginCode],
] as const)('a code of a %s', (what, make) => {
  test('is four digits or capitals', () => {
    expect(make('0A9Z')).toBe('0A9Z');
  });

  test.each(['', 'ABC', 'ABCDE', 'abcd', 'AB D', 'ABC\n'])('is not %j', (text) => {
    expect(() => make(text)).toThrow(expect.objectContaining({ code: 'BAD_ID' }));
  });

  test('is named in the error', () => {
    expect(() => make('')).toThrow(`${what} ""`);
  });
});

test('backtests and the trading machine have codes of their own', () => {
  expect([BACKTEST_SESSION, TRADING_ORIGIN]).toEqual(['0000', '0000']);
});

test('the number of an order is what neither session nor origin say', () => {
  const id = aFactory(-1).next();
  expect([orderNumberOf(id), orderNumberOf(childOrderId(id, 3))]).toEqual(['000000', '0000003']);
});

test('ids go on behind those that were used before', () => {
  const own = (lastCounter: number): OrderIdFactory =>
    new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter });
  const ids = own(3);
  const later = own(2000).next();
  ids.pass(toOrderId('0000OTHR00ZZZZ'));
  ids.pass(own(0).next());
  expect(ids.next()).toBe('0000EMAX000004');
  ids.pass(later);
  ids.pass(childOrderId(later, 1));
  expect([ids.lastCounter, ids.next()]).toEqual([2001, own(2001).next()]);
});
