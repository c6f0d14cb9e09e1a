import {
  ledgerScaleOf,
  money,
  subtractMoney,
  type Currency,
  type Money,
  type Quantity,
} from 'argosy/core';
import type { Instrument } from 'argosy/domain';
import { noLeverage } from 'argosy/risk';

import { affordableQty } from './affordable-qty.ts';
import type { EngineParts } from './engine-parts.ts';
import { engineError } from './errors.ts';
import type { SeatSetup } from './seat-setup.ts';
import type { PortfolioView, Sizing } from './strategy-context.ts';
import type { Ordered } from './topics.ts';

/** The money of one strategy: its account's, as far as its book may bind it. */
export class SeatMoney<Listener extends Ordered> {
  readonly #setup: SeatSetup;
  readonly #parts: EngineParts<Listener>;

  constructor(setup: SeatSetup, parts: EngineParts<Listener>) {
    this.#setup = setup;
    this.#parts = parts;
  }

  /** What the strategy sees of it. */
  view(): PortfolioView {
    const { portfolio } = this.#parts;
    const { account, book, currency: base } = this.#setup;
    const net = portfolio.netOf(account, book);
    return {
      qty: (instrument) => net.get(instrument) ?? 0,
      positions: () => portfolio.positions(account, book),
      cash: (currency = base) => portfolio.cash(account, currency),
      freeCash: (currency = base) => this.#freeCash(currency),
      freeFunds: (currency = base) => this.#freeFunds(currency),
      equity: () => portfolio.equity(account, base),
      unrealised: () => portfolio.unrealised(account, base, book),
      realised: () => portfolio.realised(account, base, book),
    };
  }

  /** The quantity of an instrument that a part of the money makes. */
  size(instrument: Instrument, { price, share, of, charges, side = 'buy' }: Sizing): Quantity {
    const { portfolio, scales, estimateFee, moment } = this.#parts;
    const { account, currency: base, product, kind, leverage } = this.#setup;
    const { id, currency } = instrument;
    refuseShare(share, kind === 'cash' && of !== 'equity' ? 1 : Number.MAX_VALUE);
    const chargesOf = (qty: Quantity): bigint => {
      const fee = estimateFee?.({ instrument: id, side, qty, product }, price, moment.now);
      return fee === undefined ? 0n : portfolio.convert(fee, currency);
    };
    return affordableQty(instrument, {
      cash:
        of === 'equity'
          ? portfolio.convert(portfolio.equity(account, base), currency)
          : this.#freeFunds(currency).amount,
      price,
      share,
      scale: ledgerScaleOf(scales, currency),
      leverage:
        kind === 'margin' && of !== 'equity' ? (leverage[product] ?? noLeverage) : noLeverage,
      ...(charges === 'within' ? { chargesOf } : {}),
    });
  }

  /** What of the account's cash pays for orders. */
  #freeCash(currency: Currency): Money {
    const { account, awaitsReceipts } = this.#setup;
    const { portfolio } = this.#parts;
    const free = portfolio.freeCash(account, currency);
    if (!awaitsReceipts) return free;
    return subtractMoney(free, portfolio.receivable(account, currency));
  }

  /**
   * What the account has free, within what the book may still bind. A cash account pays in the
   * currency of what it buys and has only that to pay with; margin is bound in its base currency.
   */
  #freeFunds(currency: Currency): Money {
    const { account, book, currency: base, kind, leverage, scan, allotment } = this.#setup;
    const { portfolio, moment } = this.#parts;
    const free =
      kind === 'cash'
        ? this.#freeCash(currency).amount
        : portfolio.convert(
            portfolio.freeMargin(account, { base, leverage, scan, now: moment.now }),
            currency,
          );
    if (allotment === null) return money(free, currency);
    const left = portfolio.convert(
      portfolio.allotmentLeft(account, book, { base, kind, leverage, allotment }),
      currency,
    );
    return money(left < free ? left : free, currency);
  }
}

function refuseShare(share: number, most: number): void {
  if (!(share >= 0 && share <= most)) throw engineError('BAD_SHARE', `${share}`);
}
