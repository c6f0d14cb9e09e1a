import { toAccountId, toMinor, toTimestamp } from 'argosy/core';
import { REASON_LENGTH_MAX, type Report } from 'argosy/domain';
import { aFill, anOrderRequest, aQuote, ShardRig, WrittenJournal } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const account = toAccountId('MAIN');

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    '',
    ' ',
    '\ud800',
    'a\udc00b',
    '\u0000',
    'é',
    'MAIN',
    'INR',
    'usd',
    'x'.repeat(200),
  ),
  fc.constantFrom('x'.repeat(100_000), 'x'.repeat(2 << 20), 'é'.repeat(1 << 20)),
);
const integer = fc.oneof(
  fc.bigInt(),
  fc.constantFrom(0n, 2n ** 127n, -(2n ** 127n), 10n ** 60n, 10n ** 30_000n, -(10n ** 30_000n)),
);
const number = fc.oneof(
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, 1, 1.5, -1, 2 ** 53, 2 ** 53 - 1, 1 - 2 ** 53, Number.NaN, Infinity),
);

const { flags: _, ...fill } = aFill({ qty: 1, charges: [{ name: 'stt', amount: toMinor(1n) }] });
const request = { ...anOrderRequest(), algo: 'A', tag: 'T' };
const limits = { type: 'stopLimit', trigger: 1, limit: 1 };

/** A report of every type, with all that it may carry. */
const shapes: readonly Record<string, unknown>[] = [
  { type: 'accepted', brokerId: 'B' },
  { type: 'rejected', reason: 'r' },
  { type: 'canceled', reason: 'r' },
  { type: 'canceled', reason: null },
  { type: 'expired' },
  { type: 'triggered' },
  { type: 'updated', qty: 1, terms: limits },
  { type: 'modifyRejected', reason: 'r' },
  { type: 'cancelRejected', reason: 'r' },
  { type: 'filled', fill },
  { type: 'busted', trade: fill.trade },
  { type: 'unanswered', request: 'submit' },
  { type: 'external', brokerId: 'B', request: { ...request, id: 'ELSEWHERE', terms: limits } },
  { type: 'inferred', fill, request: null },
  { type: 'inferred', fill, request: { ...request, id: 'ELSEWHERE' } },
];

type Swap = { place: number; text: string; integer: bigint; number: number; times: number };

const swaps = fc.array(
  fc.record({ place: fc.nat(16), text, integer, number, times: fc.constantFrom(1, 1, 1, 300) }),
  { maxLength: 3 },
);

/** Puts another value of its kind in the place of one, by its place among all. */
function swapLeaf(given: Record<string, unknown>, swap: Swap): Record<string, unknown> {
  let left = swap.place;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return Array.from({ length: swap.times }, () => walk(value[0]));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one)]));
    }
    left -= 1;
    if (left !== -1) return value;
    if (typeof value === 'string') return swap.text;
    return typeof value === 'bigint' ? swap.integer : swap.number;
  };
  const { kind, body, ...head } = given;
  const { type, ...rest } = Object.assign({ type: '' }, body);
  const swapped = { ...Object.assign({ head: {}, rest: {} }, walk({ rest, head })) };
  return { kind, ...swapped.head, body: { type, ...swapped.rest } };
}

/** A report as an adapter gives it that nobody has type-checked. */
function untyped(report: Record<string, unknown>): Report {
  const at = toTimestamp(0);
  const plain: Report = {
    kind: 'report',
    account,
    order: anOrderRequest().id,
    eventAt: at,
    availableAt: at,
    body: { type: 'expired' },
  };
  return Object.assign(plain, report);
}

function aRig(): ShardRig {
  const rig = new ShardRig({ journal: new WrittenJournal('all') }).open();
  rig.feed(aQuote());
  return rig;
}

const lives = fc.array(fc.record({ shape: fc.constantFrom(...shapes), swaps }), {
  minLength: 1,
  maxLength: 4,
});

test('whatever a broker reports, nothing is thrown, and the next report is taken', () => {
  fc.assert(
    fc.property(lives, (life) => {
      const rig = aRig();
      const order = rig.submit();
      for (const { shape, swaps: changes } of life) {
        const at = rig.now;
        const report = {
          kind: 'report',
          account,
          order,
          eventAt: at,
          availableAt: at,
          body: shape,
        };
        rig.take(untyped(changes.reduce<Record<string, unknown>>(swapLeaf, report)));
        expect(rig.trading.checkInvariants()).toEqual([]);
      }
      const next = rig.submit({ side: 'sell', reduceOnly: false });
      rig.report(next, { type: 'rejected', reason: 'x'.repeat(1_000) });
      const reason = rig.trading.order(next)?.reason ?? '';
      expect(reason.length).toBeLessThanOrEqual(REASON_LENGTH_MAX);
    }),
    { numRuns: 500 },
  );
});

test('however much a broker says was traded, and for how much, nothing is thrown', () => {
  const extreme = fc.constantFrom(0, 1, 10, 2 ** 52, 2 ** 53 - 1, 1 - 2 ** 53, 2 ** 53, Number.NaN);
  const trades = fc.array(
    fc.record({
      type: fc.constantFrom('filled', 'busted', 'updated', 'external', 'inferred'),
      which: fc.nat(2),
      qty: extreme,
      price: extreme,
      trade: fc.constantFrom('A', 'B', 'C'),
    }),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(trades, (said) => {
      const rig = aRig();
      const orders = [rig.submit(), rig.submit({ side: 'sell' }), rig.submit()];
      for (const [place, { type, which, qty, price, trade }] of said.entries()) {
        const order = orders[which];
        const elsewhere = {
          ...request,
          id: `E${place}`,
          qty,
          terms: { type: 'limit', limit: price },
        };
        const id = type === 'external' || type === 'inferred' ? elsewhere.id : order;
        const bodies: Record<string, unknown> = {
          filled: { type, fill: { ...fill, trade, qty, price } },
          busted: { type, trade },
          updated: { type, qty, terms: { type: 'limit', limit: price } },
          external: { type, brokerId: 'B', request: elsewhere },
          inferred: { type, fill: { ...fill, trade, qty, price }, request: elsewhere },
        };
        rig.take(
          untyped({ order: id, body: bodies[type], eventAt: rig.now, availableAt: rig.now }),
        );
        expect(rig.trading.checkInvariants()).toEqual([]);
      }
    }),
    { numRuns: 500 },
  );
});
