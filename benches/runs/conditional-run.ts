/**
 * One process: 100,000 orders that wait here for a price, over 5,000 instruments, and what a quote costs
 * trading then: all of it, holds and events and hash. Beside it a look at every order that waits, at each
 * quote. `node … conditional-run.ts` prints one line of JSON.
 */
import {
  OrderIdFactory,
  BACKTEST_SESSION,
  toInstrumentId,
  toOriginCode,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import {
  toInputNumber,
  toInstrumentIndex,
  type Input,
  type Order,
  type Quote,
} from 'argosy/domain';
import { TradingMachine } from 'argosy/trading';
import {
  anAccount,
  anInstrument,
  anOrderRequest,
  aQuote,
  aTouch,
  aTradingConfig,
  plainMatrix,
  rupees,
} from '@argosy/testkit';

/** What one process prints, in microseconds. */
export type ConditionalReport = {
  readonly orders: number;
  readonly instruments: number;
  /** To take one of them in. */
  readonly submit: number;
  /** A quote that lets nothing go, and quotes of which one in a hundred does. */
  readonly quiet: QuoteCost;
  readonly firing: QuoteCost & { readonly fired: number };
  /** The same question answered by a look at every order. */
  readonly naive: number;
};
/** A quote on average, and how most of them are. */
export type QuoteCost = {
  readonly quotes: number;
  readonly average: number;
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
};

const ORDERS = 100_000;
const INSTRUMENTS = 5_000;
const QUOTES = 200_000;
const NAIVE_QUOTES = 50;
const MID = 10_000;

let fired = 0;
const out = {
  event: (): void => {},
  effect: (): void => {
    fired += 1;
  },
};
const origin = toOriginCode('TEST');
const ids = new OrderIdFactory({ session: BACKTEST_SESSION, origin, lastCounter: -1 });
const instruments = Array.from({ length: INSTRUMENTS }, (_, n) =>
  anInstrument({ id: toInstrumentId(`I${n}.NSE`) }),
);
const machine = new TradingMachine(
  aTradingConfig({
    instruments,
    accounts: [anAccount({ kind: 'margin', balances: [rupees(10n ** 16n)] })],
    limits: { matrix: plainMatrix, unsupported: 'emulate' },
  }),
);
let turns = 1;
machine.open({ number: toInputNumber(0), now: toTimestamp(0), instrument: -1 }, out);
for (const [n] of instruments.entries()) take(quoteOf(n, MID), n);
const from = performance.now();
for (let n = 0; n < ORDERS; n += 1) submit(n);
const submitted = ((performance.now() - from) * 1_000) / ORDERS;
const waiting = machine.openOrders().length;
if (waiting !== ORDERS) throw new RangeError(`${waiting} orders wait, not ${ORDERS}`);
const report: ConditionalReport = {
  orders: ORDERS,
  instruments: INSTRUMENTS,
  submit: rounded(submitted),
  quiet: costOf((n) => quoteOf(place(n), MID + 5 * (n % 3))),
  naive: costOfScan(),
  firing: { ...costOf((n) => quoteOf(place(n), n % 100 === 0 ? MID + levelOf(n) : MID)), fired },
};
console.log(JSON.stringify(report));

/** Half of them stops of buyers above, half of sellers below, each a few more ticks away. */
function submit(n: number): void {
  const side = n % 2 === 0 ? 'buy' : 'sell';
  const trigger = toPrice(
    MID + (side === 'buy' ? 1 : -1) * (100 + 5 * Math.floor(n / INSTRUMENTS)),
  );
  const instrument = instruments[n % INSTRUMENTS]?.id ?? toInstrumentId('NONE.NSE');
  const terms = { type: 'stopMarket', trigger } as const;
  const request = anOrderRequest({
    id: ids.next(),
    instrument,
    side,
    qty: toQuantity(1),
    terms,
    product: 'margin',
  });
  const { strategy } = request;
  const body = { type: 'submit', request, touch: aTouch() } as const;
  const readTo = toInputNumber(turns);
  take({ kind: 'command', origin, strategy, readTo, at: toTimestamp(turns), body }, -1);
}

/** A price beyond the nearest trigger of buyers, further each time. */
function levelOf(n: number): number {
  return 100 + 5 * Math.floor((n * 20) / QUOTES);
}

/** Instruments in an order that no cache likes. */
function place(n: number): number {
  return (n * 2_654_435_761) % INSTRUMENTS;
}

function quoteOf(instrument: number, bid: number): Quote {
  return aQuote({ instrument: `I${instrument}.NSE`, at: turns, bid, ask: bid + 5 });
}

function take(input: Input, instrument: number): void {
  const index = instrument === -1 ? -1 : toInstrumentIndex(instrument);
  const turn = {
    number: toInputNumber(turns),
    now: toTimestamp(turns),
    instrument: index,
  } as const;
  turns += 1;
  machine.handle(input, turn, out);
}

function costOf(toQuote: (n: number) => Quote): QuoteCost {
  fired = 0;
  const times = new Float64Array(QUOTES);
  for (let n = 0; n < QUOTES; n += 1) {
    const quote = toQuote(n);
    const before = performance.now();
    take(quote, place(n));
    times[n] = (performance.now() - before) * 1_000;
  }
  const average = times.reduce((sum, one) => sum + one, 0) / QUOTES;
  times.sort();
  const at = (share: number): number => rounded(times[Math.floor(QUOTES * share)]);
  return {
    quotes: QUOTES,
    average: rounded(average),
    p50: at(0.5),
    p99: at(0.99),
    p999: at(0.999),
  };
}

function costOfScan(): number {
  const orders = machine.openOrders();
  const before = performance.now();
  let reached = 0;
  for (let n = 0; n < NAIVE_QUOTES; n += 1) {
    const quote = quoteOf(place(n), MID);
    for (const order of orders) if (isReached(order, quote)) reached += 1;
  }
  if (reached > 0) throw new RangeError(`${reached} triggers of a quiet market are reached`);
  return rounded(((performance.now() - before) * 1_000) / NAIVE_QUOTES);
}

function isReached({ request, terms, state }: Order, { instrument, bid, ask }: Quote): boolean {
  if (request.instrument !== instrument || state !== 'EMULATED') return false;
  if (terms.type !== 'stopMarket') return false;
  return request.side === 'buy' ? ask >= terms.trigger : bid <= terms.trigger;
}

function rounded(value = Number.NaN): number {
  return Number(value.toFixed(2));
}
