import {
  assertNever,
  formatMoney,
  formatScaled,
  formatScaledBigint,
  ledgerScaleOf,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import {
  notionalScale,
  type Instrument,
  type OrderEvent,
  type OrderTerms,
  type PositionEvent,
  type TradingEvent,
} from 'argosy/domain';

/** An event in words and decimal texts: what an `expect` line is held against. */
export type EventText = { readonly kind: TradingEvent['kind']; readonly body: TextBody };
/** A readable body: texts, nulls, lists and objects of them. */
export type TextBody = { readonly [name: string]: TextValue };
type TextValue = string | null | readonly string[] | TextBody;

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
      const legs: Record<string, string> = {};
      for (const { ledgerAccount, amount } of event.legs) {
        legs[ledgerAccount] = moneyText(amount, options.scales);
      }
      return { entry, account, purpose, order, legs };
    }
    case 'hold': {
      const { order, account, change, money, qty } = event;
      const precision = options.instrumentOf(order)?.sizePrecision ?? 0;
      const amounts = {
        money: moneyText(money, options.scales),
        qty: formatScaled(qty, precision),
      };
      return { order, account, change, ...amounts };
    }
    case 'position':
      return positionBody(event, options);
    case 'account':
      return { account: event.account, state: event.state, reason: event.reason };
    case 'anomaly':
      return { type: event.type, order: event.order, detail: event.detail };
    default:
      return assertNever(event);
  }
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
      };
    }
    case 'updated':
    case 'pendingUpdate':
      return { order, type, qty: size(change.qty), terms: terms(change.terms) };
    case 'filled': {
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

function termsBody(terms: OrderTerms, precision: number): TextBody {
  if (terms.type === 'market') return { type: terms.type };
  if (terms.type === 'limit') {
    return { type: terms.type, limit: formatScaled(terms.limit, precision) };
  }
  return { type: terms.type, trigger: formatScaled(terms.trigger, precision) };
}
