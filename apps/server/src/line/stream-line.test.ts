import { toInstrumentId } from 'argosy/core';
import type { Instrument, MarketData, TradingEvent } from 'argosy/domain';
import { anInstrument, aQuote, lifeRecords } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { readBatch } from './stream-batch.ts';
import { BATCHES_UNREAD_MAX, EVENTS_WAITING_MAX, StreamLine } from './stream-line.ts';

const INSTRUMENTS = 8;
const names = Array.from({ length: INSTRUMENTS }, (_, place) => toInstrumentId(`I${place}.NSE`));
const events = lifeRecords(
  Array.from({ length: 60 }, (_, place) => [place * 7, place * 11, place * 13, place, 5, 9]),
).records.flatMap(({ entry }) => (entry.kind === 'event' ? [entry.event] : []));

function quote(instrument: number, bid: number): MarketData {
  const id = names[instrument] ?? toInstrumentId('NONE.NSE');
  return { ...aQuote({ at: 1_000_000 + bid, bid, ask: bid + 5 }), instrument: id };
}

function eventAt(place: number): TradingEvent {
  const event = events[place % events.length];
  if (event === undefined) throw new Error('a life has events');
  return event;
}

/** Both ends of a line, with a reader that reads when it is told to. */
class Rig {
  readonly market: { readonly input: MarketData; readonly instrument: number }[] = [];
  readonly events: TradingEvent[] = [];
  readonly listed: { readonly instruments: readonly Instrument[]; readonly behind: number }[] = [];
  readonly waiting: Uint8Array[] = [];
  readonly read = new Int32Array(1);
  overflows = 0;
  #due: (() => void)[] = [];
  #now = 0;

  /** How often it will come back by itself. */
  get planned(): number {
    return this.#due.length;
  }

  readonly line = new StreamLine({
    instruments: INSTRUMENTS,
    read: this.read,
    post: (bytes) => void this.waiting.push(bytes),
    elapsed: () => this.#now,
    soon: (run) => void this.#due.push(run),
    later: (_, run) => void this.#due.push(run),
    onOverflow: () => {
      this.overflows += 1;
    },
  });

  turn(): void {
    this.#now += 300_000;
    for (const run of this.#due.splice(0)) run();
  }

  readAll(): void {
    for (const bytes of this.waiting.splice(0)) {
      readBatch(bytes, {
        onMarket: (input, instrument) => this.market.push({ input, instrument }),
        onEvent: (event) => this.events.push(event),
        onListed: (instruments) => this.listed.push({ instruments, behind: this.market.length }),
      });
      Atomics.add(this.read, 0, 1);
    }
  }

  settle(): void {
    for (let round = 0; round < 200; round += 1) {
      this.turn();
      this.readAll();
    }
  }
}

test('a reader that keeps up gets all of it, as it was', () => {
  const rig = new Rig();
  const given = Array.from({ length: 500 }, (_, place) => quote(place % INSTRUMENTS, place + 1));
  for (const [place, input] of given.entries()) rig.line.offer(input, place % INSTRUMENTS);
  for (const event of events) rig.line.publish(event);
  rig.settle();
  expect(rig.market.map(({ input }) => input)).toEqual(given);
  expect(rig.events).toEqual(events);
});

test('whenever the other end reads, it gets every event in order, and the last value of each instrument', () => {
  const step = fc.record({
    what: fc.constantFrom('quotes', 'event', 'turn', 'read'),
    instrument: fc.nat({ max: INSTRUMENTS - 1 }),
    times: fc.integer({ min: 1, max: 4_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const rig = new Rig();
      const last = new Map<number, MarketData>();
      const said: TradingEvent[] = [];
      let price = 0;
      for (const { what, instrument, times } of steps) {
        if (what === 'turn') rig.turn();
        if (what === 'read') rig.readAll();
        if (what === 'event') {
          const event = eventAt(said.length);
          said.push(event);
          rig.line.publish(event);
        }
        for (let left = what === 'quotes' ? times : 0; left > 0; left -= 1) {
          price += 1;
          const input = quote(instrument, price);
          last.set(instrument, input);
          rig.line.offer(input, instrument);
        }
      }
      rig.settle();
      const heard = new Map(rig.market.map(({ input, instrument }) => [instrument, input]));
      expect(heard).toEqual(last);
      expect(rig.events).toEqual(said);
    }),
    { numRuns: 50 },
  );
});

test('a reader that does not read holds up a bounded number of batches', () => {
  const rig = new Rig();
  for (let round = 0; round < 100; round += 1) {
    for (let place = 0; place < 3_000; place += 1)
      rig.line.offer(quote(place % 8, place + 1), place % 8);
    rig.turn();
  }
  expect(rig.waiting.length).toBe(BATCHES_UNREAD_MAX);
  expect(rig.line.waiting).toBeLessThanOrEqual(10_000 + 2 * 5 * INSTRUMENTS);
});

test('where events would be lost the other end has to begin anew, and is told once', () => {
  const rig = new Rig();
  for (let left = EVENTS_WAITING_MAX + 50_000; left > 0; left -= 1) rig.line.publish(eventAt(left));
  expect(rig.overflows).toBe(1);
});

test('one that is closed comes to rest, though nobody has read what was sent', () => {
  const rig = new Rig();
  for (let round = 0; round < 100; round += 1) {
    for (let left = 300; left > 0; left -= 1) rig.line.publish(eventAt(left));
    rig.turn();
  }
  expect(rig.planned).toBe(1);
  rig.line.close();
  rig.turn();
  rig.line.publish(eventAt(1));
  rig.line.offer(quote(1, 1), 1);
  expect(rig.planned).toBe(0);
});

test('what is listed is told before prices of it, whatever waits', () => {
  const rig = new Rig();
  for (let place = 0; place < 3_000; place += 1) rig.line.publish(eventAt(place));
  const more = anInstrument({ id: toInstrumentId('LATE.NSE') });
  rig.line.list([more]);
  rig.line.offer(quote(INSTRUMENTS - 1, 1), INSTRUMENTS - 1);
  rig.settle();
  expect(rig.listed).toEqual([{ instruments: [more], behind: 0 }]);
  expect([rig.events.length, rig.market.length]).toEqual([3_000, 1]);
});
