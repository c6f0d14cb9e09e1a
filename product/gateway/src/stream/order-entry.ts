import type { Result } from 'argosy/core';
import type { OrderMessage } from '@argosy/contract/stream/messages';

import type { Caller } from '../auth/caller.ts';

/** Takes orders from a socket: the same checks, the same answers and the same audit as the API's. */
export interface OrderEntry {
  handle(message: OrderMessage, caller: Caller): Promise<Result<unknown>>;
}
