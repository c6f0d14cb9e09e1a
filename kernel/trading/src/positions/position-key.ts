import type { OrderRequest, PositionKey } from 'argosy/domain';

/** The key of the position that an order trades. */
export function positionKeyOf(request: OrderRequest): PositionKey {
  const { account, book, instrument, product, position } = request;
  return { account, book, instrument, product, id: position };
}
