import { money, toBookId, toMinor, toPrice, toQuantity, toTradeId, type Money } from 'argosy/core';
import type { TradingEvent } from 'argosy/domain';
import { anAccount, anInstrument, aQuote, rupees, TradingRig } from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { LedgerAudit } from './ledger-audit.ts';

const limit = (price: number) => ({ type: 'limit', limit: toPrice(price) }) as const;

/** Bought in parts with charges, sold in part, busted in part, moved, split; what works still holds. */
function lived(): readonly TradingEvent[] {
  const rig = new TradingRig({ accounts: [anAccount({ balances: [rupees(10_000_00n)] })] });
  const { id: account } = anAccount();
  rig.feed(aQuote());
  const bought = rig.work({ qty: toQuantity(20), terms: limit(101_00) });
  rig.fill(bought, { qty: 4, price: 99_00, trade: 'A', fee: rupees(3n) });
  rig.fill(bought, { qty: 7, price: 99_50, trade: 'B', fee: rupees(4n) });
  const sold = rig.work({ side: 'sell', qty: toQuantity(5), terms: limit(99_00) });
  rig.fill(sold, { qty: 3, price: 100_00, trade: 'C', fee: rupees(2n) });
  rig.report(bought, { type: 'busted', trade: toTradeId('A') });
  const [from, to] = ['TEST', 'OTHER'].map((book) => {
    return { book: toBookId(book), product: 'delivery', position: null } as const;
  });
  if (from === undefined || to === undefined) throw new Error('two books');
  const instrument = anInstrument().id;
  rig.report(sold, { type: 'canceled', reason: null });
  const move = { account, entry: 'M', instrument, qty: toQuantity(1), from, to } as const;
  rig.command({ type: 'movePosition', ...move }, { strategy: null });
  rig.work({ qty: toQuantity(2), terms: limit(90_00) });
  return rig.events;
}

function faultOf(events: readonly TradingEvent[]): readonly [number, string] | null {
  const audit = new LedgerAudit();
  for (const [place, event] of events.entries()) {
    const fault = audit.take(event);
    if (fault !== null) return [place, fault];
  }
  const [violation] = audit.report().violations;
  return violation === undefined ? null : [events.length, violation.detail];
}

const plus = ({ amount, currency }: Money, more = 1n): Money =>
  money(toMinor(amount + more), currency);

/** Whether it says what an order needs set aside by the limits that hold then: no record tells those. */
function isByLimits(events: readonly TradingEvent[], place: number): boolean {
  const [event, before] = [events[place], events[place - 1]];
  if (event?.kind !== 'hold') return false;
  return event.change === 'placed' || (before?.kind === 'order' && before.change.type === 'busted');
}

/** An event made another, in a way that its own books do not show; null where there is none. */
function altered(event: TradingEvent): TradingEvent | null {
  if (event.kind === 'hold') return { ...event, money: plus(event.money) };
  if (event.kind === 'position') {
    return event.qty === 0 ? null : { ...event, cost: event.cost + 1n };
  }
  if (event.kind !== 'entry' || event.purpose === 'deposit') return null;
  const [first, ...rest] = event.legs;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return null;
  const more = { ...first, amount: plus(first.amount) };
  const less = { ...last, amount: plus(last.amount, -1n) };
  return { ...event, legs: [more, ...rest.slice(0, -1), less] };
}

describe('an audit of what was traded', () => {
  const events = lived();

  test('finds a record whole that nobody has changed', () => {
    expect(faultOf(events)).toBeNull();
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(['order', 'hold', 'entry', 'position']),
    );
  });

  test.each(
    events
      .map((event, place) => [place, event] as const)
      .filter(([place, one]) => altered(one) !== null && !isByLimits(events, place)),
  )(
    'finds a minor unit more or less in event %i, at its place or that of a position behind it',
    (place, event) => {
      const changed = altered(event) ?? event;
      const fault = faultOf(events.map((one, at) => (at === place ? changed : one)));
      const late = (fault?.[0] ?? Number.POSITIVE_INFINITY) - place;
      const isFound = late === 0 || (event.kind !== 'hold' && late > 0 && late <= 2);
      expect([place, isFound, fault?.[1]]).toEqual([place, true, expect.any(String)]);
    },
  );

  test.each(
    events.flatMap((event, place) =>
      event.kind === 'order' || place === 0 ? [] : [[place, event.kind] as const],
    ),
  )('finds that event %i, of kind %s, is missing', (place) => {
    const rest = events.filter((_, at) => at !== place);
    expect(faultOf(rest)).not.toBeNull();
  });

  test('finds a position of another quantity, and one that nothing has changed', () => {
    const place = events.findIndex(({ kind }) => kind === 'position');
    const position = events[place];
    if (position?.kind !== 'position') throw new Error('something was bought');
    const other = events.map((one, at) => (at === place ? { ...position, qty: 5 } : one));
    expect(faultOf(other)?.[1]).toMatch(/is not what trade A of order \S+ makes of it/u);
    const number = position.number;
    const last = events.at(-1);
    const again = { ...position, number: last?.number ?? number, index: (last?.index ?? 0) + 1 };
    expect(faultOf([...events, again])?.[1]).toMatch(/comes of no fill, move, action or charge/u);
  });

  test('finds an entry of a trade that no order has', () => {
    const place = events.findIndex((one) => one.kind === 'entry' && one.purpose === 'fill');
    const entry = events[place];
    if (entry?.kind !== 'entry') throw new Error('something was bought');
    const other = { ...entry, entry: `${entry.entry.slice(0, -1)}Z` };
    expect(faultOf(events.map((one, at) => (at === place ? other : one)))).toEqual([
      place,
      expect.stringMatching(/books what no order says/u),
    ]);
  });
});
