import type { AccountId, Timestamp } from 'argosy/core';
import type {
  MarginEvent,
  MarginLevel,
  OrderChangeType,
  OrderEvent,
  OrderRequest,
} from 'argosy/domain';

/** What an order that closes a position for want of margin is marked with. */
export const LIQUIDATION_TAG = 'margin';
/** How long nothing is tried again where an order of ours came to nothing, in microseconds. */
const RETRY_AFTER = 60_000_000;

/** The ends of an order that has closed nothing, or not all. */
const vainEnds: ReadonlySet<OrderChangeType> = new Set([
  'denied',
  'rejected',
  'canceled',
  'expired',
]);

/** How an account stands, and from when it may be closed further. */
export type NotedMargin = {
  readonly account: AccountId;
  readonly level: MarginLevel;
  /** Since when it stands so. */
  readonly since: number;
  readonly retryAt: number;
};

/** How accounts stand to the margin they have to keep: a fold of events. */
export class MarginTable {
  readonly #noted = new Map<AccountId, NotedMargin>();

  /** Folds an event in. */
  apply({ account, level, receivedAt: since }: MarginEvent): void {
    const retryAt = this.#noted.get(account)?.retryAt ?? 0;
    this.#noted.set(account, { account, level, since, retryAt });
  }

  /**
   * Folds in what became of an order: one of ours that came to nothing is not tried again at once, nor a
   * cancel that the broker has rejected.
   */
  applyOrder({ change: { type }, receivedAt }: OrderEvent, request: OrderRequest): void {
    const noted = this.#noted.get(request.account);
    if (noted?.level !== 'liquidating') return;
    const isVain = isLiquidation(request) ? vainEnds.has(type) : type === 'cancelRejected';
    if (!isVain) return;
    this.#noted.set(request.account, { ...noted, retryAt: receivedAt + RETRY_AFTER });
  }

  /** How an account stood when it was last said. */
  levelOf(account: AccountId): MarginLevel {
    return this.#noted.get(account)?.level ?? 'sound';
  }

  /** Whether an account may be closed further at an instant. */
  mayTry(account: AccountId, now: Timestamp): boolean {
    return now >= (this.#noted.get(account)?.retryAt ?? 0);
  }

  /** Whether it is closed only for a moment yet: what works may still be on its way out. */
  isPatient(account: AccountId, now: Timestamp): boolean {
    return now < (this.#noted.get(account)?.since ?? now) + RETRY_AFTER;
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
