import {
  checkedAdd,
  money,
  ok,
  type AccountId,
  type BookId,
  type Currency,
  type InstrumentId,
  type Money,
  type Result,
} from 'argosy/core';
import type { Position, PositionKey, Product } from 'argosy/domain';

import { storageRefusal } from '../errors.ts';
import type { ProjectionStore } from '../store.ts';
import { PAGE_SIZE_MAX } from './page.ts';
import { listPositions, type PositionFilter } from './positions.ts';

/** What positions can be added up by. */
export type PortfolioPart = 'account' | 'book' | 'instrument' | 'product';

/** Positions that have something in common, added up. */
export type PortfolioRow = {
  /** What they have in common; null where it was not asked for. */
  readonly account: AccountId | null;
  readonly book: BookId | null;
  readonly instrument: InstrumentId | null;
  readonly product: Product | null;
  /** How many of them are not flat. */
  readonly held: number;
  /**
   * What they come to together, the cost at the instrument's notional scale; null of several instruments, which
   * have no unit in common.
   */
  readonly total: { readonly qty: number; readonly cost: bigint } | null;
  /** By currency: what was won and lost since each account was opened, and what was paid for trading. */
  readonly realised: readonly Money[];
  readonly charges: readonly Money[];
};

/** So many positions are added up at most. */
export const PORTFOLIO_POSITIONS_MAX = 50_000;

/**
 * Adds positions up, flat ones among them as they keep what they have realised; by nothing, all of them to one row.
 * What they are worth now is for who knows the prices.
 */
export async function sumPositions(
  store: ProjectionStore,
  filter: PositionFilter,
  by: readonly PortfolioPart[],
): Promise<Result<readonly PortfolioRow[]>> {
  const sums = new Map<string, PositionSum>();
  let cursor: string | null = null;
  let count = 0;
  do {
    const page = await listPositions(store, filter, { size: PAGE_SIZE_MAX, cursor });
    if (!page.ok) return page;
    count += page.value.items.length;
    if (count > PORTFOLIO_POSITIONS_MAX) {
      return storageRefusal('BAD_FILTER', `more than ${PORTFOLIO_POSITIONS_MAX} positions`);
    }
    for (const { position } of page.value.items) addTo(sums, position, by);
    cursor = page.value.next;
  } while (cursor !== null);
  return ok(
    [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, sum]) => sum.row()),
  );
}

function addTo(
  sums: Map<string, PositionSum>,
  position: Position,
  by: readonly PortfolioPart[],
): void {
  const common = commonOf(position.key, by);
  const name = JSON.stringify(common);
  const sum = sums.get(name) ?? new PositionSum(common);
  sums.set(name, sum);
  sum.add(position);
}

type Common = Pick<PortfolioRow, PortfolioPart>;

function commonOf(key: PositionKey, by: readonly PortfolioPart[]): Common {
  return {
    account: by.includes('account') ? key.account : null,
    book: by.includes('book') ? key.book : null,
    instrument: by.includes('instrument') ? key.instrument : null,
    product: by.includes('product') ? key.product : null,
  };
}

class PositionSum {
  readonly #common: Common;
  readonly #realised = new Map<Currency, Money>();
  readonly #charges = new Map<Currency, Money>();
  #held = 0;
  #qty = 0;
  #cost = 0n;

  constructor(common: Common) {
    this.#common = common;
  }

  add({ qty, cost, realised, charges }: Position): void {
    if (qty !== 0) this.#held += 1;
    if (this.#common.instrument !== null) {
      this.#qty = checkedAdd(this.#qty, qty);
      this.#cost += cost;
    }
    addMoney(this.#realised, realised);
    addMoney(this.#charges, charges);
  }

  row(): PortfolioRow {
    const total = this.#common.instrument === null ? null : { qty: this.#qty, cost: this.#cost };
    const [realised, charges] = [this.#realised, this.#charges].map((sums) =>
      [...sums.values()].toSorted((one, other) => (one.currency < other.currency ? -1 : 1)),
    );
    return {
      ...this.#common,
      held: this.#held,
      total,
      realised: realised ?? [],
      charges: charges ?? [],
    };
  }
}

function addMoney(sums: Map<Currency, Money>, { amount, currency }: Money): void {
  sums.set(currency, money(amount + (sums.get(currency)?.amount ?? 0n), currency));
}
