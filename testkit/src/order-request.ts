import {
  toAccountId,
  toBookId,
  toInstrumentId,
  toOrderId,
  toQuantity,
  toStrategyId,
} from 'argosy/core';
import type { OrderRequest } from 'argosy/domain';

/** A good-till-canceled market order to buy 10. */
export function anOrderRequest(changes: Partial<OrderRequest> = {}): OrderRequest {
  return {
    id: toOrderId('0000TEST000001'),
    account: toAccountId('MAIN'),
    book: toBookId('TEST'),
    strategy: toStrategyId('TEST'),
    instrument: toInstrumentId('SBIN.NSE'),
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
    ...changes,
  };
}
