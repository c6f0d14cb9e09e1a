/**
 * One process: quotes of 64 instruments, three strategies that each trade all of them on bars built
 * inside, with checks, ledger, hash and mark-to-market. `node … many-run.ts QUOTES RUNS`; prints one
 * line of JSON. The first run is cold.
 */
import { arraySource, cashAccount, runBacktest, type BacktestResult } from 'argosy/backtest';
import {
  money,
  Random,
  toAccountId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toPrice,
  toQuantity,
  toTimestamp,
  type InstrumentId,
} from 'argosy/core';
import { toBarSpecText, type Bar, type Equity, type Quote } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import { Ema } from 'argosy/indicators';

/** What one process prints. */
export type ManyReport = {
  readonly quotes: number;
  /** Seconds of each run, the cold one first. */
  readonly seconds: readonly number[];
  readonly bars: number;
  readonly orders: number;
  readonly fills: number;
  /** What trading has said. */
  readonly events: number;
  readonly hash: string;
};

const INSTRUMENTS = 64;
/** Microseconds between two quotes of the run: each instrument has about twelve a second. */
const STEP = 1_250;
const usd = toCurrency('USD');
const account = toAccountId('A1');

const parameters = {
  fast: parameter.integer({ default: 10 }),
  slow: parameter.integer({ default: 30 }),
  seconds: parameter.integer({ default: 1 }),
};
type Averages = { readonly fast: Ema; readonly slow: Ema };

/** Long in each instrument while its fast average of closes stands above its slow one. */
class CrossAll extends Strategy<typeof parameters> {
  static override readonly parameters = parameters;
  readonly #averages = new Map<InstrumentId, Averages>();

  override onStart(): void {
    const { fast, slow, seconds } = this.parameters;
    for (const { id } of instruments) {
      this.#averages.set(id, {
        fast: new Ema(fast, { seed: 'first' }),
        slow: new Ema(slow, { seed: 'first' }),
      });
      this.data.subscribeBars(toBarSpecText(`${id}-${seconds}-SECOND-MID-INTERNAL`));
    }
  }

  override onBar({ instrument, close }: Bar): void {
    const averages = this.#averages.get(instrument);
    if (averages === undefined) return;
    const isAbove = averages.fast.update(close) > averages.slow.update(close);
    if (!averages.slow.isReady) return;
    const isLong = this.portfolio.qty(instrument) > 0;
    if (isAbove === isLong) return;
    const side = isAbove ? 'buy' : 'sell';
    this.orders.submit(this.orders.market({ instrument, side, qty: toQuantity(10), tif: 'GTC' }));
  }
}

const instruments = Array.from({ length: INSTRUMENTS }, (_, place): Equity => {
  return {
    kind: 'equity',
    id: toInstrumentId(`S${String(place).padStart(2, '0')}.SIM`),
    exchange: 'SIM',
    currency: usd,
    pricePrecision: 2,
    sizePrecision: 0,
    tick: toPrice(1),
    lot: toQuantity(1),
    minQty: toQuantity(1),
    maxQty: toQuantity(1_000_000),
    multiplier: 1n,
    multiplierScale: 0,
    calendar: toCalendarId('24x7'),
    validFrom: toTimestamp(0),
    validTo: null,
    isin: null,
  };
});

const [wanted = '2000000', runs = '4'] = process.argv.slice(2);
const source = arraySource('many', quotesOf(Number(wanted)));
const seconds: number[] = [];
let events = 0;
let result: BacktestResult | null = null;
for (let run = 0; run < Number(runs); run += 1) {
  events = 0;
  const start = performance.now();
  result = runOnce();
  seconds.push((performance.now() - start) / 1000);
}
if (result === null) throw new Error('at least one run is needed');
const { counts, hash } = result;
const { quotes, orders, fills } = counts;
const bars = Math.floor((quotes * STEP) / 1_000_000) * INSTRUMENTS;
const report: ManyReport = { quotes, seconds, bars, orders, fills, events, hash };
console.log(JSON.stringify(report));

function runOnce(): BacktestResult {
  const config = {
    instruments,
    sources: [source],
    accounts: [cashAccount(account, money(1_000_000_000_00n, usd))],
    strategies: [1, 2, 3].map((place) => {
      const values = { fast: 5 * place, slow: 20 * place };
      return { id: `cross-${place}`, strategy: CrossAll, parameters: values, account };
    }),
  };
  return runBacktest(config, { event: () => void (events += 1) });
}

/** A seeded walk of each instrument, one after the other. */
function quotesOf(count: number): readonly Quote[] {
  const random = Random.fromSeed(11);
  const bids = new Float64Array(INSTRUMENTS).fill(10_000);
  return Array.from({ length: count }, (_, place): Quote => {
    const which = place % INSTRUMENTS;
    const bid = Math.max(1_000, (bids[which] ?? 0) + random.nextInt(7) - 3);
    bids[which] = bid;
    const at = toTimestamp((place + 1) * STEP);
    return {
      kind: 'quote',
      instrument: instruments[which]?.id ?? toInstrumentId('NONE.SIM'),
      bid: toPrice(bid),
      ask: toPrice(bid + 1),
      bidQty: toQuantity(100),
      askQty: toQuantity(100),
      eventAt: at,
      nanos: 0,
      availableAt: at,
      sourceSequence: place,
    };
  });
}
