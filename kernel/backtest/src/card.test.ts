import {
  alwaysOpen,
  money,
  nseEquity,
  toAccountId,
  toBookId,
  toCalendarId,
  toCurrency,
  toInstrumentId,
  toMicros,
  toMinor,
  toOriginCode,
  toPrice,
  toQuantity,
  toTimestamp,
  type TradingCalendar,
} from 'argosy/core';
import { toBarSpecText, type Option } from 'argosy/domain';
import { parameter, Strategy } from 'argosy/engine';
import {
  feePercent,
  noLatency,
  oneTickSlippage,
  indianHalts,
  priceBands,
  proportionalQueue,
  volatilityInterruptions,
  sizeAwareFills,
  type LatencyModel,
} from 'argosy/matching';
import { defaultOrderMatrix, type RiskLimits } from 'argosy/risk';
import type { AccountConfig } from 'argosy/trading';
import { aBar, anOption } from '@argosy/testkit';
import { expect, it } from 'vitest';

import { Backtest } from './backtest.ts';
import type { BacktestConfig, StrategyConfig, VenueModels } from './config.ts';
import { arraySource } from './source.ts';

const MINUTE = 60_000_000;
const inr = toCurrency('INR');
const spec = toBarSpecText('SBIN.NSE-1-MINUTE-LAST-EXTERNAL');
const rows = [1, 2, 3].map((n) => aBar({ at: n * MINUTE }));
const option: Option = anOption({ calendar: toCalendarId('ours') });
const ours: TradingCalendar = { ...alwaysOpen, id: toCalendarId('ours') };
const share = { ...option, id: rows[0]?.instrument ?? option.id };

class Idle extends Strategy<{ period: ReturnType<typeof parameter.integer> }> {
  static override readonly parameters = { period: parameter.integer({ default: 1 }) };
  override importState(): void {}
}
class Idler extends Idle {}

const strategy: StrategyConfig = { id: 's', strategy: Idle, account: 'A1' };
const account: AccountConfig = {
  id: toAccountId('A1'),
  kind: 'margin',
  mode: 'netting',
  leverage: { margin: '2' },
  books: [{ id: toBookId('b'), allotment: toMinor(5n) }],
  base: inr,
  balances: [money(100n, inr)],
  state: 'ACTIVE',
  products: ['margin', 'intraday'],
};
const config: BacktestConfig = {
  instruments: [share],
  calendars: [ours],
  sources: [arraySource('bars', rows)],
  accounts: [account],
  strategies: [strategy],
};

const adjusted = toInstrumentId('ADJUSTED.X');
const dated = { instrument: share.id, exAt: toTimestamp(1), knownAt: toTimestamp(1) };

type Changes<Of> = { readonly [Name in keyof Of]-?: readonly Of[Name][] };

/** A changed value or more for each field, so that a new field asks for one here. */
const runChanges: Changes<Omit<BacktestConfig, Part>> = {
  sources: [[arraySource('bars', rows.slice(1))], [arraySource('other', rows)]],
  from: [toTimestamp(0)],
  until: [toTimestamp(3 * MINUTE)],
  warmUpUntil: [toTimestamp(1)],
  warmUpBars: [
    { spec, count: 1 },
    { spec, count: 2 },
  ],
  atEnd: ['closeAtMark'],
  atExpiry: ['keep'],
  settlementPrices: [{ [share.id]: toPrice(5) }, { [share.id]: toPrice(6) }],
  lateData: ['drop', 'revise'],
  statistics: [{ daysPerYear: 360 }, { riskFree: 0.1 }, { ddof: 0 }, { yearlyDaysMin: 1 }],
  seed: [1, '1', '0'],
  journal: ['all', { last: 1 }, { last: 2 }],
  ledgerScales: [{ [inr]: 4 }, { [toCurrency('AED')]: 3 }],
  rounding: ['down'],
  endsOnFault: [true],
  sampleEvery: [toMicros(1)],
  commands: [
    [{ at: toTimestamp(1), type: 'deposit', account: 'A1', amount: money(1n, inr) }],
    [{ at: toTimestamp(1), type: 'deposit', account: 'A1', amount: money(2n, inr) }],
    [{ at: toTimestamp(2), type: 'setState', account: 'A1', state: 'HALTED' }],
  ],
  series: [
    [{ kind: 'adjusted', id: adjusted, of: share.id, prices: 'splits', direction: 'back' }],
    [{ kind: 'adjusted', id: adjusted, of: share.id, prices: 'splits', direction: 'forward' }],
  ],
  actions: [
    [{ ...dated, type: 'dividend', perUnit: 1n, scale: 0, withheldBps: 0 }],
    [{ ...dated, type: 'dividend', perUnit: 2n, scale: 0, withheldBps: 0 }],
  ],
  answer: [() => ({ ok: false, refusal: { code: 'NO', reason: 'no' } })],
  origin: [{ commit: 'c' }, { node: 'n' }, { version: 'v' }],
};
type Part =
  | 'instruments'
  | 'calendars'
  | 'accounts'
  | 'strategies'
  | 'venue'
  | 'limits'
  // What a line does is its maker's matter: a run with one says so in its notes.
  | 'line';

const calendarChanges: Changes<Omit<TradingCalendar, 'id'>> = {
  offsets: [nseEquity.offsets],
  week: [nseEquity.week],
  holidays: [['2026-01-26']],
  specials: [{ '2026-01-26': [] }],
};
const optionChanges: Changes<Omit<Option, 'id' | 'kind'>> = {
  exchange: ['X'],
  currency: [toCurrency('USD')],
  pricePrecision: [4],
  sizePrecision: [1],
  tick: [toPrice(10)],
  lot: [toQuantity(2)],
  minQty: [toQuantity(2)],
  maxQty: [toQuantity(50_000)],
  multiplier: [7n],
  multiplierScale: [1],
  calendar: [nseEquity.id],
  validFrom: [toTimestamp(1)],
  validTo: [toTimestamp(2e15)],
  underlying: [toInstrumentId('U')],
  expiresAt: [toTimestamp(3e15)],
  strike: [toPrice(5)],
  right: [share.right === 'call' ? 'put' : 'call'],
  settles: ['physical'],
  exercise: ['american'],
};
const accountChanges: Changes<Omit<AccountConfig, 'base' | 'id'>> = {
  kind: [],
  mode: ['hedging'],
  leverage: [{ margin: '3' }, { intraday: '2' }],
  books: [[], [{ id: toBookId('b'), allotment: toMinor(6n) }], [{ id: toBookId('c') }]],
  balances: [[money(101n, inr)]],
  state: ['REDUCING'],
  products: [['intraday', 'margin']],
  maintenance: [
    { callBps: 2, liquidateBps: 1, policy: 'all' },
    { callBps: 2, liquidateBps: 1, policy: 'proRata' },
  ],
  carry: [
    { at: toMicros(0), rates: [] },
    { at: toMicros(1), rates: [] },
  ],
  scanMargin: [{}, { [toInstrumentId('U')]: { scanBps: 5 } }],
  settlement: [
    { days: 1, calendar: nseEquity.id, at: toMicros(0), receipts: 'payAtOnce' },
    { days: 2, calendar: nseEquity.id, at: toMicros(0), receipts: 'payAtOnce' },
  ],
};
const strategyChanges: Changes<StrategyConfig> = {
  id: ['t'],
  strategy: [Idler],
  parameters: [{ period: 2 }],
  account: [],
  book: ['b'],
  code: ['ABCD'],
  product: ['intraday'],
  onFault: ['keepOrders'],
  state: [{ heard: 3 }],
};
const latencyChanges: Changes<LatencyModel> = {
  insert: [toMicros(1)],
  amend: [toMicros(1)],
  cancel: [toMicros(1)],
  report: [toMicros(1)],
  jitter: [toMicros(1)],
  measured: [{ insert: [toMicros(1)] }, { cancel: [toMicros(1)] }],
  byExchange: [{ BSE: noLatency }, { BSE: { ...noLatency, insert: toMicros(1) } }],
};
const venueChanges: Changes<VenueModels> = {
  fees: [feePercent('1'), feePercent('2')],
  latency: each(noLatency, latencyChanges),
  fills: [oneTickSlippage, sizeAwareFills({ rest: 'waits' })],
  slippage: [],
  queue: [proportionalQueue],
  bars: [
    { fillAt: 'thisClose', path: 'adaptive' },
    { fillAt: 'nextOpen', path: 'OHLC' },
  ],
  auctions: ['book'],
  exchange: [
    { instruments: [], selfTrade: 'decrement' },
    { instruments: [], selfTrade: 'none' },
  ],
  bands: [priceBands({ all: { basisPoints: 5 } }), priceBands({ all: { basisPoints: 6 } })],
  interruptions: [
    volatilityInterruptions({ basisPoints: 5, halt: toMicros(0), auction: toMicros(0) }),
    volatilityInterruptions({ basisPoints: 5, halt: toMicros(1), auction: toMicros(0) }),
  ],
  halts: [indianHalts(share.id), indianHalts(share.id, 5)],
  staleAfter: [toMicros(1)],
};
const qty = toQuantity(9);
const rate = { count: 1, within: toMicros(1) };
const sums = new Map([[inr, toMinor(9n)]]);
const limitChanges: Changes<RiskLimits> = {
  matrix: [
    { limit: { tifs: ['DAY'], products: ['margin'] } },
    { ...defaultOrderMatrix, market: rule() },
  ],
  unsupported: ['emulate'],
  auctionLead: [toMicros(1)],
  outsideSession: ['refuse'],
  duplicateWindow: [toMicros(1)],
  maxOrderQty: [
    { default: qty, byInstrument: new Map() },
    { default: null, byInstrument: new Map([[share.id, qty]]) },
  ],
  maxOrderNotional: [
    { byCurrency: sums, byInstrument: new Map() },
    { byCurrency: new Map(), byInstrument: new Map([[share.id, toMinor(9n)]]) },
  ],
  maxMarketNotional: [sums],
  marketProtectionBps: [9],
  maxOpenNotional: [sums],
  accountRate: [rate],
  strategyRate: [rate],
  maxMessagesPerTrade: [{ ratio: 1, after: 1 }],
  maxPosition: [{ default: qty, byInstrument: new Map() }],
  selfTrade: ['allow'],
  flipFrees: ['atOnce'],
  maxDailyLoss: [toMinor(9n)],
  maxDrawdown: [toMinor(9n)],
  maxRejectsInARow: [9],
  maxRepeats: [rate],
  maxSizeOverMedian: [{ times: 1, least: 1 }],
  maxPriceDistanceBps: [9],
  maxVolumeShare: [
    { bps: 1, volumes: new Map() },
    { bps: 1, volumes: new Map([[share.id, qty]]) },
  ],
  cashBufferBps: [9],
  rules: [
    { bans: new Map([[share.id, [{ account: null, lets: 'closes', until: null, why: 'ban' }]]]) },
    { priceBands: { byInstrument: new Map(), dummyBps: 9 } },
    { limitProtection: { option: { bps: 9, leastHundredths: 9 } } },
    { collar: { bps: 9, references: new Map(), staleAfter: null } },
    { shortSales: { accounts: [], products: ['intraday'], located: null } },
    { concentrationBps: 9 },
    { actors: new Map([[toOriginCode('ABCD'), { accounts: null, actions: ['submit'] }]]) },
    { utilisation: { enterBps: 9, leaveBps: 8 } },
    { maxFirmValue: sums },
    { confirmAbove: sums },
    { firmRate: rate },
    { leastPriceHundredths: new Map([[inr, 9]]) },
    { options: { nakedWriters: [], closedBeforeExpiry: null, strikeDistanceBps: 9 } },
    { identity: ['algo', 'tag'] },
    { netLists: true },
    { cancelOnDisconnect: { armedAt: ['NSE'] } },
  ],
};

function rule(): NonNullable<RiskLimits['matrix']['market']> {
  return { tifs: ['IOC'], products: ['margin'] };
}

/** The whole with one field changed, once for each changed value. */
function each<Whole extends object>(
  whole: Whole,
  changes: Readonly<Record<string, readonly unknown[]>>,
): Whole[] {
  return Object.entries(changes).flatMap(([name, values]) =>
    values.map((value) => ({ ...whole, [name]: value })),
  );
}

const changed: readonly BacktestConfig[] = [
  ...each(config, runChanges),
  ...each(ours, calendarChanges).map((calendar) => ({ ...config, calendars: [calendar] })),
  ...each(share, optionChanges).map((one) => ({ ...config, instruments: [one] })),
  ...each(account, accountChanges).map((one) => ({ ...config, accounts: [one] })),
  ...each(strategy, strategyChanges).map((one) => ({ ...config, strategies: [one] })),
  ...each({}, venueChanges).map((venue) => ({ ...config, venue })),
  ...each({}, limitChanges).map((limits) => ({ ...config, limits })),
];

function cardText(of: BacktestConfig): string {
  const run = new Backtest(of);
  while (run.advance(100) === 'running');
  return JSON.stringify(run.result().card);
}

it('changes the card whichever one field of the configuration is changed', () => {
  const cards = new Map<string, unknown>([[cardText(config), 'as it was']]);
  for (const one of changed) {
    const text = cardText(one);
    expect(cards.get(text), `${Object.keys(one)}`).toBeUndefined();
    cards.set(text, one);
  }
});

it('gives the same card for the same configuration, in whatever order it is given', () => {
  const second = { ...account, id: toAccountId('A2'), books: [] };
  const other = { ...share, id: toInstrumentId('Z') };
  const two = {
    ...config,
    instruments: [share, other],
    accounts: [account, second],
    strategies: [strategy, { ...strategy, id: 't' }],
  };
  const turned = {
    ...two,
    instruments: [other, share],
    accounts: [second, account],
    strategies: two.strategies.toReversed(),
  };
  expect(cardText(two)).toBe(cardText(turned));
  expect(changed.map(cardText)).toEqual(changed.map(cardText));
});
