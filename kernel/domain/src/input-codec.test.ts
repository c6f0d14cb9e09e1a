import {
  ArgosyError,
  BinaryReader,
  BinaryWriter,
  ok,
  toAccountId,
  toAskId,
  toOrderId,
  toOriginCode,
  toPrice,
  toStrategyId,
  toTimestamp,
} from 'argosy/core';
import { aBar, aFill, aQuote, aStatus, aTrade, goldenInputs, rupees } from '@argosy/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { inputCodec } from './input-codec.ts';
import type { Input } from './input.ts';
import { toInputNumber } from './interned.ts';

const order = toOrderId('0000TEST000001');
const account = toAccountId('MAIN');
const strategy = toStrategyId('EMA');
const at = toTimestamp(1_700_000_000_000_000);
const { flags: _flags, ...reportedFill } = aFill({ fee: rupees(-3n) });

const origin = toOriginCode('EMA1');
const readTo = toInputNumber(41);
const prices = fc.maxSafeInteger().map(toPrice);
const arbitraryInputs = fc.oneof(
  fc.constantFrom(...goldenInputs.map(({ value }) => value)),
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
  it.each(goldenInputs)('reads back $name', ({ value }) => {
    expect(decode(encode(value))).toEqual(value);
  });

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
