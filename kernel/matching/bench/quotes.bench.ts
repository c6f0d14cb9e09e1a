// How long the venue takes for a quote. Run: node --conditions=source kernel/matching/bench/quotes.bench.ts
import {
  Random,
  SessionClock,
  alwaysOpen,
  ledgerScales,
  toOrderId,
  toPrice,
  toTimestamp,
} from 'argosy/core';
import {
  InstrumentTable,
  toInputNumber,
  toInstrumentIndex,
  type Quote,
  type Turn,
} from 'argosy/domain';
import {
  SimulatedVenue,
  noFees,
  noLatency,
  probabilisticFills,
  type VenueOutbox,
} from 'argosy/matching';
import { aQuote, anInstrument, anOrderRequest } from '@argosy/testkit';

const quotesPerRun = 4096;
const rounds = 1000;
const samples = 9;
const out: VenueOutbox = { report: () => undefined };

type Case = { readonly name: string; readonly resting: number; readonly limit: number };

const cases: readonly Case[] = [
  { name: 'no order', resting: 0, limit: 0 },
  { name: '100 resting orders, none reached', resting: 100, limit: 9_000 },
  { name: '100 resting orders, all touched and none filled', resting: 100, limit: 10_005 },
];

for (const one of cases) {
  const venue = openVenue(one);
  const turns = makeTurns();
  const quotes = makeQuotes();
  run(venue, quotes, turns);
  const times = Array.from({ length: samples }, () => run(venue, quotes, turns));
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (samples - 1))] ?? 0).toFixed(1);
  console.log(
    `${one.name}: p50 ${at(0.5)}, best ${at(0)}, worst ${at(1)} ns a quote, ${samples} samples`,
  );
}

function run(venue: SimulatedVenue, quotes: readonly Quote[], turns: readonly Turn[]): number {
  const from = process.hrtime.bigint();
  for (let round = 0; round < rounds; round++) feed(venue, quotes, turns);
  return Number(process.hrtime.bigint() - from) / (rounds * quotesPerRun);
}

function feed(venue: SimulatedVenue, quotes: readonly Quote[], turns: readonly Turn[]): void {
  for (let i = 0; i < quotesPerRun; i++) {
    const quote = quotes[i];
    const turn = turns[i];
    if (quote !== undefined && turn !== undefined) venue.onData(quote, turn, out);
  }
}

function makeQuotes(): readonly Quote[] {
  return Array.from({ length: quotesPerRun }, (_, i) =>
    aQuote({ at: i, bid: 10_000 + (i % 7) * 5, ask: 10_005 + (i % 7) * 5 }),
  );
}

function makeTurns(): readonly Turn[] {
  const instrument = toInstrumentIndex(0);
  return Array.from({ length: quotesPerRun }, (_, i) => ({
    number: toInputNumber(i),
    now: toTimestamp(i),
    instrument,
  }));
}

function openVenue({ resting, limit }: Case): SimulatedVenue {
  const venue = new SimulatedVenue({
    instruments: new InstrumentTable([anInstrument()]),
    calendars: new Map([[alwaysOpen.id, new SessionClock(alwaysOpen)]]),
    fedBy: () => 'quotes',
    fees: noFees,
    latency: noLatency,
    fills: probabilisticFills({ limit: 0, slip: 0 }),
    bars: { fillAt: 'nextOpen', path: 'OHLC' },
    staleAfter: null,
    scales: ledgerScales({}),
    random: Random.fromSeed(1),
  });
  const turn: Turn = {
    number: toInputNumber(0),
    now: toTimestamp(0),
    instrument: toInstrumentIndex(0),
  };
  venue.onData(aQuote({ bid: 10_500, ask: 10_505 }), turn, out);
  for (let i = 0; i < resting; i++) {
    const id = toOrderId(`0000TEST${String(i).padStart(6, '0')}`);
    const terms = { type: 'limit', limit: toPrice(limit) } as const;
    const request = anOrderRequest({ id, terms });
    venue.send({ type: 'submit', account: request.account, order: id, request }, toTimestamp(0));
    venue.wake(out);
  }
  return venue;
}
