import { toAccountId, toInstrumentId, toMicros, toOrderId, toTimestamp } from 'argosy/core';
import { InstrumentTable, type MarketData, type Report } from 'argosy/domain';
import { Metrics, metricTable } from '@argosy/telemetry';
import { anInstrument, aQuote, aStatus, aTrade } from '@argosy/testkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { Bridge } from './bridge.ts';

const ids = ['A.NSE', 'B.NSE', 'C.NSE'];
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('quote' as const, 'trade' as const, 'status' as const),
      instrument: fc.constantFrom(...ids),
      feed: fc.nat(1),
      after: fc.nat(3),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('report' as const), after: fc.nat(3) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('drain' as const), max: fc.nat(8), after: fc.nat(9) }),
  },
);

const aReport = (number: number, at: number): Report => ({
  kind: 'report',
  account: toAccountId('MAIN'),
  order: toOrderId(String(number).padStart(18, '0')),
  eventAt: toTimestamp(at),
  availableAt: toTimestamp(at),
  body: { type: 'expired' },
});

/** A datum whose number in its feed is its own. */
function aDatum(kind: 'quote' | 'trade' | 'status', instrument: string, at: number): MarketData {
  const changes = { instrument, at, availableAt: at };
  if (kind === 'quote') return aQuote(changes);
  return kind === 'trade' ? aTrade(changes) : aStatus(changes);
}

test('whatever comes from several feeds, time never goes back, no report and no last value is lost', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const bridge = new Bridge({
        instruments,
        metrics: new Metrics(metricTable),
        hours: { isOpen: () => true },
        capacity: 10,
        sampleEvery: toMicros(5),
      });
      const limits = { freshFor: toMicros(10), silentAfter: toMicros(10) };
      const feeds = ['one', 'other'].map((name) =>
        bridge.feed(name, { numbering: 'gapless', ...limits }),
      );
      const taken: (MarketData | Report)[] = [];
      const take = (input: MarketData | Report) => void taken.push(input);
      const last = new Map<string, number>();
      let [now, number, reports, statuses] = [0, 0, 0, 0];
      for (const each of steps) {
        now += each.after;
        if (each.kind === 'drain') bridge.drain(each.max, toTimestamp(now), take);
        else if (each.kind === 'report') bridge.report(aReport((reports += 1), now));
        else {
          number += 1;
          if (each.kind === 'status') statuses += 1;
          last.set(`${each.instrument} ${each.kind}`, number);
          const datum = aDatum(each.kind, each.instrument, now);
          feeds[each.feed]?.offer([{ ...datum, sourceSequence: number }], toTimestamp(now));
        }
      }
      while (bridge.size > 0 || bridge.figures(toTimestamp(now)).reports > 0) {
        now += 5;
        bridge.drain(4, toTimestamp(now), take);
      }
      const times = taken.map(({ availableAt }) => availableAt);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const told = taken.flatMap((input) => (input.kind === 'report' ? [Number(input.order)] : []));
      expect(told).toEqual(Array.from({ length: reports }, (_, n) => n + 1));
      expect(taken.filter(({ kind }) => kind === 'status')).toHaveLength(statuses);
      const values = taken.flatMap((input): [string, number][] =>
        input.kind === 'report'
          ? []
          : [[`${input.instrument} ${input.kind}`, input.sourceSequence]],
      );
      expect(new Map(values)).toEqual(last);
    }),
    { numRuns: 200 },
  );
});
