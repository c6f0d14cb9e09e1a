import { BinaryWriter } from 'argosy/core';
import { inputCodec } from 'argosy/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBar, aQuote, aTrade } from '@argosy/testkit';

import { isFeedCode } from './errors.ts';
import { newNonce } from './feed-proof.ts';
import {
  readChallenge,
  readHello,
  readRefusal,
  readRows,
  writeChallenge,
  writeHello,
  writeRefusal,
} from './feed-wire.ts';

test('what one side says the other reads', () => {
  const nonce = newNonce();
  const hello = { name: 'my feed', session: 'one', proof: Uint8Array.of(1, 2, 3) };
  const refusal = { code: 'TAKEN_OVER', reason: 'another' } as const;
  expect(readChallenge(writeChallenge(nonce))).toEqual(nonce);
  expect(readHello(writeHello(hello))).toEqual(hello);
  expect(readRefusal(writeRefusal(refusal))).toEqual(refusal);
});

test('rows come back as a tape has them', () => {
  const rows = [aQuote(), aTrade({ qty: 7 })];
  const writer = new BinaryWriter();
  for (const row of rows) inputCodec.encode(writer, row);
  const read: unknown[] = [];
  readRows(writer.take(), (row) => void read.push(row));
  expect(read).toEqual(rows);
});

test('what is no price of a feed is refused', () => {
  const writer = new BinaryWriter();
  inputCodec.encode(writer, aBar());
  expect(() => readRows(writer.take(), () => {})).toThrow('a row that no feed may bring: a bar');
});

test('the other side of another version is refused as such', () => {
  const other = Uint8Array.of(2, 0);
  expect(() => readChallenge(other)).toThrow(expect.objectContaining({ code: 'VERSION' }));
  expect(() => readHello(other)).toThrow('the other side speaks 2, this one 1');
});

test('whatever bytes come, they are read or refused with a code of a feed', () => {
  const readers = [
    readChallenge,
    readHello,
    readRefusal,
    (body: Uint8Array) => readRows(body, () => {}),
  ];
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), fc.nat(3), (body, which) => {
      const outcome = outcomeOf(() => readers[which]?.(body));
      expect(outcome === 'read' || isFeedCode(outcome)).toBe(true);
    }),
  );
});

function outcomeOf(read: () => unknown): string {
  try {
    read();
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'a bug';
  }
}
