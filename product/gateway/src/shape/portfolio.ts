import {
  formatScaledBigint,
  ledgerScaleOf,
  money,
  toMinor,
  type Currency,
  type Money,
} from 'argosy/core';
import type * as contract from '@argosy/contract';
import type { HeldPosition } from '@argosy/desk';

import {
  averageText,
  instrumentOf,
  markText,
  moneyShape,
  qtyText,
  type Scales,
} from './amounts.ts';
import { worthOf } from './position.ts';

/** What positions of one currency come to. Where one has no mark, what it is worth is not known. */
class CurrencySum {
  #value = 0n;
  #unrealised = 0n;
  #realised = 0n;
  #charges = 0n;
  #isKnown = true;

  addWorth(position: HeldPosition, scales: Scales): void {
    if (position.qty === 0) return;
    const worth = worthOf(position, scales);
    this.#isKnown &&= worth !== null;
    this.#value += worth?.value.amount ?? 0n;
    this.#unrealised += worth?.gain.amount ?? 0n;
  }

  addRealised(amount: bigint): void {
    this.#realised += amount;
  }

  addCharges(amount: bigint): void {
    this.#charges += amount;
  }

  shape(currency: Currency, { scales }: Scales): contract.PortfolioSum {
    const scale = ledgerScaleOf(scales, currency);
    const text = (amount: bigint): contract.Decimal => formatScaledBigint(amount, scale);
    const known = (sum: bigint): contract.Decimal | null => (this.#isKnown ? text(sum) : null);
    return {
      currency,
      value: known(this.#value),
      unrealised: known(this.#unrealised),
      realised: text(this.#realised),
      charges: text(this.#charges),
      net: known(this.#unrealised + this.#realised - this.#charges),
    };
  }
}

type Common = Pick<contract.PortfolioRow, 'account' | 'book' | 'instrument'>;

/** Positions added up at their marks, by what they have in common. */
export function portfolioShape(
  positions: readonly HeldPosition[],
  scales: Scales,
  by: contract.PortfolioPart,
): contract.Portfolio {
  const groups = Map.groupBy(positions, ({ key }) => key[by]);
  const rows = [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const nothing: Common = { account: null, book: null, instrument: null };
  return {
    rows: rows.map(([name, held]) => ({
      ...nothing,
      [by]: name,
      held: held.filter(({ qty }) => qty !== 0).length,
      sums: sumsOf(held, scales),
    })),
    totals: sumsOf(positions, scales),
  };
}

function sumsOf(
  positions: readonly HeldPosition[],
  scales: Scales,
): readonly contract.PortfolioSum[] {
  const sums = new Map<Currency, CurrencySum>();
  const of = (currency: Currency): CurrencySum => {
    const sum = sums.get(currency) ?? new CurrencySum();
    sums.set(currency, sum);
    return sum;
  };
  for (const position of positions) {
    const { realised, charges, key } = position;
    of(instrumentOf(scales, key.instrument).currency).addWorth(position, scales);
    of(realised.currency).addRealised(realised.amount);
    of(charges.currency).addCharges(charges.amount);
  }
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, sum]) => sum.shape(currency, scales));
}

/** What accounts hold for delivery, whichever of their books hold it. */
export function holdingShapes(
  positions: readonly HeldPosition[],
  scales: Scales,
): readonly contract.Holding[] {
  const held = positions.filter(({ key, qty }) => key.product === 'delivery' && qty !== 0);
  const groups = Map.groupBy(held, ({ key }) => `${key.account}/${key.instrument}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [holdingOf(first, group, scales)];
  });
}

function holdingOf(
  { key, mark2 }: HeldPosition,
  group: readonly HeldPosition[],
  scales: Scales,
): contract.Holding {
  const instrument = instrumentOf(scales, key.instrument);
  const qty = group.reduce((sum, position) => sum + position.qty, 0);
  const cost = group.reduce((sum, position) => sum + position.cost, 0n);
  const total = (of: (position: HeldPosition) => Money | null): contract.Money | null => {
    const amounts = group.map((position) => of(position)).filter((amount) => amount !== null);
    const [first] = amounts;
    if (first === undefined) return null;
    const sum = amounts.reduce<bigint>((before, { amount }) => before + amount, 0n);
    return moneyShape(scales, money(toMinor(sum), first.currency));
  };
  const none = moneyShape(scales, money(toMinor(0n), instrument.currency));
  return {
    account: key.account,
    instrument: key.instrument,
    books: group.map((position) => position.key.book).toSorted(),
    qty: qtyText(instrument, qty),
    averagePrice: averageText(instrument, cost, BigInt(qty) * instrument.multiplier),
    mark: markText(instrument, mark2),
    value: total((position) => worthOf(position, scales)?.value ?? null),
    unrealised: total((position) => worthOf(position, scales)?.gain ?? null),
    realised: total(({ realised }) => realised) ?? none,
    charges: total(({ charges }) => charges) ?? none,
  };
}
