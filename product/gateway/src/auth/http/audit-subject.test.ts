import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { subjectOf } from './audit-subject.ts';

const bare = { params: {}, body: undefined, headers: {} };
const ticket = { account: 'MAIN', book: 'HAND', instrument: 'SBIN.NSE', qty: '5' };
const keyed = { 'idempotency-key': 'k-1' };

test.each([
  ['the order of its address', { params: { order: 'O-1' }, body: ticket }, 'O-1'],
  ['where an order goes', { body: ticket }, 'MAIN HAND SBIN.NSE'],
  ['its key as well', { body: ticket, headers: keyed }, 'MAIN HAND SBIN.NSE key k-1'],
  ['where the first of several goes', { body: { orders: [ticket, {}] } }, 'MAIN HAND SBIN.NSE'],
  [
    'what its scope names',
    { body: { account: 'MAIN', scope: { kind: 'strategy', strategy: 'ema' } } },
    'MAIN ema',
  ],
  ['nothing where it names nothing', {}, ''],
])('a request is about %s', (_, changes, subject) => {
  expect(subjectOf({ ...bare, ...changes })).toBe(subject);
});

test('whatever is sent, a subject is a text that is not too long', () => {
  const anything = fc.oneof(
    fc.anything(),
    fc.record({ account: fc.anything(), orders: fc.anything(), scope: fc.anything() }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), anything, (params, body) => {
      expect(subjectOf({ params, body, headers: {} }).length).toBeLessThanOrEqual(200);
    }),
  );
});
