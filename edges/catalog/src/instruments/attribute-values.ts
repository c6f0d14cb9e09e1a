import type { Fields } from './fields.ts';

/** What may be known of an instrument besides its terms, from a day on. */
export type InstrumentAttributes = {
  readonly sector: string | null;
  readonly industry: string | null;
  /** In whole units of the currency it is listed in. */
  readonly marketCap: number | null;
  /** The part of it that is free to trade, from 0 to 1. */
  readonly freeFloat: number | null;
  readonly liquidityClass: string | null;
  /** From 0 to 100. */
  readonly esgScore: number | null;
  /** Measures it is under, `ASM-1`; empty where it is known to be under none. */
  readonly surveillance: readonly string[] | null;
};

/** The name of an attribute. */
export type AttributeName = keyof InstrumentAttributes;

/** Every attribute, as it is written in a file. */
export const attributeNames: readonly AttributeName[] = [
  'sector',
  'industry',
  'marketCap',
  'freeFloat',
  'liquidityClass',
  'esgScore',
  'surveillance',
];

const TEXT_LENGTH_MAX = 120;
const FLAGS_MAX = 16;
const flagPattern = /^[A-Z0-9][A-Z0-9-]{0,23}$/u;
/** What is written where an instrument is known to be under no measure. */
const NO_FLAGS = 'none';

/** The decimal places and the largest value of numbers. */
const numbers: ReadonlyMap<AttributeName, { readonly places: number; readonly most: number }> =
  new Map([
    ['marketCap', { places: 2, most: 1e13 }],
    ['freeFloat', { places: 6, most: 1 }],
    ['esgScore', { places: 4, most: 100 }],
  ]);

/** Reads a value and gives it as it is kept; null where nothing is known from that day on. */
export function keptValue(fields: Fields, field: number, name: AttributeName): string | null {
  if (fields.isBlank(field)) return null;
  const number = numbers.get(name);
  if (number !== undefined) {
    const value = fields.scaled(field, number.places) / 10 ** number.places;
    if (value >= 0 && value <= number.most) return String(value);
    throw fields.fault(field, `a number from 0 to ${number.most}`);
  }
  if (name === 'surveillance') return keptFlags(fields, field);
  const text = fields.wide(field);
  if (text.length <= TEXT_LENGTH_MAX) return text;
  throw fields.fault(field, `a text of at most ${TEXT_LENGTH_MAX} characters`);
}

/** Attributes from what is kept of each. */
export function attributesOf(kept: (name: AttributeName) => string | null): InstrumentAttributes {
  const number = (name: AttributeName): number | null => {
    const text = kept(name);
    return text === null ? null : Number(text);
  };
  const flags = kept('surveillance');
  return {
    sector: kept('sector'),
    industry: kept('industry'),
    marketCap: number('marketCap'),
    freeFloat: number('freeFloat'),
    liquidityClass: kept('liquidityClass'),
    esgScore: number('esgScore'),
    surveillance: flags === null ? null : flags === NO_FLAGS ? [] : flags.split('|'),
  };
}

/** Flags in their order of text, so that the same ones are always written alike. */
function keptFlags(fields: Fields, field: number): string {
  const text = fields.text(field);
  if (text === NO_FLAGS) return text;
  const flags = [...new Set(text.split('|'))].sort();
  if (flags.length <= FLAGS_MAX && flags.every((flag) => flagPattern.test(flag)))
    return flags.join('|');
  throw fields.fault(field, `at most ${FLAGS_MAX} flags as ASM-1|GSM-0, or none`);
}
