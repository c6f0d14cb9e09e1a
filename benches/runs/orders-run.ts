/**
 * One process: what a new order costs while others work: checks, hold, events, hash. Beside it the
 * questions that its checks ask, answered by a look at every open order. `node … orders-run.ts`
 * prints one line of JSON.
 */
import { toAccountId, toBookId, toInstrumentId, toOrderId, toPrice, toQuantity } from 'argosy/core';
import type { InstrumentId, OrderId } from 'argosy/core';
import type { OrderRequest, Side } from 'argosy/domain';
import {
  NaiveOpenOrders,
  TradingRig,
  anAccount,
  anInstrument,
  anOrderRequest,
  aQuote,
  rupees,
} from '@argosy/testkit';

/** What a new order costs in one setting, in microseconds. */
export type OrderCost = {
  readonly kind: 'cash' | 'margin';
  readonly open: number;
  readonly instruments: number;
  readonly samples: number;
  readonly p50: number;
  readonly p99: number;
  /** The questions of its checks alone, as every open order answers them; the least of a few. */
  readonly naive: number;
};
/** What one process prints. */
export type OrdersReport = { readonly costs: readonly OrderCost[] };

type Setting = Pick<OrderCost, 'kind' | 'open' | 'instruments'>;

const SAMPLES = 2_000;
const NAIVE_SAMPLES = 20;
const account = toAccountId('MAIN');
const books = ['ONE', 'TWO'].map(toBookId);

const counts = [10, 1_000, 8_000];
const settings: readonly Setting[] = (['cash', 'margin'] as const).flatMap((kind) =>
  [1, 64].flatMap((instruments) => counts.map((open) => ({ kind, open, instruments }))),
);
// The first run only warms up.
cost({ kind: 'margin', open: 1_000, instruments: 64 });
const report: OrdersReport = { costs: settings.map(cost) };
console.log(JSON.stringify(report));

function cost(setting: Setting): OrderCost {
  const { kind, open, instruments: count } = setting;
  const all = Array.from({ length: count }, (_, place) => toInstrumentId(`I${place}.NSE`));
  const rig = new TradingRig({
    instruments: all.map((id) => anInstrument({ id })),
    accounts: [anAccount({ kind, balances: [rupees(10n ** 15n)] })],
  });
  for (const instrument of all) rig.feed(aQuote({ instrument }));
  for (let n = 0; n < open; n += 1) rig.work(wish(n, pick(all, n), 'buy'));
  const naive = costOfScan(rig, wish(0, pick(all, 0), 'sell'));
  const times: number[] = [];
  for (let n = 0; n < SAMPLES; n += 1) {
    const side = kind === 'margin' && n % 2 === 1 ? 'sell' : 'buy';
    const request = wish(n, pick(all, n), side);
    const from = performance.now();
    const order = rig.submit(request);
    times.push((performance.now() - from) * 1_000);
    takeBack(rig, order);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => rounded(times[Math.floor(times.length * share)]);
  return { ...setting, samples: times.length, p50: at(0.5), p99: at(0.99), naive };
}

/** A limit order far from the market, of one of two books. */
function wish(n: number, instrument: InstrumentId, side: Side): Partial<OrderRequest> {
  const price = side === 'buy' ? 5 + 5 * (n % 1_900) : 10_005 + 5 * (n % 1_900);
  const terms = { type: 'limit', limit: toPrice(price) } as const;
  const book = books[n % books.length] ?? toBookId('ONE');
  return { account, book, instrument, side, qty: toQuantity(1), terms, product: 'intraday' };
}

function takeBack(rig: TradingRig, order: OrderId): void {
  rig.cancel(order);
  rig.report(order, { type: 'canceled', reason: null });
  rig.events.length = 0;
  rig.effects.length = 0;
}

function costOfScan({ machine }: TradingRig, changes: Partial<OrderRequest>): number {
  const request = anOrderRequest({ id: toOrderId('0000TEST999999'), ...changes });
  const times: number[] = [];
  const orders = machine.openOrders();
  const naive = new NaiveOpenOrders(orders, ({ qty }) => qty);
  for (let n = 0; n < NAIVE_SAMPLES; n += 1) {
    const from = performance.now();
    naive.workingQty(request, 'position');
    naive.crossing(request, toPrice(10_005));
    times.push((performance.now() - from) * 1_000);
  }
  return rounded(Math.min(...times));
}

function pick(all: readonly InstrumentId[], n: number): InstrumentId {
  return all[n % all.length] ?? toInstrumentId('I0.NSE');
}

function rounded(value = Number.NaN): number {
  return Number(value.toFixed(1));
}
