import { assert, type AccountId } from 'argosy/core';
import type { AccountEvent, TradingState } from 'argosy/domain';
import type { AccountStanding } from 'argosy/risk';

import type { AccountConfig } from './trading-config.ts';

/** The accounts with the state each is in: a fold of account events over the configuration. */
export class AccountStore {
  readonly #standings = new Map<AccountId, AccountStanding>();

  constructor(accounts: readonly AccountConfig[]) {
    for (const { id, products } of accounts) {
      this.#standings.set(id, { state: 'ACTIVE', products });
    }
  }

  /** What an account may do; undefined where it is not one of ours. */
  find(account: AccountId): AccountStanding | undefined {
    return this.#standings.get(account);
  }

  /** Folds an event in. */
  apply({ account, state }: Pick<AccountEvent, 'account' | 'state'>): void {
    const standing = this.#standings.get(account);
    assert(standing !== undefined, `account ${account} is not one of ours`);
    this.#standings.set(account, { ...standing, state });
  }

  /** The states as plain data. */
  exportState(): readonly (readonly [AccountId, TradingState])[] {
    return [...this.#standings].map(([account, { state }]) => [account, state]);
  }

  /** Takes the place of the states so far. */
  importState(states: readonly (readonly [AccountId, TradingState])[]): void {
    for (const [account, state] of states) this.apply({ account, state });
  }
}
