/**
 * Ten years of days with five thousand trades, as a tear sheet: what measuring them, the document and the page take.
 * Prints one JSON object.
 */
import { arraySource, marginAccount, runBacktest, type BacktestConfig } from 'argosy/backtest';
import { money, toAccountId, toCurrency, toQuantity } from 'argosy/core';
import type { Bar } from 'argosy/domain';
import { Strategy } from 'argosy/engine';
import { feePercent } from 'argosy/matching';
import { RunSheet, writeTearSheetJson, writeTearSheetPage, type TearSheet } from 'argosy/report';
import { aBar, anInstrument } from '@argosy/testkit';

/** How long a tear sheet takes, in milliseconds, of how many calls. */
export type SheetReport = {
  readonly days: number;
  readonly trades: number;
  readonly bytes: { readonly json: number; readonly page: number };
  readonly whole: Times;
  /** Of the processor alone, whoever else was running. */
  readonly cpu: Times;
  readonly measure: Times;
  readonly draw: Times;
  /** The run alone, and with the sheet listening, each the median of three. */
  readonly run: number;
  readonly listening: number;
};

type Times = {
  readonly first: number;
  readonly p50: number;
  readonly p99: number;
  readonly samples: number;
};

const DAYS = 2_520;
const BARS_A_DAY = 5;
const SAMPLES = 30;
const share = anInstrument();
const DAY_US = 86_400_000_000;

/** Prices that wander, the same on every machine. */
function bars(): readonly Bar[] {
  let [close, state] = [100_000, 12_345];
  return Array.from({ length: DAYS * BARS_A_DAY }, (_, row) => {
    const open = close;
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    close = Math.max(20_000, open + (Math.floor(state / 65_536) % 401) - 199);
    const at = Math.floor(row / BARS_A_DAY) * DAY_US + ((row % BARS_A_DAY) + 1) * 3_600_000_000;
    const [high, low] = [Math.max(open, close) + 30, Math.min(open, close) - 30];
    return aBar({ at, open, high, low, close });
  });
}

/** In and out, two bars in five: two trades a day. */
class InAndOut extends Strategy {
  #row = 0;

  override onStart(): void {
    this.data.subscribeBars(rows[0]?.spec ?? fail());
  }

  override onBar(): void {
    const place = this.#row % BARS_A_DAY;
    this.#row += 1;
    if (place === 4) return;
    const side = place % 2 === 0 ? 'buy' : 'sell';
    const order = { instrument: share.id, side, qty: toQuantity(10), tif: 'GTC' } as const;
    this.orders.submit(this.orders.market(order));
  }
}

function fail(): never {
  throw new Error('there are no bars');
}

const rows = bars();
const config: BacktestConfig = {
  instruments: [share],
  sources: [arraySource('bars', rows)],
  accounts: [marginAccount(toAccountId('A'), money(1_000_000_00n, toCurrency('INR')))],
  strategies: [{ id: 'in-and-out', strategy: InAndOut, account: 'A', product: 'margin' }],
  venue: { fees: feePercent('0.01') },
};

function timed<Value>(work: () => Value): { readonly value: Value; readonly ms: number } {
  const start = performance.now();
  const value = work();
  return { value, ms: performance.now() - start };
}

/** Milliseconds that this process has had of the processor. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function timesOf(all: readonly number[]): Times {
  const sorted = [...all].sort((a, b) => a - b);
  const at = (part: number): number => round(sorted[Math.floor(part * (sorted.length - 1))] ?? NaN);
  return { first: round(all[0] ?? NaN), p50: at(0.5), p99: at(0.99), samples: all.length };
}

function round(ms: number): number {
  return Number(ms.toFixed(1));
}

const alone: number[] = [];
const heard: number[] = [];
let listens = new RunSheet(config);
let result = runBacktest(config, listens.sink);
for (let call = 0; call < 3; call += 1) {
  alone.push(timed(() => runBacktest(config)).ms);
  listens = new RunSheet(config);
  heard.push(timed(() => (result = runBacktest(config, listens.sink))).ms);
}

const [whole, measure, draw, cpu]: number[][] = [[], [], [], []];
let sheet: TearSheet | null = null;
let bytes = { json: 0, page: 0 };
for (let call = 0; call < SAMPLES; call += 1) {
  const before = cpuMs();
  const made = timed(() => listens.make(result, { title: 'Ten years', kind: 'backtest' }));
  const drawn = timed(() => ({
    json: Buffer.byteLength(writeTearSheetJson(made.value)),
    page: Buffer.byteLength(writeTearSheetPage(made.value)),
  }));
  sheet = made.value;
  bytes = drawn.value;
  measure?.push(made.ms);
  draw?.push(drawn.ms);
  whole?.push(made.ms + drawn.ms);
  cpu?.push(cpuMs() - before);
}
const trades = sheet !== null && 'count' in sheet.trades ? sheet.trades.count : 0;
const report: SheetReport = {
  days: sheet?.period.days ?? 0,
  trades,
  bytes,
  whole: timesOf(whole ?? []),
  cpu: timesOf(cpu ?? []),
  measure: timesOf(measure ?? []),
  draw: timesOf(draw ?? []),
  run: timesOf(alone).p50,
  listening: timesOf(heard).p50,
};
console.log(JSON.stringify(report));
