import {
  formatTimestamp,
  parseTimestamp,
  toAccountId,
  toBrokerOrderId,
  toPrice,
  toQuantity,
  toTimestamp,
  unwrap,
  type Money,
  type Timestamp,
} from 'argosy/core';
import { anOrder, aTouch, ManualClock } from '@argosy/testkit';
import { BrokerSeat, type BrokerUnderTest } from '@argosy/testkit/contracts';
import { expect, test } from 'vitest';

import { ROWS_AT_ONCE } from './adapter/sim-adapter.ts';
import { demoExchange, type Demo, type DemoOptions } from './demo-exchange.ts';
import type { SimClock } from './sim-clock.ts';

const call = { timeoutMs: 1_000 };
const instant = (text: string): Timestamp => unwrap(parseTimestamp(text)).at;
const noon = instant('2026-11-18T12:10:00Z');
const market = { sectors: [{ name: 'BANK', shares: 3 }], indexMembers: 2, futures: 1, chain: null };
/** A day of 375 minutes in one: the clock of the market runs 375 times as fast. */
const aDayAMinute = {
  seed: 'day',
  hours: { minutesPerDay: 1 },
  ticksPerSecond: 60,
  days: 2,
  market,
};

type World = { readonly demo: Demo; readonly seat: BrokerSeat };

function aWorld(options: Partial<DemoOptions> = {}): World {
  const clock = new ManualClock(noon);
  const demo = demoExchange({ clock, plan: aDayAMinute, ...options });
  const broker: BrokerUnderTest = {
    adapter: demo.adapter,
    instruments: demo.market.instruments,
    now: demo.clock.now,
    pass: async (millis) => {
      for (let gone = 0; gone < millis; gone += 10) {
        clock.advance(10_000);
        for (let turn = 0; turn < 4; turn += 1) await Promise.resolve();
      }
    },
    lose: () => demo.adapter.loseLine('practice'),
    regain: () => demo.adapter.regainLine(),
  };
  return { demo, seat: new BrokerSeat(broker) };
}

test('a compressed day begins before its open and takes as long as it was told', async () => {
  const { demo, seat } = aWorld();
  expect(formatTimestamp(demo.clock.now())).toBe('2026-11-18T03:30:00Z');
  await seat.broker.pass(60_000);
  expect(formatTimestamp(demo.clock.now())).toBe('2026-11-18T09:45:00Z');
});

test('an order for the day ends with a compressed day', async () => {
  const { seat } = aWorld();
  await seat.start();
  await seat.broker.pass(5000);
  const order = await seat.resting();
  await seat.broker.pass(65_000);
  expect(seat.said(order.id)).toEqual(['accepted', 'expired']);
  const expired = seat.reports.find(({ body }) => body.type === 'expired');
  expect(formatTimestamp(expired?.eventAt ?? noon)).toBe('2026-11-18T10:00:00Z');
});

test('the next day begins right behind it, and trades', async () => {
  const { seat } = aWorld();
  await seat.start();
  await seat.broker.pass(75_000);
  const { id, qty } = await seat.done();
  expect(seat.filled(id)).toBe(qty);
  expect(formatTimestamp(seat.broker.now())).toMatch(/^2026-11-19T0[3-9]/u);
});

test('its time goes on after a restart from where it was told, and orders of a day that is over have expired', async () => {
  const from = instant('2026-11-19T06:00:00Z');
  const { demo, seat } = aWorld({ from });
  expect(demo.clock.now()).toBe(from);
  const sentAt = instant('2026-11-18T06:00:00Z');
  const request = {
    instrument: seat.instrument.id,
    tif: 'DAY',
    terms: { type: 'limit', limit: seat.instrument.tick },
  } as const;
  const known = anOrder(request, [
    { type: 'submitted', touch: aTouch({ at: sentAt }) },
    { type: 'accepted', brokerId: toBrokerOrderId('V-1') },
  ]);
  const account = toAccountId('MAIN');
  const orders = [{ ...known, initializedAt: sentAt }];
  demo.adapter.execution.restore([{ account, orders, fills: [], positions: [], funds: [] }]);
  await seat.start();
  await seat.broker.pass(100);
  expect(seat.said(known.request.id)).toEqual(['expired']);
});

test('two exchanges of the same seed, plan and instants say the same', async () => {
  const heard = await Promise.all(
    [1, 2].map(async () => {
      const { seat } = aWorld();
      await seat.start();
      await seat.subscribe(seat.instrument.id, seat.other.id);
      await seat.broker.pass(4000);
      return seat.rows;
    }),
  );
  expect(heard[0]?.length).toBeGreaterThan(20);
  expect(heard[0]).toEqual(heard[1]);
});

test('charges are those of the broker that is told, in the estimate and at the venue', () => {
  const estimated = (charges?: string): Money => {
    const { demo } = aWorld(charges === undefined ? {} : { charges });
    const [instrument] = demo.market.instruments;
    if (instrument === undefined) throw new Error('nothing is listed');
    const order = { instrument, side: 'buy', qty: toQuantity(1000), product: 'delivery' } as const;
    return demo.fees.estimate({ ...order, price: toPrice(100_00), at: noon }, 2);
  };
  expect(estimated('zerodha')).toEqual(estimated());
  expect(estimated('angel')).not.toEqual(estimated('zerodha'));
  expect(() => estimated('nobody')).toThrow('nobody');
});

test('a process that was held up does what is due in pieces, with a turn for others between them', async () => {
  const life = { at: Number(noon) };
  const waiting = new Set<() => void>();
  const clock: SimClock = {
    now: () => toTimestamp(life.at),
    pace: 1,
    after: (_, run) => {
      waiting.add(run);
      return () => void waiting.delete(run);
    },
  };
  const demo = demoExchange({ clock, plan: { market, ticksPerSecond: 1_000 } });
  const told: number[] = [];
  const ignore = (): void => {};
  const listener = { onReport: ignore, onConnection: ignore, onFault: ignore };
  await demo.adapter.start({ ...listener, onData: (rows) => void told.push(rows.length) }, call);
  const wanted = demo.market.instruments.flatMap(({ id, kind }) =>
    kind === 'index'
      ? []
      : (['quote', 'trade'] as const).map((one) => ({ kind: one, instrument: id })),
  );
  await demo.adapter.marketData?.subscribe(wanted, call);
  life.at += 30_000_000;
  let turns = 0;
  for (; told.length === turns; turns += 1) {
    const due = [...waiting];
    waiting.clear();
    for (const run of due) run();
  }
  expect(turns).toBeGreaterThan(10);
  expect(Math.max(...told)).toBeLessThanOrEqual(ROWS_AT_ONCE);
  expect(told.reduce((sum, rows) => sum + rows, 0)).toBeGreaterThan(20_000);
  await demo.adapter.stop();
});
