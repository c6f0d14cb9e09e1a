/**
 * Records quotes of 500 instruments on a live tape, at a steady rate, until it is killed. `node …
 * recording-process.ts FOLDER RATE`; tells each 20 ms the last number that it has given to the tape.
 */
import { writeSync } from 'node:fs';

import { LiveTape } from '@argosy/journal';
import { toInstrumentId, toPrice, toQuantity, toTimestamp } from 'argosy/core';
import { toInputNumber, type Quote } from 'argosy/domain';

const TOLD = 1;
const TICK_MS = 5;
const TELL_EVERY = 4;
const [folder = '', rateText = ''] = process.argv.slice(2);
const rate = Number(rateText);
const instruments = Array.from({ length: 500 }, (_, place) => toInstrumentId(`R${place}.SIM`));
const tape = await LiveTape.open({
  folder,
  shard: 'bench',
  region: 'in',
  onState: (state, reason) => console.error(`${state}: ${reason}`),
});
const begin = performance.now();
const startsAt = Date.now() * 1000;
const before = tape.lastNumber ?? 0;
let last = before;
let ticks = 0;
setInterval(() => {
  const elapsed = performance.now() - begin;
  const due = before + Math.floor((elapsed * rate) / 1000);
  for (; last < due; last += 1) tape.append(toInputNumber(last + 1), quoteOf(last + 1));
  ticks += 1;
  if (ticks % TELL_EVERY === 0) writeSync(TOLD, `${last} ${tape.leftOut}\n`);
}, TICK_MS);

function quoteOf(number: number): Quote {
  const at = toTimestamp(startsAt + Math.floor(((number - before) * 1_000_000) / rate));
  const bid = 10_000 + (number % 50);
  return {
    kind: 'quote',
    instrument: instruments[number % 500] ?? toInstrumentId('R.SIM'),
    eventAt: at,
    nanos: 0,
    availableAt: at,
    sourceSequence: number,
    bid: toPrice(bid),
    ask: toPrice(bid + 5),
    bidQty: toQuantity(100),
    askQty: toQuantity(100),
  };
}
