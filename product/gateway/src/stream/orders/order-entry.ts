import type { Result } from 'argosy/core';
import type { OrderMessage } from '@argosy/contract/stream/messages';

/** Who sends an order over a socket, as they would be known if they had called the API. */
export type OrderSender = {
  readonly token: string;
  /** Where they come from: limits are counted by it. */
  readonly address: string;
};

/** Takes orders from a socket: the same checks, the same answers and the same audit as the API's. */
export interface OrderEntry {
  handle(message: OrderMessage, sender: OrderSender): Promise<Result<unknown>>;
}
