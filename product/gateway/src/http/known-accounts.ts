import type { AccountId } from 'argosy/core';
import type { Actor } from '@argosy/desk';

import { maySee, type Caller } from '../auth/caller.ts';
import type { AccountRow, SystemFace } from '../platform/platform.ts';

const FRESH_MILLIS = 5_000;

/** The accounts of the node, asked for again once they are some seconds old, or lack one that is looked for. */
export class KnownAccounts {
  readonly #system: Pick<SystemFace, 'accounts'>;
  readonly #nowMillis: () => number;
  #rows: ReadonlyMap<AccountId, AccountRow> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(system: Pick<SystemFace, 'accounts'>, nowMillis: () => number) {
    this.#system = system;
    this.#nowMillis = nowMillis;
  }

  /** All of them, by id. */
  async all(): Promise<ReadonlyMap<AccountId, AccountRow>> {
    if (this.#nowMillis() - this.#readAt < FRESH_MILLIS) return this.#rows;
    return this.#read();
  }

  /** One that somebody may see; undefined where there is none for them. */
  async find(account: AccountId, caller: Caller): Promise<AccountRow | undefined> {
    if (!maySee(caller, account)) return undefined;
    return (await this.all()).get(account) ?? (await this.#read()).get(account);
  }

  /** Those that somebody may see. */
  async seenBy(caller: Caller): Promise<readonly AccountRow[]> {
    const rows = await this.all();
    return [...rows.values()].filter(({ id }) => maySee(caller, id));
  }

  /** A caller with the accounts they may see, as the desk wants to know them. */
  async actorOf(caller: Caller): Promise<Actor> {
    const accounts = caller.accounts === 'all' ? [...(await this.all()).keys()] : caller.accounts;
    return { user: caller.user, accounts };
  }

  async #read(): Promise<ReadonlyMap<AccountId, AccountRow>> {
    const rows = await this.#system.accounts();
    this.#rows = new Map(rows.map((row) => [row.id, row]));
    this.#readAt = this.#nowMillis();
    return this.#rows;
  }
}
