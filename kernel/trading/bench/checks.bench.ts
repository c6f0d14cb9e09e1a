// What the checks of a new order cost by themselves, every rule given.
// Run: node --conditions=source kernel/trading/bench/checks.bench.ts; prints one line of JSON.
import {
  toAccountId,
  toBookId,
  toBrokerOrderId,
  toCurrency,
  toInstrumentId,
  toMicros,
  toMinor,
  toOrderId,
  toOriginCode,
  toPrice,
  toQuantity,
  type AccountId,
  type InstrumentId,
  type Timestamp,
} from 'argosy/core';
import { toInputNumber, type Instrument, type OrderRequest, type Side } from 'argosy/domain';
import { checkOrder, type RiskLimits } from 'argosy/risk';
import {
  aFill,
  anAccount,
  anIndex,
  anInstrument,
  anOption,
  anOrderRequest,
  aQuote,
  aTouch,
  rupees,
  TradingRig,
} from '@argosy/testkit';

import { AccountFunds } from '../src/accounts/account-funds.ts';
import { EquityWatch } from '../src/losses/equity-watch.ts';
import { EventEmitter } from '../src/event-emitter.ts';
import { ExecutionDesk } from '../src/executions/execution-desk.ts';
import { OrderContext } from '../src/orders/order-context.ts';
import { SettlementRules } from '../src/accounts/settlement-rules.ts';
import { TouchTable } from '../src/touch-table.ts';
import { TradingFold } from '../src/trading-fold.ts';
import type { TradingParts } from '../src/trading-parts.ts';

const SHARES = 48;
const OPTIONS = 16;
const WARM_UP = 20_000;
const SAMPLES = 50_000;

const inr = toCurrency('INR');
const origin = toOriginCode('TEST');
const books = ['ONE', 'TWO'].map(toBookId);
const minute = toMicros(60_000_000);
const huge = toMinor(10n ** 18n);
const inInr = new Map([[inr, huge]]);

const nobody = { event: (): void => {}, effect: (): void => {} };
const id = toOrderId('0000TEST999999');
const index = anIndex();
const quotes = [9_995, 10_000].map((bid) => aQuote({ bid }));
const shares = Array.from({ length: SHARES }, (_, place) =>
  anInstrument({ id: toInstrumentId(`I${place}.NSE`) }),
);
const options = Array.from({ length: OPTIONS }, (_, place) =>
  anOption({
    id: toInstrumentId(`NIFTY-C${place}.NFO`),
    strike: toPrice(10_000 + 5 * place),
    lot: toQuantity(1),
    minQty: toQuantity(1),
  }),
);
const traded: readonly Instrument[] = [...shares, ...options];
const ids: readonly InstrumentId[] = traded.map(({ id }) => id);

/** Every check has something to look at, and lets through. */
const limits: Partial<RiskLimits> = {
  duplicateWindow: toMicros(2_000_000),
  maxOrderQty: { default: toQuantity(1_000_000), byInstrument: new Map() },
  maxOrderNotional: { byCurrency: inInr, byInstrument: new Map() },
  maxMarketNotional: inInr,
  marketProtectionBps: 100,
  maxOpenNotional: inInr,
  accountRate: { count: 1_000_000, within: minute },
  strategyRate: { count: 1_000_000, within: minute },
  maxMessagesPerTrade: { ratio: 1_000_000, after: 1 },
  maxPosition: { default: toQuantity(1_000_000_000), byInstrument: new Map() },
  selfTrade: 'refuse',
  flipFrees: 'atOnce',
  maxDailyLoss: huge,
  maxDrawdown: huge,
  maxRejectsInARow: 10,
  maxRepeats: { count: 1_000_000, within: minute },
  maxSizeOverMedian: { times: 1_000, least: 5 },
  maxPriceDistanceBps: 5_000,
  maxVolumeShare: {
    bps: 10_000,
    volumes: new Map(ids.map((id) => [id, toQuantity(1_000_000_000)])),
  },
  cashBufferBps: 10,
  rules: {
    actors: new Map([[origin, { accounts: null, actions: ['submit', 'amend'] }]]),
    bans: new Map([[index.id, []]]),
    priceBands: { byInstrument: new Map(), dummyBps: 9_900 },
    limitProtection: { equity: { bps: 9_000, leastHundredths: 1 } },
    collar: { bps: 9_900, references: new Map(), staleAfter: null },
    shortSales: { accounts: [toAccountId('MAIN')], products: ['intraday'], located: null },
    concentrationBps: 10_000,
    leastPriceHundredths: new Map([[inr, 1]]),
    options: { nakedWriters: [], closedBeforeExpiry: minute, strikeDistanceBps: 5_000 },
    utilisation: { enterBps: 9_000, leaveBps: 8_500 },
    maxFirmValue: inInr,
    confirmAbove: inInr,
    firmRate: { count: 1_000_000, within: minute },
    identity: ['algo', 'tag'],
    cancelOnDisconnect: { armedAt: ['NSE', 'NFO'] },
  },
};

const costs = [1_000, 8_000].map(costWith);
console.log(JSON.stringify(costs));

function costWith(open: number): object {
  const rig = busyRig(open);
  const parts = partsOf(rig);
  // The order has come in and not yet left, as it has where it is checked.
  parts.emitter.begin({ number: toInputNumber(1_000_000), now: rig.now, instrument: -1 }, nobody);
  const request = anOrderRequest({ ...wish(0, 'buy'), id });
  parts.emitter.emitOrder(id, { type: 'initialized', request, touch: aTouch() });
  for (let n = 0; n < WARM_UP; n += 1) check(parts, n, rig.now);
  const times = Array.from({ length: SAMPLES }, (_, n) => check(parts, n, rig.now));
  times.sort((one, other) => one - other);
  const at = (share: number): number =>
    Number((times[Math.floor(times.length * share)] ?? 0).toFixed(1));
  return { open, samples: SAMPLES, p50: at(0.5), p99: at(0.99), p999: at(0.999) };
}

/** A price comes between any two orders, so that nothing that was valued before holds any more. */
function check(parts: TradingParts, n: number, now: Timestamp): number {
  const { instruments } = parts.config;
  const instrument = instruments.indexOf(ids[(n * 7) % ids.length] ?? index.id);
  if (instrument !== undefined) parts.touches.keepQuote(instrument, quotes[n % 2] ?? aQuote());
  const request = anOrderRequest({ ...wish(n, n % 2 === 0 ? 'buy' : 'sell'), id });
  const moment = { now, isWaiting: false, actor: origin, confirmation: null };
  const from = performance.now();
  const refusal = checkOrder(OrderContext.ofSubmit(parts, request, moment), 'submit');
  const micros = (performance.now() - from) * 1_000;
  if (refusal !== null) throw new Error(`${refusal.code}: ${refusal.reason}`);
  return micros;
}

/** Two accounts that hold every instrument in two books each, and many open orders of one of them. */
function busyRig(open: number): TradingRig {
  const owners = ['MAIN', 'OTHER'].map(toAccountId);
  const rig = new TradingRig({
    instruments: [index, ...traded],
    accounts: owners.map((account) =>
      anAccount({
        id: account,
        kind: 'margin',
        leverage: { intraday: '5' },
        books: books.map((book) => ({ id: book, allotment: huge })),
        balances: [rupees(10n ** 17n)],
      }),
    ),
    limits,
  });
  for (const instrument of [index.id, ...ids]) rig.feed(aQuote({ instrument }));
  for (const account of owners) hold(rig, account);
  for (let n = 0; n < open; n += 1) rig.work(wish(n, 'buy'));
  return rig;
}

function hold(rig: TradingRig, account: AccountId): void {
  for (let n = 0; n < 2 * ids.length; n += 1) {
    // Each instrument in one book, then in the other.
    const book = books[Math.floor(n / ids.length)] ?? toBookId('ONE');
    const order = rig.submit({ ...wish(n, 'buy'), account, book });
    rig.report(order, { type: 'accepted', brokerId: toBrokerOrderId(`B-${order}`) }, account);
    const { flags: _, ...fill } = aFill({ trade: `T-${n}`, qty: 1 + (n % 7), price: 10_000 });
    rig.report(order, { type: 'filled', fill }, account);
  }
}

/** A limit order that meets none of the other book. */
function wish(n: number, side: Side): Partial<OrderRequest> {
  const price = side === 'buy' ? 8_000 + 5 * (n % 390) : 10_005 + 5 * (n % 390);
  return {
    book: books[n % books.length] ?? toBookId('ONE'),
    instrument: ids[n % ids.length] ?? index.id,
    side,
    qty: toQuantity(1 + (n % 7)),
    terms: { type: 'limit', limit: toPrice(price) },
    product: 'intraday',
    algo: 'A1',
    tag: 'bench',
  };
}

/** The parts of a machine that knows what the rig's knows, so that the checks can be asked alone. */
function partsOf({ config, machine }: TradingRig): TradingParts {
  const { fold: known, touches: market, equity: watched } = machine.exportState();
  const fold = new TradingFold(config);
  const touches = new TouchTable(config.instruments.size);
  fold.importState(known);
  touches.importState(market);
  const emitter = new EventEmitter(fold);
  const settlements = new SettlementRules(config);
  const funds = new AccountFunds(config, { fold, touches, now: () => emitter.now });
  const equity = new EquityWatch({ config, fold, funds, touches });
  equity.importState(watched);
  const executions = new ExecutionDesk();
  return { config, fold, touches, emitter, funds, settlements, equity, executions };
}
