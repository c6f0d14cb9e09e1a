import { assert, money, type Currency, type InstrumentId, type Money } from 'argosy/core';
import type { InstrumentTable, Position } from 'argosy/domain';
import type { AccountValuer } from 'argosy/risk';

import type { PositionStep } from './position-watch.ts';

/** What an instrument brought, in minor units of its own currency but for `netInSheet`. */
export type InstrumentRow = {
  readonly instrument: InstrumentId;
  readonly currency: Currency;
  readonly trades: number;
  readonly winners: number;
  readonly fills: number;
  readonly realised: bigint;
  /** What open positions would gain, less what they would have when it began. */
  readonly unrealised: bigint;
  readonly charges: bigint;
  readonly net: bigint;
  readonly netInSheet: bigint;
  readonly chargesInSheet: bigint;
};

type Sum = {
  readonly currency: Currency;
  trades: number;
  winners: number;
  fills: number;
  realised: bigint;
  charges: bigint;
  earnedInSheet: bigint;
  chargesInSheet: bigint;
  unrealisedBefore: bigint;
  unrealisedBeforeInSheet: bigint;
};

/** Sums what each instrument brought. */
export class InstrumentSums {
  readonly #instruments: InstrumentTable;
  readonly #valuer: AccountValuer;
  readonly #toSheet: (amount: Money) => bigint;
  readonly #sums = new Map<InstrumentId, Sum>();

  constructor(parts: {
    readonly instruments: InstrumentTable;
    readonly valuer: AccountValuer;
    readonly toSheet: (amount: Money) => bigint;
  }) {
    this.#instruments = parts.instruments;
    this.#valuer = parts.valuer;
    this.#toSheet = parts.toSheet;
  }

  /** What is held already counts from where it stands now. */
  begin(positions: Iterable<Position>): void {
    for (const position of positions) {
      const sum = this.#sumOf(position.key.instrument);
      const gain = this.#gainOf(position);
      sum.unrealisedBefore += gain;
      sum.unrealisedBeforeInSheet += this.#toSheet(money(gain, sum.currency));
    }
  }

  /** Takes in a fill. */
  fill(instrument: InstrumentId): void {
    this.#sumOf(instrument).fills += 1;
  }

  /** Takes in what a position event moved. */
  position(instrument: InstrumentId, { realised, charges, ended }: PositionStep): void {
    const sum = this.#sumOf(instrument);
    sum.realised += realised;
    sum.charges += charges;
    sum.earnedInSheet += this.#toSheet(money(realised, sum.currency));
    sum.chargesInSheet += this.#toSheet(money(charges, sum.currency));
    if (ended === null) return;
    sum.trades += 1;
    if (ended.net > 0n) sum.winners += 1;
  }

  /** The rows, by instrument, with what open positions would gain. */
  rows(open: readonly Position[]): readonly InstrumentRow[] {
    const gains = new Map<InstrumentId, bigint>();
    for (const position of open) {
      const { instrument } = position.key;
      this.#sumOf(instrument);
      gains.set(instrument, (gains.get(instrument) ?? 0n) + this.#gainOf(position));
    }
    return [...this.#sums]
      .map(([instrument, sum]) =>
        rowOf(instrument, sum, {
          gain: gains.get(instrument) ?? 0n,
          toSheet: this.#toSheet,
        }),
      )
      .sort((one, other) => (one.instrument < other.instrument ? -1 : 1));
  }

  #gainOf(position: Position): bigint {
    return this.#valuer.marketValue(position) - this.#valuer.costOf(position);
  }

  #sumOf(instrument: InstrumentId): Sum {
    const known = this.#sums.get(instrument);
    if (known !== undefined) return known;
    const found = this.#instruments.find(instrument);
    assert(found !== undefined, `a position in ${instrument}, which the run does not know`);
    const { currency } = found;
    const sum = {
      currency,
      trades: 0,
      winners: 0,
      fills: 0,
      realised: 0n,
      charges: 0n,
      earnedInSheet: 0n,
      chargesInSheet: 0n,
      unrealisedBefore: 0n,
      unrealisedBeforeInSheet: 0n,
    };
    this.#sums.set(instrument, sum);
    return sum;
  }
}

function rowOf(
  instrument: InstrumentId,
  { currency, trades, winners, fills, realised, charges, ...sum }: Sum,
  { gain, toSheet }: { readonly gain: bigint; readonly toSheet: (amount: Money) => bigint },
): InstrumentRow {
  const unrealised = gain - sum.unrealisedBefore;
  const gainInSheet = toSheet(money(gain, currency)) - sum.unrealisedBeforeInSheet;
  return {
    instrument,
    currency,
    trades,
    winners,
    fills,
    realised,
    unrealised,
    charges,
    net: realised + unrealised - charges,
    netInSheet: sum.earnedInSheet + gainInSheet - sum.chargesInSheet,
    chargesInSheet: sum.chargesInSheet,
  };
}
