import {
  ArgosyError,
  BinaryReader,
  BinaryWriter,
  ok,
  refuse,
  toAccountId,
  toAskId,
  toBookId,
  toBrokerOrderId,
  toInstrumentId,
  toOrderId,
  toOriginCode,
  toPositionId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
  toTradeId,
} from 'argosy/core';
import {
  aBar,
  aFill,
  aQuote,
  aStatus,
  aTouch,
  aTrade,
  anOrderRequest,
  rupees,
} from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { CommandBody } from './command.ts';
import type { CorporateAction } from './corporate-action.ts';
import { inputCodec } from './input-codec.ts';
import type { AnswerBody, Input, ReportBody } from './input.ts';
import { toInputNumber } from './interned.ts';

const order = toOrderId('0000TEST000001');
const account = toAccountId('MAIN');
const strategy = toStrategyId('EMA');
const at = toTimestamp(1_700_000_000_000_000);
const book = toBookId('EMA');
const qty = toQuantity(5);
const limit = { type: 'limit', limit: toPrice(9_900) } as const;
const { flags: _flags, ...reportedFill } = aFill({ fee: rupees(-3n) });

const entryLink = { list: order, parent: null, release: 'whenDone', contingency: null } as const;
const ratio = { numerator: 3, denominator: 2, fractionPrice: toPrice(10_000) };
const actions: readonly CorporateAction[] = [
  { type: 'split', ...ratio, fractionPrice: null },
  { type: 'dividend', perUnit: 1_875n, scale: 3, withheldBps: 1_000 },
  { type: 'exchange', ...ratio, into: toInstrumentId('HEIR.NSE') },
  { type: 'spinOff', ...ratio, into: toInstrumentId('HEIR.NSE'), costBps: 2_500 },
  { type: 'redemption', price: toPrice(0) },
];
const exitLink = { ...entryLink, parent: order, release: 'eachFill', contingency: 'OUO' } as const;

const commandBodies: readonly CommandBody[] = [
  { type: 'submit', request: anOrderRequest(), touch: aTouch() },
  { type: 'amend', order, qty, terms: limit },
  { type: 'amend', order, qty: null, terms: limit },
  { type: 'amend', order, qty, terms: null },
  {
    type: 'submitList',
    orders: [
      { request: anOrderRequest({ link: entryLink }), touch: aTouch() },
      { request: anOrderRequest({ link: exitLink, side: 'sell' }), touch: aTouch() },
    ],
  },
  {
    type: 'movePosition',
    account,
    entry: 'M-1',
    instrument: toInstrumentId('SBIN.NSE'),
    qty,
    from: { book, product: 'intraday', position: null },
    to: { book, product: 'delivery', position: toPositionId('0000TEST000001') },
  },
  { type: 'cancel', order },
  { type: 'cancelAll', account, book, instrument: null },
  { type: 'cancelAll', account, book, instrument: toInstrumentId('SBIN.NSE') },
  { type: 'setState', account, scope: { kind: 'account' }, state: 'HALTED', reason: 'by hand' },
  { type: 'setState', account, scope: { kind: 'book', book }, state: 'HALTED', reason: 'no' },
  { type: 'setState', account, scope: { kind: 'strategy', strategy }, state: 'ACTIVE', reason: '' },
  { type: 'setState', account, scope: { kind: 'reconciliation' }, state: 'HALTED', reason: '' },
  { type: 'setState', account, scope: { kind: 'firm' }, state: 'HALTED', reason: '' },
  {
    type: 'setLimit',
    account,
    scope: { kind: 'strategy', strategy },
    limit: 'orderValue',
    value: 2n ** 70n,
    until: at,
    reason: 'a quiet day',
  },
  {
    type: 'setLimit',
    account,
    scope: { kind: 'firm' },
    limit: 'drawdown',
    value: null,
    until: null,
    reason: '',
  },
  { type: 'submitConfirmed', request: anOrderRequest(), touch: aTouch(), confirmation: 'C-1' },
  { type: 'kill', account, scope: { kind: 'book', book }, reason: 'enough' },
  { type: 'transfer', account, entry: 'D-1', amount: rupees(-5n) },
  { type: 'correctCash', account, entry: 'C-1', amount: rupees(-5n) },
  {
    type: 'reserve',
    account,
    reservation: 'R-1',
    purpose: 'withdrawal',
    amount: rupees(5n),
    expiresAt: at,
  },
  {
    type: 'reserve',
    account,
    reservation: 'R-2',
    purpose: 'charges',
    amount: rupees(5n),
    expiresAt: null,
  },
  { type: 'postReserved', account, reservation: 'R-1', entry: 'P-1', amount: rupees(4n) },
  { type: 'voidReserved', account, reservation: 'R-1' },
  { type: 'setStatus', account, status: 'frozen', reason: 'a court asked' },
  {
    type: 'bookCharges',
    account,
    entry: 'N-1',
    currency: rupees(0n).currency,
    charges: [{ name: 'stt', amount: rupees(-3n).amount }],
  },
  { type: 'setFloor', account, floor: rupees(-5n), reason: 'a credit line' },
  ...actions.map((action) => {
    return {
      type: 'bookAction',
      account,
      entry: 'A-1',
      instrument: toInstrumentId('SBIN.NSE'),
      action,
    } as const;
  }),
  ...(['draw', 'interest', 'repay'] as const).map((change) => {
    return {
      type: 'bookLoan',
      account,
      entry: 'L',
      loan: '1',
      change,
      amount: rupees(7n),
    } as const;
  }),
];
const reportBodies: readonly ReportBody[] = [
  { type: 'accepted', brokerId: toBrokerOrderId('B-1') },
  { type: 'rejected', reason: 'margin' },
  { type: 'canceled', reason: null },
  { type: 'expired' },
  { type: 'triggered' },
  { type: 'updated', qty, terms: { type: 'stopMarket', trigger: toPrice(9_800) } },
  {
    type: 'updated',
    qty,
    terms: { type: 'stopLimit', trigger: toPrice(9_800), limit: toPrice(9_790) },
  },
  { type: 'modifyRejected', reason: 'band' },
  { type: 'cancelRejected', reason: 'too late' },
  { type: 'filled', fill: reportedFill },
  { type: 'busted', trade: toTradeId('T-1') },
  { type: 'unanswered', request: 'amend' },
  { type: 'external', brokerId: toBrokerOrderId('B-2'), request: anOrderRequest() },
  { type: 'inferred', fill: reportedFill, request: null },
  { type: 'inferred', fill: reportedFill, request: anOrderRequest() },
];
const answerBodies: readonly AnswerBody[] = [
  { port: 'history', bars: [] },
  { port: 'history', bars: [aBar({ at: 60_000_000, bid: 9_995 }), aBar({ at: 120_000_000 })] },
  { port: 'model', response: { signal: [1, -0.5, null], text: 'buy' } },
];

const origin = toOriginCode('EMA1');
const readTo = toInputNumber(41);
const inputs: readonly Input[] = [
  aQuote({ at: 5 }),
  aTrade({ at: 5 }),
  { ...aTrade({ at: 5 }), aggressor: 'sell', nanos: 999, sourceSequence: 7 },
  aBar({ at: 60_000_000 }),
  aStatus({ state: 'halted' }),
  ...commandBodies.map((body): Input => ({ kind: 'command', origin, strategy, readTo, at, body })),
  { kind: 'command', origin, strategy: null, readTo, at, body: { type: 'cancel', order } },
  ...reportBodies.map((body): Input => ({
    kind: 'report',
    account,
    order,
    eventAt: at,
    availableAt: at,
    body,
  })),
  { kind: 'time', availableAt: at },
  ...answerBodies.map((body): Input => ({
    kind: 'answer',
    id: toAskId('Q-1'),
    strategy,
    availableAt: at,
    result: ok(body),
  })),
  {
    kind: 'answer',
    id: toAskId('Q-1'),
    strategy,
    availableAt: at,
    result: refuse('ASK_TIMED_OUT', 'no answer in 5000 ms'),
  },
];

const prices = fc.maxSafeInteger().map(toPrice);
const arbitraryInputs = fc.oneof(
  fc.constantFrom(...inputs),
  fc.record({ bid: prices, ask: prices }).map((sides): Input => ({ ...aQuote(), ...sides })),
  fc
    .record({ low: prices, bid: fc.option(prices), ask: fc.option(prices), revision: fc.nat() })
    .map((changes): Input => ({ ...aBar(), ...changes })),
);

function nameOf(input: Input): string {
  return 'body' in input ? `${input.kind} ${input.body.type}` : input.kind;
}

function encode(input: Input): Uint8Array {
  const writer = new BinaryWriter();
  inputCodec.encode(writer, input);
  return writer.take();
}

function decode(bytes: Uint8Array): Input {
  return inputCodec.decode(new BinaryReader(bytes));
}

describe('the codec of inputs', () => {
  it.each(inputs.map((input) => ({ name: nameOf(input), input })))(
    'reads back $name',
    ({ input }) => {
      expect(decode(encode(input))).toEqual(input);
    },
  );

  it('reads back whatever it writes', () => {
    fc.assert(
      fc.property(arbitraryInputs, (input) => {
        expect(decode(encode(input))).toEqual(input);
      }),
    );
  });

  it('reads back what a model answered, as JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (response) => {
        const input: Input = {
          kind: 'answer',
          id: toAskId('Q-1'),
          strategy,
          availableAt: at,
          result: ok({ port: 'model', response }),
        };
        const read = decode(encode(input));
        expect(encode(read)).toEqual(encode(input));
      }),
    );
  });

  it('refuses every record that was cut short', () => {
    fc.assert(
      fc.property(arbitraryInputs, fc.nat(), (input, cut) => {
        const bytes = encode(input);
        expect(() => decode(bytes.subarray(0, cut % bytes.length))).toThrow(ArgosyError);
      }),
    );
  });

  it('refuses a kind that it does not know', () => {
    expect(() => decode(Uint8Array.of(0))).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_TAG' }),
    );
  });
});

/** One input of each kind as bytes: whoever changes one of these breaks every tape there is. */
const golden: readonly (readonly [Input, string])[] = [
  [aQuote({ at: 5 }), '01085342494e2e4e534505000500909c01959c01a401a401'],
  [
    { ...aTrade({ at: 5 }), aggressor: 'sell', nanos: 999, sourceSequence: 7 },
    '02085342494e2e4e534505e7070507909c0101010203542d31',
  ],
  [
    aBar({ at: 60_000_000, bid: 9_995, revision: 1 }),
    '03085342494e2e4e5345809c9c3900809c9c39001f5342494e2e4e53452d312d4d494e5554452d4c4153542d45585445524e414c00809c9c39909c01909c01909c01909c01a80f018b9c010001',
  ],
  [aStatus({ state: 'halted' }), '04085342494e2e4e53450000000003'],
  [
    { kind: 'command', origin, strategy, readTo, at, body: { type: 'cancel', order } },
    '0504454d41310103454d41298080f28183898506030e3030303054455354303030303031',
  ],
  [
    {
      kind: 'report',
      account,
      order,
      eventAt: at,
      availableAt: at,
      body: { type: 'filled', fill: reportedFill },
    },
    '06044d41494e0e30303030544553543030303030318080f281838985068080f281838985060903542d3101909c01030203494e5202018b9c0101959c0101a0b8020000',
  ],
  [{ kind: 'time', availableAt: at }, '078080f28183898506'],
  [
    {
      kind: 'answer',
      id: toAskId('Q-1'),
      strategy,
      availableAt: at,
      result: ok({ port: 'model', response: { b: 1, a: [null] } }),
    },
    '0803512d3103454d418080f281838985060102127b2261223a5b6e756c6c5d2c2262223a317d',
  ],
];

describe('the bytes', () => {
  it.each(golden.map(([input, hex]) => ({ name: nameOf(input), input, hex })))(
    'of $name are what they were',
    ({ input, hex }) => {
      expect(Buffer.from(encode(input)).toString('hex')).toBe(hex);
    },
  );
});
