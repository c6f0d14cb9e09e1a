import type { ListedTicket, Order, OrderTicket } from '@argosy/contract';

import { formatDecimal, type Grouping } from '../format/decimal.ts';

/** What is wrong with a field of a ticket. */
export const mistakes = {
  needed: 'is needed',
  number: 'is not a number',
  aboveZero: 'has to be above zero',
  whole: 'has to be a whole number',
  step: (step: string): string => `goes in steps of ${step}`,
  least: (least: string): string => `at least ${least}`,
  most: (most: string): string => `at most ${most} in one order`,
  riskNeeds: 'needs an entry, a stop and what may be lost for at least one lot',
  stopBelow: 'the stop of a purchase lies below its price',
  stopAbove: 'the stop of a sale lies above its price',
  targetAbove: 'the target of a purchase lies above its price',
  targetBelow: 'the target of a sale lies below its price',
} as const;

/** What a ticket says. */
export const ticketText = {
  title: 'Order',
  choose: 'Choose an instrument: press / and type its name, or take one of the watchlist.',
  notTraded: 'This account cannot trade it.',
  index:
    'An index is not traded itself. Its futures and options are: press / and type its name, or see Options.',
  buy: 'Buy',
  sell: 'Sell',
  buyThis: 'Buy what is looked at',
  sellThis: 'Sell what is looked at',
  side: 'Side',
  product: 'Product',
  products: {
    delivery: 'Delivery',
    intraday: 'Intraday',
    carryForward: 'Carry forward',
    margin: 'Margin',
  } satisfies Record<OrderTicket['product'], string>,
  type: 'Type',
  types: {
    market: 'Market',
    limit: 'Limit',
    stopMarket: 'Stop',
    stopLimit: 'Stop limit',
    marketToLimit: 'Market to limit',
    marketIfTouched: 'Market if touched',
    limitIfTouched: 'Limit if touched',
    trailingStopMarket: 'Trailing stop',
    trailingStopLimit: 'Trailing stop limit',
  } satisfies Record<Order['terms']['type'], string>,
  sizing: 'Size by',
  sizings: { qty: 'Quantity', lots: 'Lots', risk: 'Risk' },
  qty: 'Quantity',
  lots: 'Lots',
  risk: 'May lose',
  lotHint: (lot: string): string => (lot === '1' ? '' : `Lot ${lot}`),
  sizeHint: (qty: string): string => `${qty} units`,
  limit: 'Price',
  trigger: 'Trigger',
  activation: 'Follows from',
  trail: 'Distance',
  trailBy: 'Measured in',
  trailBys: { price: 'Price', ticks: 'Ticks', bps: 'Hundredths of a percent' },
  limitOffset: 'Limit behind stop',
  tif: 'Valid',
  tifs: {
    DAY: 'Today',
    GTC: 'Until cancelled',
    IOC: 'At once, else cancelled',
    FOK: 'At once and whole, else cancelled',
    GTD: 'Until a time',
    AT_OPEN: 'At the open',
    AT_CLOSE: 'At the close',
  } satisfies Record<NonNullable<OrderTicket['tif']>, string>,
  expiresAt: (zone: string): string => `Ends at (${zone})`,
  more: 'More',
  display: 'Shown at once',
  postOnly: 'Only add to the book',
  reduceOnly: 'Only reduce',
  triggerBy: 'Trigger by',
  triggerBys: {
    '': 'As the venue does',
    last: 'Last trade',
    touch: 'Bid or ask',
    mid: 'Middle',
    mark: 'Mark',
    index: 'Index',
    doubleLast: 'Two last trades',
    doubleTouch: 'Bid or ask twice',
  },
  stopLoss: 'Stop loss',
  target: 'Target',
  note: 'Note',
  value: 'Value',
  margin: 'Needs',
  available: 'Available',
  charges: 'Charges',
  chargesOf: 'Charges, one by one',
  denied: 'Would be refused',
  noPreview: 'The server gives no answer: what it needs and costs is not known now.',
  unknownPrice: 'No price is known',
  confirmTitle: 'Send this order?',
  back: 'Back',
  submit: 'Send the order',
  arm: 'One-click',
  armed: 'One-click is armed: orders go out without a question. F8 ends it.',
  disarmed: 'Orders are asked about before they go out. F8 arms one-click.',
  sending: 'Sending…',
  placed: (id: string): string => `Order ${id} is placed`,
  refused: 'Not placed',
  notSent: 'Nothing was sent',
  unknown: 'It is not known whether the order arrived. Your orders are being looked through.',
  notFound:
    'It is not among your orders. Sending it again with the same key places it once at most.',
  again: 'Send again with the same key',
  fresh: 'New order',
  viewer: 'You may look at this account, not trade in it.',
  clear: 'Clear',
} as const;

/** What the button does, in full: "Buy 50 RELIANCE.NSE @ 2,984.20". */
export function actionText(ticket: OrderTicket, grouping: Grouping): string {
  const verb = ticket.side === 'buy' ? ticketText.buy : ticketText.sell;
  const qty = formatDecimal(ticket.qty, grouping);
  return `${verb} ${qty} ${ticket.instrument}${termsText(ticket.terms, grouping)}`;
}

/** What an order says beyond its button, for whoever is asked before it goes out: what protects it, how long it is valid. */
export function wishesText(
  {
    ticket: { tif, reduceOnly, postOnly },
    list,
  }: { readonly ticket: OrderTicket; readonly list: readonly ListedTicket[] | null },
  grouping: Grouping,
): readonly string[] {
  const protections = (list ?? []).slice(1).map(({ terms }) => {
    if (terms.type === 'stopMarket') {
      return `${ticketText.stopLoss} ${formatDecimal(terms.trigger, grouping)}`;
    }
    return 'limit' in terms && terms.limit !== null
      ? `${ticketText.target} ${formatDecimal(terms.limit, grouping)}`
      : '';
  });
  return [
    protections.join(' · '),
    tif === undefined || tif === 'DAY' ? '' : `${ticketText.tif}: ${ticketText.tifs[tif]}`,
    reduceOnly === true ? ticketText.reduceOnly : '',
    postOnly === true ? ticketText.postOnly : '',
  ].filter((wish) => wish !== '');
}

/** What an order asks of the market, in short: " @ 2,984.20", " at market", " stop 2,960.00". */
function termsText(terms: OrderTicket['terms'], grouping: Grouping): string {
  const price = (text: string): string => formatDecimal(text, grouping);
  switch (terms.type) {
    case 'market':
      return ' at market';
    case 'limit':
      return ` @ ${price(terms.limit)}`;
    case 'stopMarket':
      return ` stop ${price(terms.trigger)}`;
    case 'stopLimit':
      return ` stop ${price(terms.trigger)} @ ${price(terms.limit)}`;
    case 'marketToLimit':
      return terms.limit === null ? ' market to limit' : ` market to limit ${price(terms.limit)}`;
    case 'marketIfTouched':
      return ` if touched ${price(terms.trigger)}`;
    case 'limitIfTouched':
      return ` if touched ${price(terms.trigger)} @ ${price(terms.limit)}`;
    case 'trailingStopMarket':
    case 'trailingStopLimit':
      return ` trailing ${trailText(terms.trail)}`;
  }
}

function trailText(
  trail: Extract<OrderTicket['terms'], { readonly trail: unknown }>['trail'],
): string {
  switch (trail.by) {
    case 'price':
    case 'atr':
      return trail.distance;
    case 'ticks':
      return `${trail.ticks} ticks`;
    case 'bps':
      return `${trail.bps} bp`;
  }
}
