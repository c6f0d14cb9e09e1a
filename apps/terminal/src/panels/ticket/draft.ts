import type { Account, Instrument, OrderTerms, OrderTicket } from '@argosy/contract';

/** What an order asks of the market, by name. */
export type TermsType = OrderTerms['type'];
/** Every type of order there is, in the order of the list. */
export const termsTypes: readonly TermsType[] = [
  'market',
  'limit',
  'stopMarket',
  'stopLimit',
  'marketToLimit',
  'marketIfTouched',
  'limitIfTouched',
  'trailingStopMarket',
  'trailingStopLimit',
];

/** How the quantity is given: by itself, in lots, or by what may be lost at the stop. */
export type Sizing = 'qty' | 'lots' | 'risk';

/** A ticket as it stands in the form: what people type is kept as they typed it. */
export type TicketDraft = {
  readonly instrument: string;
  readonly side: OrderTicket['side'];
  readonly product: OrderTicket['product'];
  readonly type: TermsType;
  readonly sizing: Sizing;
  readonly qty: string;
  /** What may be lost between entry and stop, in money. */
  readonly risk: string;
  readonly limit: string;
  readonly trigger: string;
  readonly trailBy: 'price' | 'ticks' | 'bps';
  readonly trail: string;
  readonly limitOffset: string;
  readonly tif: NonNullable<OrderTicket['tif']>;
  readonly expiresAt: string;
  readonly display: string;
  readonly isPostOnly: boolean;
  readonly isReduceOnly: boolean;
  readonly triggerBy: NonNullable<OrderTicket['triggerBy']> | '';
  /** Prices of the orders that protect it; empty for none. */
  readonly stopLoss: string;
  readonly target: string;
  readonly note: string;
};

/** Which fields a type of order has. */
export function fieldsOf(type: TermsType): {
  readonly limit: boolean;
  readonly trigger: boolean;
  readonly trail: boolean;
} {
  return {
    limit: ['limit', 'stopLimit', 'marketToLimit', 'limitIfTouched'].includes(type),
    trigger: ['stopMarket', 'stopLimit', 'marketIfTouched', 'limitIfTouched'].includes(type),
    trail: type === 'trailingStopMarket' || type === 'trailingStopLimit',
  };
}

/** How an account may carry positions in an instrument, the usual one first; none where it may not trade it. */
export function productsOf(
  { kind }: Pick<Instrument, 'kind'>,
  { products }: Pick<Account, 'products'>,
): readonly OrderTicket['product'][] {
  return productsOfKind(kind).filter((product) => products.includes(product));
}

function productsOfKind(kind: Instrument['kind']): readonly OrderTicket['product'][] {
  switch (kind) {
    case 'equity':
      return ['delivery', 'intraday', 'margin'];
    case 'future':
    case 'option':
      return ['carryForward', 'intraday'];
    case 'cryptoSpot':
    case 'currencyPair':
      return ['delivery', 'margin'];
    case 'perpetual':
      return ['margin'];
    case 'index':
    case 'derived':
      return [];
  }
}

/** A ticket for an instrument, as it is before anybody has typed. */
export function emptyDraft(
  instrument: Pick<Instrument, 'id' | 'lot' | 'kind'>,
  account: Pick<Account, 'products'>,
): TicketDraft {
  const { id, lot } = instrument;
  return {
    instrument: id,
    side: 'buy',
    product: productsOf(instrument, account)[0] ?? 'delivery',
    type: 'limit',
    sizing: 'qty',
    qty: lot,
    risk: '',
    limit: '',
    trigger: '',
    trailBy: 'price',
    trail: '',
    limitOffset: '',
    tif: 'DAY',
    expiresAt: '',
    display: '',
    isPostOnly: false,
    isReduceOnly: false,
    triggerBy: '',
    stopLoss: '',
    target: '',
    note: '',
  };
}
