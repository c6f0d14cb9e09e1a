import { compareText } from 'argosy/core';

import { compactText } from './fold-text.ts';
import { canonicalSymbol } from './nicknames.ts';
import { symbolKey, termsOfRow } from './row-terms.ts';
import type { SearchKind, SearchSource } from './search-row.ts';
import { WordIndex, type TypoLevel } from './word-index.ts';

/** What may be found: null is anything. */
export type ThingFilter = {
  readonly exchanges: ReadonlySet<string> | null;
  readonly kinds: ReadonlySet<SearchKind> | null;
};
/** Takes the place of a row in its source and how well it fits. */
type TakeRow = (row: number, score: number) => void;

/** How rows are looked for. */
export type ThingQuest = {
  readonly filter: ThingFilter;
  /** So many are enough, however many fit. */
  readonly most: number;
  readonly take: TakeRow;
};

/** What is known of how much something matters, and where. */
type Weight = {
  readonly row: number;
  readonly exchange: string;
  readonly kind: SearchKind;
  readonly key: string;
  readonly nameKey: string;
  readonly isin: string | null;
  readonly liquidity: number;
  readonly marketCap: number;
  readonly id: string;
  prior: number;
};

/** From this score on the words are the whole of a symbol or a name. */
export const WHOLE_SCORE = 1.15;
/** How much liquidity, market cap and contracts on it bring, each at most. */
const priorShares = {
  liquidity: 0.07,
  marketCap: 0.05,
  contracts: 0.03,
  index: 0.05,
  home: 0.004,
} as const;
/** So many contracts bring all they can. */
const CONTRACTS_FULL = 4_096;
/** What another listing of the same thing loses: little where it is named, more where it is one of many. */
const SECOND_COST = { named: 0.02, found: 0.12 } as const;

/** All but futures and options: found by their words, the weightier first. */
export class ThingIndex {
  /** Where each stands in the source, by document: the weightiest first. */
  readonly rows: Int32Array;
  readonly #words: WordIndex;
  readonly #priors: Float64Array;
  readonly #exchanges: readonly string[];
  readonly #kinds: readonly SearchKind[];
  readonly #isSecond: Uint8Array;
  readonly #byKey = new Map<string, number>();

  /** Takes the rows at these places; `contractsOn` tells how many contracts there are on a symbol. */
  constructor(
    source: SearchSource,
    places: readonly number[],
    contractsOn: (key: string) => number,
  ) {
    const weights = places.map((place) => toWeight(source, place));
    setPriors(weights, contractsOn);
    weights.sort(compareWeights);
    this.rows = Int32Array.from(weights, ({ row }) => row);
    this.#priors = Float64Array.from(weights, ({ prior }) => prior);
    this.#exchanges = weights.map(({ exchange }) => exchange);
    this.#kinds = weights.map(({ kind }) => kind);
    this.#isSecond = markSecond(weights);
    for (const [document, { key, nameKey }] of weights.entries()) {
      for (const one of [key, nameKey]) if (!this.#byKey.has(one)) this.#byKey.set(one, document);
    }
    const names = namesByKey(source, weights);
    this.#words = new WordIndex(weights.length, (at) => {
      const row = source.row(this.rows[at] ?? 0);
      const borrows = row.name === '' && isIndian(row.exchange);
      const name = borrows ? (names.get(weights[at]?.key ?? '') ?? '') : row.name;
      return termsOfRow({ ...row, name });
    });
  }

  /** The row of what has a symbol, the weightiest of several; null where there is none. */
  rowOf(key: string): number | null {
    const document = this.#byKey.get(key);
    return document === undefined ? null : (this.rows[document] ?? null);
  }

  /** How much the thing of that symbol matters. */
  priorOf(key: string): number {
    return this.#priors[this.#byKey.get(key) ?? -1] ?? 0;
  }

  /**
   * Tells the rows that have the words: all, or of very many those that weigh most, as long as those are
   * more than anybody reads.
   */
  search(words: readonly string[], typos: TypoLevel, quest: ThingQuest): void {
    let count = 0;
    const take = (document: number, score: number): void => {
      if (this.#tell(document, score, quest)) count += 1;
    };
    const isAll = this.#words.search({ words, typos, isShort: true }, take);
    if (!isAll && count < quest.most) this.#words.search({ words, typos, isShort: false }, take);
  }

  /** Tells the rows that have the words but one. */
  searchButOne(words: readonly string[], quest: ThingQuest): void {
    this.#words.searchButOne(words, (document, score) => this.#tell(document, score, quest));
  }

  /** Whether the row is one that is asked for. */
  #tell(document: number, score: number, { filter, take }: ThingQuest): boolean {
    const { exchanges, kinds } = filter;
    if (exchanges !== null && !exchanges.has(this.#exchanges[document] ?? '')) return false;
    if (kinds !== null && !kinds.has(this.#kinds[document] ?? 'other')) return false;
    const isSecond = this.#isSecond[document] === 1 && exchanges === null;
    const cost = score >= WHOLE_SCORE ? SECOND_COST.named : SECOND_COST.found;
    take(this.rows[document] ?? 0, score + (this.#priors[document] ?? 0) - (isSecond ? cost : 0));
    return true;
  }
}

/** A number of any measure as a share of the greatest: 0 to 1, each tenfold alike. */
export function logShare(value: number, greatest: number): number {
  if (!(value > 0) || !(greatest > 0)) return 0;
  return Math.log1p(value) / Math.log1p(greatest);
}

/** What the contracts on something bring. */
export function contractsShare(contracts: number): number {
  return priorShares.contracts * Math.min(1, logShare(contracts, CONTRACTS_FULL));
}

function toWeight(source: SearchSource, place: number): Weight {
  const { id, exchange, kind, symbol, name, isin, liquidity, marketCap } = source.row(place);
  const nameKey = canonicalSymbol(compactText(name));
  const key = symbolKey(symbol);
  return { row: place, id, exchange, kind, key, nameKey, isin, liquidity, marketCap, prior: 0 };
}

function setPriors(weights: readonly Weight[], contractsOn: (key: string) => number): void {
  let liquidityMax = 0;
  let capMax = 0;
  for (const { liquidity, marketCap } of weights) {
    liquidityMax = Math.max(liquidityMax, liquidity);
    capMax = Math.max(capMax, marketCap);
  }
  for (const weight of weights) {
    const { kind, exchange, liquidity, marketCap, key, nameKey } = weight;
    const contracts = Math.max(contractsOn(key), kind === 'index' ? contractsOn(nameKey) : 0);
    weight.prior =
      priorShares.liquidity * logShare(liquidity, liquidityMax) +
      priorShares.marketCap * logShare(marketCap, capMax) +
      contractsShare(contracts) +
      (kind === 'index' ? priorShares.index : 0) +
      (exchange === 'NSE' ? priorShares.home : 0);
  }
}

/** The names of shares at one Indian exchange are those of the other's, where its list has none. */
function namesByKey(source: SearchSource, weights: readonly Weight[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { row, exchange, key, nameKey } of weights) {
    const isNamed = nameKey !== '' && isIndian(exchange) && !names.has(key);
    if (isNamed) names.set(key, source.row(row).name);
  }
  return names;
}

function isIndian(exchange: string): boolean {
  return exchange === 'NSE' || exchange === 'BSE';
}

function compareWeights(one: Weight, other: Weight): number {
  if (one.prior !== other.prior) return other.prior - one.prior;
  return (
    compareText(one.key, other.key) ||
    compareText(one.exchange, other.exchange) ||
    compareText(one.id, other.id)
  );
}

/** Of several listings of one share the weightiest is the first; the order is that of weight already. */
function markSecond(weights: readonly Weight[]): Uint8Array {
  const known = new Set<string>();
  return Uint8Array.from(weights, ({ exchange, kind, key, isin }) => {
    if (kind !== 'equity' && kind !== 'fund') return 0;
    const names = [
      isin === null ? '' : `isin ${isin}`,
      isIndian(exchange) ? `india ${key}` : '',
    ].filter((name) => name !== '');
    const isSecond = names.some((name) => known.has(name));
    for (const name of names) known.add(name);
    return isSecond ? 1 : 0;
  });
}
