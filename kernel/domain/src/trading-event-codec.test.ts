import {
  ArgosyError,
  BinaryReader,
  BinaryWriter,
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toPositionId,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import { aFill, aTouch, anOrderRequest, goldenEvents, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toInputNumber } from './interned.ts';
import { tradingEventCodec, writeCanonical } from './trading-event-codec.ts';
import type { TradingEvent, TradingEventBody } from './trading-event.ts';

const order = toOrderId('0000TEST000001');
const account = toAccountId('MAIN');
const stop = { type: 'stopMarket', trigger: toPrice(9_800) } as const;
const hedged = anOrderRequest({
  position: toPositionId('0000TEST000000'),
  side: 'sell',
  product: 'intraday',
  terms: stop,
  tif: 'DAY',
  strategy: null,
  algo: 'A-17',
  tag: 'by hand, für später',
});
const blind = aTouch({ bid: null, ask: null, mid2: null, at: toTimestamp(-1) });

const key = {
  account,
  book: toBookId('EMA'),
  instrument: toInstrumentId('SBIN.NSE'),
  product: 'delivery',
  id: null,
} as const;
const money = rupees(123_456_789_012_345_678_901n);
const scope = { kind: 'account' } as const;
const heads = fc.record({
  number: fc.maxSafeNat().map(toInputNumber),
  index: fc.nat(),
  at: fc.integer().map(toTimestamp),
  receivedAt: fc.integer().map(toTimestamp),
});
const sizes = fc.record({ qty: fc.maxSafeInteger(), cost: fc.bigInt(), amount: fc.bigInt() });
const texts = fc.string({ unit: 'grapheme' });
const arbitraryBodies = fc.oneof(
  sizes.map(({ qty, cost, amount }): TradingEventBody => ({
    kind: 'position',
    key,
    qty,
    cost,
    realised: rupees(amount),
    charges: rupees(-amount),
  })),
  fc
    .record({ reason: texts, state: fc.constantFrom('ACTIVE', 'REDUCING', 'HALTED') })
    .map(({ reason, state }): TradingEventBody => ({
      kind: 'account',
      account,
      scope,
      state,
      reason,
    })),
);
const events = fc.oneof(
  fc.constantFrom(...goldenEvents.map(({ value }) => value)),
  fc.tuple(heads, arbitraryBodies).map(([head, body]): TradingEvent => ({ ...head, ...body })),
);

function bytesOf(write: (writer: BinaryWriter) => void): Uint8Array {
  const writer = new BinaryWriter();
  write(writer);
  return writer.take();
}

function nameOf(body: TradingEventBody): string {
  return body.kind === 'order' ? `order ${body.change.type}` : body.kind;
}

const encode = (event: TradingEvent) =>
  bytesOf((writer) => tradingEventCodec.encode(writer, event));
const canonical = (event: TradingEvent) => bytesOf((writer) => writeCanonical(writer, event));
const decode = (bytes: Uint8Array) => tradingEventCodec.decode(new BinaryReader(bytes));

const head = {
  number: toInputNumber(300),
  index: 2,
  at: toTimestamp(1_700_000_000_000_000),
  receivedAt: toTimestamp(1_700_000_000_000_250),
};

describe('the codec of trading events', () => {
  it.each(goldenEvents)('reads back $name', ({ value }) => {
    expect(decode(encode(value))).toEqual(value);
  });

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(events, (event) => {
        expect(decode(encode(event))).toEqual(event);
      }),
    );
  });

  it('is the number and then the canonical form', () => {
    fc.assert(
      fc.property(events, (event) => {
        const number = bytesOf((writer) => writer.uint(event.number));
        expect(encode(event)).toEqual(Uint8Array.from([...number, ...canonical(event)]));
      }),
    );
  });

  it('refuses every record that was cut short', () => {
    fc.assert(
      fc.property(events, fc.nat(), (event, at) => {
        const bytes = encode(event);
        expect(() => decode(bytes.subarray(0, at % bytes.length))).toThrow(ArgosyError);
      }),
    );
  });

  it('refuses a tag that it does not know', () => {
    const bytes = bytesOf((writer) => {
      for (const value of [1, 0]) writer.uint(value);
      for (const value of [0, 0]) writer.int(value);
      writer.u8(99);
    });
    expect(() => decode(bytes)).toThrow(expect.objectContaining({ code: 'UNKNOWN_TAG' }));
  });
});

/** One event of each kind as bytes: whoever changes one of these breaks every journal there is. */
const golden: readonly (readonly [TradingEventBody, string])[] = [
  [
    { kind: 'order', order, change: { type: 'initialized', request: hedged, touch: blind } },
    'ac02028080f28183898506ba83f28183898506010e3030303054455354303030303031010e3030303054455354303030303031044d41494e045445535400085342494e2e4e534502010e3030303054455354303030303030020a038899010100000104412d3137011562792068616e642c2066c3bc72207370c3a474657200000040',
  ],
  [
    { kind: 'order', order, change: { type: 'filled', fill: aFill({ flags: ['late'] }) } },
    'ac02028080f28183898506ba83f28183898506010e30303030544553543030303030311003542d3101909c010003494e5202018b9c0101959c0101a0b80200000101',
  ],
  [
    {
      kind: 'entry',
      entry: 'D-1',
      account,
      purpose: 'deposit',
      order: null,
      legs: [{ ledgerAccount: 'cash:MAIN', amount: rupees(1_000_000n) }],
    },
    'ac02028080f28183898506ba83f281838985060203442d31044d41494e01000109636173683a4d41494e0640420f03494e52',
  ],
  [
    { kind: 'hold', order, account, change: 'placed', group: null, money, qty: toQuantity(10) },
    'ac02028080f28183898506ba83f28183898506030e3030303054455354303030303031044d41494e010012356c362f819f4eb10603494e520a',
  ],
  [
    { kind: 'position', key, qty: -10, cost: -100_000n, realised: money, charges: rupees(20n) },
    'ac02028080f28183898506ba83f2818389850604044d41494e03454d41085342494e2e4e5345010049079f860112356c362f819f4eb10603494e52021403494e52',
  ],
  [
    { kind: 'account', account, scope, state: 'REDUCING', reason: 'a fill too large' },
    'ac02028080f28183898506ba83f2818389850605044d41494e010210612066696c6c20746f6f206c61726765',
  ],
  [
    { kind: 'anomaly', type: 'duplicateFill', order, detail: 'T-1' },
    'ac02028080f28183898506ba83f281838985060602010e303030305445535430303030303103542d31',
  ],
];

describe('the bytes', () => {
  it.each(golden.map(([body, hex]) => ({ name: nameOf(body), body, hex })))(
    'of $name are what they were',
    ({ body, hex }) => {
      expect(Buffer.from(encode({ ...head, ...body })).toString('hex')).toBe(hex);
    },
  );
});

describe('the canonical form', () => {
  const event: TradingEvent = { ...head, kind: 'order', order, change: { type: 'expired' } };

  it('does not know the number', () => {
    expect(canonical({ ...event, number: toInputNumber(7) })).toEqual(canonical(event));
  });

  it.each([
    ['index', { ...event, index: 3 }],
    ['instant', { ...event, at: toTimestamp(1) }],
    ['instant of receipt', { ...event, receivedAt: toTimestamp(1) }],
    ['order', { ...event, order: toOrderId('0000TEST000002') }],
  ])('knows the %s', (_what, other) => {
    expect(canonical(other)).not.toEqual(canonical(event));
  });
});
