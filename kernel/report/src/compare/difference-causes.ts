import type { InstrumentId } from 'argosy/core';

import type { SheetFacts } from '../fold/sheet-facts.ts';
import { netOf } from '../measure/cost-steps.ts';
import { amountText, roundedText } from '../measure/sheet-text.ts';
import type { ComparedOrder, DifferenceCause } from '../sheet-comparison.ts';
import { matchOrders, type OrderPair } from './match-orders.ts';
import { outcomesOf, sideOf, unitOf, type Outcome } from './order-outcome.ts';

type Kind = DifferenceCause['kind'];

/** What a pair of orders did to the difference, by cause, in minor units. */
type Effects = Readonly<Partial<Record<Kind, number>>>;

const names: Readonly<Record<Exclude<Kind, 'charges'>, string>> = {
  carriedIn: 'held before, and how that went',
  extraOrders: 'orders that only this side sent',
  missingOrders: 'orders that only the backtest sent',
  filledOtherwise: 'orders filled more, or less',
  market: 'fills at another market: time, latency, queue',
  slippage: 'fills further from the market: slippage',
  marks: 'other prices at the end',
  remainder: 'interest, income, rates, rounding, and what no price is known of',
};

/** How many of the orders that differ are told. */
const ORDERS_MAX = 50;

/** What the two sides are: this one, and the backtest. */
export type Sides = { readonly here: SheetFacts; readonly there: SheetFacts };

/** Why the net of one side is another than that of the other: the causes add up to the difference. */
export function causesOf(sides: Sides): {
  readonly causes: readonly DifferenceCause[];
  readonly orders: readonly ComparedOrder[];
} {
  const { here, there } = sides;
  const outcomes = { here: outcomesOf(here), there: outcomesOf(there) };
  const rows = matchOrders(here.orders, there.orders).map((pair) => {
    const own = pair.here === null ? undefined : outcomes.here.get(pair.here.request.id);
    const other = pair.there === null ? undefined : outcomes.there.get(pair.there.request.id);
    return { pair, own, other, effects: effectsOf(sides, pair, { own, other }) };
  });
  const sums = new Map<Kind, { amount: number; count: number }>();
  const add = (kind: Kind, amount: number, count: number): void => {
    const sum = sums.get(kind) ?? { amount: 0, count: 0 };
    sums.set(kind, { amount: sum.amount + amount, count: sum.count + count });
  };
  for (const { effects } of rows) {
    for (const kind of kinds) {
      const amount = effects[kind];
      if (amount !== undefined) add(kind, amount, 1);
    }
  }
  const held = carriedOf(here, sides) - carriedOf(there, sides);
  if (here.carried.length + there.carried.length > 0) {
    add('carriedIn', held, here.carried.length + there.carried.length);
  }
  const told = kinds.flatMap((kind) => {
    const sum = sums.get(kind);
    return sum === undefined
      ? []
      : [{ kind, name: names[kind], count: sum.count, minor: BigInt(Math.round(sum.amount)) }];
  });
  const all = [...told, ...chargesOf(sides)];
  const difference = netOf(here) - netOf(there);
  const rest = all.reduce((left, { minor }) => left - minor, difference);
  const remainder = { kind: 'remainder', name: names.remainder, count: 0, minor: rest } as const;
  const causes = [...all, ...(rest === 0n ? [] : [remainder])].filter(
    ({ minor, kind }) => minor !== 0n || kind === 'extraOrders' || kind === 'missingOrders',
  );
  return {
    causes: causes.map(({ minor, ...cause }) => ({
      ...cause,
      amount: amountText(minor, here.scale),
    })),
    orders: rows
      .flatMap(({ pair, own, other, effects }) =>
        comparedOf(pair, { own, other }, sumOf(effects), here.scale),
      )
      .sort((one, another) => Math.abs(Number(another.amount)) - Math.abs(Number(one.amount)))
      .slice(0, ORDERS_MAX),
  };
}

const kinds = [
  'carriedIn',
  'extraOrders',
  'missingOrders',
  'filledOtherwise',
  'market',
  'slippage',
  'marks',
] as const satisfies readonly Kind[];

type Came = { readonly own: Outcome | undefined; readonly other: Outcome | undefined };

/** What a pair did: each quantity gains from its price to the mark at the end. */
function effectsOf(sides: Sides, pair: OrderPair, { own, other }: Came): Effects {
  const mine = own === undefined ? 0 : gainOf(own, sides.here, sides);
  const theirs = other === undefined ? 0 : gainOf(other, sides.there, sides);
  if (pair.there === null) return { extraOrders: mine };
  if (pair.here === null) return { missingOrders: -theirs };
  if (own === undefined || other === undefined) {
    return own === other ? {} : { filledOtherwise: mine - theirs };
  }
  const unit = unitOf(own.instrument, sides.here) ?? 0;
  const sign = own.order.request.side === 'buy' ? unit : -unit;
  const common = Math.min(own.qty, other.qty);
  const [price, beside] = [own.value / own.qty, other.value / other.qty];
  const prices = sign * common * (beside - price);
  const { id } = own.instrument;
  const marks = sign * common * (markOf(sides.here, id, sides) - markOf(sides.there, id, sides));
  const market = marketOf({ own, other }, sign * common) ?? prices;
  const rest = mine - theirs - prices - marks;
  return {
    market,
    slippage: prices - market,
    marks,
    ...(own.qty === other.qty ? {} : { filledOtherwise: rest }),
  };
}

/** What the middle of the market at the fills makes; null where one side saw none. */
function marketOf({ own, other }: Came, units: number): number | null {
  if (own === undefined || other === undefined) return null;
  if (own.middle === null || other.middle === null) return null;
  return units * (other.middle / other.qty - own.middle / own.qty);
}

/** What the fills of an order have gained by the end, charges left out. */
function gainOf({ order, instrument, qty, value }: Outcome, of: SheetFacts, sides: Sides): number {
  const unit = unitOf(instrument, of) ?? 0;
  const gain = unit * (markOf(of, instrument.id, sides) * qty - value);
  return order.request.side === 'buy' ? gain : -gain;
}

/** The last price that a side knows, else the other's; where nobody knows one, nothing can be told by it. */
function markOf(of: SheetFacts, instrument: InstrumentId, { here, there }: Sides): number {
  const mark2 = of.mark2Of(instrument) ?? here.mark2Of(instrument) ?? there.mark2Of(instrument);
  return (mark2 ?? 0) / 2;
}

/** What was held before has gained since. */
function carriedOf(of: SheetFacts, sides: Sides): number {
  let gain = 0;
  for (const { instrument, qty, worth } of of.carried) {
    const found = of.instrumentOf(instrument);
    const unit = found === undefined ? null : unitOf(found, of);
    const rate = found === undefined ? null : of.rateOf(found.currency);
    if (unit === null || rate === null) continue;
    gain += unit * qty * markOf(of, instrument, sides) - Number(worth) * rate;
  }
  return gain;
}

function chargesOf({ here, there }: Sides): readonly {
  readonly kind: 'charges';
  readonly name: string;
  readonly count: number;
  readonly minor: bigint;
}[] {
  const [own, other] = [here.sums.charges, there.sums.charges];
  return [...new Set([...own.keys(), ...other.keys()])].sort().map((line) => ({
    kind: 'charges',
    name: `charges: ${line}`,
    count: 0,
    minor: (other.get(line) ?? 0n) - (own.get(line) ?? 0n),
  }));
}

function comparedOf(
  { here, there }: OrderPair,
  { own, other }: Came,
  amount: number,
  scale: number,
): readonly ComparedOrder[] {
  const order = here ?? there;
  const isAlike = here !== null && there !== null && Math.round(amount) === 0;
  if (order === null || isAlike) return [];
  const { instrument, side } = order.request;
  return [
    {
      instrument,
      side,
      here: here === null ? null : sideOf(here, own),
      there: there === null ? null : sideOf(there, other),
      amount: roundedText(amount, scale),
    },
  ];
}

function sumOf(effects: Effects): number {
  return kinds.reduce((sum, kind) => sum + (effects[kind] ?? 0), 0);
}
