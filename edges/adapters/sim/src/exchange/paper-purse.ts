import {
  ledgerScaleOf,
  money,
  rescale,
  toMinor,
  type Currency,
  type InstrumentId,
  type LedgerScales,
  type Money,
} from 'argosy/core';
import {
  exactNotional,
  isPaidInFull,
  notionalScale,
  type Fill,
  type InstrumentTable,
} from 'argosy/domain';
import type { BrokerOrder, BrokerPosition } from 'argosy/reconciliation';

/**
 * What an account on paper holds and has. Cash of a currency is known as long as only what is paid in full trades in
 * it: the gains of futures are realised by the entries of each book, which a broker does not know, so from the first
 * future on that currency's cash is not told.
 */
export class PaperPurse {
  readonly #instruments: InstrumentTable;
  readonly #scales: LedgerScales;
  readonly #positions = new Map<string, BrokerPosition>();
  /** By currency; null where it is not known. */
  readonly #cash = new Map<Currency, bigint | null>();

  constructor(
    instruments: InstrumentTable,
    scales: LedgerScales,
    opening: { readonly positions: readonly BrokerPosition[]; readonly funds: readonly Money[] },
  ) {
    this.#instruments = instruments;
    this.#scales = scales;
    for (const position of opening.positions) this.#positions.set(keyOf(position), position);
    for (const { amount, currency } of opening.funds) this.#cash.set(currency, amount);
  }

  /** What is held; what is not listed is flat. */
  positions(): readonly BrokerPosition[] {
    return [...this.#positions.values()].filter(({ qty }) => qty !== 0);
  }

  /** Cash by currency, as far as it is known. */
  funds(): readonly Money[] {
    return [...this.#cash].flatMap(([currency, amount]) =>
      amount === null ? [] : [money(toMinor(amount), currency)],
    );
  }

  /** A fill changes both. */
  trade(of: BrokerOrder, { qty, price, fee }: Omit<Fill, 'flags'>): void {
    const { instrument, product, side } = of;
    const sign = side === 'buy' ? 1 : -1;
    const before = this.#positions.get(keyOf(of))?.qty ?? 0;
    const position = { instrument, product, qty: before + sign * qty, value: null };
    this.#positions.set(keyOf(of), position);
    const listed = this.#instruments.all[this.#instruments.indexOf(instrument) ?? -1];
    if (listed === undefined) return;
    this.#pay(fee.currency, fee.amount);
    if (!isPaidInFull(listed)) {
      this.#cash.set(listed.currency, null);
      return;
    }
    const exact = exactNotional(listed, price, sign * qty);
    const scale = ledgerScaleOf(this.#scales, listed.currency);
    this.#pay(listed.currency, rescale(exact, notionalScale(listed), scale, 'halfEven'));
  }

  /** Money comes in, or goes out below zero, that no trade has moved. */
  take({ currency, amount }: Money): void {
    this.#pay(currency, -amount);
  }

  /** A contract has ended: nothing of it is held any more, whatever it brought. */
  end(instrument: InstrumentId): void {
    for (const [key, position] of this.#positions) {
      if (position.instrument === instrument) this.#positions.delete(key);
    }
  }

  #pay(currency: Currency, amount: bigint): void {
    const before = this.#cash.get(currency);
    if (before === null || before === undefined) return;
    this.#cash.set(currency, before - amount);
  }
}

function keyOf({ instrument, product }: Pick<BrokerPosition, 'instrument' | 'product'>): string {
  return `${instrument} ${product}`;
}
