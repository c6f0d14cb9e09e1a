// What the smallest operations cost. Run: node --conditions=source kernel/core/bench/core.bench.ts
import {
  BACKTEST_SESSION,
  BinaryHeap,
  BinaryWriter,
  brand,
  checkedMultiply,
  Hash128,
  nseEquity,
  OrderIdFactory,
  parseScaled,
  parseScaledBytes,
  parseTimestamp,
  Random,
  SessionClock,
  toOriginCode,
  unwrap,
  type Timestamp,
} from 'argosy/core';

const samples = 9;
const text = '100.1234';
const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
const block = Uint8Array.from({ length: 4096 }, (_, index) => index * 7);
const { at: tenOClock } = unwrap(parseTimestamp('2026-11-20T10:00:00+05:30'));
const origin = toOriginCode('EMAX');
const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter: -1 });
const clock = new SessionClock(nseEquity);
const hash = new Hash128();
const writer = new BinaryWriter();
const random = Random.fromSeed(1);
const heap = new BinaryHeap<{ readonly at: number }>((one, other) => one.at - other.at, 2000);
for (let count = 0; count < 1000; count += 1) heap.push({ at: random.nextInt(1_000_000) });

/** Each case loops by itself and gives a sum, so that neither the call nor a discarded result counts. */
const cases: Readonly<Record<string, (times: number) => number>> = {
  'parseScaled "100.1234"': (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += parseScaled(text, 4).ok ? i : 0;
    return sum;
  },
  'parseScaledBytes "100.1234"': (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += parseScaledBytes(bytes, 0, bytes.length, 4);
    return sum;
  },
  checkedMultiply: (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += checkedMultiply(10_012, i);
    return sum;
  },
  'Hash128.update, 4 KiB, a byte': (times) => {
    for (let i = 0; i < times; i += block.length) hash.update(block);
    return 1;
  },
  'Hash128.updateNumber': (times) => {
    for (let i = 0; i < times; i += 1) hash.updateNumber(i + 0.25);
    return 1;
  },
  'SessionClock.isOpen, near': (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += clock.isOpen(brand<Timestamp>(tenOClock + i)) ? 1 : 0;
    return sum;
  },
  'OrderIdFactory.next': (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += ids.next().length;
    return sum;
  },
  'Random.nextFloat': (times) => {
    let sum = 0;
    for (let i = 0; i < times; i += 1) sum += random.nextFloat();
    return sum;
  },
  'BinaryWriter.int of a timestamp': (times) => {
    for (let i = 0; i < times; i += 1) {
      writer.reset();
      writer.int(tenOClock + i);
    }
    return writer.size;
  },
  'BinaryHeap push and pop at 1000': (times) => {
    for (let i = 0; i < times; i += 1) {
      heap.push({ at: (heap.pop()?.at ?? 0) + random.nextInt(1_000_000) });
    }
    return heap.size;
  },
};

let sink = 0;
for (const [name, run] of Object.entries(cases)) {
  run(2_000_000);
  const times = Array.from({ length: samples }, () => measure(run, 2_000_000));
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number): string => (sorted[Math.floor(share * (samples - 1))] ?? 0).toFixed(2);
  console.log(`${name}: p50 ${at(0.5)}, best ${at(0)}, worst ${at(1)} ns, ${samples} samples`);
}
console.log(`(${sink > 0 ? 'results used' : 'nothing done'})`);

function measure(run: (times: number) => number, times: number): number {
  const from = process.hrtime.bigint();
  sink += run(times);
  return Number(process.hrtime.bigint() - from) / times;
}
