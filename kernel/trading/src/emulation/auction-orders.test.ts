import {
  SessionClock,
  toCalendarId,
  toMicros,
  toTimestamp,
  type OrderId,
  type SessionPhase,
  type TradingCalendar,
} from 'argosy/core';
import { linkOto, linkOuo } from 'argosy/orders';
import type { RiskLimits } from 'argosy/risk';
import {
  WaitingRig,
  aLimit,
  aSale,
  aStatus,
  anInstrument,
  nthRequest,
  orderId,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

const second = 1_000_000;
const window = (phase: SessionPhase, from: number, until: number) => ({
  phase,
  fromMicros: toMicros(from * second),
  untilMicros: toMicros(until * second),
});
/** An afternoon before its close, and a morning: both within the first minutes of a Thursday. */
const day = [
  window('open', 0, 20),
  window('preOpen', 60, 70),
  window('matching', 70, 80),
  window('open', 80, 120),
];
const withAuction = [window('open', 0, 20), window('closing', 25, 35), window('matching', 35, 40)];
const calendarOf = (windows: typeof day): TradingCalendar => ({
  id: toCalendarId('TEST'),
  offsets: [{ from: toTimestamp(0), offset: toMicros(0) }],
  week: { 1: [], 2: [], 3: [], 4: windows, 5: [], 6: [], 7: [] },
  holidays: [],
  specials: {},
});

function aRig(windows: typeof day, limits: Partial<RiskLimits> = {}): WaitingRig {
  const calendar = calendarOf(windows);
  return new WaitingRig({
    instruments: [anInstrument({ calendar: calendar.id })],
    calendars: new Map([[calendar.id, new SessionClock(calendar)]]),
    limits: { auctionLead: toMicros(5 * second), ...limits },
  });
}

/** Lets time pass up to a second of the day. */
function pass(rig: WaitingRig, until: number): void {
  while (rig.now < until * second) rig.take({ kind: 'time', availableAt: rig.now });
}

const stateOf = (rig: WaitingRig, order: OrderId): string | undefined =>
  rig.machine.order(order)?.state;
const tifsOf = (rig: WaitingRig): readonly string[] =>
  rig.effects.flatMap((one) => (one.type === 'submit' ? [one.request.tif] : [one.type]));
const toOpen = { tif: 'AT_OPEN' } as const;
const toClose = { tif: 'AT_CLOSE' } as const;

describe('an order for the opening', () => {
  test('waits until orders are collected for it, and leaves as one of the day', () => {
    const rig = aRig(day);
    const order = rig.wait({ type: 'market' }, toOpen);
    expect([stateOf(rig, order), rig.machine.nextWakeAt]).toEqual(['EMULATED', 60 * second]);
    pass(rig, 60);
    expect(tifsOf(rig)).toEqual([]);
    pass(rig, 61);
    expect([tifsOf(rig), stateOf(rig, order)]).toEqual([['DAY'], 'SUBMITTED']);
    expect(rig.machine.nextWakeAt).toBe(Number.POSITIVE_INFINITY);
  });

  test('holds all it needs while it waits', () => {
    const rig = aRig(day);
    rig.wait(aLimit(10_000), toOpen);
    expect(rig.said()).toEqual(['initialized', 'hold placed', 'emulated']);
    pass(rig, 61);
    expect(rig.said()).toEqual(['released', 'submitted']);
  });

  test('is canceled with the first price of its session, as far as it is left', () => {
    const rig = aRig(day);
    const order = rig.wait(aLimit(10_000), toOpen);
    pass(rig, 75);
    rig.quote(10_100);
    pass(rig, 82);
    expect(tifsOf(rig)).toEqual(['DAY']);
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY', 'cancel']);
    rig.quote(10_105);
    expect(tifsOf(rig)).toEqual(['DAY', 'cancel']);
    rig.report(order, { type: 'canceled', reason: null });
    expect(stateOf(rig, order)).toBe('CANCELED');
  });

  test('is canceled with the price that its auction was matched at, and where that is refused once more', () => {
    const rig = aRig(day);
    const order = rig.wait(aLimit(10_000), toOpen);
    pass(rig, 75);
    rig.trades(10_100);
    expect(tifsOf(rig)).toEqual(['DAY', 'cancel']);
    rig.report(order, { type: 'cancelRejected', reason: 'not while it is matched' });
    pass(rig, 82);
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY', 'cancel', 'cancel']);
  });

  test('at any price has its first fill still to come, and then its rest ends', () => {
    const rig = aRig(day);
    const order = rig.wait({ type: 'market' }, toOpen);
    pass(rig, 82);
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY']);
    rig.fill(order, { qty: 4, price: 10_105 });
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY', 'cancel']);
  });

  test('outlives what the exchange says is no price to trade at', () => {
    const rig = aRig(day);
    rig.wait(aLimit(10_000), toOpen);
    pass(rig, 82);
    rig.feed(aStatus({ at: rig.now, state: 'preOpen' }));
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY']);
  });

  test('is one that was seen to leave, also after a restart', () => {
    for (const restart of ['recover', 'resume', 'restart'] as const) {
      const rig = aRig(day);
      rig.wait(aLimit(10_000), toOpen);
      pass(rig, 65);
      rig[restart]();
      pass(rig, 82);
      rig.quote(10_100);
      expect(tifsOf(rig)).toEqual(['DAY', 'cancel']);
    }
  });

  test('waits on after a restart, and leaves when it would have', () => {
    for (const restart of ['recover', 'resume', 'restart'] as const) {
      const rig = aRig(day);
      rig.wait(aLimit(10_000), toOpen);
      pass(rig, 40);
      rig[restart]();
      expect(rig.machine.nextWakeAt).toBe(60 * second);
      pass(rig, 61);
      expect(tifsOf(rig)).toEqual(['DAY']);
    }
  });
});

describe('an opening that was slept through', () => {
  /** The first input behind the wait comes at a second of the day. */
  function wakeAt(at: number): { readonly rig: WaitingRig; readonly order: OrderId } {
    const rig = aRig(day);
    const order = rig.wait(aLimit(10_000), toOpen);
    const state = rig.machine.exportState();
    pass(rig, at);
    rig.effects.length = 0;
    rig.machine.importState(state);
    rig.take({ kind: 'time', availableAt: rig.now });
    return { rig, order };
  }

  test.each([
    ['while orders are still collected leaves', 69, ['DAY'], 'SUBMITTED'],
    ['while the auction is matched has expired', 71, [], 'EXPIRED'],
    ['as the session has just begun leaves', 85, ['DAY'], 'SUBMITTED'],
    ['further than that has expired', 86, [], 'EXPIRED'],
  ])('%s', (_, at, left, state) => {
    const { rig, order } = wakeAt(at);
    expect([tifsOf(rig), stateOf(rig, order)]).toEqual([left, state]);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});

describe('an order for the close', () => {
  test('leaves as long before the last close of its day as it is told', () => {
    const rig = aRig(day);
    rig.wait({ type: 'market' }, toClose);
    expect(rig.machine.nextWakeAt).toBe(115 * second);
    pass(rig, 82);
    rig.quote(10_100);
    pass(rig, 116);
    rig.quote(10_100);
    expect(tifsOf(rig)).toEqual(['DAY']);
  });

  test('leaves as orders are collected for the auction that its day ends with', () => {
    const rig = aRig(withAuction);
    rig.wait(aLimit(10_000), toClose);
    expect(rig.machine.nextWakeAt).toBe(25 * second);
    pass(rig, 26);
    expect(tifsOf(rig)).toEqual(['DAY']);
  });

  test('has expired where nobody was there at the close', () => {
    const rig = aRig(day);
    const order = rig.wait({ type: 'market' }, toClose);
    const state = rig.machine.exportState();
    pass(rig, 120);
    rig.effects.length = 0;
    rig.machine.importState(state);
    rig.take({ kind: 'time', availableAt: rig.now });
    expect([tifsOf(rig), stateOf(rig, order)]).toEqual([[], 'EXPIRED']);
  });

  test('goes as it was amended to', () => {
    const rig = aRig(withAuction);
    const order = rig.wait(aLimit(10_000), toClose);
    rig.amend(order, 20, aLimit(9_990));
    pass(rig, 26);
    expect(rig.left()).toEqual(['submit limit 20 at 9990']);
  });

  test('that an account may not send then is denied, and of an exit that is said', () => {
    const rig = aRig(withAuction);
    const exit = nthRequest(2, { ...aSale(), terms: { type: 'market' }, ...toClose });
    rig.send(linkOto(nthRequest(1, { terms: aLimit(10_000) }), linkOuo([exit]), 'eachFill'));
    rig.fill(orderId(1), { trade: 'E-1', qty: 10 });
    expect(stateOf(rig, orderId(2))).toBe('EMULATED');
    rig.setState('HALTED');
    pass(rig, 26);
    expect(stateOf(rig, orderId(2))).toBe('DENIED');
    expect(rig.missing().at(-1)).toEqual([orderId(2), 'ACCOUNT_HALTED: MAIN: test']);
    expect(rig.machine.checkInvariants()).toEqual([]);
  });
});
