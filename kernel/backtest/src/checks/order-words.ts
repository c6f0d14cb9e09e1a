import type { OrderType, TimeInForce, TriggerSource } from 'argosy/domain';
import type { OrderFlag } from 'argosy/risk';

/** How long an order may stand. */
export const tifs: readonly TimeInForce[] = [
  'DAY',
  'GTC',
  'IOC',
  'FOK',
  'GTD',
  'AT_OPEN',
  'AT_CLOSE',
];
/** Every kind of order. */
export const types: readonly OrderType[] = [
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
/** What an order may ask for besides. */
export const flags: readonly OrderFlag[] = ['display', 'postOnly'];
/** The prices that fire triggers. */
export const triggerSources: readonly TriggerSource[] = [
  'last',
  'touch',
  'mid',
  'mark',
  'index',
  'doubleLast',
  'doubleTouch',
];
