import { toAccountId, toMinor, toOrderId, toTimestamp } from 'argosy/core';
import { aFill, anOrderRequest, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { COMMAND_CHARGES_MAX } from './command-bounds.ts';
import type { Report, ReportBody } from './input.ts';
import { boundReport } from './report-bounds.ts';
import {
  CLIENT_ID_LENGTH_MAX,
  foldForeignId,
  isPlainId,
  REASON_LENGTH_MAX,
} from './text-bounds.ts';

const now = toTimestamp(7);
const long = 'x'.repeat(2 << 20);

function report(body: ReportBody): Report {
  const [at, account] = [toTimestamp(0), toAccountId('MAIN')];
  return { kind: 'report', account, order: toOrderId('O'), eventAt: at, availableAt: at, body };
}

describe('a report', () => {
  test.each<ReportBody>([
    { type: 'rejected', reason: 'no margin' },
    { type: 'canceled', reason: null },
    { type: 'filled', fill: aFill() },
    { type: 'expired' },
  ])('within its bounds is given back as it is: $type', (body) => {
    const given = report(body);
    expect(boundReport(given, now)).toBe(given);
  });

  test.each<ReportBody>([
    { type: 'rejected', reason: long },
    { type: 'canceled', reason: long },
    { type: 'modifyRejected', reason: long },
    { type: 'cancelRejected', reason: long },
  ])('has its reason cut: $type', (body) => {
    const cut = boundReport(report(body), now).body;
    expect('reason' in cut && cut.reason?.length).toBe(REASON_LENGTH_MAX);
  });

  test('of a fill has its ids folded, the same each time, and its charges named in short', () => {
    const fill = Object.assign(aFill(), { trade: long, charges: [{ name: long, amount: 1n }] });
    const cut = boundReport(report({ type: 'filled', fill }), now).body;
    const folded = 'fill' in cut ? cut.fill : null;
    expect(isPlainId(folded?.trade ?? '')).toBe(true);
    expect(folded?.charges?.[0]?.name.length).toBe(CLIENT_ID_LENGTH_MAX);
    expect(boundReport(report({ type: 'filled', fill }), now).body).toEqual(cut);
  });

  test("of acceptance has the broker's own id folded, and so has a bust", () => {
    const body = { type: 'accepted', brokerId: long };
    const cut = boundReport(Object.assign(report({ type: 'expired' }), { body }), now).body;
    expect('brokerId' in cut && isPlainId(cut.brokerId)).toBe(true);
    const bust = { type: 'busted', trade: long };
    const bound = boundReport(Object.assign(report({ type: 'expired' }), { body: bust }), now).body;
    expect('trade' in bound && isPlainId(bound.trade)).toBe(true);
  });

  test('has its head folded, and instants that are none taken for the present one', () => {
    const head = { account: 'a b', order: long, eventAt: Number.NaN, availableAt: 0.5 };
    const bound = boundReport(Object.assign(report({ type: 'expired' }), head), now);
    expect([isPlainId(bound.account), isPlainId(bound.order)]).toEqual([true, true]);
    expect([bound.eventAt, bound.availableAt, bound.body.type]).toEqual([now, now, 'expired']);
  });

  test.each(['external', 'inferred'] as const)(
    'of an order of elsewhere has its texts cut: %s',
    (type) => {
      const link = { list: 'l l', parent: 'p p', release: 'eachFill', contingency: null };
      const ids = { id: long, book: 'b b', strategy: '', position: ' ' };
      const request = Object.assign(anOrderRequest(), {
        ...ids,
        algo: long,
        tag: 'é'.repeat(33),
        link,
      });
      const body = { type, brokerId: long, fill: aFill(), request };
      const bound = boundReport(Object.assign(report({ type: 'expired' }), { body }), now).body;
      expect(bound).toMatchObject({
        type,
        request: {
          id: foldForeignId(long),
          book: foldForeignId('b b'),
          strategy: foldForeignId(''),
          position: foldForeignId(' '),
          link: { list: foldForeignId('l l'), parent: foldForeignId('p p') },
          algo: `${'x'.repeat(31)}…`,
          tag: `${'é'.repeat(31)}…`,
        },
      });
    },
  );

  test('of a fill with more lines of charges than are kept leaves the rest in the fee', () => {
    const line = { name: 'stt', amount: toMinor(1n) };
    const fill = aFill({ charges: Array.from({ length: 500 }, () => line), fee: rupees(500n) });
    const bound = boundReport(report({ type: 'filled', fill }), now).body;
    const kept = 'fill' in bound ? bound.fill : null;
    expect([kept?.charges?.length, kept?.fee.amount]).toEqual([COMMAND_CHARGES_MAX, 500n]);
  });

  test.each([
    ['qty', 1.5],
    ['qty', -1],
    ['price', 2 ** 53],
    ['price', Number.NaN],
    ['at', Infinity],
    ['fee', rupees(2n ** 127n)],
    ['fee', { amount: 0n, currency: 'x'.repeat(99) }],
    ['fee', { amount: 0n, currency: 'usd' }],
    ['fee', { amount: 0n, currency: null }],
    ['charges', [{ name: 'stt', amount: -(2n ** 127n) }]],
    ['liquidity', 'both'],
    ['touch', null],
  ])('of a fill whose %s is %s cannot be written down, and says what it was of', (field, value) => {
    const fill = Object.assign(aFill(), { [field]: value });
    const bound = boundReport(report({ type: 'filled', fill }), now).body;
    const reason = bound.type === 'unreadable' ? bound.reason : '';
    expect(reason.startsWith(`filled of trade ${fill.trade}, ${fill.qty} units at`)).toBe(true);
    expect(reason.length).toBeLessThanOrEqual(REASON_LENGTH_MAX);
  });

  test.each([
    { type: 'updated', qty: -1, terms: { type: 'market' } },
    { type: 'updated', qty: 1, terms: { type: 'limit', limit: 0.5 } },
    { type: 'updated', qty: 1, terms: null },
    { type: 'external', brokerId: 'B', request: { ...anOrderRequest(), qty: 2 ** 60 } },
    { type: 'external', brokerId: 'B', request: null },
    { type: 'unanswered', request: 'query' },
    { type: 'never heard of' },
  ])('that cannot be is written as one: $type', (body) => {
    const bound = boundReport(Object.assign(report({ type: 'expired' }), { body }), now);
    expect(bound.body.type).toBe('unreadable');
    expect(boundReport(bound, now)).toBe(bound);
  });
});
