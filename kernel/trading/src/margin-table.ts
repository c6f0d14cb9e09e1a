import type { AccountId, Timestamp } from 'argosy/core';
import type { MarginEvent, MarginLevel, OrderEvent, OrderRequest } from 'argosy/domain';

/** What an order that closes a position for want of margin is marked with. */
export const LIQUIDATION_TAG = 'margin';
/** How long nothing is tried again where an order of ours came to nothing, in microseconds. */
const RETRY_AFTER = 60_000_000;

/** How an account stands, and from when it may be closed further. */
export type NotedMargin = {
  readonly account: AccountId;
  readonly level: MarginLevel;
  readonly retryAt: number;
};

/** How accounts stand to the margin they have to keep: a fold of events. */
export class MarginTable {
  readonly #noted = new Map<AccountId, NotedMargin>();

  /** Folds an event in. */
  apply({ account, level }: MarginEvent): void {
    this.#noted.set(account, { account, level, retryAt: this.#noted.get(account)?.retryAt ?? 0 });
  }

  /** Folds in what became of an order: one of ours that came to nothing is not tried again at once. */
  applyOrder({ change, receivedAt }: OrderEvent, request: OrderRequest): void {
    if (!isLiquidation(request)) return;
    const { type } = change;
    const isOver = type === 'denied' || type === 'rejected' || type === 'canceled';
    if (!isOver && type !== 'expired') return;
    const { account } = request;
    const retryAt = receivedAt + RETRY_AFTER;
    this.#noted.set(account, { account, level: this.levelOf(account), retryAt });
  }

  /** How an account stood when it was last said. */
  levelOf(account: AccountId): MarginLevel {
    return this.#noted.get(account)?.level ?? 'sound';
  }

  /** Whether an account may be closed further at an instant. */
  mayTry(account: AccountId, now: Timestamp): boolean {
    return now >= (this.#noted.get(account)?.retryAt ?? 0);
  }

  /** The state as plain data. */
  exportState(): readonly NotedMargin[] {
    return [...this.#noted.values()];
  }

  /** Takes the place of all that was noted so far. */
  importState(state: readonly NotedMargin[]): void {
    this.#noted.clear();
    for (const noted of state) this.#noted.set(noted.account, noted);
  }
}

/** Whether an order was made because there was too little margin. */
export function isLiquidation({ strategy, tag, reduceOnly }: OrderRequest): boolean {
  return strategy === null && reduceOnly && tag === LIQUIDATION_TAG;
}
