import {
  toAccountId,
  toCurrency,
  toMicros,
  toMinor,
  toOrderId,
  toOriginCode,
  toPrice,
  toQuantity,
  toTimestamp,
} from 'argosy/core';
import {
  instructOrder,
  type GivenInstructions,
  type OrderRequest,
  type OrderTerms,
} from 'argosy/domain';
import {
  aCheckContext,
  aFuture,
  anIndex,
  anInstrument,
  anOption,
  anOrderRequest,
  type ContextChanges,
} from '@argosy/testkit';
import { describe, expect, test } from 'vitest';

import { riskErrors, type RiskErrorCode } from './errors.ts';
import { checkOrder, preTradeChecks } from './pre-trade-checks.ts';
import { defaultOrderMatrix } from './order-matrix.ts';
import type { InstrumentBan, OptionRule, RiskRules } from './risk-rules.ts';

const limit = (price: number): OrderTerms => ({ type: 'limit', limit: toPrice(price) });
const stop = (price: number): OrderTerms => ({ type: 'stopMarket', trigger: toPrice(price) });
const stopLimit = (trigger: number, worst: number): OrderTerms => ({
  type: 'stopLimit',
  trigger: toPrice(trigger),
  limit: toPrice(worst),
});
const aCashAccount = {
  products: ['delivery'],
  kind: 'cash',
  leverage: {},
} as const;

const inr = toCurrency('INR');
const aRate = { count: 5, within: toMicros(1_000_000) };

const everything: ContextChanges = { limits: { matrix: defaultOrderMatrix } };
function asking(given: GivenInstructions): Pick<OrderRequest, 'instructions'> {
  const { instructions } = instructOrder(anOrderRequest(), given);
  return instructions === undefined ? {} : { instructions };
}

const share = anInstrument().id;
const banned = (lets: InstrumentBan['lets']): RiskRules => ({
  bans: new Map([[share, [{ account: null, lets, until: null, why: 'on the list' }]]]),
});

const main = toAccountId('MAIN');
const sender = toOriginCode('HAND');
const acting: ContextChanges = { actor: { origin: sender, action: 'submit' } };
const onMargin = { ...aCashAccount, kind: 'margin' } as const;
const shortSale: ContextChanges = { account: onMargin, request: { side: 'sell' } };
const writing: ContextChanges = {
  account: onMargin,
  instrument: anOption({ strike: toPrice(10_000) }),
  request: { side: 'sell', qty: toQuantity(75) },
};
const anyOption: OptionRule = {
  nakedWriters: null,
  closedBeforeExpiry: null,
  strikeDistanceBps: null,
};

/** One context for each code, and nothing else wrong with it. */
const refused: Readonly<Record<RiskErrorCode, ContextChanges>> = {
  ACCOUNT_UNKNOWN: { account: undefined },
  WARMING_UP: { activeFrom: toTimestamp(1) },
  FIRM_HALTED: { restriction: { state: 'HALTED', scope: 'firm', reason: '' } },
  FIRM_REDUCING: { restriction: { state: 'REDUCING', scope: 'firm', reason: '' } },
  STORAGE_UNAVAILABLE: { storageShortage: 'the disk is nearly full' },
  ACCOUNT_HALTED: { restriction: { state: 'HALTED', scope: 'account', reason: '' } },
  ACCOUNT_REDUCING: { restriction: { state: 'REDUCING', scope: 'account', reason: '' } },
  BOOK_HALTED: { restriction: { state: 'HALTED', scope: 'book', reason: '' } },
  BOOK_REDUCING: { restriction: { state: 'REDUCING', scope: 'book', reason: '' } },
  STRATEGY_HALTED: { restriction: { state: 'HALTED', scope: 'strategy', reason: '' } },
  STRATEGY_REDUCING: { restriction: { state: 'REDUCING', scope: 'strategy', reason: '' } },
  INSTRUMENT_SUSPENDED: { restriction: { state: 'HALTED', scope: 'instrument', reason: '' } },
  INSTRUMENT_REDUCING: { restriction: { state: 'REDUCING', scope: 'instrument', reason: '' } },
  ACTOR_UNKNOWN: { ...acting, limits: { rules: { actors: new Map() } } },
  ACTOR_NOT_AUTHORISED: {
    ...acting,
    limits: { rules: { actors: new Map([[sender, { accounts: [], actions: ['submit'] }]]) } },
  },
  DUPLICATE_ORDER_ID: { isIdSeen: true },
  DUPLICATE_ORDER: { sameSentAt: toTimestamp(0) },
  INSTRUMENT_UNKNOWN: { instrument: undefined },
  INSTRUMENT_NOT_TRADABLE: { instrument: anIndex() },
  INSTRUMENT_NOT_VALID: { instrument: anInstrument({ validTo: toTimestamp(0) }) },
  PRODUCT_NOT_PERMITTED: { request: { product: 'intraday' }, account: aCashAccount },
  INSTRUMENT_RESTRICTED: { limits: { rules: banned('nothing') } },
  INSTRUMENT_BAN_PERIOD: { limits: { rules: banned('closes') } },
  MARKET_CLOSED: { session: null },
  INSTRUMENT_HALTED: { status: 'halted' },
  NUMBER_OUT_OF_RANGE: {
    terms: { type: 'limit', limit: Number.NaN as ReturnType<typeof toPrice> },
  },
  PRICE_NOT_POSITIVE: { request: { terms: limit(0) } },
  PRICE_OFF_TICK: { request: { terms: limit(10_001) } },
  QTY_OFF_LOT: { instrument: anInstrument({ lot: toQuantity(3) }) },
  QTY_BELOW_MINIMUM: { instrument: anInstrument({ minQty: toQuantity(11) }) },
  QTY_ABOVE_MAXIMUM: { instrument: anInstrument({ maxQty: toQuantity(9) }) },
  QTY_NOT_ABOVE_FILLED: { filled: toQuantity(10) },
  ORDER_TYPE_CHANGED: { terms: limit(10_000) },
  ORDER_TYPE_UNSUPPORTED: { limits: { matrix: {} } },
  TIME_IN_FORCE_UNSUPPORTED: { request: { terms: stop(10_100), tif: 'IOC' } },
  PRODUCT_UNSUPPORTED: { limits: { matrix: { market: { tifs: ['GTC'], products: ['margin'] } } } },
  FLAG_UNSUPPORTED: {
    request: { terms: limit(10_000), ...asking({ postOnly: true }) },
    limits: { matrix: { limit: { tifs: ['GTC'], products: ['delivery'] } } },
  },
  TRIGGER_SOURCE_UNSUPPORTED: {
    request: { terms: stop(10_100), ...asking({ triggerBy: 'mid' }) },
    limits: {
      matrix: { stopMarket: { tifs: ['GTC'], products: ['delivery'], triggers: ['last'] } },
    },
  },
  TRAIL_OUT_OF_BOUNDS: {
    request: {
      terms: {
        type: 'trailingStopMarket',
        trail: { by: 'bps', bps: 10_000 },
        activation: null,
        trigger: null,
      },
    },
  },
  EXPIRY_MISSING: { ...everything, request: { tif: 'GTD' } },
  EXPIRY_PAST: {
    ...everything,
    request: { tif: 'GTD', ...asking({ expiresAt: toTimestamp(7) }) },
    now: toTimestamp(7),
  },
  EXPIRY_WITHOUT_GTD: { request: asking({ expiresAt: toTimestamp(7) }) },
  DISPLAY_NEVER_RESTS: {
    limits: { matrix: { market: { tifs: ['GTC'], products: ['delivery'], flags: ['display'] } } },
    request: asking({ display: toQuantity(4) }),
  },
  DISPLAY_OUT_OF_BOUNDS: {
    ...everything,
    request: { terms: limit(10_000), ...asking({ display: toQuantity(11) }) },
  },
  POST_ONLY_WOULD_TAKE: {
    ...everything,
    request: { terms: limit(10_000), tif: 'IOC', ...asking({ postOnly: true }) },
  },
  TRIGGER_SOURCE_WITHOUT_TRIGGER: {
    limits: { matrix: { market: { tifs: ['GTC'], products: ['delivery'], triggers: ['last'] } } },
    request: asking({ triggerBy: 'last' }),
  },
  TRIGGER_WRONG_SIDE: { request: { terms: stop(9_900) } },
  LIMIT_BEFORE_TRIGGER: { request: { terms: stopLimit(10_100, 10_095) } },
  PRICE_BAND: {
    request: { terms: limit(10_105) },
    limits: { rules: { priceBands: { byInstrument: new Map(), dummyBps: 100 } } },
  },
  LIMIT_PRICE_PROTECTION: {
    request: { terms: limit(10_105) },
    limits: { rules: { limitProtection: { equity: { bps: 100, leastHundredths: 0 } } } },
  },
  PRICE_COLLAR: {
    limits: {
      rules: {
        collar: { bps: 9, references: new Map([[share, toPrice(9_990)]]), staleAfter: null },
      },
    },
  },
  REFERENCE_STALE: {
    limits: {
      rules: { collar: { bps: null, references: new Map(), staleAfter: toMicros(5) } },
    },
    lastAt: toTimestamp(4),
    now: toTimestamp(10),
  },
  ORDER_QTY_LIMIT: { limits: { maxOrderQty: { default: toQuantity(9), byInstrument: new Map() } } },
  ORDER_NOTIONAL_LIMIT: {
    limits: {
      maxOrderNotional: {
        byCurrency: new Map(),
        byInstrument: new Map([[anInstrument().id, toMinor(1n)]]),
      },
    },
  },
  MARKET_VALUE_LIMIT: { limits: { maxMarketNotional: new Map([[inr, toMinor(1n)]]) } },
  OPEN_VALUE_LIMIT: { limits: { maxOpenNotional: new Map([[inr, toMinor(1n)]]) } },
  RATE_LIMIT: { limits: { accountRate: aRate }, record: { messagesOfAccount: () => 5 } },
  MESSAGES_PER_TRADE: {
    limits: { maxMessagesPerTrade: { ratio: 2, after: 3 } },
    record: { today: () => ({ messages: 9, trades: 4 }) },
  },
  POSITION_LIMIT: { limits: { maxPosition: { default: toQuantity(9), byInstrument: new Map() } } },
  REDUCE_ONLY_WOULD_INCREASE: { request: { reduceOnly: true } },
  SHORT_SALE_NOT_PERMITTED: {
    ...shortSale,
    limits: { rules: { shortSales: { accounts: [], products: ['delivery'], located: null } } },
  },
  SHORT_NOT_LOCATED: {
    ...shortSale,
    limits: {
      rules: {
        shortSales: { accounts: [main], products: ['delivery'], located: new Map() },
      },
    },
  },
  SELF_TRADE: { record: { crossing: () => toOrderId('0000TEST000009') } },
  DAILY_LOSS_LIMIT: { limits: { maxDailyLoss: toMinor(5n) }, record: { lossToday: () => 5n } },
  DRAWDOWN_LIMIT: { limits: { maxDrawdown: toMinor(5n) }, record: { drawdown: () => 5n } },
  TOO_MANY_REJECTS: { limits: { maxRejectsInARow: 3 }, record: { rejectsInARow: () => 3 } },
  REPEATED_EXECUTION: { limits: { maxRepeats: aRate }, record: { repeats: () => 5 } },
  ORDERS_OUT_EXCEED_IN: {
    record: { orderCounts: () => [{ what: 'the account', came: 4, left: 4 }] },
  },
  UTILISATION_HIGH: {
    account: onMargin,
    marginUse: { bound: 90n, equity: toMinor(100n) },
    limits: { rules: { utilisation: { enterBps: 9_000, leaveBps: 8_500 } } },
  },
  FIRM_VALUE_LIMIT: { limits: { rules: { maxFirmValue: new Map([[inr, toMinor(1n)]]) } } },
  CONCENTRATION_LIMIT: { limits: { rules: { concentrationBps: 9 } }, equity: toMinor(1_000_00n) },
  PENNY_INSTRUMENT: { limits: { rules: { leastPriceHundredths: new Map([[inr, 100_01]]) } } },
  NAKED_OPTION_NOT_PERMITTED: {
    ...writing,
    limits: { rules: { options: { ...anyOption, nakedWriters: [] } } },
  },
  OPTION_NEAR_EXPIRY: {
    ...writing,
    limits: { rules: { options: { ...anyOption, closedBeforeExpiry: toMicros(2e15) } } },
  },
  STRIKE_TOO_FAR: {
    ...writing,
    underlying: { last2: 1, pricePrecision: 2 },
    limits: { rules: { options: { ...anyOption, strikeDistanceBps: 100 } } },
  },
  ALGO_ID_MISSING: { limits: { rules: { identity: ['algo'] } } },
  TAG_MISSING: { limits: { rules: { identity: ['tag'] } } },
  CONFIRMATION_NEEDED: { limits: { rules: { confirmAbove: new Map([[inr, toMinor(1n)]]) } } },
  CANCEL_ON_DISCONNECT_OFF: { limits: { rules: { cancelOnDisconnect: { armedAt: ['BSE'] } } } },
  SIZE_UNUSUAL: {
    limits: { maxSizeOverMedian: { times: 2, least: 3 } },
    record: { medianQty2: () => 9 },
  },
  PRICE_UNUSUAL: { limits: { maxPriceDistanceBps: 100 }, request: { terms: limit(10_105) } },
  VOLUME_SHARE_LIMIT: {
    limits: {
      maxVolumeShare: { bps: 100, volumes: new Map([[anInstrument().id, toQuantity(999)]]) },
    },
  },
  MARKET_PRICE_UNKNOWN: { prices: { bid: Number.NaN, ask: Number.NaN, last2: Number.NaN } },
  INSUFFICIENT_CASH: { freeCash: toMinor(0n) },
  INSUFFICIENT_HOLDINGS: { request: { side: 'sell' } },
  INSUFFICIENT_MARGIN: { account: { ...aCashAccount, kind: 'margin' }, freeMargin: toMinor(0n) },
  ALLOTMENT_EXCEEDED: { allotmentLeft: toMinor(0n) },
  MARGIN_ACCOUNT_NEEDED: { instrument: aFuture() },
  POSITION_MISMATCH: { bookMode: 'hedging' },
};

function codeOf(changes: ContextChanges): string | null {
  return checkOrder(aCheckContext(changes), 'submit')?.code ?? null;
}

describe('the table of checks', () => {
  test('lets an ordinary order through', () => {
    expect(checkOrder(aCheckContext(), 'submit')).toBeNull();
  });

  test('stands in the order of its numbers', () => {
    const ids = preTradeChecks.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
  });

  test('names with each code exactly the checks that use it', () => {
    const used = Object.fromEntries(
      Object.keys(riskErrors).map((code) => [
        code,
        preTradeChecks.filter(({ codes }) => codes.some((it) => it === code)).map(({ id }) => id),
      ]),
    );
    expect(used).toEqual(
      Object.fromEntries(Object.entries(riskErrors).map(([code, { checks }]) => [code, checks])),
    );
  });

  test.each(Object.entries(refused))('refuses with %s', (code, changes) => {
    expect(codeOf(changes)).toBe(code);
  });

  test.each(Object.entries(refused))('says the numbers of %s and not its code', (code, changes) => {
    const reason = checkOrder(aCheckContext(changes), 'submit')?.reason ?? '';
    expect([reason.length > 0, reason.includes(code)]).toEqual([true, false]);
  });

  test('gives the first refusal where several checks would refuse', () => {
    expect(codeOf({ ...refused.INSUFFICIENT_CASH, ...refused.MARKET_CLOSED })).toBe(
      'MARKET_CLOSED',
    );
  });

  test('does not take an amendment for a duplicate of its own order', () => {
    const context = aCheckContext({ isIdSeen: true, sameSentAt: toTimestamp(0) });
    expect(checkOrder(context, 'amend')).toBeNull();
  });

  test('checks an amendment like a new order otherwise', () => {
    expect(checkOrder(aCheckContext(refused.INSUFFICIENT_CASH), 'amend')?.code).toBe(
      'INSUFFICIENT_CASH',
    );
  });
});
