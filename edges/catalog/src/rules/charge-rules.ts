import type { RuleFields } from './rule-fields.ts';
import { notKnown, type Answer, type DatedRules, type Rule } from './dated-rules.ts';
import { RuleFile } from './read-rules.ts';

/** A part of a market that is charged alike, and what in a run belongs to it. */
export type ChargeSegment = {
  readonly name: string;
  readonly exchanges: readonly string[];
  readonly kinds: readonly string[];
  /** The products of orders that it is for; null for all. */
  readonly products: readonly string[] | null;
  /** Segments of one name have their taxes rounded together. */
  readonly roundedWith: string;
};

/** How one item of a note is reckoned. */
export type ChargeItem = {
  readonly item: string;
  /** Who pays it; null where both do. */
  readonly side: 'buy' | 'sell' | null;
  readonly basis:
    | { readonly type: 'value'; readonly percent: string }
    | { readonly type: 'unit'; readonly amount: string; readonly most: string | null }
    | { readonly type: 'items'; readonly percent: string; readonly of: readonly string[] };
  /** What its sum is rounded to, once for a note. */
  readonly roundTo: 'hundredth' | 'whole';
};

/** What a broker takes for an order: a share of its value, within bounds. */
export type Brokerage = {
  readonly percent: string;
  readonly least: string | null;
  readonly most: string | null;
};

/** All charges of a segment on a day, in the order of a note. */
export type ChargesOfDay = {
  readonly brokerage: Rule<Brokerage>;
  readonly items: readonly Rule<ChargeItem>[];
};

/** The markets whose charges are known. */
export type ChargeMarket = {
  readonly name: string;
  readonly currency: string;
  /** How far its days are ahead of UTC, `+05:30`. */
  readonly zone: string;
  readonly segments: readonly ChargeSegment[];
  readonly brokers: readonly string[];
  readonly items: readonly string[];
  readonly rules: DatedRules<ChargeItem>;
  readonly brokerage: DatedRules<Brokerage>;
  /** For each security that leaves a depository account on a day, taxes within. */
  readonly depository: DatedRules<string>;
  readonly knownUntil: number;
};

/** Reads a file of charges; every mistake is told at once. */
export function readChargeMarket(name: string, file: string, content: unknown): ChargeMarket {
  const reading = new RuleFile(file, content);
  const names = reading.texts('items');
  const segments = reading.rows('segments').map(({ fields }) => readSegment(fields));
  const known = new Set(segments.map((segment) => segment.name));
  const keysOf = (fields: RuleFields): readonly string[] => {
    const item = fields.text('item');
    if (!names.includes(item)) fields.fail(`'item': expected ${names.join(', ')}, found "${item}"`);
    return fields.texts('segments').map((segment) => {
      if (!known.has(segment)) fields.fail(`'segments': there is no segment "${segment}"`);
      return `${segment}/${item}`;
    });
  };
  const keys = (fields: RuleFields): readonly string[] => fields.texts('keys');
  const rules = reading.rules('rows', keysOf, (fields) => readItem(fields, names));
  const brokerage = reading.rules('brokerage', keys, readBrokerage);
  const depository = reading.rules('depository', keys, (fields) => fields.decimal('amount'));
  const [currency, zone] = [reading.text('currency'), reading.text('zone')];
  reading.finish();
  const brokers = [...new Set(brokerage.keys.map((key) => key.slice(0, key.indexOf('/'))))];
  const { knownUntil } = reading;
  const parts = { segments, brokers, items: names, rules, brokerage, depository };
  return { name, currency, zone, ...parts, knownUntil };
}

/** The charges of a segment with a broker on a day, or the first of them that is not known. */
export function chargesOn(
  market: ChargeMarket,
  { segment, broker }: { readonly segment: string; readonly broker: string },
  day: number,
): Answer<ChargesOfDay> {
  if (!market.segments.some(({ name }) => name === segment)) {
    const names = market.segments.map(({ name }) => name);
    return notKnown(`no segment "${segment}" of ${market.name}; there are ${names.join(', ')}`);
  }
  const brokerage = market.brokerage.on(`${broker}/${segment}`, day);
  if (!brokerage.known) return brokerage;
  const items: Rule<ChargeItem>[] = [];
  for (const item of market.items) {
    const key = `${segment}/${item}`;
    if (market.rules.of(key).length === 0) continue;
    const found = market.rules.on(key, day);
    if (!found.known) return found;
    items.push(found.value);
  }
  return { known: true, value: { brokerage: brokerage.value, items } };
}

/** The days on which a charge of a segment begins or is no longer known, in order. */
export function chargeDays(
  market: ChargeMarket,
  { segment, broker }: { readonly segment: string; readonly broker: string },
): readonly number[] {
  const keys = market.items.map((item) => `${segment}/${item}`);
  const lists: readonly (readonly Rule<unknown>[])[] = [
    market.brokerage.of(`${broker}/${segment}`),
    ...keys.map((key) => market.rules.of(key)),
  ];
  const days = lists.flat().flatMap(({ from, to }) => [from, to + 1]);
  return [...new Set(days)].sort((one, other) => one - other);
}

function readSegment(fields: RuleFields): ChargeSegment {
  const segment = {
    name: fields.text('name'),
    exchanges: fields.texts('exchanges'),
    kinds: fields.texts('kinds'),
    products: fields.has('products') ? fields.texts('products') : null,
    roundedWith: fields.text('roundedWith'),
  };
  fields.finish();
  return segment;
}

function readItem(fields: RuleFields, names: readonly string[]): ChargeItem {
  const basis = readBasis(fields);
  const item = fields.text('item');
  if (basis.type === 'items') {
    const above = ['brokerage', ...names.slice(0, names.indexOf(item))];
    const unknown = basis.of.filter((name) => !above.includes(name));
    if (unknown.length > 0) fields.fail(`'of': ${unknown.join(', ')} does not stand above ${item}`);
  }
  return {
    item,
    side: fields.has('side') ? fields.word('side', ['buy', 'sell']) : null,
    basis,
    roundTo:
      fields.has('roundTo') && fields.word('roundTo', ['rupee']) !== null ? 'whole' : 'hundredth',
  };
}

function readBasis(fields: RuleFields): ChargeItem['basis'] {
  if (fields.has('perUnit')) {
    const most = fields.has('most') ? fields.decimal('most') : null;
    return { type: 'unit', amount: fields.decimal('perUnit'), most };
  }
  const percent = fields.decimal('percent');
  if (fields.has('of')) return { type: 'items', percent, of: fields.texts('of') };
  return { type: 'value', percent };
}

function readBrokerage(fields: RuleFields): Brokerage {
  return {
    percent: fields.decimal('percent'),
    least: fields.has('least') ? fields.decimal('least') : null,
    most: fields.has('most') ? fields.decimal('most') : null,
  };
}
