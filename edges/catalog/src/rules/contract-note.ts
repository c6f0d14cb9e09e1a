import {
  divideRounded,
  maxBigint,
  minBigint,
  parseDay,
  parseScaledBigint,
  unwrap,
} from 'argosy/core';

import { catalogError } from '../errors.ts';
import {
  chargesOn,
  type Brokerage,
  type ChargeItem,
  type ChargeMarket,
  type ChargesOfDay,
} from './charge-rules.ts';
import { RULE_SCALE } from './rule-fields.ts';

/** A fill as a contract note has it; quantities, prices and multipliers are decimal texts. */
export type NoteFill = {
  readonly segment: string;
  readonly order: string;
  /** What is traded: a symbol or an ISIN. */
  readonly security: string;
  readonly side: 'buy' | 'sell';
  readonly qty: string;
  readonly price: string;
  /** Units of a contract; 1 unless told. */
  readonly multiplier?: string;
};

/** What a note is of: one client's day with a broker. */
export type NoteOf = {
  readonly market: ChargeMarket;
  readonly broker: string;
  /** The trading day, `2026-04-01`. */
  readonly day: string;
  readonly fills: readonly NoteFill[];
  /** Whether what the depository takes for securities sold belongs to it; it is billed apart. */
  readonly hasDepository?: boolean;
};

/** One line: an item of a segment, or of the segments that it is rounded over. */
export type NoteLine = { readonly of: string; readonly item: string; readonly amount: bigint };

/** A note, in hundredths of the currency. */
export type ContractNote = {
  readonly lines: readonly NoteLine[];
  /** Each item over all segments, in the order of a note; items of nothing are left out. */
  readonly items: readonly { readonly item: string; readonly amount: bigint }[];
  readonly total: bigint;
};

/** The most fills that one note takes. */
export const NOTE_FILLS_MAX = 100_000;
/** Decimal places of a value: those of a price, a quantity and a multiplier. */
const VALUE_SCALE = 3 * RULE_SCALE;
const HUNDREDTHS = 2;
const ITEM_DEPOSITORY = 'dp';

/** The fills of an order in a segment, summed. */
type OrderSum = { readonly side: 'buy' | 'sell'; value: bigint; units: bigint };
type Part = { readonly orders: OrderSum[]; readonly charges: ChargesOfDay };
/** A sum before it is rounded: `value / 10 ** scale`. */
type Exact = { readonly value: bigint; readonly scale: number };

/**
 * The charges of a day's fills as a contract note shows them: brokerage bounded for each order, each
 * item summed and rounded half up once, taxes on a whole unit where the rule says so. Throws
 * `RULES_NOT_KNOWN` where a charge of that day is not known.
 *
 * @example
 * contractNote({ market, broker: 'zerodha', day: '2026-04-01', fills }).total; // 12345n: Rs 123.45
 */
export function contractNote(of: NoteOf): ContractNote {
  if (of.fills.length > NOTE_FILLS_MAX) {
    throw catalogError('FILLS_BAD', `a note takes at most ${NOTE_FILLS_MAX} fills`);
  }
  const parts = partsOf(of);
  const lines: NoteLine[] = [];
  for (const [segment, part] of parts) lines.push(...linesOf(segment, part));
  lines.push(...wholeLines(of.market, parts));
  if (of.hasDepository === true) lines.push(...depositoryLines(of));
  const kept = lines.filter(({ amount }) => amount !== 0n);
  const names = ['brokerage', ...of.market.items.filter((item) => item !== 'brokerage')];
  const items = [...names, ITEM_DEPOSITORY]
    .map((item) => ({ item, amount: sumOf(kept.filter((line) => line.item === item)) }))
    .filter(({ amount }) => amount !== 0n);
  return { lines: kept, items, total: sumOf(items) };
}

/** The orders of each segment, and what they are charged. */
function partsOf({ market, broker, day, fills }: NoteOf): ReadonlyMap<string, Part> {
  const parts = new Map<string, Part>();
  const orders = new Map<string, OrderSum>();
  const number = unwrap(parseDay(day));
  for (const fill of fills) {
    const { segment, side } = fill;
    let part = parts.get(segment);
    if (part === undefined) {
      const charges = chargesOn(market, { segment, broker }, number);
      if (!charges.known) throw catalogError('RULES_NOT_KNOWN', charges.why);
      part = { orders: [], charges: charges.value };
      parts.set(segment, part);
    }
    const key = JSON.stringify([segment, fill.order, side]);
    const order = orders.get(key) ?? { side, value: 0n, units: 0n };
    if (!orders.has(key)) {
      orders.set(key, order);
      part.orders.push(order);
    }
    const units = decimal(fill.qty) * decimal(fill.multiplier ?? '1');
    if (units <= 0n || decimal(fill.price) < 0n) {
      const found = `${fill.qty} x ${fill.multiplier ?? '1'} at ${fill.price}`;
      throw catalogError(
        'FILLS_BAD',
        `expected a quantity above 0 and a price from 0, found ${found}`,
      );
    }
    order.units += units;
    order.value += units * decimal(fill.price);
  }
  return parts;
}

/** The items of a segment that are rounded by themselves, each once. */
function linesOf(segment: string, { orders, charges }: Part): readonly NoteLine[] {
  const lines: NoteLine[] = [
    { of: segment, item: 'brokerage', amount: brokerageOf(orders, charges.brokerage.value) },
  ];
  for (const { value } of charges.items) {
    if (value.roundTo === 'whole') continue;
    lines.push({ of: segment, item: value.item, amount: amountOf(value, orders, lines) });
  }
  return lines;
}

function amountOf(
  { basis, side }: ChargeItem,
  orders: readonly OrderSum[],
  above: readonly NoteLine[],
): bigint {
  const paying = orders.filter((order) => side === null || order.side === side);
  switch (basis.type) {
    case 'unit':
      return paying.reduce((sum, { units }) => {
        const amount = round({ value: units * decimal(basis.amount), scale: VALUE_SCALE });
        return sum + (basis.most === null ? amount : minBigint(amount, hundredths(basis.most)));
      }, 0n);
    case 'items': {
      const taxed = sumOf(above.filter(({ item }) => basis.of.includes(item)));
      return round({ value: taxed * decimal(basis.percent), scale: HUNDREDTHS + RULE_SCALE + 2 });
    }
    case 'value':
      return round(shareOf(paying, basis.percent));
  }
}

function brokerageOf(orders: readonly OrderSum[], rule: Brokerage): bigint {
  return orders.reduce((sum, order) => {
    let amount = round(shareOf([order], rule.percent));
    if (rule.least !== null) amount = maxBigint(amount, hundredths(rule.least));
    if (rule.most !== null) amount = minBigint(amount, hundredths(rule.most));
    return sum + amount;
  }, 0n);
}

/** Taxes that a note rounds to a whole unit, over the segments that are rounded together. */
function wholeLines(market: ChargeMarket, parts: ReadonlyMap<string, Part>): readonly NoteLine[] {
  const sums = new Map<string, { of: string; item: string; exact: bigint }>();
  for (const { name, roundedWith } of market.segments) {
    const part = parts.get(name);
    for (const { value } of part?.charges.items ?? []) {
      if (value.roundTo !== 'whole' || value.basis.type !== 'value') continue;
      const { item, side, basis } = value;
      const paying = part?.orders.filter((order) => side === null || order.side === side) ?? [];
      const key = `${roundedWith}/${item}`;
      const sum = sums.get(key) ?? { of: roundedWith, item, exact: 0n };
      sum.exact += shareOf(paying, basis.percent).value;
      sums.set(key, sum);
    }
  }
  return [...sums.values()].map(({ of, item, exact }) => {
    const whole = round({ value: exact, scale: SHARE_SCALE }, 0);
    return { of, item, amount: whole * 100n };
  });
}

function depositoryLines({ market, broker, day, fills }: NoteOf): readonly NoteLine[] {
  const sold = new Map<string, Set<string>>();
  for (const { segment, side, security } of fills) {
    if (side !== 'sell' || market.depository.of(`${broker}/${segment}`).length === 0) continue;
    sold.set(segment, (sold.get(segment) ?? new Set()).add(security));
  }
  return [...sold].map(([segment, securities]) => {
    const rule = market.depository.on(`${broker}/${segment}`, unwrap(parseDay(day)));
    if (!rule.known) throw catalogError('RULES_NOT_KNOWN', `depository of ${rule.why}`);
    const amount = hundredths(rule.value.value) * BigInt(securities.size);
    return { of: segment, item: ITEM_DEPOSITORY, amount };
  });
}

const SHARE_SCALE = VALUE_SCALE + RULE_SCALE + 2;

/** A share of what orders are worth, in per cent, exactly. */
function shareOf(orders: readonly OrderSum[], percent: string): Exact {
  const value = orders.reduce((sum, order) => sum + order.value, 0n);
  return { value: value * decimal(percent), scale: SHARE_SCALE };
}

function round({ value, scale }: Exact, places: number = HUNDREDTHS): bigint {
  return divideRounded(value, 10n ** BigInt(scale - places), 'halfUp');
}

function hundredths(text: string): bigint {
  return round({ value: decimal(text), scale: RULE_SCALE });
}

function decimal(text: string): bigint {
  return unwrap(parseScaledBigint(text, RULE_SCALE));
}

function sumOf(lines: readonly { readonly amount: bigint }[]): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}
