import { leniencies } from './contract-finder.ts';
import { ContractTable, isContract, type Family } from './contract-table.ts';
import { FamilyIndex, type ContractQuest } from './family-index.ts';
import { meansContract, type Reading } from './reading.ts';
import { readPhrase, type Phrase } from './read-phrase.ts';
import { symbolKey } from './row-terms.ts';
import type { SearchSource } from './search-row.ts';
import { Tally } from './tally.ts';
import { ThingIndex, type ThingFilter, type ThingQuest } from './thing-index.ts';
import type { TypoLevel } from './word-index.ts';

/** What is asked of an index. */
export type IndexQuery = ThingFilter & {
  readonly text: string;
  /** At most so many rows, the best first. */
  readonly most: number;
  /** What the instrument of a row costs now, in whole units; null where nobody knows. */
  readonly priceOf: (row: number) => number | null;
};

/** Typos are looked for where fewer rows than these were found, none of them better than that. */
const FEW_ROWS = 3;
const GOOD_SCORE = 0.95;
/** Nobody reads further, so of very many that fit alike only those that weigh most are ranked. */
const ENOUGH_ROWS = 1_001;
/** What it brings that a word was understood as the exchange or kind of what the others name. */
const HINT_SCORE = 0.03;

/**
 * Finds the rows of one source. It keeps numbers for each of them and the words of what is no contract;
 * the rows themselves stay where they are. One call at a time: its tables are used again by the next.
 */
export class SearchIndex {
  readonly source: SearchSource;
  readonly #things: ThingIndex;
  readonly #table: ContractTable;
  readonly #families: FamilyIndex;
  readonly #tally: Tally;
  /** By row: where it stands among those that fit alike. */
  readonly #order: Int32Array;
  readonly #isUnderlying = (word: string): boolean => this.#families.isUnderlying(word);

  constructor(source: SearchSource) {
    this.source = source;
    const { things, contracts } = partRows(source);
    this.#table = new ContractTable(source, contracts);
    const counts = new Map<string, number>();
    for (const { underlying, contracts: count } of this.#table.families) {
      const key = symbolKey(underlying);
      counts.set(key, (counts.get(key) ?? 0) + count);
    }
    this.#things = new ThingIndex(source, things, (key) => counts.get(key) ?? 0);
    this.#families = new FamilyIndex(this.#table, {
      nameOf: (key) => this.#nameOf(key),
      priorOf: (key) => this.#things.priorOf(key),
    });
    this.#tally = new Tally(source.count);
    this.#order = new Int32Array(source.count);
    for (const [at, row] of this.#things.rows.entries()) this.#order[row] = at;
    for (const [at, row] of this.#table.rows.entries()) this.#order[row] = things.length + at;
  }

  /** The places of the rows that fit, the best first; the same for the same question and prices. */
  find(query: IndexQuery): readonly number[] {
    this.#tally.clear();
    const phrase = readPhrase(query.text, this.#isUnderlying);
    if (phrase.words.length === 0) return [];
    this.#pass(phrase, query, 0);
    const tally = this.#tally;
    if (tally.size < FEW_ROWS && tally.best() < GOOD_SCORE) this.#pass(phrase, query, 1);
    if (tally.size === 0) this.#pass(phrase, query, 2);
    if (tally.size === 0) this.#searchUnderlyings(phrase, query);
    if (tally.size === 0) {
      this.#things.searchButOne(phrase.words, this.#thingQuest(query, 0));
    }
    const order = this.#order;
    return tally.top(query.most, (one, other) => (order[one] ?? 0) - (order[other] ?? 0));
  }

  #pass(phrase: Phrase, query: IndexQuery, typos: TypoLevel): void {
    this.#things.search(phrase.words, typos, this.#thingQuest(query, 0));
    for (const reading of phrase.readings) {
      const saysMore = reading.words.length < phrase.words.length;
      if (saysMore) this.#searchHinted(reading, query, typos);
    }
    // Where all words are the name of something, nobody means contracts that are only nearly so.
    const isNamed = this.#tally.size > 0;
    const quest = this.#questOf(query, typos);
    const contracts = phrase.readings.filter(meansContract);
    for (const leniency of isNamed ? leniencies.slice(0, 1) : leniencies) {
      let isFound = false;
      for (const reading of contracts) {
        const isHere = this.#families.search(reading, leniency, quest);
        isFound ||= isHere;
      }
      if (isFound) break;
    }
    this.#families.suggest(phrase.words, quest);
  }

  /** What contracts are wanted on, and those that there are, where there are none as they are wanted. */
  #searchUnderlyings(phrase: Phrase, query: IndexQuery): void {
    const quest = this.#questOf(query, 0);
    for (const { words } of phrase.readings) {
      if (words.length === 0 || words.length === phrase.words.length) continue;
      this.#things.search(words, 0, this.#thingQuest(query, 0));
      this.#families.suggest(words, quest);
    }
  }

  /** Things whose exchange or kind a word of the phrase may tell. */
  #searchHinted(reading: Reading, query: IndexQuery, typos: TypoLevel): void {
    const { words, exchanges, kinds, expiry } = reading;
    // The `next` of `nifty next 50` is a word of its name, because no contract is meant.
    if (words.length === 0 || meansContract(reading) || expiry.turn !== null) return;
    const filter = { exchanges: both(query.exchanges, exchanges), kinds: both(query.kinds, kinds) };
    this.#things.search(words, typos, this.#thingQuest(filter, HINT_SCORE));
  }

  /** Things that pass a filter, each with a little more than its score. */
  #thingQuest(filter: ThingFilter, more: number): ThingQuest {
    const take = (row: number, score: number): void => this.#tally.add(row, score + more, 0);
    return { filter, most: ENOUGH_ROWS, take };
  }

  #questOf(query: IndexQuery, typos: TypoLevel): ContractQuest {
    const spots = new Map<Family, number | null>();
    const spotOf = (family: Family): number | null => {
      const known = spots.get(family);
      if (known !== undefined) return known;
      const spot = this.#spotOf(family, query);
      spots.set(family, spot);
      return spot;
    };
    const take: ContractQuest['take'] = (place, score, rank) => {
      this.#tally.add(this.#table.rows[place] ?? 0, score, rank);
    };
    return { filter: query, typos, spotOf, take, known: new Map() };
  }

  /** The price of what a family is on, or else of its nearest future. */
  #spotOf({ underlying, from, to }: Family, { priceOf }: IndexQuery): number | null {
    const row = this.#things.rowOf(symbolKey(underlying));
    const price = row === null ? null : priceOf(row);
    if (price !== null) return price;
    const { expiries, rows } = this.#table;
    const nearest = expiries.slice(from, to).find(({ hasFutures }) => hasFutures);
    return nearest === undefined ? null : priceOf(rows[nearest.from] ?? 0);
  }

  #nameOf(key: string): string {
    const row = this.#things.rowOf(key);
    return row === null ? '' : this.source.row(row).name;
  }
}

/** The places of contracts that have not ended, and of all that is no contract. */
function partRows(source: SearchSource): {
  readonly things: number[];
  readonly contracts: number[];
} {
  const things: number[] = [];
  const contracts: number[] = [];
  for (let place = 0; place < source.count; place += 1) {
    const row = source.row(place);
    if (!isContract(row)) things.push(place);
    else if (row.expiry >= source.day) contracts.push(place);
  }
  return { things, contracts };
}

function both<T>(asked: ReadonlySet<T> | null, said: readonly T[] | null): ReadonlySet<T> | null {
  if (said === null) return asked;
  return new Set(asked === null ? said : said.filter((one) => asked.has(one)));
}
