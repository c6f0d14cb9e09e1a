import { alwaysOpen, parseTimestamp, toInstrumentId, toMicros, unwrap } from 'argosy/core';
import { noLatency } from 'argosy/matching';
import { aQuote, anInstrument, ManualClock } from '@argosy/testkit';
import {
  describeBroker,
  type BrokerConditions,
  type BrokerUnderTest,
} from '@argosy/testkit/contracts';
import { unlimited } from '@argosy/bridge';

import type { SimAdapter } from './adapter/sim-adapter.ts';
import type { AbilityChanges } from './capabilities.ts';
import { demoExchange } from './demo-exchange.ts';
import { paperBroker } from './paper-broker.ts';

const { at: noon } = unwrap(parseTimestamp('2026-11-18T12:10:00Z'));
const latency = {
  ...noLatency,
  insert: toMicros(2000),
  cancel: toMicros(2000),
  report: toMicros(500),
};

function openDemo(conditions: BrokerConditions = {}): BrokerUnderTest {
  const clock = new ManualClock(noon);
  const { adapter, market } = demoExchange({
    ...termsOf(conditions),
    clock,
    models: { latency },
    plan: {
      seed: 'contract',
      ticksPerSecond: 40,
      days: 1,
      market: { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 1, chain: null },
    },
  });
  return worldOf(adapter, { clock, instruments: market.instruments, act: () => {} });
}

function openPaper(conditions: BrokerConditions = {}): BrokerUnderTest {
  const clock = new ManualClock(noon);
  const instruments = [anInstrument(), anInstrument({ id: toInstrumentId('TCS.NSE') })];
  const adapter = paperBroker({
    ...termsOf(conditions),
    clock,
    instruments,
    calendars: [alwaysOpen],
    models: { latency },
  });
  const act = (): void => {
    adapter.offer(instruments.map(({ id }) => aQuote({ instrument: id, at: clock.now() })));
  };
  act();
  return worldOf(adapter, { clock, instruments, act });
}

describeBroker('the demo exchange', openDemo);
describeBroker('trading on paper', openPaper);

function termsOf({
  ordersPerSecond,
  waitingMax,
  subscriptionsMax,
}: BrokerConditions): AbilityChanges {
  return {
    ...(ordersPerSecond === undefined
      ? {}
      : { limits: { ...unlimited, perSecond: ordersPerSecond } }),
    ...(waitingMax === undefined ? {} : { waitingMax }),
    ...(subscriptionsMax === undefined ? {} : { subscriptionsMax }),
  };
}

type World = Pick<BrokerUnderTest, 'instruments'> & {
  readonly clock: ManualClock;
  /** What the market does now and then. */
  readonly act: () => void;
};

/** Time goes on in steps short enough for whoever waits, and the market acts ten times a second. */
function worldOf(adapter: SimAdapter, { clock, instruments, act }: World): BrokerUnderTest {
  let millis = 0;
  return {
    adapter,
    instruments,
    now: clock.now,
    pass: async (by) => {
      for (let gone = 0; gone < by; gone += STEP) {
        clock.advance(Math.min(STEP, by - gone) * 1000);
        millis += STEP;
        if (millis % 100 === 0) act();
        for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
      }
    },
    lose: () => adapter.loseLine('practice'),
    regain: () => adapter.regainLine(),
  };
}

const STEP = 1;
