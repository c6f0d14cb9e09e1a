import { auctionOf, dealingAt, type Line } from './dealers.ts';
/** What feeds the venue of a case. */
export type CaseData = (typeof caseData)[number];
/** What goes on at the market as a case's order is sent. */
export type CaseSession = 'closed' | 'preOpen' | 'matching' | 'open' | 'halted' | 'postClose';

/** Every kind of data. */
export const caseData = [
  'quotes',
  'trades',
  'quotesAndTrades',
  'book',
  'queue',
  'bars',
  'orders',
] as const;
/** Every state of a session, in the order of a day. */
export const caseSessions: readonly CaseSession[] = [
  'closed',
  'preOpen',
  'matching',
  'open',
  'halted',
  'postClose',
];

/** When an order of each session is sent. */
export const sentAt: Readonly<Record<CaseSession, string>> = {
  closed: on(20, '07:00:00'),
  preOpen: on(20, '09:03:00'),
  matching: on(20, '09:09:00'),
  open: on(20, '10:00:00'),
  halted: on(20, '10:01:00'),
  postClose: on(20, '15:45:00'),
};

/** An instant of November 2026, in the words of scenarios. */
function on(day: number, time: string): string {
  return `2026-11-${day}T${time}+05:30`;
}

/** When the day before begins to trade: who needs a position has it from then. */
export const positionAt: string = on(19, '10:00:01');
const instrument = 'SBIN.NSE';
const plenty = '100000000';

/**
 * What the market does around the orders: it stands at 100.00, dips through 99.50, rises over 100.50,
 * comes back, and so again on the next day, which is the 23rd.
 */
export function marketLines(data: CaseData, session: CaseSession): readonly Line[] {
  const stop = session === 'halted' ? haltLines : [];
  const times = data === 'bars' ? barTimes : tickTimes;
  const prices = times.flatMap(([at, bid, from], n) => [
    ...linesAt(data, { at, bid, from, n }),
    ...(data === 'orders' ? [] : referencesAt(at, bid)),
  ]);
  const prints = printsOf[data];
  const after = { at: on(24, '16:30:00'), in: 'time', body: {} };
  return [...prices, ...prints, ...stop, after];
}

type Price = {
  readonly at: string;
  readonly bid: number;
  readonly from: number;
  /** How many came before it. */
  readonly n: number;
};

/** When the price is what, and for bars where it opened. */
const tickTimes: readonly (readonly [string, number, number])[] = [
  [on(19, '10:00:00'), 100, 100],
  [on(19, '15:20:00'), 100, 100],
  [on(20, '09:16:00'), 100, 100],
  ...[20, 23].flatMap((day) => pathOf(day)),
];
const barTimes: readonly (readonly [string, number, number])[] = [
  [on(19, '10:00:00'), 100, 100],
  [on(19, '10:01:00'), 100, 100],
  [on(19, '15:30:00'), 100, 100],
  [on(20, '09:16:00'), 100, 100],
  ...[20, 23].flatMap((day) => pathOf(day)),
];

function pathOf(day: number): readonly (readonly [string, number, number])[] {
  return [
    [on(day, '09:59:00'), 100, 100],
    [on(day, '10:10:00'), 99.5, 100],
    [on(day, '10:11:00'), 99.4, 99.5],
    [on(day, '10:12:00'), 99.4, 99.4],
    [on(day, '10:20:00'), 100.5, 99.4],
    [on(day, '10:21:00'), 100.6, 100.5],
    [on(day, '10:22:00'), 100.6, 100.6],
    [on(day, '15:30:00'), 100, 100.6],
  ];
}

const haltLines: readonly Line[] = [
  { at: on(20, '10:00:30'), in: 'status', body: { instrument, state: 'halted' } },
  { at: on(20, '10:05:00'), in: 'status', body: { instrument, state: 'open' } },
];

/** The prices of the opening auctions; quotes and bars tell none, and orders make them themselves. */
const auctionPrints: readonly Line[] = [20, 23].map((day) => tradeAt(on(day, '09:10:00'), 100));
const printsOf: Readonly<Record<CaseData, readonly Line[]>> = {
  quotes: [],
  trades: auctionPrints,
  quotesAndTrades: auctionPrints,
  book: auctionPrints,
  queue: auctionPrints,
  bars: [],
  orders: [20, 23].flatMap((day) => auctionOf(on(day, '09:05:00'), day)),
};

function linesAt(data: CaseData, { at, bid, from, n }: Price): readonly Line[] {
  const time = data === 'bars' ? at : at.replace('15:30:00', '15:29:00');
  if (data === 'bars') return [barAt(time, bid, from)];
  if (data === 'orders') return dealingAt(time, bid, n);
  if (data === 'trades') return [tradeAt(time, bid)];
  if (data === 'queue') return queueAt(time, bid, n);
  if (data === 'book') return [bookAt(time, bid), tradeAt(later(time), bid)];
  const quote = {
    at: time,
    in: 'quote',
    body: { instrument, bid: text(bid), ask: text(bid + 0.05) },
  };
  return data === 'quotes' ? [quote] : [quote, tradeAt(later(time), bid)];
}

/** The prices of others go the same way, whatever feeds the venue. */
function referencesAt(at: string, price: number): readonly Line[] {
  return ['mark', 'index'].map((kind) => {
    return { at: later(at), in: kind, body: { instrument, price: text(price) } };
  });
}

function tradeAt(at: string, price: number): Line {
  return { at, in: 'trade', body: { instrument, price: text(price), qty: plenty } };
}

function bookAt(at: string, bid: number): Line {
  const bids = [{ price: text(bid), qty: plenty }];
  const asks = [{ price: text(bid + 0.05), qty: plenty }];
  return { at, in: 'book', body: { instrument, snapshot: true, bids, asks } };
}

/** Those who were there go, others come, and one of them trades. */
function queueAt(at: string, bid: number, n: number): readonly Line[] {
  const step = (when: string, change: object): Line => {
    return { at: when, in: 'queue', body: { instrument, ...change } };
  };
  const [buyer, seller] = [2 * n + 1, 2 * n + 2];
  const gone = n === 0 ? [] : [buyer - 2, seller - 2];
  return [
    ...gone.map((order) => step(at, { action: 'remove', order })),
    step(at, { action: 'add', order: buyer, side: 'buy', price: text(bid), qty: plenty }),
    step(at, { action: 'add', order: seller, side: 'sell', price: text(bid + 0.05), qty: plenty }),
    step(later(at), { action: 'trade', order: buyer, qty: '1' }),
  ];
}

function barAt(at: string, close: number, open: number): Line {
  const [high, low] = [Math.max(open, close), Math.min(open, close)];
  const body = {
    instrument,
    open: text(open),
    high: text(high),
    low: text(low),
    close: text(close),
  };
  return { at, in: 'bar', body };
}

/** A second later, so that a trade beside a quote has an instant of its own. */
function later(at: string): string {
  return at.replace(':00+05:30', ':01+05:30');
}

function text(price: number): string {
  return price.toFixed(2);
}
