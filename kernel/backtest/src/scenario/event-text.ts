import {
  addMoney,
  assertNever,
  formatMoney,
  formatScaled,
  formatScaledBigint,
  formatTimestamp,
  ledgerScaleOf,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import {
  notionalScale,
  type AccountEvent,
  type LimitEvent,
  type EntryEvent,
  type Instrument,
  type OrderEvent,
  type OrderTerms,
  type PositionEvent,
  type ReservationEvent,
  type TradingEvent,
} from 'argosy/domain';

import { executionBody, executionKeys } from './execution-text.ts';
import { instructionsBody, termsBody } from './terms-text.ts';
import type { TextBody } from './text-body.ts';

/** An event, or a row of a series, in words and decimal texts: what an `expect` line is held against. */
export type EventText = { readonly kind: TradingEvent['kind'] | 'row'; readonly body: TextBody };
const ofOrder = ['order', 'type', 'account', 'book', 'side', 'tif', 'instrument', 'qty', 'terms'];
const ofInstructions = ['triggerBy', 'display', 'postOnly', 'expiresAt'];
const ofFill = ['trade', 'price', 'fee', 'liquidity', 'flags'];
const ofPosition = ['account', 'book', 'instrument', 'product', 'position'];
const ofScope = ['account', 'scope', 'book', 'strategy', 'instrument'];
const ofReservation = ['account', 'reservation', 'change'];
const ofAnswer = ['code', 'reason', 'brokerId', 'request'];

/** Every key that a body of each kind can have: what else a line expects can never come. */
export const bodyKeys: Readonly<Record<TradingEvent['kind'], readonly string[]>> = {
  order: [...ofOrder, ...ofInstructions, ...ofFill, ...ofAnswer],
  entry: ['entry', 'account', 'purpose', 'order', 'legs'],
  hold: ['order', 'account', 'change', 'group', 'money', 'qty'],
  position: [...ofPosition, 'qty', 'cost', 'realised', 'charges'],
  account: [...ofScope, 'state', 'reason'],
  anomaly: ['type', 'order', 'detail'],
  reservation: [...ofReservation, 'purpose', 'money', 'expiresAt', 'entry'],
  status: ['account', 'status', 'reason'],
  floor: ['account', 'floor', 'reason'],
  limit: [...ofScope, 'limit', 'value', 'until', 'by', 'reason'],
  equity: ['account', 'point', 'gain'],
  execution: executionKeys,
  margin: ['account', 'level', 'equity', 'bound'],
};

/** What turning numbers into decimals takes. */
export type TextOptions = {
  readonly scales: LedgerScales;
  readonly instrumentOf: (order: string) => Instrument | undefined;
  readonly instrument: (id: string) => Instrument | undefined;
};

/** Turns an event into words. */
export function toEventText(event: TradingEvent, options: TextOptions): EventText {
  return { kind: event.kind, body: bodyOf(event, options) };
}

/** `100.00 INR`. */
export function moneyText(money: Money, scales: LedgerScales): string {
  return `${formatMoney(money, ledgerScaleOf(scales, money.currency))} ${money.currency}`;
}

function bodyOf(event: TradingEvent, options: TextOptions): TextBody {
  switch (event.kind) {
    case 'order':
      return orderBody(event, options);
    case 'entry': {
      const { entry, account, purpose, order } = event;
      return { entry, account, purpose, order, legs: legsText(event, options) };
    }
    case 'hold': {
      const { order, account, change, group, money, qty } = event;
      const precision = options.instrumentOf(order)?.sizePrecision ?? 0;
      const amounts = {
        money: moneyText(money, options.scales),
        qty: formatScaled(qty, precision),
      };
      const shared = group === null ? {} : { group };
      return { order, account, change, ...shared, ...amounts };
    }
    case 'position':
      return positionBody(event, options);
    case 'account':
      return {
        account: event.account,
        ...scopeBody(event),
        state: event.state,
        reason: event.reason,
      };
    case 'reservation':
      return reservationBody(event, options);
    case 'status':
      return { account: event.account, status: event.status, reason: event.reason };
    case 'floor': {
      const { account, floor, reason } = event;
      return { account, floor: moneyText(floor, options.scales), reason };
    }
    case 'limit':
      return limitBody(event);
    case 'equity':
      return {
        account: event.account,
        point: event.point,
        gain: moneyText(event.gain, options.scales),
      };
    case 'execution':
      return executionBody(event, options.instrumentOf(event.execution));
    case 'margin': {
      const { account, level, equity, bound } = event;
      const amounts = [equity, bound].map((one) => moneyText(one, options.scales));
      return { account, level, equity: amounts[0] ?? '', bound: amounts[1] ?? '' };
    }
    case 'anomaly':
      return { type: event.type, order: event.order, detail: event.detail };
    default:
      return assertNever(event);
  }
}

function limitBody(event: LimitEvent): TextBody {
  const { account, limit, value, until, by, reason } = event;
  return {
    account,
    ...scopeBody(event),
    limit,
    value: value === null ? null : String(value),
    until: until === null ? null : formatTimestamp(until),
    by,
    reason,
  };
}

function reservationBody(event: ReservationEvent, { scales }: TextOptions): TextBody {
  const { account, reservation, change, purpose, money, expiresAt, entry } = event;
  return {
    account,
    reservation,
    change,
    purpose,
    money: moneyText(money, scales),
    ...(expiresAt === null ? {} : { expiresAt: formatTimestamp(expiresAt) }),
    ...(entry === null ? {} : { entry }),
  };
}

/** What of an account a state lies on; nothing where it is the whole. */
function scopeBody({ scope }: Pick<AccountEvent, 'scope'>): TextBody {
  if (scope.kind === 'account') return {};
  const { kind, ...named } = scope;
  return { scope: kind, ...named };
}

/** What an entry adds to each ledger account; one in two currencies is named with each. */
function legsText({ legs }: EntryEvent, { scales }: TextOptions): TextBody {
  const sums = new Map<string, Money>();
  for (const { ledgerAccount, amount } of legs) {
    const first = sums.get(ledgerAccount)?.currency ?? amount.currency;
    const { currency } = amount;
    const name = currency === first ? ledgerAccount : `${ledgerAccount} ${currency}`;
    const before = sums.get(name);
    sums.set(name, before === undefined ? amount : addMoney(before, amount));
  }
  return Object.fromEntries([...sums].map(([name, sum]) => [name, moneyText(sum, scales)]));
}

function positionBody(event: PositionEvent, { instrument, scales }: TextOptions): TextBody {
  const { key, qty, cost, realised, charges } = event;
  const { account, book, product } = key;
  const found = instrument(key.instrument);
  const scale = found === undefined ? 0 : notionalScale(found);
  return {
    account,
    book,
    instrument: key.instrument,
    product,
    ...(key.id === null ? {} : { position: key.id }),
    qty: formatScaled(qty, found?.sizePrecision ?? 0),
    cost: formatScaledBigint(cost, scale),
    realised: moneyText(realised, scales),
    charges: moneyText(charges, scales),
  };
}

function orderBody({ order, change }: OrderEvent, options: TextOptions): TextBody {
  const { type } = change;
  const instrument = options.instrumentOf(order);
  const size = (value: number): string => formatScaled(value, instrument?.sizePrecision ?? 0);
  const terms = (value: OrderTerms): TextBody => termsBody(value, instrument?.pricePrecision ?? 0);
  switch (type) {
    case 'initialized': {
      const { side, qty, tif, account, book } = change.request;
      return {
        order,
        type,
        account,
        book,
        side,
        tif,
        instrument: change.request.instrument,
        qty: size(qty),
        terms: terms(change.request.terms),
        ...instructionsBody(change.request, size),
      };
    }
    case 'updated':
    case 'pendingUpdate':
      return { order, type, qty: size(change.qty), terms: terms(change.terms) };
    case 'filled':
    case 'partFilled':
    case 'partBusted': {
      const { trade, qty, price, fee, liquidity, flags } = change.fill;
      const priceText = formatScaled(price, instrument?.pricePrecision ?? 0);
      const feeText = moneyText(fee, options.scales);
      return {
        order,
        type,
        trade,
        qty: size(qty),
        price: priceText,
        fee: feeText,
        liquidity,
        flags,
      };
    }
    case 'divided':
    case 'submitted':
      return { order, type };
    case 'accepted':
    case 'busted':
    case 'cancelRejected':
    case 'canceled':
    case 'denied':
    case 'doubted':
    case 'emulated':
    case 'expired':
    case 'modifyRejected':
    case 'pendingCancel':
    case 'rejected':
    case 'released':
    case 'resolved':
    case 'triggered':
      return { order, ...change };
    default:
      return assertNever(type);
  }
}
