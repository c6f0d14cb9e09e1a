// What a tick and an order cost. Run: node --conditions=source kernel/trading/bench/order-path.bench.ts
import {
  BACKTEST_SESSION,
  OrderIdFactory,
  toBrokerOrderId,
  toOriginCode,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import { toInputNumber, toInstrumentIndex, type Input, type Turn } from 'argosy/domain';
import { TradingMachine } from 'argosy/trading';
import { aFill, anOrderRequest, aQuote, aTouch, aTrade, aTradingConfig } from '@argosy/testkit';

const samples = 9;
const now = toTimestamp(0);
const origin = toOriginCode('TEST');
const out = { event: (): void => {}, effect: (): void => {} };
const machine = new TradingMachine(aTradingConfig({ cash: 1_000_000_000_000n }));
const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter: -1 });
const limit = { type: 'limit', limit: toPrice(10_005) } as const;
const touch = aTouch();
const fill = aFill({ qty: 10 });
const accepted = { type: 'accepted', brokerId: toBrokerOrderId('B') } as const;
const tick: Turn = { number: toInputNumber(0), now, instrument: toInstrumentIndex(0) };
const ticks: readonly Input[] = Array.from({ length: 4096 }, (_, index) =>
  index % 10 === 0
    ? aTrade({ at: index, price: 10_000 })
    : aQuote({ at: index, bid: 10_000 + (index % 7) * 5, ask: 10_005 + (index % 7) * 5 }),
);
let turns = 0;

/** Each case loops by itself, so that the call of a closure does not count. */
const cases: Readonly<
  Record<string, { readonly times: number; readonly run: (times: number) => void }>
> = {
  'market data': {
    times: 5_000_000,
    run: (times) => {
      for (let i = 0; i < times; i += 1) {
        const input = ticks[i % ticks.length];
        if (input !== undefined) machine.handle(input, tick, out);
      }
    },
  },
  'order: submitted, accepted, filled, hashed': {
    times: 20_000,
    run: (times) => {
      for (let i = 0; i < times; i += 1) roundTrip(i % 2 === 0 ? 'buy' : 'sell');
    },
  },
};

machine.open(tick, out);
for (const [name, { times, run }] of Object.entries(cases)) {
  const costs: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const before = process.cpuUsage().user;
    run(times);
    costs.push(((process.cpuUsage().user - before) * 1_000) / times);
  }
  costs.sort((one, other) => one - other);
  const [least = 0, median = 0] = [costs[0], costs[Math.floor(samples / 2)]];
  console.log(
    `${name}: ${least.toFixed(0)} ns least, ${median.toFixed(0)} ns median of ${samples}`,
  );
}

function roundTrip(side: 'buy' | 'sell'): void {
  const request = anOrderRequest({ id: ids.next(), side, terms: limit });
  const { id: order, account, strategy } = request;
  const body = { type: 'submit', request, touch } as const;
  const readTo = toInputNumber(turns);
  take({ kind: 'command', origin, strategy, readTo, at: now, body });
  const report = { kind: 'report', account, order, eventAt: now, availableAt: now } as const;
  take({ ...report, body: accepted });
  take({ ...report, body: { type: 'filled', fill } });
}

function take(input: Input): void {
  turns += 1;
  machine.handle(input, { number: toInputNumber(turns), now, instrument: -1 }, out);
}
