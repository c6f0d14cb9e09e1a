import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, renameSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/** What to write; the same request gives the same bytes on every machine. */
export type QuoteFileRequest = {
  readonly rows: number;
  readonly seed: number;
  readonly path: string;
};

/** What was written. */
export type QuoteFile = {
  readonly path: string;
  readonly rows: number;
  readonly seed: number;
  readonly bytes: number;
  readonly sha256: string;
};

/** The rows of the headline benchmark. */
export const defaultRows = 1_000_000;
/** The seed of the headline benchmark. */
export const defaultSeed = 20_240_101;
/** The first line of the file. */
export const quoteHeader = 'instrument,event_time_us,bid,ask,bid_qty,ask_qty';

const instrument = 'EURUSD.SIM';
/** 2024-01-01T00:00:00Z; the first quote comes one gap later. */
const startsAtUs = 1_704_067_200_000_000;
const gapUsMin = 1_000;
const gapUsMax = 500_000;
const spreadTicksMax = 4;
const bidTicksStart = 110_000;
/** The walk turns back here, so that a price keeps five decimals and its one digit before them. */
const bidTicksMin = 60_000;
const bidTicksMax = 140_000;
const sizeMin = 100_000;
const sizeStep = 10_000;
const sizeSteps = 91;
const rowsPerWrite = 20_000;

/** Where a file of this request is kept between runs. */
export function quoteFilePath(rows: number, seed: number): string {
  return join(import.meta.dirname, '..', '.cache', `quotes-${rows}-${seed}.csv`);
}

/** Writes a file of synthetic quotes; it appears under its name only when it is whole. */
export function writeQuoteFile(request: QuoteFileRequest): QuoteFile {
  const hash = createHash('sha256');
  const partial = `${request.path}.partial`;
  mkdirSync(dirname(request.path), { recursive: true });
  // The cache keeps itself out of version control.
  writeFileSync(join(dirname(quoteFilePath(0, 0)), '.gitignore'), '*\n');
  const file = openSync(partial, 'w');
  let bytes = 0;
  for (const text of quoteText(request.rows, request.seed)) {
    const chunk = Buffer.from(text, 'latin1');
    hash.update(chunk);
    bytes += chunk.length;
    writeSync(file, chunk);
  }
  closeSync(file);
  renameSync(partial, request.path);
  return { ...request, bytes, sha256: hash.digest('hex') };
}

/** The text of a quote file, in chunks of whole lines. */
export function* quoteText(rows: number, seed: number): Generator<string> {
  const random = randomBelow(seed);
  let atUs = startsAtUs;
  let bid = bidTicksStart;
  let spread = 1 + random(spreadTicksMax);
  let text = `${quoteHeader}\n`;
  for (let row = 1; row <= rows; row += 1) {
    atUs += gapUsMin + random(gapUsMax - gapUsMin + 1);
    bid = stepped(bid, random(4));
    spread = random(4) === 0 ? 1 + random(spreadTicksMax) : spread;
    const bidQty = sizeMin + sizeStep * random(sizeSteps);
    const askQty = sizeMin + sizeStep * random(sizeSteps);
    text += `${instrument},${atUs},${priceText(bid)},${priceText(bid + spread)},${bidQty},${askQty}\n`;
    if (row % rowsPerWrite === 0) {
      yield text;
      text = '';
    }
  }
  yield text;
}

/** Down a tick, up a tick, or (two draws of four) unchanged. */
function stepped(bidTicks: number, draw: number): number {
  if (draw === 0) return bidTicks > bidTicksMin ? bidTicks - 1 : bidTicks + 1;
  if (draw === 1) return bidTicks < bidTicksMax ? bidTicks + 1 : bidTicks - 1;
  return bidTicks;
}

function priceText(ticks: number): string {
  const whole = Math.floor(ticks / 100_000);
  return `${whole}.${String(ticks % 100_000).padStart(5, '0')}`;
}

/** Whole numbers from 0 up to a bound: a Weyl sequence with a 32-bit mixer, integers only. */
function randomBelow(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    mixed ^= mixed >>> 15;
    // Exact: the product stays under 2^53 for bounds up to 2^21.
    return Math.floor(((mixed >>> 0) * bound) / 0x1_0000_0000);
  };
}

function parseRequest(): QuoteFileRequest {
  const { values } = parseArgs({
    options: { rows: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  });
  const rows = wholeNumber('rows', values.rows ?? String(defaultRows));
  const seed = wholeNumber('seed', values.seed ?? String(defaultSeed));
  return { rows, seed, path: values.out ?? quoteFilePath(rows, seed) };
}

function wholeNumber(name: string, text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new RangeError(`--${name}: expected a whole number below 1,000,000,000, found "${text}"`);
}

if (import.meta.main) {
  console.log(JSON.stringify(writeQuoteFile(parseRequest())));
}
