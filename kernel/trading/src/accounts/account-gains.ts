import type { Currency, InstrumentIndex, Timestamp } from 'argosy/core';

import type { AccountFunds } from './account-funds.ts';
import type { AccountRecord } from './account-store.ts';
import type { NetGain } from './activity-table.ts';
import type { TouchTable } from '../touch-table.ts';
import type { TradingConfig } from '../trading-config.ts';
import type { TradingFold } from '../trading-fold.ts';

/** What gains are reckoned from. */
export type GainParts = {
  readonly config: TradingConfig;
  readonly fold: TradingFold;
  readonly funds: AccountFunds;
  readonly touches: TouchTable;
};

/** When instruments had a corporate action, as plain data. */
export type ActedAt = readonly (readonly [InstrumentIndex, Timestamp])[];

/**
 * What accounts have gained, in their base currencies: realised less charges, and what their positions
 * would gain. Null wherever a price of what is held, or a rate, is unknown: what is not counted may be
 * a loss.
 */
export class AccountGains {
  readonly #parts: GainParts;
  /** An earlier price than this is of what is no more. */
  readonly #actedAt = new Map<InstrumentIndex, Timestamp>();

  constructor(parts: GainParts) {
    this.#parts = parts;
  }

  /** An instrument had a corporate action. */
  noteAction(instrument: InstrumentIndex, now: Timestamp): void {
    this.#actedAt.set(instrument, now);
  }

  /** What the positions of an account would gain. */
  unrealised(account: AccountRecord): bigint | null {
    const { config, fold, funds, touches } = this.#parts;
    for (const [instrument, at] of this.#actedAt) {
      if ((touches.lastAt(instrument) ?? at) > at) this.#actedAt.delete(instrument);
      else if (fold.positions.accountQty(account.id, config.instruments.at(instrument).id) !== 0) {
        return null;
      }
    }
    return funds.unrealised(account);
  }

  /** All that it has gained, with what its positions would. */
  inAll(account: AccountRecord): bigint | null {
    const unrealised = this.unrealised(account);
    if (unrealised === null) return null;
    const realised = this.#inBase(account, this.#netOf(account), ({ all }) => all);
    return realised === null ? null : realised + unrealised;
  }

  /** What it has realised since its day began. */
  realisedToday(account: AccountRecord, now: Timestamp): bigint | null {
    const { net } = this.#parts.fold.activity.of(account.id, now);
    return this.#inBase(account, net, ({ all, atDayStart }) => all - atDayStart);
  }

  /** Whether it has anything in other currencies: then the price of any pair may change what it is. */
  isForeign(account: AccountRecord): boolean {
    for (const [currency] of this.#netOf(account)) if (currency !== account.base) return true;
    for (const { realised } of this.#parts.fold.positions.heldOf(account.id)) {
      if (realised.currency !== account.base) return true;
    }
    return false;
  }

  /** The state as plain data. */
  exportState(): ActedAt {
    return [...this.#actedAt];
  }

  /** Takes the place of what was known so far. */
  importState(actedAt: ActedAt): void {
    this.#actedAt.clear();
    for (const [instrument, at] of actedAt) this.#actedAt.set(instrument, at);
  }

  #netOf({ id }: AccountRecord): Iterable<readonly [Currency, NetGain]> {
    return this.#parts.fold.activity.netOf(id);
  }

  #inBase(
    { base }: AccountRecord,
    net: Iterable<readonly [Currency, NetGain]>,
    amountOf: (gain: NetGain) => bigint,
  ): bigint | null {
    let total = 0n;
    for (const [currency, gain] of net) {
      const amount = this.#parts.funds.valuer.rates.convert(amountOf(gain), currency, base);
      if (amount === null) return null;
      total += amount;
    }
    return total;
  }
}
