import { compareText } from 'argosy/core';

import { findContracts, type Leniency } from './contract-finder.ts';
import { type ContractTable, type Family } from './contract-table.ts';
import { emptyReading, type Reading } from './reading.ts';
import { symbolKey, termsOfUnderlying } from './row-terms.ts';
import type { SearchKind } from './search-row.ts';
import { contractsShare, logShare, WHOLE_SCORE, type ThingFilter } from './thing-index.ts';
import { WordIndex, type TypoLevel } from './word-index.ts';

/** What the index of contracts asks about what they are on. */
export type Underlyings = {
  /** The name of what has a symbol; empty where nothing has it. */
  readonly nameOf: (key: string) => string;
  /** How much it matters. */
  readonly priorOf: (key: string) => number;
};
/** How contracts are looked for. */
export type ContractQuest = {
  readonly filter: ThingFilter;
  readonly typos: TypoLevel;
  /** What the underlying of a family costs now, or null. */
  readonly spotOf: (family: Family) => number | null;
  /** Takes a place of the table, its score, and its rank among equals. */
  readonly take: (place: number, score: number, rank: number) => void;
  /** The families that words were found to mean: the readings of a phrase mostly share theirs. */
  readonly known: Map<string, readonly Candidate[]>;
};

/** What words may mean contracts on. */
export type Candidate = {
  readonly family: Family;
  readonly score: number;
  /** Whether the words are the whole of what it is called. */
  readonly isNamed: boolean;
};

/** So many families are looked at for one phrase. */
const FAMILIES_MAX = 24;
/** What it brings that all that was asked for is so, and what a leniency takes from it. */
const FIT_SCORE = 0.3;
/** What a reading brings that says the very day, or which expiry of a month: it is the likelier one. */
const SPECIFIC_SCORE = { day: 0.04, cadence: 0.02 } as const;
const leniencyCosts: Readonly<Record<Leniency, number>> = {
  strict: 0,
  strikeStart: 0.1,
  nearDay: 0.2,
  nearStrike: 0.3,
  nearBoth: 0.4,
};
/** What a later expiry loses at most, and after how many half of it. */
const LATER_COST = 0.25;
const LATER_HALF = 4;
/** Where nothing is named, the contracts of what matters most. */
const NAMELESS_SCORE = 0.4;
/** What futures lose beside what they are on, where that is named and where it is one of many. */
const FUTURE_COST = { named: 0.15, found: 0.45, later: 0.04 } as const;
const OPTION_COST = { named: 0.75, later: 0.05, expiries: 2 } as const;
/** What an option loses where it is not said whether futures or options are meant. */
const UNSAID_COST = 0.3;
const LIQUIDITY_SHARE = 0.05;

/** Futures and options, found by what they are on. */
export class FamilyIndex {
  readonly #table: ContractTable;
  readonly #families: readonly Family[];
  readonly #priors: Float64Array;
  /** Where nothing is named, what is traded most is meant, not the largest company. */
  readonly #activity: Float64Array;
  readonly #words: WordIndex;

  constructor(table: ContractTable, underlyings: Underlyings) {
    this.#table = table;
    const greatest = table.families.reduce((most, { liquidity }) => Math.max(most, liquidity), 0);
    const weighed = table.families.map((family) => {
      const activity = activityOf(family, greatest);
      const prior = activity + underlyings.priorOf(symbolKey(family.underlying));
      return { family, activity, prior };
    });
    weighed.sort(
      (one, other) => other.prior - one.prior || compareFamilies(one.family, other.family),
    );
    this.#families = weighed.map(({ family }) => family);
    this.#priors = Float64Array.from(weighed, ({ prior }) => prior);
    this.#activity = Float64Array.from(weighed, ({ activity }) => activity);
    this.#words = new WordIndex(weighed.length, (at) => {
      const { underlying = '', name = '' } = this.#families[at] ?? {};
      const known = underlyings.nameOf(symbolKey(underlying));
      return termsOfUnderlying(
        underlying,
        [known, name].filter((text) => text !== '').concat(underlying),
      );
    });
  }

  /** Whether a word is a symbol, or a nickname, of something that contracts are on. */
  isUnderlying(word: string): boolean {
    return this.#words.hasCode(word);
  }

  /** Tells the contracts that a reading means; whether there were any. */
  search(reading: Reading, leniency: Leniency, quest: ContractQuest): boolean {
    let isFound = false;
    // Where nothing is named, what is only nearly so is just anything.
    if (reading.words.length === 0 && leniency !== 'strict') return false;
    for (const { family, score } of this.#candidates(reading.words, quest, reading.exchanges)) {
      const spot = reading.strike === null ? quest.spotOf(family) : null;
      const wish = { family, reading, leniency, spot, expiriesMax: Infinity };
      const fit = score + FIT_SCORE + specificScore(reading) - leniencyCosts[leniency];
      const isUnsaid =
        reading.product === null && reading.right === null && reading.strike === null;
      const isHere = findContracts(this.#table, wish, (place, turn, rank) => {
        const isOption = isUnsaid && this.#table.kinds[place] !== 0;
        const cost = (LATER_COST * turn) / (turn + LATER_HALF) + (isOption ? UNSAID_COST : 0);
        this.#take(place, fit - cost, rank, quest);
      });
      isFound ||= isHere;
    }
    return isFound;
  }

  /** Tells the futures on what the words name, and the next options where they name it wholly. */
  suggest(words: readonly string[], quest: ContractQuest): void {
    for (const { family, score, isNamed } of this.#candidates(words, quest, null)) {
      const wish = { family, leniency: 'strict', expiriesMax: Infinity } as const;
      const cost = isNamed ? FUTURE_COST.named : FUTURE_COST.found;
      const futures: Reading = { ...emptyReading, product: 'future' };
      findContracts(this.#table, { ...wish, reading: futures, spot: null }, (place, turn, rank) => {
        this.#take(place, score - cost - FUTURE_COST.later * turn, rank, quest);
      });
      if (!isNamed) continue;
      const options: Reading = { ...emptyReading, product: 'option' };
      const near = {
        ...wish,
        reading: options,
        spot: quest.spotOf(family),
        expiriesMax: OPTION_COST.expiries,
      };
      findContracts(this.#table, near, (place, turn, rank) => {
        this.#take(place, score - OPTION_COST.named - OPTION_COST.later * turn, rank, quest);
      });
    }
  }

  #take(place: number, score: number, rank: number, { filter, take }: ContractQuest): void {
    const kind: SearchKind = this.#table.kinds[place] === 0 ? 'future' : 'option';
    if (filter.kinds === null || filter.kinds.has(kind)) take(place, score, rank);
  }

  #candidates(
    words: readonly string[],
    quest: ContractQuest,
    exchanges: readonly string[] | null,
  ): readonly Candidate[] {
    const key = [words.join(' '), ...(exchanges ?? [])].join('|');
    const known = quest.known.get(key);
    if (known !== undefined) return known;
    const candidates = this.#findCandidates(words, quest, exchanges);
    quest.known.set(key, candidates);
    return candidates;
  }

  #findCandidates(
    words: readonly string[],
    { filter, typos }: ContractQuest,
    exchanges: readonly string[] | null,
  ): readonly Candidate[] {
    const best = new Map<number, number>();
    const take = (at: number, score: number): void => {
      const { exchange = '' } = this.#families[at] ?? {};
      if (exchanges !== null && !exchanges.includes(exchange)) return;
      if (filter.exchanges !== null && !filter.exchanges.has(exchange)) return;
      if (score > (best.get(at) ?? 0)) best.set(at, score);
    };
    if (words.length > 0) this.#words.search({ words, typos, isShort: false }, take);
    else for (const at of this.#families.keys()) take(at, NAMELESS_SCORE);
    const priors = words.length > 0 ? this.#priors : this.#activity;
    return Array.from(best, ([at, score]) => ({ at, score, whole: score + (priors[at] ?? 0) }))
      .toSorted((one, other) => other.whole - one.whole || one.at - other.at)
      .slice(0, FAMILIES_MAX)
      .flatMap(({ at, score, whole }) => {
        const family = this.#families[at];
        return family === undefined
          ? []
          : [{ family, score: whole, isNamed: score >= WHOLE_SCORE }];
      });
  }
}

function specificScore({ expiry }: Reading): number {
  if (expiry.day !== null) return SPECIFIC_SCORE.day;
  return expiry.cadence === null ? 0 : SPECIFIC_SCORE.cadence;
}

/** How much its contracts are traded, and how many there are. */
function activityOf({ contracts, liquidity }: Family, greatest: number): number {
  return contractsShare(contracts) + LIQUIDITY_SHARE * logShare(liquidity, greatest);
}

function compareFamilies(one: Family, other: Family): number {
  return compareText(one.underlying, other.underlying) || compareText(other.exchange, one.exchange);
}
