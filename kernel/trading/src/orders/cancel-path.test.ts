import { toBookId, toInstrumentId, toPrice, type OrderId } from 'argosy/core';
import { TradingRig, aQuote, anInstrument, anOrderRequest } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const limit = { type: 'limit', limit: toPrice(10_000) } as const;

function aRig(): TradingRig {
  const rig = new TradingRig({
    instruments: [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })],
  });
  rig.feed(aQuote());
  return rig;
}

function working(): { readonly rig: TradingRig; readonly order: OrderId } {
  const rig = aRig();
  const order = rig.work({ terms: limit });
  rig.said();
  return { rig, order };
}

describe('a cancel', () => {
  test('is noted and leaves for the broker', () => {
    const { rig, order } = working();
    rig.cancel(order);
    expect([rig.said(), rig.effects.at(-1)?.type]).toEqual([['pendingCancel'], 'cancel']);
  });

  test('keeps what the order holds until the broker confirms', () => {
    const { rig, order } = working();
    rig.cancel(order);
    expect(rig.machine.book.holdOf(order)?.money.amount).toBe(100_000n);
  });

  test('confirmed releases what the order holds', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.report(order, { type: 'canceled', reason: null });
    expect(rig.said()).toEqual(['pendingCancel', 'canceled', 'hold released']);
  });

  test('passes in a halted account', () => {
    const { rig, order } = working();
    rig.setState('HALTED');
    rig.cancel(order);
    expect(rig.machine.order(order)?.state).toBe('PENDING_CANCEL');
  });

  test('passes before the broker has accepted the order', () => {
    const rig = aRig();
    const order = rig.submit({ terms: limit });
    rig.cancel(order);
    expect(rig.effects.map(({ type }) => type)).toEqual(['submit', 'cancel']);
  });

  test('passes while an amendment waits for its answer', () => {
    const { rig, order } = working();
    rig.amend(order, 5, limit);
    rig.cancel(order);
    expect(rig.machine.order(order)?.state).toBe('PENDING_CANCEL');
  });

  test('passes a second time', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.cancel(order);
    expect(rig.effects.filter(({ type }) => type === 'cancel').length).toBe(2);
  });

  test('refused by the broker lets the order work on', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.report(order, { type: 'cancelRejected', reason: 'too late' });
    expect(rig.machine.order(order)?.state).toBe('ACCEPTED');
  });

  test('that crosses the last fill leaves a filled order', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.fill(order, { qty: 10 });
    rig.report(order, { type: 'cancelRejected', reason: 'filled' });
    expect([rig.machine.order(order)?.state, rig.machine.counters.transitionRefused]).toEqual([
      'FILLED',
      0,
    ]);
  });

  test('that crosses a partial fill stays pending beside it', () => {
    const { rig, order } = working();
    rig.cancel(order);
    rig.fill(order, { qty: 4 });
    const { state, pending } = rig.machine.order(order) ?? {};
    expect([state, pending]).toEqual(['PARTIALLY_FILLED', 'cancel']);
  });

  test.each(['an unknown order', 'a closed order'])('of %s is refused and counted', (which) => {
    const { rig, order } = working();
    rig.fill(order, { qty: 10 });
    rig.cancel(which === 'a closed order' ? order : rig.submit({ id: order }));
    expect(rig.machine.counters.commandRefused).toBeGreaterThan(0);
  });

  test('of another strategy’s order is refused', () => {
    const { rig, order } = working();
    rig.command({ type: 'cancel', order }, { strategy: 'OTHER' });
    expect(rig.said()).toEqual(['commandRefused']);
  });

  test('of a strategy’s order by a person passes', () => {
    const { rig, order } = working();
    rig.command({ type: 'cancel', order }, { strategy: null });
    expect(rig.said()).toEqual(['pendingCancel']);
  });
});

describe('a cancel of all', () => {
  test('cancels every open order of the book, in the order they came', () => {
    const { rig, order } = working();
    const second = rig.work({ terms: limit });
    rig.cancelAll();
    expect(rig.effects.slice(-2)).toEqual([
      { type: 'cancel', account: 'MAIN', order },
      { type: 'cancel', account: 'MAIN', order: second },
    ]);
  });

  test('leaves other books alone', () => {
    const rig = aRig();
    rig.work({ terms: limit, book: toBookId('OTHER') });
    rig.cancelAll();
    expect(rig.effects.map(({ type }) => type)).toEqual(['submit']);
  });

  test('by a strategy leaves the orders of others in the book alone', () => {
    const { rig } = working();
    const { account, book } = anOrderRequest();
    const body = { type: 'cancelAll', account, book, instrument: null } as const;
    rig.command(body, { strategy: 'OTHER' });
    expect(rig.said()).toEqual([]);
  });

  test('of one instrument leaves the others alone', () => {
    const { rig } = working();
    const other = rig.work({ terms: limit, instrument: toInstrumentId('TCS.NSE') });
    const { account, book, instrument } = anOrderRequest({ instrument: toInstrumentId('TCS.NSE') });
    rig.command({ type: 'cancelAll', account, book, instrument });
    expect(rig.effects.filter(({ type }) => type === 'cancel').map((it) => it.order)).toEqual([
      other,
    ]);
  });
});
