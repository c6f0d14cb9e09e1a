import { toCurrency, toMinor, toQuantity, toTimestamp, type Minor } from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';
import { defaultLimits, type CheckContext, type RiskLimits, type TradingRecord } from 'argosy/risk';

import { anInstrument } from './instrument.ts';
import { anOrderRequest } from './order-request.ts';

/** What a test says of a check's context; of limits, prices and holdings only what it changes. */
export type ContextChanges = Partial<
  Omit<CheckContext, 'request' | 'limits' | 'prices' | 'held' | 'record'>
> & {
  readonly request?: Partial<OrderRequest>;
  readonly limits?: Partial<RiskLimits>;
  readonly prices?: Partial<CheckContext['prices']>;
  readonly held?: Partial<CheckContext['held']>;
  readonly fee?: bigint;
  readonly record?: Partial<TradingRecord>;
};

const emptyRecord: TradingRecord = {
  openValue: () => 0n,
  openValueInBase: () => 0n,
  messagesOfAccount: () => 0,
  messagesOfStrategy: () => 0,
  today: () => ({ messages: 0, trades: 0 }),
  lossToday: () => 0n,
  drawdown: () => 0n,
  rejectsInARow: () => 0,
  repeats: () => 0,
  medianQty2: () => null,
  crossing: () => null,
  optionCover: () => 0,
  messagesOfFirm: () => 0,
  firmValue: () => 0n,
  orderCounts: () => [{ what: 'the account', came: 1, left: 0 }],
};

/** A new order that passes every check: 10 at the market of 99.95 to 100.05, with cash for it. */
export function aCheckContext(changes: ContextChanges = {}): CheckContext {
  const { request: asked, limits, prices, held, record, fee = 0n, ...others } = changes;
  const request = anOrderRequest(asked);
  const charges: Minor = toMinor(fee);
  return {
    request,
    actor: null,
    confirmation: null,
    qty: request.qty,
    terms: request.terms,
    typeBefore: request.terms.type,
    filled: toQuantity(0),
    now: toTimestamp(0),
    activeFrom: toTimestamp(0),
    limits: { ...defaultLimits, ...limits },
    setValues: { order: null, open: null },
    ledgerScale: 2,
    account: {
      products: ['delivery', 'intraday', 'carryForward', 'margin'],
      kind: 'cash',
      leverage: {},
    },
    instrument: anInstrument(),
    session: 'open',
    status: null,
    prices: { bid: 9_995, ask: 10_005, last2: 20_000, ...prices },
    lastAt: toTimestamp(0),
    underlying: null,
    addedMargin: () => 0n,
    addedRelief: () => 0n,
    marginUse: { bound: 0n, equity: toMinor(1_000_000_00n) },
    equity: toMinor(1_000_000_00n),
    held: {
      positionQty: 0,
      accountQty: 0,
      workingPositionQty: 0,
      workingAccountQty: 0,
      reservedQty: 0,
      isPositionKnown: false,
      ...held,
    },
    freeCash: toMinor(1_000_000_00n),
    base: toCurrency('INR'),
    baseScale: 2,
    freeMargin: toMinor(1_000_000_00n),
    allotmentLeft: null,
    bookMode: 'netting',
    isIdSeen: false,
    restriction: { state: 'ACTIVE', scope: 'account', reason: '' },
    storageShortage: null,
    record: { ...emptyRecord, ...record },
    isTriggerSpent: false,
    sameSentAt: null,
    estimateFee: () => charges,
    toBase: (amount) => amount,
    ...others,
  };
}
