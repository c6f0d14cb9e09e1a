import type { OrderType, TimeInForce, TriggerSource } from 'argosy/domain';

/** What an order may ask for besides its type and its time in force; `plain` for nothing. */
export type CaseFlag =
  | 'plain'
  | 'reduceOnly'
  | 'display'
  | 'postOnly'
  | 'display+postOnly'
  | 'display+reduceOnly'
  | TriggerSource;

/** One way to ask for an order. */
export type OrderCase = {
  readonly type: OrderType;
  readonly tif: TimeInForce;
  readonly flag: CaseFlag;
};

/** Every type, and the terms that a case of it has: a buy around a market of 100.00 to 100.05. */
const termsBy: Readonly<Record<OrderType, Readonly<Record<string, unknown>>>> = {
  market: {},
  limit: { limit: '99.50' },
  marketToLimit: {},
  stopMarket: { trigger: '100.50' },
  stopLimit: { trigger: '100.50', limit: '100.70' },
  marketIfTouched: { trigger: '99.50' },
  limitIfTouched: { trigger: '99.50', limit: '99.60' },
  trailingStopMarket: { trail: { by: 'price', distance: '0.50' } },
  trailingStopLimit: { trail: { by: 'price', distance: '0.50' }, limitOffset: '0.20' },
};

/** Every type of order. */
export const caseTypes: readonly OrderType[] = [
  'market',
  'limit',
  'marketToLimit',
  'stopMarket',
  'stopLimit',
  'marketIfTouched',
  'limitIfTouched',
  'trailingStopMarket',
  'trailingStopLimit',
];
/** Every time in force. */
export const caseTifs: readonly TimeInForce[] = [
  'DAY',
  'GTC',
  'GTD',
  'IOC',
  'FOK',
  'AT_OPEN',
  'AT_CLOSE',
];
/** Everything that may be asked for besides. */
export const caseFlags: readonly CaseFlag[] = [
  'plain',
  'reduceOnly',
  'display',
  'postOnly',
  'display+postOnly',
  'display+reduceOnly',
  'last',
  'touch',
  'mid',
  'doubleLast',
  'doubleTouch',
  'mark',
  'index',
];

/** Every combination of the three. */
export const orderCases: readonly OrderCase[] = caseTypes.flatMap((type) =>
  caseFlags.flatMap((flag) => caseTifs.map((tif) => ({ type, tif, flag }))),
);

/** When the GTD orders of all cases end. */
const END = '2026-11-24T12:00:00+05:30';

/** The particulars of a case's order, in the words of scenarios. */
export function bodyOf({ type, tif, flag }: OrderCase): Readonly<Record<string, unknown>> {
  // What has to trade at once, or at one print, is given room to.
  const isPatient = tif === 'DAY' || tif === 'GTC' || tif === 'GTD';
  const room = type === 'limit' && !isPatient ? { limit: '101.00' } : {};
  return {
    terms: { type, ...termsBy[type], ...room },
    tif,
    ...(tif === 'GTD' ? { expiresAt: END } : {}),
    ...flagBody(flag),
  };
}

/** Whether a case's order has to close something. */
export function isClosing({ flag }: OrderCase): boolean {
  return flagBody(flag)['reduceOnly'] === true;
}

function flagBody(flag: CaseFlag): Readonly<Record<string, unknown>> {
  const asked: Partial<Record<CaseFlag, Readonly<Record<string, unknown>>>> = {
    plain: {},
    display: { display: '4' },
    postOnly: { postOnly: true },
    reduceOnly: { reduceOnly: true },
    'display+postOnly': { display: '4', postOnly: true },
    'display+reduceOnly': { display: '4', reduceOnly: true },
  };
  return asked[flag] ?? { triggerBy: flag };
}
