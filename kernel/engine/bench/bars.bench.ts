// How many trades a second become bars. Run: node --conditions=source kernel/engine/bench/bars.bench.ts
import { SessionClock, alwaysOpen, toPrice, toQuantity, toTimestamp, unwrap } from 'argosy/core';
import { parseBarSpec, toInstrumentIndex, type Trade } from 'argosy/domain';
import { aTrade } from '@argosy/testkit';

import { BarDesk } from '../src/bar-desk.ts';
import type { LatePolicy } from '../src/late-data.ts';

const instruments = Array.from({ length: 64 }, (_, place) => toInstrumentIndex(place));
const specs = ['1-MINUTE', '5-MINUTE', '15-MINUTE', '1-HOUR'];
const tradesPerRun = 1_000_000;
const microsBetween = 5_000;
const samples = 9;

const trades = makeTrades();
for (const late of ['nextBar', 'revise'] as const) {
  run(late);
  const rates = Array.from({ length: samples }, () => run(late)).toSorted((a, b) => a - b);
  const at = (share: number): string => (rates[Math.floor(share * (samples - 1))] ?? 0).toFixed(1);
  console.log(
    `${late}: p50 ${at(0.5)}, best ${at(1)}, worst ${at(0)} M trades/s, ${samples} samples, ` +
      `${specs.length} bars of each of ${instruments.length} instruments, by processor time`,
  );
}

/** Millions of trades a second. What others take of the machine does not count. */
function run(late: LatePolicy): number {
  const desk = new BarDesk({ late, onBar: () => undefined });
  const clock = new SessionClock(alwaysOpen);
  for (const index of instruments) {
    for (const spec of specs) {
      const text = `I${index}.NSE-${spec}-LAST-INTERNAL`;
      desk.start(unwrap(parseBarSpec(text)), {
        index,
        clock,
        sizePrecision: 0,
        pricePrecision: 2,
        tick: 5,
        multiplier: 1n,
        multiplierScale: 0,
      });
    }
  }
  const from = process.cpuUsage();
  feed(desk);
  const { user, system } = process.cpuUsage(from);
  return trades.length / (user + system);
}

function feed(desk: BarDesk): void {
  for (let place = 0; place < trades.length; place += 1) {
    const trade = trades[place];
    const index = instruments[place % instruments.length];
    if (trade === undefined || index === undefined) continue;
    const now = trade.eventAt;
    if (desk.nextCloseAt <= now) desk.closeUntil(now);
    desk.onTrade(index, trade, now);
  }
}

function makeTrades(): readonly Trade[] {
  const base = aTrade();
  return Array.from({ length: tradesPerRun }, (_, place) => ({
    ...base,
    price: toPrice(10_000 + ((place * 37) % 100)),
    qty: toQuantity(1 + (place % 5)),
    eventAt: toTimestamp(place * microsBetween),
  }));
}
