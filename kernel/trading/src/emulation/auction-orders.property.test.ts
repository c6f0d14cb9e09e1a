import {
  SessionClock,
  toBrokerOrderId,
  toCalendarId,
  toMicros,
  toTimestamp,
  type OrderId,
  type SessionPhase,
  type TradingCalendar,
} from 'argosy/core';
import { instructOrder, type OrderTerms, type Side, type TimeInForce } from 'argosy/domain';
import { WaitingRig, aLimit, aStatus, anInstrument, anOrderRequest } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

const second = 1_000_000;
const phases: readonly SessionPhase[] = ['open', 'closing', 'matching', 'preOpen', 'matching'];
/** Phases of ten seconds, one behind the other, all through the first minutes of a Thursday. */
const day = Array.from({ length: 20 }, (_, n) => ({
  phase: phases[n % phases.length] ?? 'open',
  fromMicros: toMicros(10 * n * second),
  untilMicros: toMicros(10 * (n + 1) * second),
}));
const calendar: TradingCalendar = {
  id: toCalendarId('TEST'),
  offsets: [{ from: toTimestamp(0), offset: toMicros(0) }],
  week: { 1: [], 2: [], 3: [], 4: day, 5: day, 6: [], 7: [] },
  holidays: [],
  specials: {},
};

const price = fc.integer({ min: 1_996, max: 2_004 }).map((ticks) => ticks * 5);
const pick = fc.nat({ max: 9 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send' as const),
      tif: fc.constantFrom<TimeInForce>('AT_OPEN', 'AT_CLOSE', 'DAY'),
      side: fc.constantFrom<Side>('buy', 'sell'),
      limit: fc.option(price),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('quote' as const), price }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('trade' as const), price }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), pick }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('amend' as const), pick, price }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fill' as const), pick, price }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('answer' as const), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('state' as const),
      state: fc.constantFrom('HALTED' as const, 'ACTIVE' as const, 'ACTIVE' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('status' as const),
      state: fc.constantFrom('halted' as const, 'open' as const, 'open' as const),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;
const steps = fc.array(step, { minLength: 1, maxLength: 60, size: 'max' });

class Play {
  readonly rig = new WaitingRig({
    instruments: [anInstrument({ calendar: calendar.id })],
    calendars: new Map([[calendar.id, new SessionClock(calendar)]]),
    limits: { auctionLead: toMicros(3 * second) },
  });
  #trades = 0;

  take(next: Step): void {
    const { rig } = this;
    if (next.do === 'send') this.#send(next);
    else if (next.do === 'quote') rig.quote(next.price);
    else if (next.do === 'trade') rig.trades(next.price);
    else if (next.do === 'pass') this.#pass(next.seconds);
    else if (next.do === 'state') rig.setState(next.state);
    else if (next.do === 'status') rig.feed(aStatus({ at: rig.now, state: next.state }));
    else this.#touch(next);
  }

  #send({ tif, side, limit }: Extract<Step, { readonly do: 'send' }>): void {
    const terms: OrderTerms = limit === null ? { type: 'market' } : aLimit(limit);
    // Of those for the day a limit only makes.
    const postOnly = tif === 'DAY' && limit !== null;
    const asked = instructOrder(anOrderRequest({ tif, side, terms }), { postOnly });
    const { id: _, ...request } = asked;
    this.rig.submit(request);
  }

  #pass(seconds: number): void {
    const { rig } = this;
    for (let n = 0; n < seconds; n += 1) rig.take({ kind: 'time', availableAt: rig.now });
  }

  #touch(next: Extract<Step, { readonly pick: number }>): void {
    const { rig } = this;
    const order = rig.machine.openOrders().at(next.pick);
    if (order === undefined) return;
    const { id } = order.request;
    if (next.do === 'cancel') rig.cancel(id);
    else if (next.do === 'amend') {
      rig.amend(id, 20, order.terms.type === 'market' ? order.terms : aLimit(next.price));
    } else if (order.state !== 'EMULATED') this.#hear(id, next);
  }

  /** The broker fills a part of an order, or does what it was asked for last. */
  #hear(id: OrderId, next: Extract<Step, { readonly pick: number }>): void {
    const { rig } = this;
    const order = rig.machine.order(id);
    if (next.do === 'fill') {
      this.#trades += 1;
      rig.fill(id, { trade: `T-${this.#trades}`, qty: 4, price: next.price });
    } else if (order?.pending === 'cancel') rig.report(id, { type: 'canceled', reason: null });
    else if (order?.state === 'SUBMITTED') {
      rig.report(id, { type: 'accepted', brokerId: toBrokerOrderId(`B-${id}`) });
    } else if (order?.pending === 'update')
      rig.report(id, { type: 'modifyRejected', reason: 'no' });
  }
}

function playAll(all: readonly Step[], restart: (rig: WaitingRig) => void = () => {}): Play {
  const play = new Play();
  for (const next of all) {
    play.take(next);
    restart(play.rig);
  }
  return play;
}

test.each<[string, (rig: WaitingRig) => void]>([
  ['exported', (rig) => rig.restart()],
  ['recalled from what was said', (rig) => rig.recall()],
])(
  'a machine that is %s after each step has orders leave for their auctions as the one before it',
  (_, restart) => {
    fc.assert(
      fc.property(steps, (all) => {
        const [again, straight] = [playAll(all, restart), playAll(all)];
        expect(again.rig.machine.exportState()).toEqual(straight.rig.machine.exportState());
        expect(again.rig.effects).toEqual(straight.rig.effects);
        expect(again.rig.machine.hash()).toBe(straight.rig.machine.hash());
      }),
      { numRuns: 100 },
    );
  },
);

test('whatever happens, what waits holds all it needs, and leaves once', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { rig } = playAll(all);
      expect(rig.machine.checkInvariants()).toEqual([]);
      const left = rig.effects.flatMap((one) => (one.type === 'submit' ? [one.order] : []));
      expect(new Set(left).size).toBe(left.length);
      const waiting = rig.machine.openOrders().filter(({ state }) => state === 'EMULATED');
      for (const { request } of waiting) {
        expect(left).not.toContain(request.id);
        expect(rig.machine.book.holdOf(request.id)).toBeDefined();
      }
    }),
    { numRuns: 100 },
  );
});
