import {
  toAccountId,
  toBookId,
  toCurrency,
  toInstrumentId,
  toMinor,
  toOrderId,
  toPositionId,
  toPrice,
  toQuantity,
  toStrategyId,
  toTimestamp,
  toTradeId,
  type AccountId,
  type BookId,
  type InstrumentId,
  type Money,
  type OrderId,
  type StrategyId,
  type Timestamp,
} from 'argosy/core';
import type { ExecutionPlan, Fill, OrderRequest, OrderTerms, Touch } from 'argosy/domain';

import { words } from './words.ts';

const triggerSources = Object.values(words.triggerSource);

// Told whole, not by the builders of tests: what these change would change bytes that are for ever.

/** The one account of all samples. */
export const account: AccountId = toAccountId('A-7F3K');
/** Its book. */
export const book: BookId = toBookId('EMA');
/** Its strategy. */
export const strategy: StrategyId = toStrategyId('EMA');
/** What is traded. */
export const instrument: InstrumentId = toInstrumentId('SBIN.NSE');
/** The order of all samples. */
export const order: OrderId = toOrderId('0000TEST000001');
/** When it all happens. */
export const at: Timestamp = toTimestamp(1_700_000_000_000_000);

/** A market with both sides. */
export const touch: Touch = { bid: toPrice(9_995), ask: toPrice(10_005), mid2: 20_000, at };
/** A market of which nothing is known. */
export const blind: Touch = { bid: null, ask: null, mid2: null, at: toTimestamp(-1) };

/** Terms that an amendment brings. */
export const limit: OrderTerms = { type: 'limit', limit: toPrice(9_900) };

/** Paise. */
export function rupees(paise: bigint): Money {
  return { amount: toMinor(paise), currency: toCurrency('INR') };
}

const plain: OrderRequest = {
  id: order,
  account,
  book,
  strategy,
  instrument,
  product: 'delivery',
  position: null,
  side: 'buy',
  qty: toQuantity(10),
  terms: { type: 'market' },
  tif: 'GTC',
  reduceOnly: false,
  link: null,
  algo: null,
  tag: null,
};

/** An order in each of the ways it can be asked for. */
export const requests: readonly OrderRequest[] = [
  plain,
  {
    ...plain,
    side: 'sell',
    product: 'intraday',
    position: toPositionId('0000TEST000000'),
    terms: { type: 'stopMarket', trigger: toPrice(9_800) },
    tif: 'DAY',
    strategy: null,
    algo: 'A-17',
    tag: 'by hand, für später',
  },
  {
    ...plain,
    product: 'carryForward',
    terms: limit,
    tif: 'IOC',
    link: { list: order, parent: null, release: 'whenDone', contingency: 'OCO' },
  },
  {
    ...plain,
    product: 'margin',
    terms: { type: 'stopLimit', trigger: toPrice(-5), limit: toPrice(-7) },
    tif: 'FOK',
    reduceOnly: true,
    link: { list: order, parent: order, release: 'eachFill', contingency: 'OUO' },
  },
];

const trailing = {
  type: 'trailingStopMarket',
  activation: null,
  trigger: null,
} as const;

/** Orders with what came after the first files; they stand behind the others. */
export const laterRequests: readonly OrderRequest[] = [
  { ...plain, terms: { type: 'marketToLimit', limit: null } },
  { ...plain, terms: { type: 'marketToLimit', limit: toPrice(9_950) }, tif: 'AT_OPEN' },
  { ...plain, terms: { type: 'marketIfTouched', trigger: toPrice(9_900) }, tif: 'AT_CLOSE' },
  {
    ...plain,
    terms: { type: 'limitIfTouched', trigger: toPrice(9_900), limit: toPrice(9_905) },
  },
  { ...plain, terms: { ...trailing, trail: { by: 'price', distance: toPrice(100) } } },
  { ...plain, terms: { ...trailing, trail: { by: 'ticks', ticks: 20 } } },
  {
    ...plain,
    terms: {
      ...trailing,
      type: 'trailingStopLimit',
      limitOffset: toPrice(5),
      trail: { by: 'bps', bps: 150 },
      activation: toPrice(10_100),
      trigger: toPrice(9_800),
    },
  },
  {
    ...plain,
    terms: { ...trailing, trail: { by: 'atr', hundredths: 250, distance: toPrice(85) } },
  },
  {
    ...plain,
    terms: limit,
    tif: 'GTD',
    instructions: { triggerBy: null, display: toQuantity(4), postOnly: true, expiresAt: at },
  },
  ...triggerSources.map((triggerBy) => ({
    ...plain,
    terms: { type: 'stopMarket', trigger: toPrice(9_800) } as const,
    instructions: { triggerBy, display: null, postOnly: false, expiresAt: null },
  })),
];

/** A fill in each of the ways it can be told. */
export const fills: readonly [Fill, ...Fill[]] = [
  {
    trade: toTradeId('T-1'),
    qty: toQuantity(1),
    price: toPrice(10_000),
    fee: rupees(-3n),
    liquidity: 'taker',
    touch,
    flags: [],
    at,
  },
  {
    trade: toTradeId('T-2'),
    qty: toQuantity(9_007_199_254_740_991),
    price: toPrice(-10_000),
    fee: rupees(7n),
    charges: [
      { name: 'brokerage', amount: toMinor(9n) },
      { name: 'rebate', amount: toMinor(-2n) },
    ],
    liquidity: 'maker',
    touch: blind,
    flags: ['late', 'tooLarge', 'external', 'reconciled', 'sibling'],
    at,
  },
];

/** A parent order. */
export const parent: OrderRequest = plain;

const shown = toQuantity(5);
const endAt = toTimestamp(at + 3_600_000_000);

/** A plan that may go elsewhere too; routes came later. */
export const routedPlans: readonly ExecutionPlan[] = (['cancel', 'sweep'] as const).map(
  (atEnd) => ({
    algorithm: { type: 'twap', slices: 10 },
    startAt: null,
    endAt,
    atEnd,
    routes: [toInstrumentId('SBIN.BSE')],
  }),
);

/** A plan whose parts are of several sizes; those came later. */
export const variedPlans: readonly ExecutionPlan[] = [
  {
    algorithm: { type: 'iceberg', shown, varyBps: 2_000 },
    startAt: null,
    endAt,
    atEnd: 'cancel',
  },
];

/** A plan of each algorithm, and both ends. */
export const plans: readonly ExecutionPlan[] = [
  { algorithm: { type: 'twap', slices: 10 }, startAt: null, endAt, atEnd: 'cancel' },
  { algorithm: { type: 'vwap', curve: [3, 0, 2] }, startAt: at, endAt, atEnd: 'sweep' },
  {
    algorithm: { type: 'shortfall', slices: 7, urgency: 250 },
    startAt: null,
    endAt,
    atEnd: 'cancel',
  },
  {
    algorithm: { type: 'pov', rateBps: 1_000, least: shown },
    startAt: null,
    endAt,
    atEnd: 'cancel',
  },
  { algorithm: { type: 'iceberg', shown }, startAt: null, endAt, atEnd: 'cancel' },
];
