import { formatScaledBigint, ledgerScaleOf, powerOfTen, toMinor, type Currency } from 'argosy/core';
import { exactNotional, notionalScale, unrealisedExact, type Instrument } from 'argosy/domain';
import type * as contract from '@argosy/contract';
import type { HeldPosition } from '@argosy/desk';

import {
  averageText,
  instrumentOf,
  moneyShape,
  notionalShape,
  priceTextOrNull,
  qtyText,
  type Scales,
} from './amounts.ts';

/** An amount that takes in others of any scale, exactly. */
class ScaledSum {
  #amount = 0n;
  #scale = 0;

  add(amount: bigint, scale: number): void {
    if (scale > this.#scale) {
      this.#amount *= powerOfTen(scale - this.#scale);
      this.#scale = scale;
    }
    this.#amount += amount * powerOfTen(this.#scale - scale);
  }

  text(): contract.Decimal {
    return formatScaledBigint(this.#amount, this.#scale);
  }
}

/** What positions of one currency come to. Where one has no mark, what it is worth is not known. */
class CurrencySum {
  readonly #value = new ScaledSum();
  readonly #unrealised = new ScaledSum();
  readonly #realised = new ScaledSum();
  readonly #charges = new ScaledSum();
  readonly #net = new ScaledSum();
  #isKnown = true;

  addWorth(instrument: Instrument, { mark, ...position }: HeldPosition): void {
    if (position.qty === 0) return;
    if (mark === null) {
      this.#isKnown = false;
      return;
    }
    const scale = notionalScale(instrument);
    const gain = unrealisedExact(position, instrument, mark);
    this.#value.add(exactNotional(instrument, mark, position.qty), scale);
    this.#unrealised.add(gain, scale);
    this.#net.add(gain, scale);
  }

  addRealised(amount: bigint, scale: number): void {
    this.#realised.add(amount, scale);
    this.#net.add(amount, scale);
  }

  addCharges(amount: bigint, scale: number): void {
    this.#charges.add(amount, scale);
    this.#net.add(-amount, scale);
  }

  shape(currency: Currency): contract.PortfolioSum {
    const known = (sum: ScaledSum): contract.Decimal | null => (this.#isKnown ? sum.text() : null);
    return {
      currency,
      value: known(this.#value),
      unrealised: known(this.#unrealised),
      realised: this.#realised.text(),
      charges: this.#charges.text(),
      net: known(this.#net),
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
    const instrument = instrumentOf(scales, position.key.instrument);
    const { realised, charges } = position;
    of(instrument.currency).addWorth(instrument, position);
    of(realised.currency).addRealised(
      realised.amount,
      ledgerScaleOf(scales.scales, realised.currency),
    );
    of(charges.currency).addCharges(charges.amount, ledgerScaleOf(scales.scales, charges.currency));
  }
  return [...sums]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([currency, sum]) => sum.shape(currency));
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
  { key, mark }: HeldPosition,
  group: readonly HeldPosition[],
  scales: Scales,
): contract.Holding {
  const instrument = instrumentOf(scales, key.instrument);
  const qty = group.reduce((sum, position) => sum + position.qty, 0);
  const cost = group.reduce((sum, position) => sum + position.cost, 0n);
  const total = (field: 'realised' | 'charges'): contract.Money => {
    const amounts = group.map((position) => position[field]);
    const { currency } = amounts[0] ?? { currency: instrument.currency };
    const sum = amounts.reduce<bigint>((before, { amount }) => before + amount, 0n);
    return moneyShape(scales, { amount: toMinor(sum), currency });
  };
  return {
    account: key.account,
    instrument: key.instrument,
    books: group.map((position) => position.key.book).toSorted(),
    qty: qtyText(instrument, qty),
    averagePrice: averageText(instrument, cost, BigInt(qty) * instrument.multiplier),
    mark: priceTextOrNull(instrument, mark),
    value: mark === null ? null : notionalShape(instrument, exactNotional(instrument, mark, qty)),
    unrealised:
      mark === null
        ? null
        : notionalShape(instrument, unrealisedExact({ qty, cost }, instrument, mark)),
    realised: total('realised'),
    charges: total('charges'),
  };
}
