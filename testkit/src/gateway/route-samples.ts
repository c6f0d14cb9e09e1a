import { sampleMapping, sampleUpload } from './a-data.ts';

/** What stands for the names in addresses. */
const names: Readonly<Record<string, string>> = {
  account: 'MAIN',
  strategy: 'ema',
  instrument: 'SBIN.NSE',
  backtest: 'b-1',
  file: 'trades.csv',
  job: 'snapshots',
  task: 't-1',
};
const queries: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  readQuotes: { instruments: ['SBIN.NSE', 'NIFTY.NSE', 'BTCINR.SIM'] },
  searchInstruments: { q: 'sbin' },
  readDataCoverage: { series: 'quote SBIN.NSE' },
  readLatency: { hop: 'order' },
  listBars: { from: '2026-11-20', until: '2026-11-21' },
};
/** A ticket that the scripted desk takes. */
export const sampleTicket = {
  account: 'MAIN',
  book: 'HAND',
  instrument: 'SBIN.NSE',
  product: 'delivery',
  side: 'buy',
  qty: '10',
  terms: { type: 'market' },
} as const;
const because = { account: 'MAIN', scope: { kind: 'account' }, reason: 'a test' };
const bodies: Readonly<Record<string, unknown>> = {
  placeOrder: sampleTicket,
  previewOrder: sampleTicket,
  placeOrderList: { orders: [sampleTicket, { ...sampleTicket, side: 'sell', parent: 0 }] },
  placeOrderBatch: { orders: [sampleTicket] },
  amendOrder: { qty: '5' },
  cancelAllOrders: { account: 'MARGIN' },
  flatten: { account: 'MAIN' },
  setRiskState: { ...because, state: 'REDUCING' },
  kill: because,
  changeReplay: { state: 'playing', speed: 10 },
  setRiskLimit: { ...because, limit: 'dailyLoss', value: '20000.00' },
  queueBackfill: {
    instrument: 'SBIN.NSE',
    bar: '1-MINUTE-LAST-EXTERNAL',
    from: '2026-11-19T00:00:00Z',
    until: '2026-11-20T00:00:00Z',
  },
  queueDataReport: { series: 'quote SBIN.NSE' },
  queueDataExport: { series: 'quote SBIN.NSE', format: 'csv' },
  uploadData: { name: 'sbin.csv', text: 'Date,Close\n2026-11-20,800\n' },
  queueDataImport: {
    upload: sampleUpload,
    mapping: sampleMapping,
    mode: 'merge',
    badRowsMax: 0,
  },
  queueBacktest: { title: 'a run', request: 'strategies: []' },
};

/** What a route is asked in a sample. */
export type RouteSample = {
  readonly params: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
};

/**
 * A request that a route takes, on the platform of `aPlatform`; the order is one that is there.
 *
 * @example
 * sampleOf({ name: 'findOrder', path: '/orders/:order' }, '0001DESK000001').params; // { order: '0001DESK000001' }
 */
export function sampleOf(
  { name, path }: { readonly name: string; readonly path: string },
  order: string,
): RouteSample {
  const wanted = Array.from(path.matchAll(/:(\w+)/gu), ([, each = '']) => each);
  const isOfOptions = path.includes('/chains/');
  const known = { ...names, order, ...(isOfOptions ? { instrument: 'NIFTY.NSE' } : {}) };
  const entries = Object.entries(known).filter(([each]) => wanted.includes(each));
  const [query, body] = [queries[name], bodies[name]];
  return {
    params: Object.fromEntries(entries),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
  };
}
