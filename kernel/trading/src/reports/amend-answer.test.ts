import { toPrice, toQuantity, type OrderId } from 'argosy/core';
import type { OrderTerms } from 'argosy/domain';
import { TradingRig, aFill, aQuote } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { isAnswerTo, type AmendedTo } from './amend-answer.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const trailing = (distance: number, trigger: number | null): OrderTerms => ({
  type: 'trailingStopMarket',
  trail: { by: 'price', distance: toPrice(distance) },
  activation: null,
  trigger: trigger === null ? null : toPrice(trigger),
});
const rest = (price: number | null): OrderTerms => ({
  type: 'marketToLimit',
  limit: price === null ? null : toPrice(price),
});
const to = (qty: number, terms: OrderTerms): AmendedTo => ({ qty: toQuantity(qty), terms });

describe('what a broker says of an order with an amendment on its way', () => {
  test.each<[string, readonly [AmendedTo, AmendedTo, AmendedTo], boolean]>([
    [
      'is its answer where it says just that',
      [to(20, limit(100)), to(10, limit(90)), to(20, limit(100))],
      true,
    ],
    [
      'is its answer where it is rounded',
      [to(10, limit(103)), to(10, limit(90)), to(10, limit(100))],
      true,
    ],
    [
      'is its answer where nothing was to change',
      [to(10, limit(90)), to(10, limit(90)), to(10, limit(90))],
      true,
    ],
    [
      'is none where the quantity is as before',
      [to(20, rest(null)), to(10, rest(null)), to(10, rest(95))],
      false,
    ],
    [
      'is none where the limit is as before',
      [to(20, limit(100)), to(10, limit(90)), to(20, limit(90))],
      false,
    ],
    [
      'is none where the trail is as before',
      [to(10, trailing(50, null)), to(10, trailing(80, 20)), to(10, trailing(80, 25))],
      false,
    ],
    [
      'is its answer where the stop is as before that follows nearer',
      [to(10, trailing(50, null)), to(10, trailing(80, 20)), to(10, trailing(50, 20))],
      true,
    ],
  ])('%s', (_, [asked, before, told], isAnswer) => {
    expect(isAnswerTo(asked, before, told)).toBe(isAnswer);
  });
});

describe('an update that nobody asked for', () => {
  /** An order of ten at 100.00 of which thirty are asked for. */
  function amending(): { readonly rig: TradingRig; readonly order: OrderId } {
    const rig = new TradingRig();
    rig.feed(aQuote());
    const order = rig.work({ terms: limit(10_000) });
    rig.amend(order, 30, limit(10_000));
    rig.said();
    return { rig, order };
  }
  const tell = (rig: TradingRig, order: OrderId, qty: number, price: number): void =>
    rig.report(order, { type: 'updated', qty: toQuantity(qty), terms: limit(price) });
  const held = (rig: TradingRig, order: OrderId): bigint | undefined =>
    rig.machine.book.holdOf(order)?.money.amount;

  test('leaves the amendment on its way, with what that needs', () => {
    const { rig, order } = amending();
    tell(rig, order, 10, 9_990);
    expect([rig.said(), rig.machine.order(order)?.state, held(rig, order)]).toEqual([
      ['updated', 'pendingUpdate'],
      'PENDING_UPDATE',
      300_000n,
    ]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });

  test('is followed by the answer, and only that frees or takes', () => {
    const { rig, order } = amending();
    tell(rig, order, 10, 9_990);
    rig.said();
    tell(rig, order, 30, 10_000);
    expect([rig.said(), rig.machine.order(order)?.qty]).toEqual([['updated'], 30]);
  });

  test('is followed by a refusal, which is no surprise', () => {
    const { rig, order } = amending();
    tell(rig, order, 10, 9_990);
    rig.said();
    rig.report(order, { type: 'modifyRejected', reason: 'no' });
    expect([rig.said(), rig.machine.order(order)?.state, held(rig, order)]).toEqual([
      ['modifyRejected', 'hold posted'],
      'ACCEPTED',
      99_900n,
    ]);
  });

  test('keeps a second amendment waiting', () => {
    const { rig, order } = amending();
    tell(rig, order, 10, 9_990);
    rig.said();
    rig.amend(order, 12, limit(9_990));
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('lets what the amendment allows be filled before its answer comes', () => {
    const { rig, order } = amending();
    tell(rig, order, 10, 9_990);
    rig.fill(order, { qty: 25 });
    expect(rig.of('anomaly')).toEqual([]);
    expect(rig.machine.order(order)?.filled).toBe(25);
  });

  test('answers an amendment whose own answer is lost', () => {
    const { rig, order } = amending();
    rig.report(order, { type: 'unanswered', request: 'amend' });
    tell(rig, order, 10, 9_990);
    expect([rig.machine.order(order)?.state, rig.machine.order(order)?.inDoubt]).toEqual([
      'ACCEPTED',
      [],
    ]);
  });

  test('at what has filled closes the order, and asks for nothing more', () => {
    const { rig, order } = amending();
    rig.report(order, { type: 'filled', fill: aFill({ qty: 4 }) });
    rig.said();
    tell(rig, order, 4, 10_000);
    expect(rig.machine.order(order)?.state).toBe('FILLED');
    expect(held(rig, order)).toBeUndefined();
  });

  test('is remembered with its amendment over a restart', () => {
    for (const restart of ['restart', 'recall'] as const) {
      const { rig, order } = amending();
      rig[restart]();
      tell(rig, order, 10, 9_990);
      expect(rig.said()).toEqual(['updated', 'pendingUpdate']);
    }
  });
});
