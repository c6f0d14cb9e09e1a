import { toMinor, toQuantity } from 'argosy/core';
import { toInputNumber, type EntryEvent, type TradingEvent } from 'argosy/domain';
import { TradingRig, anEventHead, anOrderRequest, aQuote, rupees } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LedgerAudit } from './ledger-audit.ts';

/** Everything a machine said over a purchase, a transfer and a reservation. */
function said(): { readonly events: readonly TradingEvent[]; readonly hash: string } {
  const rig = new TradingRig();
  rig.feed(aQuote());
  rig.fill(rig.work(), { qty: 4, fee: rupees(3n) });
  rig.transfer('T', -100n);
  const { account } = rig.of('entry')[0] ?? {};
  if (account === undefined) throw new Error('the rig opens with a deposit');
  const asked = { account, reservation: 'R', amount: rupees(5n), expiresAt: null } as const;
  rig.command({ type: 'reserve', purpose: 'withdrawal', ...asked }, { strategy: null });
  return { events: rig.events, hash: rig.machine.book.hash() };
}

/** The first fault that an audit finds, with the place of its event. */
function faultOf(events: readonly TradingEvent[]): readonly [number, string] | null {
  const audit = new LedgerAudit();
  for (const [place, event] of events.entries()) {
    const fault = audit.take(event);
    if (fault !== null) return [place, fault];
  }
  return null;
}

/** The events with their last entry made another. */
function withEntry(change: (entry: EntryEvent) => EntryEvent): {
  readonly events: readonly TradingEvent[];
  readonly place: number;
} {
  const { events } = said();
  const place = events.findLastIndex(({ kind }) => kind === 'entry');
  return {
    events: events.map((event, at) =>
      at === place && event.kind === 'entry' ? change(event) : event,
    ),
    place,
  };
}

describe('an audit', () => {
  test('comes to the books that the machine has', () => {
    const { events, hash } = said();
    const audit = new LedgerAudit();
    expect(events.map((event) => audit.take(event)).filter((fault) => fault !== null)).toEqual([]);
    expect(audit.report()).toMatchObject({
      events: events.length,
      entries: 3,
      openHolds: 1,
      openReservations: 1,
      violations: [],
      hash,
    });
  });

  test('counts nothing before anything was said', () => {
    expect(new LedgerAudit().report()).toMatchObject({
      events: 0,
      entries: 0,
      legs: 0,
      last: null,
    });
  });

  test('counts every leg of every entry', () => {
    const audit = new LedgerAudit();
    const { events } = said();
    for (const event of events) audit.take(event);
    const legs = events.flatMap((event) => (event.kind === 'entry' ? event.legs : []));
    expect(audit.report().legs).toBe(legs.length);
  });

  test('begins with the first event of a number, whichever number it is', () => {
    const [first] = said().events;
    if (first === undefined) throw new Error('a machine opens with an event');
    const firstOf = (number: number, index: number): string | null => {
      return new LedgerAudit().take({ ...first, number: toInputNumber(number), index });
    };
    expect([firstOf(0, 0), firstOf(1, 0), firstOf(7, 0)]).toEqual([null, null, null]);
    expect(firstOf(0, 1)).toBe('event 0/1 follows -1/-1');
    expect(firstOf(1, 1)).toBe('event 1/1 follows -1/-1');
  });

  test('does not know which accounts may borrow: what is held beyond the cash is no violation', () => {
    const { id: order, account } = anOrderRequest();
    const audit = new LedgerAudit();
    const hold = { kind: 'hold', order, account, change: 'placed', group: null } as const;
    const held = { money: rupees(5n), qty: toQuantity(0) };
    expect(audit.take({ ...anEventHead(), ...hold, ...held })).toBeNull();
    expect([audit.book.floorBreach === null, audit.report().violations]).toEqual([false, []]);
  });

  test('sums each currency to nothing', () => {
    const audit = new LedgerAudit();
    for (const event of said().events) audit.take(event);
    const [rupee, ...others] = audit.report().currencies;
    expect([rupee?.sum, rupee?.debits === rupee?.credits, others]).toEqual([0n, true, []]);
  });

  test('finds an entry that does not balance, at its place', () => {
    const { events, place } = withEntry((entry) => ({
      ...entry,
      legs: entry.legs.map((leg) => ({
        ...leg,
        amount: { ...leg.amount, amount: toMinor(leg.amount.amount + 1n) },
      })),
    }));
    expect(faultOf(events)).toEqual([place, 'entry T is off by 2 minor units of INR']);
  });

  test('finds an entry that was booked before', () => {
    const { events, place } = withEntry((entry) => ({ ...entry, entry: 'opening/INR' }));
    expect(faultOf(events)).toEqual([place, 'entry opening/INR is booked twice']);
  });

  test('finds an event that is missing', () => {
    const { events } = said();
    const place = events.findIndex(({ index }) => index === 1);
    expect(faultOf(events.toSpliced(place, 1))?.[0]).toBe(place);
  });

  test('finds an event that comes twice', () => {
    const { events } = said();
    const [first] = events;
    expect(faultOf(first === undefined ? [] : [first, ...events])?.[0]).toBe(1);
  });

  test('finds the end of a reservation that was never made', () => {
    const { events } = said();
    const changed = events.map((event) =>
      event.kind === 'reservation' ? ({ ...event, change: 'voided' } as const) : event,
    );
    expect(faultOf(changed)?.[1]).toContain('is unknown, not to be voided');
  });
});
