import {
  maxBigint,
  money,
  toMinor,
  type AccountId,
  type InstrumentIndex,
  type Timestamp,
} from 'argosy/core';
import type { EquityEvent, EquityPoint } from 'argosy/domain';

import { AccountGains, type ActedAt, type GainParts } from '../accounts/account-gains.ts';
import type { AccountRecord } from '../accounts/account-store.ts';
import { DayStart, type DayStartState } from './day-start.ts';

/**
 * A height is said when it has grown by this part of the limit that counts from it. So a restart
 * forgets no more than a hundredth of what the account may lose, and an account that gains as much as
 * it may lose says a hundred heights on the way, however many prices that takes.
 */
const HEIGHT_PARTS = 100n;

/** What a point is said with. */
export type EquityNote = Pick<EquityEvent, 'kind' | 'account' | 'point' | 'gain'>;

/** What is known of prices that have passed, and was not said, as plain data. */
export type EquityWatchState = {
  readonly dayStart: DayStartState;
  readonly heights: readonly (readonly [AccountId, bigint])[];
  readonly actedAt: ActedAt;
};

/** An account with a limit of losses. */
type Watched = {
  readonly account: AccountRecord;
  /** By how much its height grows until it is said again; null where no limit counts from it. */
  readonly step: bigint | null;
  readonly isDaily: boolean;
  /** Whether it has anything in other currencies: then the price of any pair may move it. */
  isForeign: boolean;
};

const nothing: readonly EquityNote[] = [];
const nobody: readonly Watched[] = [];

/**
 * What accounts have lost in their day and from their height, and the points that this is counted
 * from. Of accounts under such a limit each price is looked at; where there is none, none is. While a
 * price of what is held is not known, or a rate, nobody knows the loss, and no point is noted.
 */
export class EquityWatch {
  readonly #parts: GainParts;
  readonly #gains: AccountGains;
  readonly #dayStart: DayStart;
  readonly #heights = new Map<AccountId, bigint>();
  #watched: readonly Watched[] = nobody;
  #areAllDue = false;
  #limitsSeen = -1;
  #watchedUntil = Number.NEGATIVE_INFINITY;

  constructor(parts: GainParts) {
    this.#parts = parts;
    this.#gains = new AccountGains(parts);
    this.#dayStart = new DayStart(parts.config.dayOffset ?? 0);
  }

  /** Whether any account has a limit of losses at an instant. */
  isOn(now: Timestamp): boolean {
    const { version } = this.#parts.fold.limits;
    if (version !== this.#limitsSeen || now >= this.#watchedUntil) this.#watch(now);
    return this.#watched.length > 0;
  }

  /** Whether an instant is in a day that has not been begun. */
  isDayOver(now: Timestamp): boolean {
    return this.#dayStart.isOver(now);
  }

  /**
   * Begins a day, before anything of it is known. What was noted in it already holds; what cannot be
   * known yet is taken from the first moment at which it can.
   */
  beginDay(now: Timestamp): void {
    const { fold } = this.#parts;
    const day = this.#dayStart.begin(now);
    for (const account of fold.accounts.all()) {
      const { id, base } = account;
      const unrealised = fold.equity.dayStart(id, base, day) ?? this.#gains.unrealised(account);
      if (unrealised !== null) this.#dayStart.keep(id, unrealised);
    }
    this.#areAllDue = true;
  }

  /** An instrument had a corporate action: what it was priced at before says nothing any more. */
  noteAction(instrument: InstrumentIndex, now: Timestamp): void {
    this.#gains.noteAction(instrument, now);
  }

  /** The accounts that may stand otherwise than at the last look, one price later, or none. */
  takeDue(priced: InstrumentIndex | -1): readonly Watched[] {
    const { equity } = this.#parts.fold;
    const all = this.#watched;
    for (const one of all) {
      if (equity.isTouched(one.account.id)) one.isForeign = this.#gains.isForeign(one.account);
    }
    const due = this.#areAllDue
      ? all
      : all.filter((one) => equity.isTouched(one.account.id) || this.#isMoved(one, priced));
    this.#areAllDue = false;
    equity.forgetTouched();
    return due;
  }

  /** What was to be said is not said now: every account is due again. */
  putOff(): void {
    this.#areAllDue = true;
  }

  /** Looks at an account; gives what is to be said of it. */
  look({ account, step, isDaily }: Watched): readonly EquityNote[] {
    const dayStart = isDaily ? this.#dayStartToSay(account) : null;
    const height = step === null ? null : this.#heightToSay(account, step);
    if (dayStart === null && height === null) return nothing;
    return [...noteOf(account, 'dayStart', dayStart), ...noteOf(account, 'height', height)];
  }

  /** What an account has lost since its day began; below zero a gain; null while nobody knows. */
  lossToday(account: AccountRecord, now: Timestamp): bigint | null {
    const gained = this.#gains.realisedToday(account, now);
    const before = this.#dayStart.unrealised(account.id);
    const unrealised = this.#gains.unrealised(account);
    if (gained === null || before === null || unrealised === null) return null;
    return before - gained - unrealised;
  }

  /** How far it stands below its height as it was last looked at; null while nobody knows. */
  drawdown(account: AccountRecord): bigint | null {
    const gain = this.#gains.inAll(account);
    return gain === null ? null : this.#heightOf(account) - gain;
  }

  /** The state as plain data. */
  exportState(): EquityWatchState {
    return {
      dayStart: this.#dayStart.exportState(),
      heights: [...this.#heights],
      actedAt: this.#gains.exportState(),
    };
  }

  /** Takes the place of what was known so far. */
  importState({ dayStart, heights, actedAt }: EquityWatchState): void {
    this.#dayStart.importState(dayStart);
    this.#heights.clear();
    for (const [account, height] of heights) this.#heights.set(account, height);
    this.#gains.importState(actedAt);
    this.#limitsSeen = -1;
  }

  #watch(now: Timestamp): void {
    const { config, fold } = this.#parts;
    const watched: Watched[] = [];
    for (const account of fold.accounts.all()) {
      const { dailyLoss, drawdown } = fold.limits.lossesOf(config.limits, account.id, now);
      if (dailyLoss === null && drawdown === null) continue;
      const step = drawdown === null ? null : maxBigint(1n, drawdown / HEIGHT_PARTS);
      const isForeign = this.#gains.isForeign(account);
      watched.push({ account, step, isDaily: dailyLoss !== null, isForeign });
    }
    this.#watched = watched;
    this.#areAllDue = true;
    this.#limitsSeen = fold.limits.version;
    this.#watchedUntil = fold.limits.nextEndAfter(now);
  }

  #isMoved({ account, step, isForeign }: Watched, priced: InstrumentIndex | -1): boolean {
    if (priced === -1 || (step === null && this.#isDaySaid(account))) return false;
    const { config, fold } = this.#parts;
    const { id, kind } = config.instruments.at(priced);
    if (isForeign && (kind === 'currencyPair' || kind === 'cryptoSpot')) return true;
    return fold.positions.accountQty(account.id, id) !== 0;
  }

  #isDaySaid({ id, base }: AccountRecord): boolean {
    const { day } = this.#dayStart;
    return day !== null && this.#parts.fold.equity.dayStart(id, base, day) !== null;
  }

  /** What the day began with, where that is known and not said yet. */
  #dayStartToSay(account: AccountRecord): bigint | null {
    if (this.#isDaySaid(account)) return null;
    const { id } = account;
    const known = this.#dayStart.unrealised(id) ?? this.#gains.unrealised(account);
    if (known !== null) this.#dayStart.keep(id, known);
    return known;
  }

  /** The height, where it has grown enough to be said. */
  #heightToSay(account: AccountRecord, step: bigint): bigint | null {
    const gain = this.#gains.inAll(account);
    if (gain === null) return null;
    const height = maxBigint(this.#heightOf(account), gain);
    this.#heights.set(account.id, height);
    const said = this.#parts.fold.equity.height(account.id, account.base);
    return height - said >= step ? height : null;
  }

  /** To the last unit while this process has seen it; what was said otherwise. */
  #heightOf({ id, base }: AccountRecord): bigint {
    return this.#heights.get(id) ?? this.#parts.fold.equity.height(id, base);
  }
}

function noteOf(
  { id, base }: AccountRecord,
  point: EquityPoint,
  gain: bigint | null,
): readonly EquityNote[] {
  if (gain === null) return nothing;
  return [{ kind: 'equity', account: id, point, gain: money(toMinor(gain), base) }];
}
