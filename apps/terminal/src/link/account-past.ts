import type { Order } from '@argosy/contract';
import type { ApiClient } from '@argosy/contract/client';
import type { FillItem } from '@argosy/contract/stream';

/** What an account did before the server began: the stream tells what is newer. */
export type AccountPast = {
  /** Orders of the last day. */
  readonly orders: () => Promise<readonly Order[]>;
  /** The newest trades. */
  readonly fills: () => Promise<readonly FillItem[]>;
};

const DAY_MS = 86_400_000;
/** One page of a list. */
const ROWS = 500;

/** Asks the server's lists. What gives no answer is not there: the stream goes on without it. */
export function accountPast(
  api: Pick<ApiClient, 'listOrders' | 'listTrades'>,
  now: () => number,
  account: string,
): AccountPast {
  return {
    orders: async () => {
      const from = new Date(now() - DAY_MS).toISOString();
      const answer = await api.listOrders({ query: { account, from, size: ROWS } });
      return answer.ok ? answer.value.items.toReversed() : [];
    },
    fills: async () => {
      const answer = await api.listTrades({ query: { account, size: ROWS } });
      if (!answer.ok) return [];
      return answer.value.items
        .map((trade): FillItem => ({ type: trade.bustedAt === null ? 'filled' : 'busted', trade }))
        .toReversed();
    },
  };
}
