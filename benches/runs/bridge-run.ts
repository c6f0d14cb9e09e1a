/**
 * What a tick costs on its way through the bridge: offered in batches and drained, with room and under pressure.
 * In turns with it the plain thing: an array that is pushed to and shifted from, with a map of the last number and
 * of the last value of each instrument.
 */
import { Bridge } from '@argosy/bridge';
import { Metrics, metricTable } from '@argosy/telemetry';
import { anInstrument, aQuote, aTrade } from '@argosy/testkit';
import { toInstrumentId, toMicros, toTimestamp } from 'argosy/core';
import { InstrumentTable, type MarketData } from 'argosy/domain';

const INSTRUMENTS = 500;
const TICKS = 200_000;
const BATCH = 100;
const ROUNDS = 15;
/** A day in 2026: instants are too large for small integers, which is what they cost. */
const BEGIN = 1_795_000_000_000_000;

/** Nanoseconds a tick, by round. */
export type TickTimes = { readonly least: number; readonly median: number };
export type BridgeReport = {
  readonly ticks: number;
  readonly rounds: number;
  /** As many leave as come. */
  readonly steady: TickTimes;
  readonly steadyNaive: TickTimes;
  readonly steadyBytes: number;
  /** One leaves for four that come. */
  readonly pressed: TickTimes;
  readonly pressedNaive: TickTimes;
  readonly pressedConflated: number;
  /** Whether the last value of each instrument and kind came out of the pressed bridge. */
  readonly hasLastValues: boolean;
  readonly observe: TickTimes;
};

const ids = Array.from({ length: INSTRUMENTS }, (_, n) => `S${n}.NSE`);
const instruments = new InstrumentTable(ids.map((id) => anInstrument({ id: toInstrumentId(id) })));
const batches = makeBatches();

console.log(JSON.stringify(measure()));

function measure(): BridgeReport {
  const times = {
    steady: [] as number[],
    steadyNaive: [] as number[],
    pressed: [] as number[],
    pressedNaive: [] as number[],
    observe: [] as number[],
  };
  const bytes: number[] = [];
  let conflated = 0;
  const runSteady = aBridgeRun();
  const runPressed = aBridgeRun();
  let hasLastValues = true;
  for (let round = 0; round < ROUNDS; round += 1) {
    const steady = runSteady(BATCH);
    times.steady.push(steady.nanos);
    bytes.push(steady.bytes);
    times.steadyNaive.push(runNaive(BATCH));
    const pressed = runPressed(BATCH / 4);
    conflated = pressed.conflated;
    hasLastValues &&= pressed.hasLastValues;
    times.pressed.push(pressed.nanos);
    times.pressedNaive.push(runNaive(BATCH / 4));
    times.observe.push(runObserve());
  }
  return {
    ticks: TICKS,
    rounds: ROUNDS,
    steady: timesOf(times.steady),
    steadyNaive: timesOf(times.steadyNaive),
    steadyBytes: middle(bytes),
    pressed: timesOf(times.pressed),
    pressedNaive: timesOf(times.pressedNaive),
    pressedConflated: conflated,
    hasLastValues,
    observe: timesOf(times.observe),
  };
}

/** A bridge that lives through all rounds, as it does in a server; its feed begins anew with each. */
function aBridgeRun() {
  const bridge = new Bridge({
    instruments,
    metrics: new Metrics(metricTable),
    hours: { isOpen: () => true },
    sampleEvery: toMicros(1),
  });
  const feed = bridge.feed('bench', {
    numbering: 'gapless',
    freshFor: toMicros(1_000_000),
    silentAfter: toMicros(1_000_000),
  });
  const last = new Float64Array(INSTRUMENTS * 2);
  let taken = 0;
  let conflatedBefore = 0;
  const take = (input: MarketData | { readonly kind: 'report' }, place: number): void => {
    if (input.kind === 'report') return;
    taken += 1;
    last[place * 2 + (input.kind === 'quote' ? 0 : 1)] = input.sourceSequence;
  };
  return (drained: number) => {
    feed.reset();
    taken = 0;
    last.fill(0);
    const before = process.memoryUsage().heapUsed;
    const from = cpuNanos();
    for (const [n, rows] of batches.entries()) {
      const now = toTimestamp(BEGIN + n * 1_000);
      feed.offer(rows, now);
      bridge.drain(drained, now, take);
    }
    const nanos = (cpuNanos() - from) / TICKS;
    const bytes = (process.memoryUsage().heapUsed - before) / TICKS;
    const late = toTimestamp(BEGIN + batches.length * 1_000 + 1_000_000);
    for (let left = bridge.size; left > 0; left = bridge.size) bridge.drain(left, late, take);
    const conflated = bridge.figures(late).conflated - conflatedBefore;
    conflatedBefore += conflated;
    if (taken + conflated !== TICKS) throw new RangeError(`${taken} and ${conflated} of ${TICKS}`);
    return { nanos, bytes, conflated, hasLastValues: isLast(last) };
  };
}

/** The plain queue has no bound: under pressure it grows. */
function runNaive(drained: number): number {
  const queue: MarketData[] = [];
  const numbers = new Map<string, number>();
  const latest = new Map<string, MarketData>();
  let taken = 0;
  const from = cpuNanos();
  for (const rows of batches) {
    for (const row of rows) {
      if (row.sourceSequence <= (numbers.get(row.instrument) ?? -1)) continue;
      numbers.set(row.instrument, row.sourceSequence);
      queue.push(row);
    }
    for (let n = 0; n < drained; n += 1) {
      const row = queue.shift();
      if (row === undefined) break;
      latest.set(row.instrument, row);
      taken += 1;
    }
  }
  const nanos = (cpuNanos() - from) / TICKS;
  if (taken + queue.length !== TICKS) throw new RangeError(`${taken} and ${queue.length}`);
  return nanos;
}

function runObserve(): number {
  const age = new Metrics(metricTable)
    .histogram('bridge_tick_age_seconds')
    .with({ stage: 'bench' });
  const from = cpuNanos();
  for (let n = 0; n < TICKS; n += 1) age.observeMicros((n * 7_919) % 100_000);
  const nanos = (cpuNanos() - from) / TICKS;
  if (age.count !== TICKS) throw new RangeError(`${age.count} observed`);
  return nanos;
}

/** Quotes and trades of all instruments, each instrument's in order. */
function makeBatches(): readonly (readonly MarketData[])[] {
  const numbers = new Int32Array(INSTRUMENTS);
  const rows = Array.from({ length: TICKS }, (_, n): MarketData => {
    const place = (n * 7 + Math.floor(n / 13)) % INSTRUMENTS;
    const instrument = instruments.all[place]?.id ?? '';
    const number = (numbers[place] = (numbers[place] ?? 0) + 1);
    // All of one instant, so that no round goes back in time against the one before.
    const datum = { instrument, at: BEGIN, availableAt: BEGIN };
    return n % 3 === 0
      ? { ...aTrade(datum), sourceSequence: number }
      : { ...aQuote(datum), sourceSequence: number };
  });
  return Array.from({ length: TICKS / BATCH }, (_, n) => rows.slice(n * BATCH, (n + 1) * BATCH));
}

function isLast(found: Float64Array): boolean {
  const expected = new Float64Array(INSTRUMENTS * 2);
  for (const row of batches.flat()) {
    const place = instruments.indexOf(row.instrument) ?? 0;
    expected[place * 2 + (row.kind === 'quote' ? 0 : 1)] = row.sourceSequence;
  }
  return expected.every((number, place) => number === found[place]);
}

/** Processor time of this process: neighbours on the machine take less of it than of the clock's. */
function cpuNanos(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1_000;
}

function timesOf(nanos: readonly number[]): TickTimes {
  return { least: Math.round(Math.min(...nanos)), median: Math.round(middle(nanos)) };
}

function middle(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
