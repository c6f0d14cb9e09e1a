/**
 * One process: six shapes of a run over the same quotes and trades, as nautilus_trader's own engine
 * bench has them. `node … workloads-run.ts FILE ROWS RUNS`; prints one line of JSON. The first run of
 * each shape is cold. Only the run is timed, not the making of what it runs over.
 */
import { arraySource, Backtest, cashAccount } from 'argosy/backtest';
import {
  money,
  toAccountId,
  toPrice,
  toQuantity,
  toTimestamp,
  toTradeId,
  type Price,
} from 'argosy/core';
import {
  toBarSpecText,
  type MarketData,
  type OrderRequest,
  type OrderTerms,
  type Quote,
} from 'argosy/domain';
import { Strategy, type OrderEventOf } from 'argosy/engine';

import { euroDollar, quoteSource, readRows } from '../data/euro-dollar.ts';

/** What one shape came to. */
export type Workload = {
  /** Seconds of each run, the cold one first. */
  readonly seconds: readonly number[];
  readonly counts: Readonly<Record<string, number>>;
};
/** What one process prints. */
export type WorkloadsReport = { readonly shapes: Readonly<Record<string, Workload>> };

const { id, currency } = euroDollar;
const account = toAccountId('A1');
const TRADE_EVERY = 5;
/** Microseconds. */
const EXPIRES_AFTER = 5_000_000;
const qty = toQuantity(100);
/** In ticks: what never fills, and what may. */
const FAR = 5_000;
const NEAR = 50;

let counts: Record<string, number> = {};
function note(name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** Counts what happens; each shape says what it does at a quote. */
class Shape extends Strategy {
  quotes = 0;

  override onStart(): void {
    this.data.subscribeQuotes(id);
  }

  override onQuote(quote: Quote): void {
    this.quotes += 1;
    this.act(quote);
  }

  override onOrderFilled(): void {
    note('fills');
  }

  override onOrderExpired(): void {
    note('expired');
  }

  override onOrderDenied({ order, change }: OrderEventOf<'denied'>): void {
    throw new Error(`${order} was denied: ${change.reason}`);
  }

  act(_quote: Quote): void {}

  /** A purchase, unless told otherwise. */
  send(terms: OrderTerms, besides: Partial<OrderRequest> = {}): void {
    note('orders');
    const made = this.orders.market({ instrument: id, side: 'buy', qty, tif: 'GTC' });
    this.orders.submit({ ...made, terms, ...besides });
  }
}

class MarketDataReplay extends Shape {
  override onStart(): void {
    super.onStart();
    this.data.subscribeTrades(id);
  }

  override act(): void {
    note('seen');
  }

  override onTrade(): void {
    note('seen');
  }
}

class AlternatingMarketOrders extends Shape {
  override act(): void {
    if (this.quotes % 10 !== 0) return;
    this.send({ type: 'market' }, { side: this.quotes % 20 === 10 ? 'buy' : 'sell' });
  }
}

class PassiveLimitOrders extends Shape {
  override act({ bid }: Quote): void {
    if (this.quotes % 20 === 0) this.send({ type: 'limit', limit: beside(bid, -FAR) });
  }
}

class GtdLimitExpiry extends Shape {
  override act({ bid }: Quote): void {
    if (this.quotes % 20 !== 0) return;
    const expiresAt = toTimestamp(this.clock.now + EXPIRES_AFTER);
    const instructions = { triggerBy: null, display: null, postOnly: false, expiresAt };
    this.send({ type: 'limit', limit: beside(bid, -FAR) }, { tif: 'GTD', instructions });
  }
}

class DataRoutes extends MarketDataReplay {
  override onStart(): void {
    super.onStart();
    this.data.subscribeBars(toBarSpecText(`${id}-5-SECOND-MID-INTERNAL`));
    this.data.subscribeBars(toBarSpecText(`${id}-50-TICK-LAST-INTERNAL`));
  }

  override onBar(): void {
    note('bars');
  }
}

class OrderTypeSweep extends Shape {
  override act({ bid, ask }: Quote): void {
    if (this.quotes % 20 !== 0) return;
    const terms = termsAround(bid, ask)[(this.quotes / 20) % 8];
    if (terms !== undefined) this.send(terms);
  }
}

function termsAround(bid: Price, ask: Price): readonly OrderTerms[] {
  const [below, above, further] = [beside(bid, -NEAR), beside(ask, NEAR), beside(ask, NEAR + 10)];
  return [
    { type: 'market' },
    { type: 'limit', limit: below },
    { type: 'stopMarket', trigger: above },
    { type: 'stopLimit', trigger: above, limit: further },
    { type: 'marketIfTouched', trigger: below },
    { type: 'limitIfTouched', trigger: below, limit: below },
    { type: 'marketToLimit', limit: null },
    {
      type: 'trailingStopMarket',
      trail: { by: 'ticks', ticks: NEAR },
      activation: null,
      trigger: above,
    },
  ];
}

const shapes: Readonly<Record<string, typeof Shape>> = {
  market_data_replay: MarketDataReplay,
  alternating_market_orders: AlternatingMarketOrders,
  passive_limit_orders: PassiveLimitOrders,
  gtd_limit_expiry: GtdLimitExpiry,
  data_routes: DataRoutes,
  order_type_sweep: OrderTypeSweep,
};

const [path = '', rows = '10000', runs = '5'] = process.argv.slice(2);
const quotes = readRows(quoteSource(path), Number(rows));
const source = arraySource('quotes and trades', withTrades(quotes));
const report: WorkloadsReport = {
  shapes: Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, runShape(shape)]),
  ),
};
console.log(JSON.stringify(report));

function runShape(strategy: typeof Shape): Workload {
  const seconds: number[] = [];
  for (let run = 0; run < Number(runs); run += 1) {
    counts = {};
    const backtest = new Backtest({
      instruments: [euroDollar],
      sources: [source],
      accounts: [cashAccount(account, money(10_000_000_00n, currency))],
      strategies: [{ id: 'shape', strategy, account }],
    });
    const start = performance.now();
    while (backtest.advance(1_000_000) === 'running');
    seconds.push((performance.now() - start) / 1000);
    const [fault] = backtest.result().faults;
    if (fault !== undefined) throw new Error(`${strategy.name}: ${JSON.stringify(fault)}`);
  }
  return { seconds, counts };
}

/** A trade at the bid behind every fifth quote, at its instant. */
function withTrades(rows: readonly MarketData[]): readonly MarketData[] {
  return rows.flatMap((row, place): readonly MarketData[] => {
    if (row.kind !== 'quote' || (place + 1) % TRADE_EVERY !== 0) return [row];
    const { instrument, bid, eventAt, availableAt } = row;
    const at = { eventAt, nanos: 0, availableAt, sourceSequence: place };
    const what = { price: bid, qty, aggressor: 'sell', tradeId: toTradeId(`T${place}`) } as const;
    return [row, { kind: 'trade', instrument, ...what, ...at }];
  });
}

function beside(price: Price, ticks: number): Price {
  return toPrice(price + ticks);
}
